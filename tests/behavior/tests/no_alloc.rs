//! Nothing that runs per sample or per batch touches the heap.

use mlp::Batch;
use mlp::prelude::*;
use mlp_fixtures::at_every_level;

/// Returns how often `work` allocates on this thread.
fn allocations(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).count_total
}

mlp! {
    struct Small: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
    struct Medium: 4 => 64 tanh => 64 silu => 2;
    struct Wide: 30 => 200 relu => 10 softmax;
    struct Left: 4 => 16 relu dropout(0.5) => 2;
}

fn assert_no_allocations<N: Network>(optimizer: &impl Optimizer) {
    at_every_level(|level| {
        let count = 100;
        let inputs = vec![N::Input::default_one(); count];
        let targets = vec![N::Output::default_one(); count];
        let mut outputs = targets.clone();
        let mut rows = vec![inputs[0]; N::OUTPUTS];
        let (mut net, mut gradient, mut state) = (N::ZERO, N::ZERO, optimizer.init::<N>());
        net.initialize(1);
        let found = allocations(|| {
            net.forward_batch(&inputs, &mut outputs);
            outputs[0] = net.forward(&inputs[0]);
            std::hint::black_box(net.loss(Mse, &inputs, &targets));
            net.gradient(Huber::new(1.0), &inputs, &targets, &mut gradient);
            std::hint::black_box(net.input_gradient(Mae, &inputs[0], targets[0]));
            net.jacobian(&inputs[0], &mut rows);
            std::hint::black_box(net.jacobian_vector(&inputs[0], &inputs[1]));
            net.backward(&inputs, &targets, &mut gradient);
            for size in [1, 7, 64, 100] {
                net.train_batch(Mse, optimizer, &mut state, &inputs[..size], &targets[..size]);
            }
            optimizer.update(&mut net, &gradient, &mut state);
            std::hint::black_box(mlp::metrics::class(net.forward(&inputs[0]).as_ref()));
        });
        assert_eq!(found, 0, "{net:?}, {optimizer:?}, {level}");
    });
}

/// Samples of ones, whatever their width.
trait Ones: mlp::Vector {
    fn default_one() -> Self {
        let mut ones = Self::ZERO;
        ones.as_mut().fill(1.0);
        ones
    }
}
impl<X: mlp::Vector> Ones for X {}

fn every_optimizer<N: Network>() {
    assert_no_allocations::<N>(&Sgd::new(0.1));
    assert_no_allocations::<N>(&Sgd::new(0.1).weight_decay(0.1).clip_norm(0.1));
    assert_no_allocations::<N>(&Momentum::new(0.1, 0.9));
    assert_no_allocations::<N>(&Momentum::new(0.1, 0.9).nesterov());
    assert_no_allocations::<N>(&RmsProp::new(0.1));
    assert_no_allocations::<N>(&Adam::new(0.1));
    assert_no_allocations::<N>(&AdamW::new(0.1, 0.1).clip_norm(1.0));
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1]))), 1);
}

#[test]
fn small() {
    every_optimizer::<Small>();
}

#[test]
fn medium() {
    every_optimizer::<Medium>();
}

#[test]
fn wide_and_with_dropout() {
    assert_no_allocations::<Wide>(&Adam::new(0.1));
    assert_no_allocations::<Left>(&Adam::new(0.1));
}

/// A workspace allocates when it grows, and never again.
#[test]
fn a_workspace_allocates_once() {
    let (inputs, targets) = ([[1.0; 4]; 100], [[1.0; 2]; 100]);
    let optimizer = Sgd::new(0.1);
    let (mut net, mut state, mut workspace) = (Medium::seeded(1), optimizer.init::<Medium>(), mlp::Workspace::new());
    let mut step = || {
        net.train(Mse, &optimizer, &mut state, Batch::new(&inputs, &targets).workspace(&mut workspace));
    };
    assert!(allocations(&mut step) > 0);
    assert_eq!(allocations(step), 0);
}
