// The workloads by hand in Eigen: a sample is a column. Sizes are known to the compiler in the smallest network, and a
// batch of one is a vector; longer ones go through in chunks that stay in the caches.
#define EIGEN_NO_DEBUG
#include "peer.h"
#include <Eigen/Dense>
#include <cmath>

using namespace Eigen;

constexpr int CHUNK = 256;

enum Activation { SIGMOID, TANH, RELU, SOFTMAX, IDENTITY };

Activation activation(const std::string &name) {
    return name == "sigmoid" ? SIGMOID : name == "tanh" ? TANH : name == "relu" ? RELU : name == "softmax" ? SOFTMAX : IDENTITY;
}

template <class M> void activate(Activation activation, M &z) {
    switch (activation) {
    case SIGMOID: z.array() = z.array().logistic(); break;
    case TANH: z.array() = z.array().tanh(); break;
    case RELU: z.array() = z.array().max(0.0f); break;
    case SOFTMAX:
        z.rowwise() -= z.colwise().maxCoeff().eval();
        z.array() = z.array().exp();
        z.array().rowwise() /= z.colwise().sum().eval().array();
        break;
    case IDENTITY: break;
    }
}

template <class Y, class D> void times_slope(Activation activation, const Y &y, D &d) {
    switch (activation) {
    case SIGMOID: d.array() *= y.array() * (1.0f - y.array()); break;
    case TANH: d.array() *= 1.0f - y.array().square(); break;
    case RELU: d.array() *= (y.array() > 0.0f).template cast<float>(); break;
    default: break;
    }
}

using Numbers = VectorXf;

// What networks of all sizes share: parameters in one piece, and their update.
struct Trained : Peer {
    Task task;
    Numbers p, g, m, v;
    int steps = 0;

    explicit Trained(const Task &task)
        : task(task), p(Map<const Numbers>(task.params.data(), task.params.size())), g(p * 0), m(p * 0), v(p * 0) {}

    std::vector<float> params() override { return {p.data(), p.data() + p.size()}; }
    void update(float rate) {
        if (!task.adam) { p -= rate * g; return; }
        steps++;
        float root = std::sqrt(1 - std::pow(0.999f, steps)), along = rate * root / (1 - std::pow(0.9f, steps));
        m = 0.9f * m + 0.1f * g;
        v = 0.999f * v + 0.001f * g.cwiseAbs2();
        p.array() -= along * m.array() / (v.array().sqrt() + 1e-8f * root);
    }
};

// B samples at once, or up to CHUNK.
template <int B> struct Layer {
    using Weights = Map<MatrixXf>;
    // weights[input][unit] as they come: a column for each input
    Weights w, gw;
    Map<VectorXf> b, gb;
    Matrix<float, Dynamic, B> y, d;
    Layer(float *p, float *g, int inputs, int units, int batch)
        : w(p, units, inputs), gw(g, units, inputs), b(p + inputs * units, units), gb(g + inputs * units, units),
          y(units, batch), d(units, batch) {}
    template <class X> void forward(Activation activation, const X &x) {
        if constexpr (B == 1) { y = b; y.noalias() += w * x; }
        else { y.resize(w.rows(), x.cols()); y.noalias() = w * x; y.colwise() += b; }
        activate(activation, y);
    }
    template <class X> void gradient(const X &x, bool first) {
        if (first) { gw.noalias() = d * x.transpose(); gb = d.rowwise().sum(); }
        else { gw.noalias() += d * x.transpose(); gb += d.rowwise().sum(); }
    }
};

