//! A save is one step: whenever the process is killed, the old file or the new one is there, whole.

use mlp::Scaled;
use mlp::prelude::*;
use mlp_files::{Large, Medium, SEEDS, scaled};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Kills a process that saves two things in turns, again and again; `which` of both a file holds.
fn kill(what: &str, first: &dyn Fn(&Path), which: &dyn Fn(&Path) -> Option<usize>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.safetensors");
    first(&path);

    let (mut seen, mut pace) = ([0, 0], Duration::ZERO);
    for round in 0..40 {
        let saver = Command::new(env!("CARGO_BIN_EXE_saver")).arg(&path).arg(what).stdout(Stdio::piped()).spawn();
        let mut saver = saver.expect("the program starts");
        // it says a letter when it begins, and one for each file
        let mut said = saver.stdout.take().expect("its output");
        let mut wait = || said.read_exact(&mut [0]).expect("the program runs");
        wait();
        let start = Instant::now();
        (0..round % 3).for_each(|_| wait());
        pace = pace.max(start.elapsed() / 2);
        // never at the same point twice
        std::thread::sleep(pace * (round * 7 % 40) / 40);
        saver.kill().expect("it is killed");
        let status = saver.wait().expect("it ends");
        assert!(!status.success(), "it was not killed but stopped: {status}");
        seen[which(&path).expect("one of the two")] += 1;
    }
    // what the killed ones left is gone after a save
    first(&path);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    // else it never saved anything
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

#[test]
fn a_killed_save_leaves_a_whole_file() {
    let networks = SEEDS.map(Large::boxed);
    kill("net", &|path| networks[0].save(path).expect("a first file"), &|path| {
        let found = Large::load_boxed(path).expect("a whole file");
        networks.iter().position(|network| *network == found)
    });
}

/// Weights and scalers belong together: never those of one with those of the other.
#[test]
fn a_killed_save_leaves_a_whole_file_with_scalers() {
    let networks = SEEDS.map(scaled);
    kill("scaled", &|path| networks[0].save(path).expect("a first file"), &|path| {
        let found = Scaled::<Medium>::load(path).expect("a whole file");
        networks.iter().position(|network| **network == found)
    });
}
