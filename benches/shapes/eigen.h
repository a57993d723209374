// A network in Eigen whose widths, activations and depth are types: a sample after the other in vectors of fixed sizes, or a
// batch as the columns of matrices, whichever is faster for a task.
#pragma once
#define EIGEN_NO_DEBUG
#include "peer.h"
#include <Eigen/Dense>
#include <cmath>
#include <tuple>

using namespace Eigen;

enum Activation {
    IDENTITY, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SELU, SOFTPLUS, SOFTSIGN, HARD_TANH, HARD_SIGMOID, GELU, SILU, MISH,
    SOFTMAX
};

// Layers with more inputs or units have sizes that the compiler does not know, and share their code. In columns all do: their
// products take Eigen's kernels for any size, and with fixed rows were 10 % slower to 8 % faster (8=>8 eight times,
// 6=>64=>8=>4, batches of 32) for twice the time to compile.
constexpr int FIXED = 64;
constexpr bool is_fixed(int inputs, int units, int samples) { return samples == 1 && inputs <= FIXED && units <= FIXED; }
constexpr bool slope_from_sum(Activation a) { return a == GELU || a == SILU || a == MISH; }
constexpr bool is_plain_head(Activation a) { return a == SIGMOID || a == SOFTMAX || a == IDENTITY; }

constexpr float LEAKY = 0.01f, SELU_SCALE = 1.050701f, SELU_SCALE_ALPHA = 1.7580993f;

// The distribution function of the standard normal distribution, with `bell = exp(-z^2 / 2)`: the error function by formula
// 7.1.26 of Abramowitz and Stegun (1964), to 1.5e-7.
template <class Z, class B> auto normal(const Z &z, const B &bell) {
    auto t = (1.0f + 0.3275911f * 0.70710678f * z.abs()).inverse().eval();
    auto p = t * (0.2548296f + t * (-0.28449672f + t * (1.4214138f + t * (-1.4531521f + t * 1.0614054f))));
    auto tail = (0.5f * p * bell).eval();
    return (z < 0.0f).select(tail, 1.0f - tail).eval();
}

// Replaces sums by outputs; with LEARN also writes the slopes that do not follow from the outputs.
template <Activation A, bool LEARN, class M> void activate(M &matrix, M &slopes) {
    auto z = matrix.array();
    if constexpr (A == SIGMOID) z = z.logistic();
    if constexpr (A == TANH) z = z.tanh();
    if constexpr (A == RELU) z = z.max(0.0f);
    if constexpr (A == LEAKY_RELU) z = z.max(LEAKY * z);
    if constexpr (A == ELU) z = (z > 0.0f).select(z, z.min(0.0f).exp() - 1.0f);
    if constexpr (A == SELU) z = (z > 0.0f).select(SELU_SCALE * z, SELU_SCALE_ALPHA * (z.min(0.0f).exp() - 1.0f));
    if constexpr (A == SOFTPLUS) z = z.max(0.0f) + (-z.abs()).exp().log1p();
    if constexpr (A == SOFTSIGN) z = z / (1.0f + z.abs());
    if constexpr (A == HARD_TANH) z = z.max(-1.0f).min(1.0f);
    if constexpr (A == HARD_SIGMOID) z = (z / 6.0f + 0.5f).max(0.0f).min(1.0f);
    if constexpr (A == GELU) {
        auto bell = (-0.5f * z.square()).exp().eval();
        auto distribution = normal(z, bell);
        if constexpr (LEARN) slopes.array() = distribution + z * 0.3989423f * bell;
        z *= distribution;
    }
    if constexpr (A == SILU) {
        auto s = z.logistic().eval();
        if constexpr (LEARN) slopes.array() = s * (1.0f + z * (1.0f - s));
        z *= s;
    }
    if constexpr (A == MISH) {
        auto e = z.min(20.0f).exp().eval();
        auto w = (e * (e + 2.0f)).eval();
        auto over = (w + 2.0f).inverse().eval();
        if constexpr (LEARN) slopes.array() = 4.0f * z * e * (1.0f + e) * over * over + w * over;
        z *= w * over;
    }
    if constexpr (A == SOFTMAX) {
        if constexpr (M::ColsAtCompileTime == 1) {
            z = (z - matrix.maxCoeff()).exp();
            matrix /= matrix.sum();
        } else {
            matrix.rowwise() -= matrix.colwise().maxCoeff().eval();
            z = z.exp();
            z.rowwise() /= matrix.colwise().sum().eval().array();
        }
    }
}

