//! One step of training: `FIRMWARE_STEP` says of what, `one` sample, `four` samples, or no step but the `loss` of four.
#![cfg_attr(target_os = "none", no_std, no_main)]

use core::cell::RefCell;

use firmware::{report, start};
use mlp::State;
use mlp::prelude::*;

include!(concat!(env!("FIRMWARE"), "/samples.rs"));

mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }

const X: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const T: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

struct Training {
    net: Xor,
    state: State<Xor, Adam>,
}

/// The one thread that there is uses it.
struct Shared(RefCell<Option<Training>>);

// SAFETY: a microcontroller has one thread, and so does this program elsewhere
unsafe impl Sync for Shared {}

static TRAINING: Shared = Shared(RefCell::new(None));

#[unsafe(no_mangle)]
extern "C" fn answer(_: *const f32, y: *mut f32) {
    let optimizer = Adam::new(0.05);
    let Ok(mut training) = TRAINING.0.try_borrow_mut() else { return };
    let Training { net, state } =
        training.get_or_insert_with(|| Training { net: Xor::seeded(7), state: optimizer.init() });
    let loss = match env!("FIRMWARE_STEP") {
        "one" => net.train_batch(Bce, &optimizer, state, &X[1..2], &T[1..2]),
        "four" => net.train_batch(Bce, &optimizer, state, &X, &T),
        _ => net.loss(Bce, &X, &T),
    };
    // SAFETY: there is place for an output
    unsafe { *y = loss };
}

fn run() {
    // SAFETY: it reads nothing and writes one value
    unsafe { report(SAMPLES.as_flattened(), INPUTS, OUTPUTS, answer) };
}

start!(run);
