//! A step of training of `64 => 32 relu => 10 softmax` on one sample, on a microcontroller that learns while it works.
#![cfg_attr(target_os = "none", no_std, no_main)]

use core::cell::UnsafeCell;

use firmware::{report, start};
use mlp::State;
use mlp::prelude::*;

include!(concat!(env!("FIRMWARE"), "/samples.rs"));

mlp! { struct Digits: 64 => 32 relu => 10 softmax }

const SGD: Sgd = Sgd::new(0.01);

/// A network and the state of its training, in memory that needs no code to be filled.
struct Training {
    net: Digits,
    state: State<Digits, Sgd>,
}

/// The one thread that there is uses it.
struct Shared(UnsafeCell<Training>);

// SAFETY: a microcontroller has one thread, and so does this program elsewhere
unsafe impl Sync for Shared {}

static TRAINING: Shared = Shared(UnsafeCell::new(Training { net: Digits::zeroed(), state: State::new() }));

#[unsafe(no_mangle)]
extern "C" fn answer(x: &[f32; 64], y: &mut [f32; 10]) {
    // SAFETY: there is no other thread, and nothing below calls this function
    let Training { net, state } = unsafe { &mut *TRAINING.0.get() };
    // a digit that follows from the image
    let label = x.iter().filter(|pixel| **pixel > 0.0).count() % 10;
    y[0] = net.train_batch(CrossEntropy, &SGD, state, core::slice::from_ref(x), &[label]);
}

fn run() {
    // SAFETY: there is no other thread; a reference to an array is a pointer to its first value
    unsafe {
        (*TRAINING.0.get()).net.initialize(7);
        let answer: extern "C" fn(&'static [f32; 64], &'static mut [f32; 10]) = answer;
        report(SAMPLES.as_flattened(), INPUTS, 1, core::mem::transmute::<_, firmware::Answer>(answer));
    }
}

start!(run);
