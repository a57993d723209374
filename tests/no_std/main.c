/* Calls the freestanding library and checks what it says. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>

float train_xor(uint64_t seed, uint32_t steps);
float ask_policy(float x);

int main(void) {
    float before = train_xor(7, 0), after = train_xor(7, 2000), sum = ask_policy(0.5f);
    printf("exclusive or: loss %.4f -> %.4f; a softmax sums to %.6f\n", before, after, sum);
    return !(before > 0.5f && after < 0.05f && fabsf(sum - 1.0f) < 1e-5f);
}