template <Activation A, class M> void times_slope(const M &outputs, const M &slopes, M &derivatives) {
    auto y = outputs.array();
    auto d = derivatives.array();
    if constexpr (slope_from_sum(A)) d *= slopes.array();
    if constexpr (A == SIGMOID) d *= y * (1.0f - y);
    if constexpr (A == TANH) d *= 1.0f - y.square();
    if constexpr (A == RELU) d = (y > 0.0f).select(d, 0.0f);
    if constexpr (A == LEAKY_RELU) d = (y > 0.0f).select(d, LEAKY * d);
    if constexpr (A == ELU) d = (y > 0.0f).select(d, (y + 1.0f) * d);
    if constexpr (A == SELU) d = (y > 0.0f).select(SELU_SCALE * d, (y + SELU_SCALE_ALPHA) * d);
    if constexpr (A == SOFTPLUS) d *= 1.0f - (-y).exp();
    if constexpr (A == SOFTSIGN) d *= (1.0f - y.abs()).square();
    if constexpr (A == HARD_TANH) d = (y.abs() < 1.0f).select(d, 0.0f);
    if constexpr (A == HARD_SIGMOID) d = (y * (1.0f - y) > 0.0f).select(d / 6.0f, 0.0f);
}

// What a layer computes, for matrices of any type.
template <Activation A, bool LEARN, class W, class V, class X, class Y>
inline __attribute__((always_inline)) void layer_forward(const W &w, const V &b, const X &x, Y &y, Y &slopes) {
    if constexpr (Y::ColsAtCompileTime == 1) {
        y = b;
        y.noalias() += w * x;
    } else {
        y.noalias() = w * x;
        y.colwise() += b;
    }
    activate<A, LEARN>(y, slopes);
}

template <class W, class V, class D, class X>
inline __attribute__((always_inline)) void layer_gradient(W &gw, V &gb, const D &d, const X &x, bool first) {
    if (first) {
        gw.noalias() = d * x.transpose();
        gb = d.rowwise().sum();
    } else {
        gw.noalias() += d * x.transpose();
        gb += d.rowwise().sum();
    }
}

// The same for sizes that are not known, compiled once in a file.
using AnyWeights = Map<MatrixXf, Aligned64>;
using AnyBiases = Map<VectorXf, Aligned64>;
template <int B> using AnyValues = Matrix<float, Dynamic, B>;
template <int B> using AnyView = Map<const AnyValues<B>>;

template <Activation A, bool LEARN, int B>
__attribute__((noinline)) void any_forward(const AnyWeights &w, const AnyBiases &b, AnyView<B> x, AnyValues<B> &y, AnyValues<B> &slopes) {
    layer_forward<A, LEARN>(w, b, x, y, slopes);
}
template <int B>
__attribute__((noinline)) void any_gradient(AnyWeights &gw, AnyBiases &gb, const AnyValues<B> &d, AnyView<B> x, bool first) {
    layer_gradient(gw, gb, d, x, first);
}
template <int B> __attribute__((noinline)) void any_backward(const AnyWeights &w, const AnyValues<B> &d, Map<AnyValues<B>> below) {
    below.noalias() = w.transpose() * d;
}
template <Activation A, int B>
__attribute__((noinline)) void any_times_slope(const AnyValues<B> &y, const AnyValues<B> &slopes, AnyValues<B> &d) {
    times_slope<A>(y, slopes, d);
}

