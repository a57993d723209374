/* Layers in integers as C programmers write them, by TensorFlow Lite's specification: nested loops over constant arrays. */
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))

/* weights[unit][input]; the zero point of the inputs is in the biases. */
INLINE void dense(int inputs, int units, const int8_t *weights, const int32_t *biases, const int32_t *multipliers,
                  const uint8_t *shifts, int zero_point, int least, int most, const int8_t *x, int8_t *y) {
    for (int unit = 0; unit < units; unit++) {
        int32_t sum = biases[unit];
        for (int input = 0; input < inputs; input++)
            sum += weights[unit * inputs + input] * x[input];
        int32_t high = (int64_t)sum * multipliers[unit] >> 32;
        int32_t value = zero_point + ((high + (1 << (shifts[unit] - 1))) >> shifts[unit]);
        value = value > most ? most : value;
        y[unit] = value < least ? least : value;
    }
}

INLINE void table(int units, const int8_t *outputs, int8_t *y) {
    for (int unit = 0; unit < units; unit++)
        y[unit] = outputs[y[unit] + 128];
}

INLINE void softmax(int units, const uint16_t *exponentials, int8_t *y) {
    int top = y[0];
    uint32_t sum = 0;
    for (int unit = 1; unit < units; unit++)
        top = y[unit] > top ? y[unit] : top;
    for (int unit = 0; unit < units; unit++)
        sum += exponentials[top - y[unit]];
    for (int unit = 0; unit < units; unit++) {
        uint32_t output = (256 * exponentials[top - y[unit]] + sum / 2) / sum;
        y[unit] = (int)(output > 255 ? 255 : output) - 128;
    }
}
