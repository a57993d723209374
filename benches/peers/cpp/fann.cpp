// The workloads in FANN, where it can do them. It trains on the squared error only, and has neither relu nor softmax: for
// answers, its linear piece does for relu, and softmax is taken here.
#include "peer.h"
#include <algorithm>
#include <cmath>
#include <floatfann.h>

// FANN's linear piece is s x between 0 and 1: with weights behind it 1 / s as large that is relu, below 1 / s. A power of
// two leaves all numbers as they are.
constexpr float PIECE = 1.0f / 256.0f;

struct Net : Peer {
    Task task;
    fann *ann;
    fann_train_data *data = nullptr;
    std::vector<float> out;

    explicit Net(const Task &task) : task(task), out(task.t.size()) {
        std::vector<unsigned> widths(task.widths.begin(), task.widths.end());
        ann = fann_create_standard_array(widths.size(), widths.data());
        auto set = [&](const std::string &name, auto function, auto steepness) {
            // FANN's sigmoid is of 2 s x, its tangent of s x
            bool sigmoid = name == "sigmoid", tanh = name == "tanh", relu = name == "relu";
            function(ann, sigmoid ? FANN_SIGMOID : tanh ? FANN_SIGMOID_SYMMETRIC : relu ? FANN_LINEAR_PIECE : FANN_LINEAR);
            steepness(ann, sigmoid ? 0.5f : relu ? PIECE : 1.0f);
        };
        set(task.hidden, fann_set_activation_function_hidden, fann_set_activation_steepness_hidden);
        set(task.last, fann_set_activation_function_output, fann_set_activation_steepness_output);
        fann_set_training_algorithm(ann, FANN_TRAIN_BATCH);
        fann_set_train_error_function(ann, FANN_ERRORFUNC_LINEAR);
        weights([](float &theirs, float &ours, float scale) { theirs = scale * ours; });
        if (!task.train) return;
        data = fann_create_train(task.batch, widths.front(), widths.back());
        std::copy(task.x.begin(), task.x.end(), data->input[0]);
        std::copy(task.t.begin(), task.t.end(), data->output[0]);
    }
    // Each layer's neurons have the weights of all neurons below, the bias's behind them.
    template <class F> void weights(F each) {
        float *theirs = ann->weights, *ours = task.params.data();
        for (size_t i = 0; i + 1 < task.widths.size(); i++) {
            int inputs = task.widths[i], units = task.widths[i + 1];
            float scale = i > 0 && task.hidden == "relu" ? 1.0f / PIECE : 1.0f;
            for (int unit = 0; unit < units; unit++)
                for (int input = 0; input <= inputs; input++)
                    each(*theirs++, ours[input * units + unit], input < inputs ? scale : 1.0f);
            ours += (inputs + 1) * units;
        }
    }
    void answer() override {
        int inputs = task.widths.front(), outputs = task.widths.back();
        for (int sample = 0; sample < task.batch; sample++) {
            const float *found = fann_run(ann, task.x.data() + sample * inputs);
            std::copy(found, found + outputs, out.begin() + sample * outputs);
            if (task.last == "softmax") softmax(out.data() + sample * outputs, outputs);
        }
    }
    static void softmax(float *y, int count) {
        float largest = *std::max_element(y, y + count), sum = 0;
        for (int i = 0; i < count; i++) sum += y[i] = std::exp(y[i] - largest);
        for (int i = 0; i < count; i++) y[i] /= sum;
    }
    std::vector<float> answers() override { return out; }
    void step(float rate) override {
        fann_set_learning_rate(ann, rate);
        fann_train_epoch(ann, data);
    }
    std::vector<float> params() override {
        std::vector<float> found = task.params;
        std::swap(found, task.params);
        weights([](float &theirs, float &ours, float scale) { ours = theirs / scale; });
        std::swap(found, task.params);
        return found;
    }
};

int main() {
    serve([](const Task &task, std::string &reason) -> std::unique_ptr<Peer> {
        if (task.train && (task.last != "identity" || task.hidden == "relu" || task.adam))
            reason = "FANN trains on the squared error, without relu and Adam";
        return reason.empty() ? std::make_unique<Net>(task) : nullptr;
    });
}
