/* Layers as C programmers write them: nested loops over constant arrays, and the exponential functions of the C library. */
#include <math.h>

#define INLINE static inline __attribute__((always_inline))

/* weights[unit][input], as PyTorch stores them: each sum reads a row. */
INLINE void dense(int inputs, int units, const float *weights, const float *biases, const float *x, float *y) {
    for (int unit = 0; unit < units; unit++) {
        float sum = biases ? biases[unit] : 0.0f;
        for (int input = 0; input < inputs; input++)
            sum += weights[unit * inputs + input] * x[input];
        y[unit] = sum;
    }
}

INLINE void linear(int units, float *y) {}

INLINE void relu(int units, float *y) {
    for (int unit = 0; unit < units; unit++)
        y[unit] = y[unit] > 0.0f ? y[unit] : 0.0f;
}

INLINE void tanh_(int units, float *y) {
    for (int unit = 0; unit < units; unit++)
        y[unit] = tanhf(y[unit]);
}

INLINE void sigmoid(int units, float *y) {
    for (int unit = 0; unit < units; unit++)
        y[unit] = 1.0f / (1.0f + expf(-y[unit]));
}

INLINE void softmax(int units, float *y) {
    float top = y[0], sum = 0.0f;
    for (int unit = 1; unit < units; unit++)
        top = y[unit] > top ? y[unit] : top;
    for (int unit = 0; unit < units; unit++)
        sum += y[unit] = expf(y[unit] - top);
    for (int unit = 0; unit < units; unit++)
        y[unit] /= sum;
}
