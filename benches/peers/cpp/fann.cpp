// The workloads in FANN, where it can do them: it has neither relu nor softmax, and trains on the squared error only.
#include "peer.h"
#include <floatfann.h>

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
            function(ann, name == "sigmoid" ? FANN_SIGMOID : name == "tanh" ? FANN_SIGMOID_SYMMETRIC : FANN_LINEAR);
            steepness(ann, name == "sigmoid" ? 0.5f : 1.0f);
        };
        set(task.hidden, fann_set_activation_function_hidden, fann_set_activation_steepness_hidden);
        set(task.last, fann_set_activation_function_output, fann_set_activation_steepness_output);
        fann_set_training_algorithm(ann, FANN_TRAIN_BATCH);
        fann_set_train_error_function(ann, FANN_ERRORFUNC_LINEAR);
        weights([](float &theirs, float &ours) { theirs = ours; });
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
            for (int unit = 0; unit < units; unit++)
                for (int input = 0; input <= inputs; input++) each(*theirs++, ours[input * units + unit]);
            ours += (inputs + 1) * units;
        }
    }
    void answer() override {
        int inputs = task.widths.front(), outputs = task.widths.back();
        for (int sample = 0; sample < task.batch; sample++) {
            const float *found = fann_run(ann, task.x.data() + sample * inputs);
            std::copy(found, found + outputs, out.begin() + sample * outputs);
        }
    }
    std::vector<float> answers() override { return out; }
    void step(float rate) override {
        fann_set_learning_rate(ann, rate);
        fann_train_epoch(ann, data);
    }
    std::vector<float> params() override {
        std::vector<float> found = task.params;
        std::swap(found, task.params);
        weights([](float &theirs, float &ours) { ours = theirs; });
        std::swap(found, task.params);
        return found;
    }
};

int main() {
    serve([](const Task &task, std::string &reason) -> std::unique_ptr<Peer> {
        for (auto &name : {task.hidden, task.last})
            if (name == "relu" || name == "softmax") reason = "FANN has no " + name;
        if (task.train && (task.last != "identity" || task.adam)) reason = "FANN trains on the squared error, without Adam";
        return reason.empty() ? std::make_unique<Net>(task) : nullptr;
    });
}
