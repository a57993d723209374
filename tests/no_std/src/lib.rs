//! The work of firmware with a network: run it, and go on training it, without `std` and without a heap.
#![no_std]

use core::panic::PanicInfo;
use mlp::prelude::*;
use mlp::State;

mlp! {
    struct Xor: 2 => 3 sigmoid => 1 sigmoid;
    struct Policy: 4 => 24 tanh => 24 gelu => 3 softmax;
    struct Code: 3 => 12 tanh => 3;
    struct Blocks: 3 => residual(net(Code)) => repeat(2, residual(16 relu dropout(0.1) => 3 tanh)) => 2 softmax;
    struct Digits: 64 => 32 relu => 10 softmax, weights = "../../examples/data/digits.safetensors", budget(bytes <= 10 KiB);
    struct Integers: 64 => 32 relu => 10 softmax, weights = "../integers/networks/digits.safetensors", arithmetic = i8
}

/// The sum of the integers of ten digits.
#[unsafe(no_mangle)]
pub extern "C" fn read_digits_in_integers(pixel: i8) -> i32 {
    Integers::TRAINED.forward_i8(&[pixel; 64]).iter().map(|digit| i32::from(*digit)).sum()
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

const INPUTS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const TARGETS: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

/// Trains exclusive or for `steps` steps; the loss afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn train_xor(seed: u64, steps: u32) -> f32 {
    let mut net = Xor::seeded(seed);
    let optimizer = Adam::new(0.05);
    let mut state: State<Xor, Adam> = optimizer.init();
    for _ in 0..steps {
        net.train_batch(Bce, &optimizer, &mut state, &INPUTS, &TARGETS);
    }
    net.loss(Bce, &INPUTS, &TARGETS)
}

/// The sum of a distribution, after one training step through the kernels that freezes a layer and leaves biases without
/// weight decay.
#[unsafe(no_mangle)]
pub extern "C" fn ask_policy(x: f32) -> f32 {
    let mut net = Policy::seeded(1);
    let optimizer = Sgd::new(0.1).weight_decay(0.1).decay_biases(false);
    let mut state: State<Policy, Sgd> = optimizer.init();
    state.freeze(|net| &net.l1);
    net.train_batch(CrossEntropy, &optimizer, &mut state, &[[x; 4]; 5], &[0, 1, 2, 1, 0]);
    net.forward(&[x; 4]).iter().sum()
}

/// The loss of a network of blocks after `steps` steps: which of two numbers is larger.
#[unsafe(no_mangle)]
pub extern "C" fn train_blocks(steps: u32) -> f32 {
    const CASES: [[f32; 3]; 4] = [[0.9, 0.1, 0.5], [0.2, 0.8, -0.5], [0.6, -0.4, 0.1], [-0.7, 0.3, 0.0]];
    let mut net = Blocks::seeded(2);
    let optimizer = Adam::new(0.02);
    let mut state: State<Blocks, Adam> = optimizer.init();
    for _ in 0..steps {
        net.train_batch(CrossEntropy, &optimizer, &mut state, &CASES, &[0, 1, 0, 1]);
    }
    net.loss(CrossEntropy, &CASES, &[0, 1, 0, 1])
}

/// The digit that an image of 8 x 8 pixels shows, by weights that are part of the library.
#[unsafe(no_mangle)]
pub extern "C" fn read_digit(image: &[f32; 64]) -> u32 {
    let answers = Digits::TRAINED.forward(image);
    u32::try_from(mlp::metrics::class(&answers)).unwrap_or(u32::MAX)
}