// A layer for B samples at once, 1 or any number. Its parameters begin a cache line.
template <int INPUTS, int UNITS, Activation A, int B> struct Layer {
    static constexpr bool fixed = is_fixed(INPUTS, UNITS, B);
    static constexpr int I = fixed ? INPUTS : Dynamic, U = fixed ? UNITS : Dynamic, inputs = INPUTS, units = UNITS;
    // weights[input][unit] as they come: a column for each input
    using Weights = Map<Matrix<float, U, I>, Aligned64>;
    using Biases = Map<Matrix<float, U, 1>, Aligned64>;
    using Values = Matrix<float, U, B>;
    Weights w, gw;
    Biases b, gb;
    Values y, d, slopes;

    static constexpr size_t whole(size_t count) { return (count + 15) / 16 * 16; }
    static constexpr size_t space() { return whole(INPUTS * UNITS) + whole(UNITS); }

    Layer(float *p, float *g, int batch)
        : w(p, UNITS, INPUTS), gw(g, UNITS, INPUTS), b(p + whole(INPUTS * UNITS), UNITS, 1),
          gb(g + whole(INPUTS * UNITS), UNITS, 1), y(Values::Zero(UNITS, batch)), d(y), slopes(y) {}

    template <class X> static AnyView<B> view(const X &x) { return AnyView<B>(x.data(), x.rows(), x.cols()); }
    template <bool LEARN, class X> void forward(const X &x) {
        constexpr bool with_slopes = LEARN && slope_from_sum(A);
        if constexpr (fixed) layer_forward<A, with_slopes>(w, b, x, y, slopes);
        else any_forward<A, with_slopes, B>(w, b, view(x), y, slopes);
    }
    template <class X> void gradient(const X &x, bool first) {
        if constexpr (fixed) layer_gradient(gw, gb, d, x, first);
        else any_gradient<B>(gw, gb, d, view(x), first);
    }
    template <class Below> void backward(Below &below) {
        if constexpr (fixed) Map<Matrix<float, I, 1>>(below.d.data(), INPUTS).noalias() = w.transpose() * d;
        else any_backward<B>(w, d, Map<AnyValues<B>>(below.d.data(), INPUTS, below.d.cols()));
        below.times_slope();
    }
    void times_slope() {
        if constexpr (fixed) ::times_slope<A>(y, slopes, d);
        else any_times_slope<A, B>(y, slopes, d);
    }
};

struct alignas(64) CacheLine {
    float numbers[16] = {};
};

