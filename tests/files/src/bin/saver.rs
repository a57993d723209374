//! Saves two networks to the same path, in turns, until it is killed: `saver PATH net` or `saver PATH scaled`.

use mlp::prelude::*;
use mlp_files::{Large, SEEDS, scaled};
use std::io::Write;

fn main() -> Result<(), mlp::Error> {
    let path = std::env::args_os().nth(1).expect("a path");
    let what = std::env::args().nth(2).expect("what to save");
    if what == "net" {
        let networks = SEEDS.map(Large::boxed);
        in_turns(|turn| networks[turn].save(&path))
    } else {
        let networks = SEEDS.map(scaled);
        in_turns(|turn| networks[turn].save(&path))
    }
}

fn in_turns(save: impl Fn(usize) -> Result<(), mlp::Error>) -> Result<(), mlp::Error> {
    say(b"r");
    loop {
        for turn in 0..SEEDS.len() {
            save(turn)?;
            say(b"s");
        }
    }
}

/// Tells the test that waits for it how far this is.
fn say(letter: &[u8]) {
    let mut output = std::io::stdout();
    output.write_all(letter).and_then(|()| output.flush()).expect("the test that waits for it");
}
