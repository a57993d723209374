/* Calls the network for two samples, one by one, in place and as a batch, and prints the bits of all outputs.
   Counts what is allocated on the way: nothing may be. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE__
#include <immintrin.h>
#endif

#include "digits.h"

#define SAMPLES 2

static int allocations = 0;

#ifdef __GLIBC__
#ifdef __cplusplus
extern "C"
#endif
void *__libc_malloc(size_t size);

#ifdef __cplusplus
extern "C"
#endif
void *malloc(size_t size) {
    allocations += 1;
    return __libc_malloc(size);
}
#endif

/* Returns whether a call with NaN, infinite and denormal inputs comes back and leaves the mode of an audio host as it is. */
static int keeps_the_mode(void) {
    static float inputs[DIGITS_INPUTS];
    float outputs[DIGITS_OUTPUTS];
    inputs[0] = 1e-40f;
    inputs[1] = 3e38f * 10.0f;
    inputs[2] = inputs[1] - inputs[1];
#ifdef __SSE__
    unsigned before = _mm_getcsr();
    unsigned flushes = (before & ~0x3fu) | 0x8040u;
    _mm_setcsr(flushes);
    digits_forward(inputs, outputs);
    unsigned after = _mm_getcsr() & ~0x3fu;
    _mm_setcsr(before);
    return after == flushes;
#else
    digits_forward(inputs, outputs);
    return 1;
#endif
}

static void print(const float *outputs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned bits;
        memcpy(&bits, &outputs[i], sizeof bits);
        printf("%08x\n", bits);
    }
}

int main(void) {
    static float inputs[SAMPLES * DIGITS_INPUTS];
    static float outputs[SAMPLES * DIGITS_OUTPUTS];
    static float in_place[DIGITS_INPUTS];
    for (size_t i = 0; i < SAMPLES * DIGITS_INPUTS; i++) {
        inputs[i] = (float)(i * 7 % 17) / 16.0f;
    }
    memcpy(in_place, inputs, sizeof in_place);

    int before = allocations;
    for (size_t sample = 0; sample < SAMPLES; sample++) {
        digits_forward(&inputs[sample * DIGITS_INPUTS], &outputs[sample * DIGITS_OUTPUTS]);
    }
    digits_forward(in_place, in_place);
    static float batch[SAMPLES * DIGITS_OUTPUTS];
    digits_forward_batch(inputs, batch, SAMPLES);
    digits_forward_batch(NULL, NULL, 0);
    int during = allocations - before;

    print(outputs, SAMPLES * DIGITS_OUTPUTS);
    print(in_place, DIGITS_OUTPUTS);
    print(batch, SAMPLES * DIGITS_OUTPUTS);
    printf("%d allocations\n", during);
    printf("the mode is %s\n", keeps_the_mode() ? "kept" : "lost");
    return 0;
}
