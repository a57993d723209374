//! The workloads in dfdx: shapes of its own kind, which the compiler knows, and its layers, losses and optimizers.

mod params;

use dfdx::losses;
use dfdx::nn::builders::{Linear, ReLU, Sigmoid, Tanh};
use dfdx::nn::{BuildOnDevice, DeviceBuildExt, Module, TensorCollection, ZeroGrads};
use dfdx::optim::{Adam, Optimizer, Sgd, SgdConfig};
use dfdx::shapes::{ConstShape, Rank0, Rank1, Rank2};
use dfdx::tensor::{Cpu, Gradients, OwnedTape, Tensor, TensorFromVec, Trace};
use dfdx::tensor_ops::{AdamConfig, Backward};
use peer_protocol::{Peer, Prepared, Task, runner, serve};

type W1 = (Linear<2, 3>, Sigmoid, Linear<3, 1>);
type W2 = (Linear<4, 64>, Tanh, Linear<64, 64>, Tanh, Linear<64, 2>);
type W3 = (Linear<64, 32>, ReLU, Linear<32, 10>);
type W4 = (Linear<784, 128>, ReLU, Linear<128, 10>);
type W5 = ((Linear<32, 64>, ReLU, Linear<64, 64>, ReLU), (Linear<64, 64>, ReLU, Linear<64, 64>, ReLU, Linear<64, 3>));
type W6 = (Linear<784, 512>, ReLU, Linear<512, 512>, ReLU, Linear<512, 10>);
type W7 = (Linear<4, 32>, Tanh, Linear<32, 16>, Tanh, Linear<16, 4>);

type Recorded<S> = Tensor<S, f32, Cpu, OwnedTape<f32, Cpu>>;
type Plain<S> = Tensor<S, f32, Cpu>;

enum Steps<M> {
    Sgd(Sgd<M, f32, Cpu>),
    Adam(Adam<M, f32, Cpu>),
}

struct Net<M, X: ConstShape, Y: ConstShape> {
    model: M,
    last: String,
    steps: Steps<M>,
    /// Gone during a step: the tape takes them and gives them back.
    gradients: Option<Gradients<f32, Cpu>>,
    x: Plain<X>,
    t: Plain<Y>,
    y: Plain<Y>,
}

impl<M, X: ConstShape, Y: ConstShape> Net<M, X, Y>
where
    M: Module<Recorded<X>, Output = Recorded<Y>>,
{
    fn loss(&self, x: Recorded<X>) -> Recorded<Rank0> {
        let (z, t) = (self.model.forward(x), self.t.clone());
        match self.last.as_str() {
            "softmax" => losses::cross_entropy_with_logits_loss(z, t),
            "sigmoid" => losses::binary_cross_entropy_with_logits_loss(z, t),
            _ => losses::mse_loss(z, t),
        }
    }
}

impl<M, X: ConstShape, Y: ConstShape> Peer for Net<M, X, Y>
where
    M: TensorCollection<f32, Cpu> + 'static,
    M: Module<Plain<X>, Output = Plain<Y>> + Module<Recorded<X>, Output = Recorded<Y>>,
{
    fn answer(&mut self) {
        let z = self.model.forward(self.x.clone());
        self.y = match self.last.as_str() {
            "softmax" => z.softmax::<Y::LastAxis>(),
            "sigmoid" => z.sigmoid(),
            _ => z,
        };
    }
    fn answers(&mut self) -> Vec<f32> {
        self.y.as_vec()
    }
    fn step(&mut self, rate: f32) {
        let gradients = self.gradients.take().expect("gradients, but during a step");
        let mut gradients = self.loss(self.x.clone().traced(gradients)).backward();
        let updated = match &mut self.steps {
            Steps::Sgd(steps) => {
                steps.cfg.lr = f64::from(rate);
                steps.update(&mut self.model, &gradients)
            }
            Steps::Adam(steps) => {
                steps.cfg.lr = f64::from(rate);
                steps.update(&mut self.model, &gradients)
            }
        };
        updated.expect("a gradient for each parameter");
        self.model.zero_grads(&mut gradients);
        self.gradients = Some(gradients);
    }
    fn params(&mut self) -> Vec<f32> {
        params::get(&mut self.model)
    }
}

/// A model of the kind `B`, which takes `X` and gives `Y`: with a batch in front, or a single sample.
fn net<B, X: ConstShape, Y: ConstShape>(task: &Task) -> Prepared
where
    B: BuildOnDevice<Cpu, f32>,
    B::Built: TensorCollection<f32, Cpu> + 'static,
    B::Built: Module<Plain<X>, Output = Plain<Y>> + Module<Recorded<X>, Output = Recorded<Y>>,
{
    // its cache of allocations stays off: with it, networks of this size train up to five times slower
    let device = Cpu::default();
    let mut model = device.build_module::<B, f32>();
    params::set(&mut model, &task.params);
    let t: Plain<Y> = device.tensor_from_vec(task.t.clone(), Y::default());
    let steps = if task.train.is_some_and(|train| train.adam) {
        Steps::Adam(Adam::new(&model, AdamConfig::default()))
    } else {
        Steps::Sgd(Sgd::new(&model, SgdConfig::default()))
    };
    let net = Net {
        last: task.activations[1].clone(),
        steps,
        gradients: Some(model.alloc_grads()),
        model,
        x: device.tensor_from_vec(task.x.clone(), X::default()),
        y: t.clone(),
        t,
    };
    runner(task, net)
}

fn prepare(task: &Task) -> Prepared {
    match (&task.name[..2], task.batch) {
        ("W1", 1) => net::<W1, Rank1<2>, Rank1<1>>(task),
        ("W1", 256) => net::<W1, Rank2<256, 2>, Rank2<256, 1>>(task),
        ("W2", 1) => net::<W2, Rank1<4>, Rank1<2>>(task),
        ("W2", 64) => net::<W2, Rank2<64, 4>, Rank2<64, 2>>(task),
        ("W3", 1) => net::<W3, Rank1<64>, Rank1<10>>(task),
        ("W3", 32) => net::<W3, Rank2<32, 64>, Rank2<32, 10>>(task),
        ("W4", 1) => net::<W4, Rank1<784>, Rank1<10>>(task),
        ("W4", 64) => net::<W4, Rank2<64, 784>, Rank2<64, 10>>(task),
        ("W5", 1024) => net::<W5, Rank2<1024, 32>, Rank2<1024, 3>>(task),
        ("W6", 256) => net::<W6, Rank2<256, 784>, Rank2<256, 10>>(task),
        ("W7", 10_000) => net::<W7, Rank2<10_000, 4>, Rank2<10_000, 4>>(task),
        (_, batch) => Err(format!("no network for {}, {batch} samples", task.name)),
    }
}

fn main() {
    // one thread, as everybody has
    // SAFETY: there is no other thread yet.
    unsafe { std::env::set_var("RAYON_NUM_THREADS", "1") };
    dfdx::flush_denormals_to_zero();
    serve(|_, task| prepare(task));
}
