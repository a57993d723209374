//! The workloads in rust-mlp, with its feature `matrixmultiply`.

use peer_protocol::{Peer, Prepared, Task, runner, serve};
use rust_mlp::{BatchBackpropScratch, BatchScratch, Gradients, Loss, Mlp, Optimizer, OptimizerState, Scratch};

struct Net {
    mlp: Mlp,
    loss: Loss,
    batch: usize,
    softmax: bool,
    x: Vec<f32>,
    t: Vec<f32>,
    one: Scratch,
    scratch: BatchScratch,
    back: BatchBackpropScratch,
    gradients: Gradients,
    state: OptimizerState,
    d: Vec<f32>,
    y: Vec<f32>,
}

/// A network in the crate's own format, the only way to give it weights.
fn net(task: &Task) -> Result<Mlp, String> {
    let last = task.widths.len() - 2;
    let layers = task.layers().into_iter().enumerate().map(|(index, ([inputs, units], weights, biases))| {
        // its losses take sums, and softmax is none of its activations
        let kind = match task.activations[usize::from(index == last)].as_str() {
            "softmax" => "identity",
            "sigmoid" if index == last && task.train.is_some() => "identity",
            name => name,
        };
        let transposed: Vec<f32> = (0..units * inputs).map(|at| weights[at % inputs * units + at / inputs]).collect();
        serde_json::json!({
            "in_dim": inputs, "out_dim": units, "activation": {"kind": kind}, "weights": transposed, "biases": biases,
        })
    });
    let text = serde_json::json!({"format_version": 1, "layers": layers.collect::<Vec<_>>()}).to_string();
    Mlp::from_json_str(&text).map_err(|error| error.to_string())
}

impl Peer for Net {
    fn answer(&mut self) {
        let found = if self.batch == 1 {
            self.mlp.forward(&self.x, &mut self.one)
        } else {
            self.mlp.forward_batch(&self.x, &mut self.scratch)
        };
        self.y.copy_from_slice(found);
        if self.softmax {
            for y in self.y.chunks_exact_mut(self.d.len() / self.batch) {
                let largest = y.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                y.iter_mut().for_each(|y| *y = (*y - largest).exp());
                let sum: f32 = y.iter().sum();
                y.iter_mut().for_each(|y| *y /= sum);
            }
        }
    }
    fn answers(&mut self) -> Vec<f32> {
        self.y.clone()
    }
    fn step(&mut self, rate: f32) {
        let outputs = self.d.len() / self.batch;
        let factor = match self.loss {
            // its squared error has a half in front
            Loss::Mse => 2.0,
            // and its cross-entropy is divided by the number of classes
            Loss::SoftmaxCrossEntropy => outputs as f32,
            _ => 1.0,
        };
        let rate = if matches!(self.state, OptimizerState::Sgd) { factor * rate } else { rate };
        if self.batch == 1 {
            self.mlp.forward(&self.x, &mut self.one);
            self.loss.backward(self.one.output(), &self.t, self.gradients.d_output_mut());
            self.mlp.backward(&self.x, &self.one, &mut self.gradients);
        } else {
            self.mlp.forward_batch(&self.x, &mut self.scratch);
            let samples = self.scratch.output().chunks_exact(outputs).zip(self.t.chunks_exact(outputs));
            for ((y, t), d) in samples.zip(self.d.chunks_exact_mut(outputs)) {
                self.loss.backward(y, t, d);
            }
            self.mlp.backward_batch(&self.x, &self.scratch, &self.d, &mut self.gradients, &mut self.back);
        }
        self.state.step(&mut self.mlp, &mut self.gradients, rate);
    }
    fn params(&mut self) -> Vec<f32> {
        let text = self.mlp.to_json_string().expect("a network with finite weights");
        let value: serde_json::Value = serde_json::from_str(&text).expect("what it has just written");
        let numbers = |value: &serde_json::Value| -> Vec<f32> {
            value.as_array().into_iter().flatten().filter_map(|x| x.as_f64().map(|x| x as f32)).collect()
        };
        let mut found = Vec::new();
        for layer in value["layers"].as_array().into_iter().flatten() {
            let (weights, biases) = (numbers(&layer["weights"]), numbers(&layer["biases"]));
            let inputs = weights.len() / biases.len();
            found.extend((0..weights.len()).map(|at| weights[at % biases.len() * inputs + at / biases.len()]));
            found.extend(biases);
        }
        found
    }
}

fn prepare(task: &Task) -> Prepared {
    let mlp = net(task)?;
    let adam = task.train.is_some_and(|train| train.adam);
    let optimizer = if adam { Optimizer::Adam { beta1: 0.9, beta2: 0.999, eps: 1e-8 } } else { Optimizer::Sgd };
    let loss = match task.activations[1].as_str() {
        "softmax" => Loss::SoftmaxCrossEntropy,
        "sigmoid" => Loss::BinaryCrossEntropyWithLogits,
        _ => Loss::Mse,
    };
    let (outputs, batch) = (task.t.len(), task.batch);
    let net = Net {
        loss,
        batch,
        softmax: task.activations[1] == "softmax",
        x: task.x.clone(),
        t: task.t.clone(),
        one: mlp.scratch(),
        scratch: mlp.scratch_batch(batch),
        back: mlp.backprop_scratch_batch(batch),
        gradients: mlp.gradients(),
        state: optimizer.state(&mlp).map_err(|error| error.to_string())?,
        d: vec![0.0; outputs],
        y: vec![0.0; outputs],
        mlp,
    };
    runner(task, net)
}

fn main() {
    serve(|_, task| prepare(task));
}
