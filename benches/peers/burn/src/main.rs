//! The workloads in burn: its own layers, losses and optimizers on its backend for CPUs; what answers records nothing.

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::nn::loss::{BinaryCrossEntropyLoss, BinaryCrossEntropyLossConfig, CrossEntropyLoss, MseLoss, Reduction};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Int, Tensor, TensorData, activation};
use peer_protocol::{Peer, Prepared, Task, runner, serve};

#[derive(Module, Debug)]
struct Layers {
    linear: Vec<Linear>,
}

enum Loss {
    Bce(BinaryCrossEntropyLoss, Tensor<2, Int>),
    CrossEntropy(CrossEntropyLoss, Tensor<1, Int>),
    Mse(Tensor<2>),
}

struct Net {
    activations: [String; 2],
    /// Gone during a step: the optimizer takes them and gives them back.
    layers: Option<Layers>,
    optimizer: ModuleOptimizer,
    loss: Loss,
    x: Tensor<2>,
    y: Tensor<2>,
}

fn activate(name: &str, z: Tensor<2>) -> Tensor<2> {
    match name {
        "sigmoid" => activation::sigmoid(z),
        "tanh" => activation::tanh(z),
        "relu" => activation::relu(z),
        "softmax" => activation::softmax(z, 1),
        _ => z,
    }
}

fn matrix(numbers: &[f32], shape: [usize; 2], device: &Device) -> Tensor<2> {
    Tensor::from_data(TensorData::new(numbers.to_vec(), shape), device)
}

fn integers<const D: usize>(numbers: Vec<i32>, shape: [usize; D], device: &Device) -> Tensor<D, Int> {
    Tensor::from_data(TensorData::new(numbers, shape), device)
}

impl Layers {
    fn new(task: &Task, device: &Device) -> Self {
        let layer = |([inputs, units], weights, biases): ([usize; 2], &[f32], &[f32])| Linear {
            weight: Param::from_tensor(matrix(weights, [inputs, units], device)),
            bias: Some(Param::from_data(TensorData::new(biases.to_vec(), [units]), device)),
        };
        Self { linear: task.layers().into_iter().map(layer).collect() }
    }

    /// The sums of the last layer.
    fn sums(&self, hidden: &str, mut x: Tensor<2>) -> Tensor<2> {
        for (index, layer) in self.linear.iter().enumerate() {
            x = layer.forward(x);
            if index + 1 < self.linear.len() {
                x = activate(hidden, x);
            }
        }
        x
    }
}

impl Loss {
    fn new(task: &Task, device: &Device) -> Self {
        let shape = [task.batch, task.outputs()];
        match task.activations[1].as_str() {
            "softmax" => {
                let classes = task.classes().into_iter().map(|class| class as i32).collect();
                Self::CrossEntropy(CrossEntropyLoss::new(None, device), integers(classes, [task.batch], device))
            }
            "sigmoid" => Self::Bce(
                BinaryCrossEntropyLossConfig::new().with_logits(true).init(device),
                integers(task.t.iter().map(|t| *t as i32).collect(), shape, device),
            ),
            _ => Self::Mse(matrix(&task.t, shape, device)),
        }
    }

    fn of(&self, z: Tensor<2>) -> Tensor<1> {
        match self {
            Self::Bce(loss, t) => loss.forward(z, t.clone()),
            Self::CrossEntropy(loss, t) => loss.forward(z, t.clone()),
            Self::Mse(t) => MseLoss::new().forward(z, t.clone(), Reduction::Mean),
        }
    }
}

impl Net {
    fn new(task: &Task) -> Self {
        let flex = Device::flex();
        let device = if task.train.is_some() { flex.autodiff() } else { flex };
        let optimizer = if task.train.is_some_and(|train| train.adam) {
            AdamConfig::new().with_epsilon(1e-8).init()
        } else {
            SgdConfig::new().init()
        };
        let x = matrix(&task.x, [task.batch, task.widths[0]], &device);
        Self {
            activations: task.activations.clone(),
            layers: Some(Layers::new(task, &device)),
            optimizer,
            loss: Loss::new(task, &device),
            y: x.clone(),
            x,
        }
    }

    fn layers(&self) -> &Layers {
        self.layers.as_ref().expect("layers, but during a step")
    }
}

impl Peer for Net {
    fn answer(&mut self) {
        let [hidden, last] = &self.activations;
        self.y = activate(last, self.layers().sums(hidden, self.x.clone()));
    }
    fn answers(&mut self) -> Vec<f32> {
        self.y.to_data().try_to_vec().expect("numbers")
    }
    fn step(&mut self, rate: f32) {
        let loss = self.loss.of(self.layers().sums(&self.activations[0], self.x.clone()));
        let layers = self.layers.take().expect("layers, but during a step");
        let gradients = GradientsParams::from_grads(loss.backward(), &layers);
        self.layers = Some(self.optimizer.step(f64::from(rate), layers, gradients));
    }
    fn params(&mut self) -> Vec<f32> {
        let numbers = |data: TensorData| data.try_to_vec::<f32>().expect("numbers");
        let mut found = Vec::new();
        for layer in &self.layers().linear {
            found.extend(numbers(layer.weight.val().to_data()));
            found.extend(layer.bias.iter().flat_map(|bias| numbers(bias.val().to_data())));
        }
        found
    }
}

fn prepare(task: &Task) -> Prepared {
    runner(task, Net::new(task))
}

fn main() {
    serve(|_, task| prepare(task));
}
