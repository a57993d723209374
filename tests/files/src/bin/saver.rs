//! Saves two networks to the same path, in turns, until it is killed.

use mlp::prelude::*;
use mlp_files::{Large, SEEDS};
use std::io::Write;

fn main() -> Result<(), mlp::Error> {
    let path = std::env::args_os().nth(1).expect("a path");
    let networks = SEEDS.map(Large::boxed);
    say(b"r");
    loop {
        for network in &networks {
            network.save(&path)?;
            say(b"s");
        }
    }
}

/// Tells the test that waits for it how far this is.
fn say(letter: &[u8]) {
    let mut output = std::io::stdout();
    output.write_all(letter).and_then(|()| output.flush()).expect("the test that waits for it");
}