template <int B, class... Layers> struct Net : Peer {
    static constexpr size_t depth = sizeof...(Layers);
    using Stack = std::tuple<Layers...>;
    using First = std::tuple_element_t<0, Stack>;
    using Last = std::tuple_element_t<depth - 1, Stack>;
    using Samples = Map<const Matrix<float, First::I, B>>;
    using Targets = Map<const Matrix<float, Last::U, B>>;
    static constexpr size_t count = (Layers::space() + ...);

    using Numbers = Map<ArrayXf, Aligned64>;
    Task task;
    std::vector<CacheLine> memory;
    Numbers p, g, m, v;
    std::vector<float> out;
    Stack layers;
    int steps = 0;

    // Where a layer's parameters begin.
    template <size_t K> static constexpr size_t offset() {
        if constexpr (K == 0) return 0;
        else return offset<K - 1>() + std::tuple_element_t<K - 1, Stack>::space();
    }
    template <size_t... K> Stack stack(std::index_sequence<K...>) {
        return Stack(Layers(p.data() + offset<K>(), g.data() + offset<K>(), columns())...);
    }
    // One of four pieces of memory: parameters, gradient and two moments.
    Numbers piece(int index) { return Numbers(memory[index * (count / 16)].numbers, count); }
    int columns() const { return B == 1 ? 1 : task.batch; }

    explicit Net(const Task &task)
        : task(task), memory(4 * (count / 16)), p(piece(0)), g(piece(1)), m(piece(2)), v(piece(3)),
          out(task.batch * size_t(Last::units)), layers(stack(std::index_sequence_for<Layers...>())) {
        const float *from = task.params.data();
        each([&](auto &layer) {
            std::copy_n(from, layer.w.size(), layer.w.data());
            std::copy_n(from + layer.w.size(), layer.b.size(), layer.b.data());
            from += layer.w.size() + layer.b.size();
        });
    }
    template <class F> void each(F work) {
        std::apply([&](auto &...layer) { (work(layer), ...); }, layers);
    }
    std::vector<float> params() override {
        std::vector<float> all;
        each([&](auto &layer) {
            all.insert(all.end(), layer.w.data(), layer.w.data() + layer.w.size());
            all.insert(all.end(), layer.b.data(), layer.b.data() + layer.b.size());
        });
        return all;
    }
    std::vector<float> answers() override { return out; }

    template <bool LEARN, size_t K = 0, class X> void forward(const X &x) {
        std::get<K>(layers).template forward<LEARN>(x);
        if constexpr (K + 1 < depth) forward<LEARN, K + 1>(std::get<K>(layers).y);
    }
    template <size_t K = depth - 1> void backward(const Samples &x, bool first) {
        auto &layer = std::get<K>(layers);
        if constexpr (K == 0) layer.gradient(x, first);
        else {
            auto &below = std::get<K - 1>(layers);
            layer.gradient(below.y, first);
            layer.backward(below);
            backward<K - 1>(x, first);
        }
    }
    template <class F> void samples(F work) {
        for (int first = 0; first < task.batch; first += columns())
            work(first, Samples(&task.x[first * size_t(First::inputs)], First::inputs, columns()));
    }
    void answer() override {
        samples([&](int first, const Samples &x) {
            forward<false>(x);
            auto &y = std::get<depth - 1>(layers).y;
            std::copy_n(y.data(), y.size(), &out[first * size_t(Last::units)]);
        });
    }
    void step(float rate) override {
        samples([&](int first, const Samples &x) {
            forward<true>(x);
            auto &last = std::get<depth - 1>(layers);
            last.d = task.scale * (last.y - Targets(&task.t[first * size_t(Last::units)], Last::units, columns()));
            head(last);
            backward(x, first == 0);
        });
        update(rate);
    }
    template <int I, int U, Activation A> static void head(Layer<I, U, A, B> &last) {
        if constexpr (!is_plain_head(A)) last.times_slope();
    }
    void update(float rate) {
        if (!task.adam) {
            p -= rate * g;
            return;
        }
        steps++;
        float root = std::sqrt(1 - std::pow(0.999f, steps)), along = rate * root / (1 - std::pow(0.9f, steps));
        m = 0.9f * m + 0.1f * g;
        v = 0.999f * v + 0.001f * g.square();
        p -= along * m / (v.sqrt() + 1e-8f * root);
    }
};

// Nanoseconds of a call.
inline double time(Peer &peer, const Task &task, long calls) {
    auto start = std::chrono::steady_clock::now();
    for (long call = 0; call < calls; call++) task.train ? peer.step(task.rates[1]) : peer.answer();
    std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
    return time.count() / calls;
}

template <class N> double fastest(const Task &task) {
    auto peer = std::make_unique<N>(task);
    time(*peer, task, 1);
    long calls = std::clamp(2e6 / time(*peer, task, 1), 1.0, 1e5);
    double best = INFINITY;
    for (int repeat = 0; repeat < 3; repeat++) best = std::min(best, time(*peer, task, calls));
    return best;
}

// The faster of two forms, made anew: the one that was timed has been trained.
template <class Sample, class Columns> std::unique_ptr<Peer> prepare(const Task &task) {
    if (task.batch == 1 || fastest<Sample>(task) < fastest<Columns>(task)) return std::make_unique<Sample>(task);
    return std::make_unique<Columns>(task);
}
