//! Asking and training never touch the heap, whatever the size of the network.

use mlp::prelude::*;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    /// Allocations of this thread: tests run side by side.
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`, and the pointer came from `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How often `work` allocates.
fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.with(Cell::get);
    work();
    ALLOCATIONS.with(Cell::get) - before
}

mlp! {
    struct Small: 2 => 3 sigmoid => 1 sigmoid;
    struct Medium: 4 => 64 tanh dropout(0.1) => 64 gelu => 2;
    struct Large: 784 => 128 relu => 10 softmax
}

#[test]
fn the_count_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![1.0; 3]))), 1);
}

fn numbers<X: mlp::Vector>(count: usize) -> Vec<X> {
    let mut random = mlp::random::SplitMix64::new(1);
    let mut samples = vec![X::ZERO; count];
    for x in X::flatten_mut(&mut samples) {
        *x = random.unit();
    }
    samples
}

/// Everything that can be done with a batch.
fn check<N: Network, L: Loss<N>, O: Optimizer>(loss: L, optimizer: &O, target: impl Fn(usize) -> L::Target) {
    let (mut net, mut gradient) = (N::boxed(1), N::zeroed_boxed());
    let mut state = mlp::State::<N, O>::boxed();
    let inputs = numbers::<N::Input>(100);
    let targets: Vec<L::Target> = (0..100).map(target).collect();
    let mut outputs = numbers::<N::Output>(100);
    for count in [1, 7, 64, 100] {
        let (xs, ts) = (&inputs[..count], &targets[..count]);
        let found = allocations(|| {
            outputs[0] = net.forward(&xs[0]);
            net.forward_batch(xs, &mut outputs[..count]);
            net.gradient(loss, xs, ts, &mut gradient);
            net.input_gradient(loss, &xs[0], ts[0]);
            net.train_batch(loss, optimizer, &mut state, xs, ts);
            optimizer.update(&mut *net, &gradient, &mut state);
            std::hint::black_box(net.loss(loss, xs, ts));
        });
        assert_eq!(found, 0, "{count} samples, {optimizer:?}");
    }
}

#[test]
fn small() {
    check::<Small, _, _>(Bce, &Sgd::new(0.1), |i| [(i % 2) as f32]);
    check::<Small, _, _>(Mse, &Adam::new(0.1).clip_norm(0.1), |_| [0.5]);
}

#[test]
fn medium() {
    check::<Medium, _, _>(Mse, &Momentum::new(0.01, 0.9), |_| [0.5, 1.0]);
    check::<Medium, _, _>(Huber::new(0.5), &RmsProp::new(0.01), |_| [0.5, 1.0]);
    check::<Medium, _, _>(Mae, &AdamW::new(0.01, 0.1), |_| [0.5, 1.0]);
}

#[test]
fn large() {
    check::<Large, _, _>(CrossEntropy, &Sgd::new(0.01), |i| i % 10);
    check::<Large, _, _>(CrossEntropy, &Adam::new(0.001), |i| i % 10);
}
