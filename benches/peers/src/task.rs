//! The workloads as all peers get them.

use mlp::random::SplitMix64;
use peer_protocol::{Task, Train};

/// Evenly from -1 to 1.
fn numbers(count: usize, seed: u64) -> Vec<f32> {
    let mut random = SplitMix64::new(seed);
    (0..count).map(|_| 2.0 * random.unit() - 1.0).collect()
}

fn task(name: &str, widths: &[usize], activations: [&str; 2], batch: usize) -> Task {
    let mut params = Vec::new();
    for (index, pair) in widths.windows(2).enumerate() {
        let bound = 1.0 / (pair[0] as f32).sqrt();
        params.extend(numbers((pair[0] + 1) * pair[1], 10 + index as u64).iter().map(|w| w * bound));
    }
    let (inputs, outputs) = (widths[0], widths[widths.len() - 1]);
    let x = numbers(inputs * batch, 1);
    let t = match activations[1] {
        "softmax" => (0..batch * outputs).map(|i| f32::from(i % outputs == i / outputs % outputs)).collect(),
        "sigmoid" => (0..batch * outputs).map(|i| (i % 2) as f32).collect(),
        _ => numbers(outputs * batch, 2),
    };
    let activations = activations.map(str::to_owned);
    Task { name: name.into(), widths: widths.into(), activations, train: None, batch, params, x, t }
}

fn training(task: Task, adam: bool) -> Task {
    let terms = if task.activations[1] == "softmax" { task.batch } else { task.t.len() };
    let scale = if task.activations[1] == "identity" { 2.0 } else { 1.0 } / terms as f32;
    // the second one is so small that weights stay where they are: infinities would be another workload
    let rates = if adam { [1e-3, 1e-9] } else { [0.1, 1e-6] };
    Task { train: Some(Train { scale, adam, rates }), ..task }
}

pub fn all() -> Vec<Task> {
    let w1 = |name, batch| task(name, &[2, 3, 1], ["sigmoid", "sigmoid"], batch);
    let w2 = |name, batch| task(name, &[4, 64, 64, 2], ["tanh", "identity"], batch);
    let w3 = |name, batch| task(name, &[64, 32, 10], ["relu", "softmax"], batch);
    let w4 = |name, batch| task(name, &[784, 128, 10], ["relu", "softmax"], batch);
    vec![
        w1("W1 forward, one sample", 1),
        w1("W1 forward, batch of 256", 256),
        training(w1("W1 train, one sample", 1), false),
        training(w1("W1 train, batch of 256", 256), false),
        w2("W2 forward, one sample", 1),
        training(w2("W2 train", 64), false),
        training(w2("W2 train, Adam", 64), true),
        w3("W3 forward, one sample", 1),
        training(w3("W3 train", 32), false),
        training(w3("W3 train, Adam", 32), true),
        w4("W4 forward, one sample", 1),
        training(w4("W4 train", 64), false),
        task("W5 forward", &[32, 64, 64, 64, 64, 3], ["relu", "identity"], 1024),
        training(task("W6 train", &[784, 512, 512, 10], ["relu", "softmax"], 256), false),
        training(task("W7 train, Adam", &[4, 32, 16, 4], ["tanh", "identity"], 10_000), true),
    ]
}
