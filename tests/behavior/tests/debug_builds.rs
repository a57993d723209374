//! Small networks in a debug build: unoptimized straight-line code would need megabytes of stack.

use mlp::prelude::*;
use mlp_fixtures::{random_network, uniform};

mlp! {
    struct Auto: 3 => 15 tanh => 15 tanh => 2;
    struct Kernels: 3 => 15 tanh => 15 tanh => 2, unroll = none;
}

/// Trains on a thread with a small stack; returns the parameters.
fn trained<N>() -> Vec<f32>
where
    N: Network<Input = [f32; 3], Output = [f32; 2]>,
    Mse: Loss<N, Target = [f32; 2]>,
{
    let training = || {
        let (inputs, targets) = (uniform::<[f32; 3]>(64, 1, 1.0), uniform::<[f32; 2]>(64, 2, 1.0));
        let mut net = random_network::<N>(3);
        let optimizer = Adam::new(0.01);
        let mut state = optimizer.init::<N>();
        for _ in 0..20 {
            net.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
        }
        net.params_slice().to_vec()
    };
    let builder = std::thread::Builder::new().stack_size(512 * 1024);
    builder.spawn(training).expect("a thread").join().expect("a stack of 512 KiB is enough")
}

#[test]
fn a_small_stack_is_enough_and_both_ways_learn_the_same() {
    let (auto, kernels) = (trained::<Auto>(), trained::<Kernels>());
    if cfg!(debug_assertions) {
        assert_eq!(auto, kernels, "a debug build goes through the kernels");
    }
    for (a, b) in auto.iter().zip(kernels) {
        assert!((a - b).abs() < 1e-4, "{a} and {b}");
    }
}
