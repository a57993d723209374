/* A step of training of 2 => 3 sigmoid => 1 sigmoid with Adam and the binary cross-entropy, as C programmers write it. */
#include <math.h>

#define BETA1 0.9f
#define BETA2 0.999f
#define RATE 0.05f

enum { INPUTS = 2, HIDDEN = 3, PARAMETERS = INPUTS * HIDDEN + HIDDEN + HIDDEN + 1 };

/* weights[unit][input] and biases of the hidden layer, then of the last */
static float parameters[PARAMETERS] = {0.3f, -0.4f, 0.5f, 0.2f, -0.6f, 0.7f, 0, 0, 0, 0.4f, -0.5f, 0.6f, 0};
static float gradient[PARAMETERS], means[PARAMETERS], squares[PARAMETERS];
static float power1 = 1.0f, power2 = 1.0f;

static const float X[4][INPUTS] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, T[4] = {0, 1, 1, 0};

static float sigmoid(float z) { return 1.0f / (1.0f + expf(-z)); }

/* Computes the outputs of the hidden layer, and returns the output. */
static float forward(const float *x, float *hidden) {
    const float *w = parameters, *b = w + INPUTS * HIDDEN, *last = b + HIDDEN;
    float z = last[HIDDEN];
    for (int unit = 0; unit < HIDDEN; unit++) {
        float sum = b[unit];
        for (int input = 0; input < INPUTS; input++)
            sum += w[unit * INPUTS + input] * x[input];
        hidden[unit] = sigmoid(sum);
        z += last[unit] * hidden[unit];
    }
    return sigmoid(z);
}

static float loss(float y, float t) { return -(t * logf(y) + (1.0f - t) * logf(1.0f - y)); }

/* Adds the gradient of one sample, and returns its loss. */
static float backward(const float *x, float t, float scale) {
    float hidden[HIDDEN], y = forward(x, hidden), d = (y - t) * scale;
    const float *last = parameters + INPUTS * HIDDEN + HIDDEN;
    float *g = gradient, *g_b = g + INPUTS * HIDDEN, *g_last = g_b + HIDDEN;
    for (int unit = 0; unit < HIDDEN; unit++) {
        float d_hidden = d * last[unit] * hidden[unit] * (1.0f - hidden[unit]);
        g_last[unit] += d * hidden[unit];
        g_b[unit] += d_hidden;
        for (int input = 0; input < INPUTS; input++)
            g[unit * INPUTS + input] += d_hidden * x[input];
    }
    g_last[HIDDEN] += d;
    return loss(y, t) * scale;
}

static void adam(void) {
    power1 *= BETA1;
    power2 *= BETA2;
    float rate = RATE / (1.0f - power1), root = sqrtf(1.0f - power2);
    for (int i = 0; i < PARAMETERS; i++) {
        means[i] = BETA1 * means[i] + (1.0f - BETA1) * gradient[i];
        squares[i] = BETA2 * squares[i] + (1.0f - BETA2) * gradient[i] * gradient[i];
        parameters[i] -= rate * means[i] / (sqrtf(squares[i]) / root + 1e-8f);
    }
}

static float step(int first, int samples) {
    float sum = 0.0f;
    for (int i = 0; i < PARAMETERS; i++)
        gradient[i] = 0.0f;
    for (int sample = first; sample < first + samples; sample++)
        sum += backward(X[sample], T[sample], 1.0f / samples);
    adam();
    return sum;
}

static float loss_of_four(void) {
    float sum = 0.0f, hidden[HIDDEN];
    for (int sample = 0; sample < 4; sample++)
        sum += loss(forward(X[sample], hidden), T[sample]);
    return sum / 4.0f;
}

void answer(const float *restrict x, float *restrict y) {
    (void)x;
#if defined(STEP_one)
    *y = step(1, 1);
#elif defined(STEP_four)
    *y = step(0, 4);
#elif defined(STEP_loss)
    *y = loss_of_four();
#else
    step(1, 1);
    step(0, 4);
    *y = loss_of_four();
#endif
}
