// How a peer is told what to do: see ../protocol/src/lib.rs.
#pragma once
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

struct Task {
    std::string name;  // the first word of it
    std::vector<int> widths;
    std::string hidden, last;
    int batch = 0;
    bool train = false, adam = false;
    float rates[2], scale;
    std::vector<float> params, x, t;

    static Task read(const std::string &path) {
        Task task;
        std::ifstream text(path + ".txt");
        for (std::string line; std::getline(text, line);) {
            std::istringstream words(line);
            std::string key;
            words >> key;
            if (key == "name") words >> task.name;
            if (key == "widths") for (int width; words >> width;) task.widths.push_back(width);
            if (key == "activations") words >> task.hidden >> task.last;
            if (key == "batch") words >> task.batch;
            if (key == "train") words >> task.train;
            if (key == "adam") words >> task.adam;
            if (key == "rates") words >> task.rates[0] >> task.rates[1];
            if (key == "scale") words >> task.scale;
        }
        size_t count = 0;
        for (size_t i = 0; i + 1 < task.widths.size(); i++) count += (task.widths[i] + 1) * task.widths[i + 1];
        std::ifstream file(path, std::ios::binary);
        auto numbers = [&](size_t count) {
            std::vector<float> part(count);
            file.read(reinterpret_cast<char *>(part.data()), count * sizeof(float));
            return part;
        };
        task.params = numbers(count);
        task.x = numbers(size_t(task.batch) * task.widths.front());
        task.t = numbers(size_t(task.batch) * task.widths.back());
        return task;
    }
};

struct Peer {
    virtual ~Peer() = default;
    virtual void answer() = 0;
    virtual std::vector<float> answers() = 0;
    virtual void step(float rate) = 0;
    virtual std::vector<float> params() = 0;
};

// The mean loss that belongs to the last activation.
inline float loss(const Task &task, const std::vector<float> &y) {
    auto logarithm = [](float t, float y) { return t == 0 ? 0.0f : -t * std::log(y); };
    float sum = 0, terms = 0;
    for (size_t i = 0; i < y.size(); i++) {
        float t = task.t[i];
        bool coin = task.last == "sigmoid", classes = task.last == "softmax";
        sum += classes ? logarithm(t, y[i]) : coin ? logarithm(t, y[i]) + logarithm(1 - t, 1 - y[i]) : (y[i] - t) * (y[i] - t);
        terms += classes ? t : 1;
    }
    return sum / terms;
}

// Makes a peer for a task, or gives the reason why not.
using Prepare = std::function<std::unique_ptr<Peer>(const Task &, std::string &)>;

inline void serve(const Prepare &prepare) {
    struct Prepared { Task task; std::unique_ptr<Peer> peer; };
    std::map<std::string, Prepared> all;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string command, name, path;
        long calls = 0;
        words >> command >> name >> path >> calls;
        if (command == "prepare") {
            std::string reason;
            Task task = Task::read(path);
            auto peer = prepare(task, reason);
            std::cout << (peer ? "ok" : "no: " + reason) << std::endl;
            if (peer) all[path] = Prepared{std::move(task), std::move(peer)};
            continue;
        }
        auto &[task, peer] = all.at(path);
        if (command == "result" || command == "steps") {
            std::vector<float> found;
            if (command == "steps") {
                for (long step = 0; step < calls; step++) {
                    peer->answer();
                    found.push_back(loss(task, peer->answers()));
                    peer->step(task.rates[0]);
                }
                for (float param : peer->params()) found.push_back(param);
            } else {
                task.train ? peer->step(task.rates[0]) : peer->answer();
                found = task.train ? peer->params() : peer->answers();
            }
            std::ofstream file(path + "." + name, std::ios::binary);
            file.write(reinterpret_cast<const char *>(found.data()), found.size() * sizeof(float));
            file.close();
            std::cout << "ok" << std::endl;
        } else {
            auto start = std::chrono::steady_clock::now();
            for (long call = 0; call < calls; call++) task.train ? peer->step(task.rates[1]) : peer->answer();
            std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
            std::cout << time.count() / calls << std::endl;
        }
    }
}
