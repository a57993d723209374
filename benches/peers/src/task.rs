//! What all peers do, each in its own way.

use mlp::random::SplitMix64;

/// An answer or a training step of one network, for a batch of one size.
pub struct Task {
    pub name: &'static str,
    /// Widths, from the inputs to the outputs.
    pub widths: &'static [usize],
    /// The activation of hidden layers, and of the last one.
    pub activations: [&'static str; 2],
    pub train: Option<Train>,
    pub batch: usize,
    /// For each layer `weights[input][unit]`, then `biases[unit]`.
    pub params: Vec<f32>,
    /// `x[sample][input]`
    pub x: Vec<f32>,
    /// `t[sample][output]`
    pub t: Vec<f32>,
}

/// How parameters change.
#[derive(Clone, Copy)]
pub struct Train {
    /// The derivatives of the loss with respect to the last sums are `scale * (y - t)`: with 1 over the number of terms
    /// for both cross-entropies, with 2 over it for the squared error.
    pub scale: f32,
    pub adam: bool,
}

impl Train {
    /// The rate of the step that is compared, and that of those that are timed, which leaves the weights where they are.
    pub const fn rates(self) -> [f32; 2] {
        if self.adam { [1e-3, 1e-9] } else { [0.1, 1e-6] }
    }
}

/// One peer's way to do a task.
pub trait Runner {
    /// The answers, or the parameters after one step.
    fn result(&mut self) -> Vec<f32>;
    /// Nanoseconds of a call, over so many.
    fn time(&mut self, calls: usize) -> f64;
}

pub fn numbers(count: usize, seed: u64) -> Vec<f32> {
    let mut random = SplitMix64::new(seed);
    (0..count).map(|_| 2.0 * random.unit() - 1.0).collect()
}

impl Task {
    fn new(name: &'static str, widths: &'static [usize], activations: [&'static str; 2], batch: usize) -> Self {
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
        Self { name, widths, activations, train: None, batch, params, x, t }
    }

    fn training(self, adam: bool) -> Self {
        let terms = if self.activations[1] == "softmax" { self.batch } else { self.t.len() };
        let scale = if self.activations[1] == "identity" { 2.0 } else { 1.0 } / terms as f32;
        Self { train: Some(Train { scale, adam }), ..self }
    }

    pub fn outputs(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// `w1` of `W1 forward`.
    pub fn net(&self) -> &'static str {
        &self.name[..2]
    }

    pub fn all() -> Vec<Self> {
        let w1 = |name, batch| Self::new(name, &[2, 3, 1], ["sigmoid", "sigmoid"], batch);
        let w2 = |name, batch| Self::new(name, &[4, 64, 64, 2], ["tanh", "identity"], batch);
        let w3 = |name, batch| Self::new(name, &[64, 32, 10], ["relu", "softmax"], batch);
        let w4 = |name, batch| Self::new(name, &[784, 128, 10], ["relu", "softmax"], batch);
        vec![
            w1("W1 forward, one sample", 1),
            w1("W1 forward, batch of 256", 256),
            w1("W1 train, one sample", 1).training(false),
            w1("W1 train, batch of 256", 256).training(false),
            w2("W2 forward, one sample", 1),
            w2("W2 train", 64).training(false),
            w2("W2 train, Adam", 64).training(true),
            w3("W3 forward, one sample", 1),
            w3("W3 train", 32).training(false),
            w3("W3 train, Adam", 32).training(true),
            w4("W4 forward, one sample", 1),
            w4("W4 train", 64).training(false),
            Self::new("W5 forward", &[32, 64, 64, 64, 64, 3], ["relu", "identity"], 1024),
            Self::new("W6 train", &[784, 512, 512, 10], ["relu", "softmax"], 256).training(false),
            Self::new("W7 train, Adam", &[4, 32, 16, 4], ["tanh", "identity"], 10_000).training(true),
        ]
    }
}

/// [`Runner::time`] of a closure.
pub fn time(calls: usize, mut call: impl FnMut()) -> f64 {
    let start = std::time::Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / calls as f64
}
