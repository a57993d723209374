//! A network for every activation, for joined networks and for kernels, each with inputs.

pub mod model;

use mlp::prelude::*;
use mlp::random::SplitMix64;

mlp! {
    pub struct Identity: 4 => 6 identity => 3;
    pub struct Sigmoid: 4 => 6 sigmoid => 3 sigmoid;
    pub struct Tanh: 4 => 6 tanh => 3 tanh;
    pub struct Relu: 4 => 6 relu => 3 relu;
    pub struct LeakyRelu: 4 => 6 leaky_relu => 5 leaky_relu(0.3) => 3 leaky_relu(0.0);
    pub struct Elu: 4 => 6 elu => 3 elu;
    pub struct Selu: 4 => 6 selu => 3 selu;
    pub struct Gelu: 4 => 6 gelu => 3 gelu;
    pub struct Silu: 4 => 6 silu => 3 silu;
    pub struct Softplus: 4 => 6 softplus => 3 softplus;
    pub struct Softsign: 4 => 6 softsign => 3 softsign;
    pub struct Mish: 4 => 6 mish => 3 mish;
    pub struct HardTanh: 4 => 6 hard_tanh => 3 hard_tanh;
    pub struct HardSigmoid: 4 => 6 hard_sigmoid => 3 hard_sigmoid;
    pub struct Softmax: 4 => 6 tanh no_bias => 5 relu dropout(0.5) => 3 softmax;
    pub struct Kernels: 40 => named: 70 relu => 50 gelu => 10 softmax;
    pub struct Residual: 4 => 6 relu => residual(5 tanh => 6 gelu) => residual(3 silu => residual(2 mish => 3) => 6 tanh) => 3 sigmoid;
    /// Outputs with names in one network that returns arrays, and in one that has units.
    pub struct Heads: 4 => 6 tanh => { a: raw, b: [tanh -1..1; 2], c: softmax(A, B, C), d: sigmoid, e: softmax(2), f: -5..5 };
    pub struct Named:
        { x: 30..60, kind: one_of(First, Second, Third), flag: bool, values: [standard(3, 2); 4] }
        => 6 tanh
        => { kind_of: softmax(Left, Right), y: -400..600, chances: [sigmoid; 3], rest: [relu 0..10; 2] };
    pub struct OneHead: 4 => 5 relu => { price: 100..900 };
    /// The network that numpy trains.
    pub struct Numpy: 2 => 8 tanh => 1 sigmoid
}

/// How many samples each network is asked about.
pub const SAMPLES: usize = 64;

/// The check that each network goes through.
pub trait Visit {
    /// A network, its inputs, and its outputs by `forward`.
    fn network<N: Network>(&mut self, name: &str, net: &N, inputs: &[N::Input], outputs: &[N::Output]);
}

fn show<N: Network>(visit: &mut impl Visit, name: &str, mut net: N, random: &mut SplitMix64) {
    net.initialize(random.next_u64());
    let mut number = || random.unit() * 2.0 - 1.0;
    let mut inputs = vec![<N::Input as mlp::Vector>::ZERO; SAMPLES];
    for (sample, input) in inputs.iter_mut().enumerate() {
        // the second half reaches the ends of the activations; sums of 20 are known to 1e-6 only
        let scale = if sample < SAMPLES / 2 { 0.5 } else { 2.0 };
        input.as_mut().iter_mut().for_each(|input| *input = scale * number());
    }
    let outputs: Vec<N::Output> = inputs.iter().map(|input| net.forward(input)).collect();
    visit.network(name, &net, &inputs, &outputs);
}

/// Shows networks that a plain chain describes.
pub fn declared(visit: &mut impl Visit) {
    let random = &mut SplitMix64::new(11);
    macro_rules! show {
        ($($name:ident)*) => { $(show(visit, stringify!($name), $name::zeroed(), random);)* };
    }
    show!(Identity Sigmoid Tanh Relu LeakyRelu Elu Selu Gelu Silu Softplus Softsign Mish HardTanh HardSigmoid Softmax Kernels);
}

/// Shows a network whose outputs have names.
pub fn with_heads(visit: &mut impl Visit) {
    show(visit, "Heads", Heads::zeroed(), &mut SplitMix64::new(13));
}

/// Shows networks that were joined from others, or have blocks.
pub fn joined(visit: &mut impl Visit) {
    let random = &mut SplitMix64::new(12);
    let beside = || Concat::new(Tanh::zeroed(), Chain::new(Relu::zeroed(), mlp!(3 => 7 mish => 2 sigmoid)));
    show(visit, "Residual", Residual::zeroed(), random);
    show(visit, "Chain", Chain::new(Silu::zeroed(), mlp!(3 => 2 softmax)), random);
    show(visit, "Concat", beside(), random);
    show(visit, "ChainOfConcat", Chain::new(beside(), mlp!(5 => 1)), random);
}
