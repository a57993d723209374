//! Memory: what a long run takes, and what it does with little.

use crate::process::{Process, Told, Wanted};
use crate::{FEW, Fault};
use std::fs::File;
use std::path::Path;

/// The memory that may come and go between two epochs, in KiB.
const SLACK: u64 = 1_024;
/// The memory of an epoch in a history, and in the copies of it that are made to write it, in bytes.
const EPOCH: u64 = 256;
/// Enough for the program and its threads, in KiB; less than the machine of anybody who trains.
const LITTLE: usize = 256 << 10;

/// From a quarter of its epochs on, a run takes no more memory than its history needs.
pub(crate) fn does_not_grow(told: &Told) -> Result<(), Fault> {
    let (first, last) = (told.memory[told.memory.len() / 4], told.memory[told.memory.len() - 1]);
    let allowed = SLACK + told.memory.len() as u64 * EPOCH / 1_024;
    println!("{first} KiB after a quarter of the epochs, {last} KiB at the end");
    if last <= first + allowed { Ok(()) } else { Err(format!("the memory grew from {first} KiB to {last} KiB")) }
}

/// A run with little memory has the same bits, and refuses a checkpoint of any length without taking more.
pub(crate) fn limited(folder: &Path) -> Result<(), Fault> {
    let at = |name: &str| folder.join(name);
    let whole = Process::start(&at("usual.checkpoint"), FEW, Wanted::Everything)?.end()?;
    Process::start(&at("limited.checkpoint"), FEW, Wanted::Memory(LITTLE))?.end()?.hold(&whole)?;
    for length in [0, 1, 1 << 20, 16 << 20, 256 << 20, 1 << 40] {
        let path = at("holes.checkpoint");
        // a file without blocks
        File::create(&path).and_then(|file| file.set_len(length)).map_err(|error| error.to_string())?;
        let told = Process::start(&path, FEW, Wanted::Memory(LITTLE))?.end()?;
        told.expect_error(if length > 128 << 20 { "the file is longer than" } else { "it is damaged" })?;
    }
    println!("with {LITTLE} KiB of addresses the same bits, and no file too long");
    Ok(())
}
