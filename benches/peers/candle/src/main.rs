//! The workloads in candle: tensors and its automatic differentiation; its own SGD, and Adam as AdamW without decay.

use candle_core::{DType, Device, Result, Tensor, Var};
use candle_nn::{AdamW, Optimizer, ParamsAdamW, SGD, loss, ops};
use peer_protocol::{Peer, Prepared, Task, runner, serve};

enum Steps {
    Sgd(SGD),
    Adam(AdamW),
}

struct Net {
    activations: [String; 2],
    layers: Vec<(Var, Var)>,
    steps: Steps,
    x: Tensor,
    t: Tensor,
    classes: Tensor,
    y: Tensor,
}

fn activate(name: &str, z: &Tensor) -> Result<Tensor> {
    match name {
        "sigmoid" => ops::sigmoid(z),
        "tanh" => z.tanh(),
        "relu" => z.relu(),
        "softmax" => ops::softmax_last_dim(z),
        _ => Ok(z.clone()),
    }
}

impl Net {
    fn new(task: &Task) -> Result<Self> {
        let cpu = Device::Cpu;
        let mut layers = Vec::new();
        for ([inputs, units], weights, biases) in task.layers() {
            let (w, b) =
                (Tensor::from_slice(weights, (inputs, units), &cpu)?, Tensor::from_slice(biases, units, &cpu)?);
            layers.push((Var::from_tensor(&w)?, Var::from_tensor(&b)?));
        }
        let all = layers.iter().flat_map(|(w, b)| [w.clone(), b.clone()]).collect();
        let steps = if task.train.is_some_and(|train| train.adam) {
            let settings = ParamsAdamW { lr: 0.0, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.0 };
            Steps::Adam(AdamW::new(all, settings)?)
        } else {
            Steps::Sgd(SGD::new(all, 0.0)?)
        };
        let t = Tensor::from_slice(&task.t, (task.batch, task.outputs()), &cpu)?;
        let classes = if task.activations[1] == "softmax" { t.argmax(1)? } else { Tensor::zeros(1, DType::U32, &cpu)? };
        let x = Tensor::from_slice(&task.x, (task.batch, task.widths[0]), &cpu)?;
        Ok(Self { activations: task.activations.clone(), layers, steps, y: x.clone(), x, t, classes })
    }

    /// The sums of the last layer.
    fn sums(&self) -> Result<Tensor> {
        let mut x = self.x.clone();
        for (index, (w, b)) in self.layers.iter().enumerate() {
            x = x.matmul(w)?.broadcast_add(b)?;
            if index + 1 < self.layers.len() {
                x = activate(&self.activations[0], &x)?;
            }
        }
        Ok(x)
    }

    fn train(&mut self, rate: f32) -> Result<()> {
        let z = self.sums()?;
        let loss = match self.activations[1].as_str() {
            "softmax" => loss::cross_entropy(&z, &self.classes)?,
            "sigmoid" => loss::binary_cross_entropy_with_logit(&z, &self.t)?,
            _ => loss::mse(&z, &self.t)?,
        };
        match &mut self.steps {
            Steps::Sgd(steps) => {
                steps.set_learning_rate(f64::from(rate));
                steps.backward_step(&loss)
            }
            Steps::Adam(steps) => {
                steps.set_learning_rate(f64::from(rate));
                steps.backward_step(&loss)
            }
        }
    }
}

impl Peer for Net {
    fn answer(&mut self) {
        // detached weights: nothing is recorded for a backward pass
        self.y = self.sums().and_then(|z| activate(&self.activations[1], &z)).expect("an answer");
    }
    fn answers(&mut self) -> Vec<f32> {
        self.y.flatten_all().and_then(|y| y.to_vec1()).expect("numbers")
    }
    fn step(&mut self, rate: f32) {
        self.train(rate).expect("a step");
    }
    fn params(&mut self) -> Vec<f32> {
        let tensors = self.layers.iter().flat_map(|(w, b)| [w, b]);
        tensors.flat_map(|part| part.flatten_all().and_then(|part| part.to_vec1::<f32>()).expect("numbers")).collect()
    }
}

fn prepare(task: &Task) -> Prepared {
    runner(task, Net::new(task).map_err(|error| error.to_string())?)
}

fn main() {
    // one thread, as everybody has
    // SAFETY: there is no other thread yet.
    unsafe { std::env::set_var("RAYON_NUM_THREADS", "1") };
    serve(|_, task| prepare(task));
}
