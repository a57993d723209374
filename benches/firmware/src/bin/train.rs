//! Steps of training: `FIRMWARE_STEP` says which, of `one` sample or `four`, the `loss` of four alone, or `both` after each other.
#![cfg_attr(target_os = "none", no_std, no_main)]

use core::cell::UnsafeCell;

use firmware::{report, start};
use mlp::State;
use mlp::prelude::*;

include!(concat!(env!("FIRMWARE"), "/samples.rs"));

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

const X: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const T: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

const ADAM: Adam = Adam::new(0.05);

/// A network and the state of its training, in memory that needs no code to be filled.
struct Training {
    net: Xor,
    state: State<Xor, Adam>,
}

/// The one thread that there is uses it.
struct Shared(UnsafeCell<Training>);

// SAFETY: a microcontroller has one thread, and so does this program elsewhere
unsafe impl Sync for Shared {}

static TRAINING: Shared = Shared(UnsafeCell::new(Training { net: Xor::zeroed(), state: State::new() }));

#[unsafe(no_mangle)]
extern "C" fn answer(_: *const f32, y: *mut f32) {
    // SAFETY: there is no other thread, and nothing below calls this function
    let Training { net, state } = unsafe { &mut *TRAINING.0.get() };
    let loss = match env!("FIRMWARE_STEP") {
        "one" => net.train_batch(Bce, &ADAM, state, &X[1..2], &T[1..2]),
        "four" => net.train_batch(Bce, &ADAM, state, &X, &T),
        "loss" => net.loss(Bce, &X, &T),
        _ => {
            net.train_batch(Bce, &ADAM, state, &X, &T);
            net.loss(Bce, &X, &T)
        }
    };
    // SAFETY: there is place for an output
    unsafe { *y = loss };
}

fn run() {
    // SAFETY: there is no other thread; the program reads nothing and writes one value
    unsafe {
        (*TRAINING.0.get()).net.initialize(7);
        report(SAMPLES.as_flattened(), INPUTS, OUTPUTS, answer);
    }
}

start!(run);