template <int B> struct Net : Trained {
    Matrix<float, Dynamic, B> x, t, out;
    std::vector<Layer<B>> layers;
    Activation hidden, last;

    explicit Net(const Task &task)
        : Trained(task), x(Map<const MatrixXf>(task.x.data(), task.widths.front(), task.batch)),
          t(Map<const MatrixXf>(task.t.data(), task.widths.back(), task.batch)), out(t),
          hidden(activation(task.hidden)), last(activation(task.last)) {
        for (size_t i = 0, first = 0; i + 1 < task.widths.size(); i++) {
            int inputs = task.widths[i], units = task.widths[i + 1];
            layers.emplace_back(p.data() + first, g.data() + first, inputs, units, std::min(task.batch, CHUNK));
            first += (inputs + 1) * units;
        }
    }
    template <class X> void forward(const X &x) {
        layers[0].forward(layers.size() == 1 ? last : hidden, x);
        for (size_t i = 1; i < layers.size(); i++) layers[i].forward(i + 1 == layers.size() ? last : hidden, layers[i - 1].y);
    }
    template <class X, class T> void gradient(const X &x, const T &t, bool first) {
        forward(x);
        layers.back().d = task.scale * (layers.back().y - t);
        for (size_t i = layers.size() - 1; i > 0; i--) {
            auto &layer = layers[i], &below = layers[i - 1];
            layer.gradient(below.y, first);
            below.d.resize(below.w.rows(), x.cols());
            below.d.noalias() = layer.w.transpose() * layer.d;
            times_slope(hidden, below.y, below.d);
        }
        layers[0].gradient(x, first);
    }
    template <class F> void chunks(F work) {
        for (int first = 0; first < task.batch; first += CHUNK) work(first, std::min(CHUNK, task.batch - first));
    }
    void answer() override {
        if constexpr (B == 1) forward(x);
        else chunks([&](int first, int count) {
            forward(x.middleCols(first, count));
            out.middleCols(first, count) = layers.back().y;
        });
    }
    std::vector<float> answers() override {
        auto &found = B == 1 ? layers.back().y : out;
        return {found.data(), found.data() + found.size()};
    }
    void step(float rate) override {
        if constexpr (B == 1) gradient(x, t, true);
        else chunks([&](int first, int count) { gradient(x.middleCols(first, count), t.middleCols(first, count), first == 0); });
        update(rate);
    }
};

// 2 => 3 sigmoid => 1 sigmoid, a sample after the other: everything fits registers.
struct Smallest : Trained {
    using Hidden = Matrix<float, 3, 1>;
    std::vector<float> out;
    explicit Smallest(const Task &task) : Trained(task), out(task.batch) {}
    Map<const Matrix<float, 3, 2>> w1() const { return Map<const Matrix<float, 3, 2>>(p.data()); }
    Hidden hidden(int sample) const {
        Vector2f x(task.x[2 * sample], task.x[2 * sample + 1]);
        return (w1() * x + p.segment<3>(6)).array().logistic();
    }
    float last(const Hidden &y) const {
        return 1.0f / (1.0f + std::exp(-(p.segment<3>(9).dot(y) + p[12])));
    }
    void answer() override {
        for (int sample = 0; sample < task.batch; sample++) out[sample] = last(hidden(sample));
    }
    std::vector<float> answers() override { return out; }
    void step(float rate) override {
        Matrix<float, 3, 2> gw1 = Matrix<float, 3, 2>::Zero();
        Hidden gb1 = Hidden::Zero(), gw2 = Hidden::Zero();
        float gb2 = 0;
        for (int sample = 0; sample < task.batch; sample++) {
            Hidden y = hidden(sample);
            float d2 = task.scale * (last(y) - task.t[sample]);
            gw2 += d2 * y;
            gb2 += d2;
            Hidden d1 = d2 * p.segment<3>(9).array() * y.array() * (1.0f - y.array());
            gb1 += d1;
            gw1 += d1 * Vector2f(task.x[2 * sample], task.x[2 * sample + 1]).transpose();
        }
        Map<Matrix<float, 3, 2>>(p.data()) -= rate * gw1;
        p.segment<3>(6) -= rate * gb1;
        p.segment<3>(9) -= rate * gw2;
        p[12] -= rate * gb2;
    }
};

int main() {
    serve([](const Task &task, std::string &) -> std::unique_ptr<Peer> {
        if (task.widths == std::vector<int>{2, 3, 1} && task.batch == 1) return std::make_unique<Smallest>(task);
        if (task.batch == 1) return std::make_unique<Net<1>>(task);
        return std::make_unique<Net<Dynamic>>(task);
    });
}
