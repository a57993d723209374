//! A whole training: 64 => 32 relu => 10 softmax on the digits, with Adam, and the same in JAX.

use crate::peers::python;
use crate::table::median;
use mlp::metrics::accuracy;
use mlp::prelude::*;
use peer_protocol::remote::Program;
use std::time::Instant;

mlp! { struct Digits: 64 => 32 relu => 10 softmax }

const SEEDS: u64 = 5;

/// Samples and their classes.
struct Data {
    x: Vec<[f32; 64]>,
    t: Vec<usize>,
}

/// `peers.py` reads the compressed tables: `[images, labels]` as numbers of 4 bytes, 65 for each digit.
fn data(numbers: &[f32]) -> Data {
    let rows = numbers.as_chunks::<65>().0;
    let images = rows.iter().map(|row| *row.first_chunk().expect("64 pixels of 65 numbers"));
    Data { x: images.collect(), t: rows.iter().map(|row| row[64] as usize).collect() }
}

/// Milliseconds, and the accuracy on the held-out digits.
fn ours(seed: u64, train: &Data, test: &Data) -> Result<[f64; 2], mlp::Error> {
    let mut net = Digits::seeded(seed);
    let trainer = Trainer::new(CrossEntropy, Adam::new(1e-3)).epochs(50).batch_size(32).seed(seed);
    let start = Instant::now();
    trainer.fit(&mut net, &train.x, &train.t)?;
    let time = start.elapsed().as_secs_f64() * 1e3;
    Ok([time, f64::from(accuracy(&net, &test.x, &test.t))])
}

/// The same from JAX.
fn theirs(program: &Program, seed: u64) -> Result<[f64; 2], String> {
    let answer = program.ask(&format!("digits jax {seed}"));
    let words: Vec<f64> = answer.split(' ').filter_map(|word| word.parse().ok()).collect();
    words.try_into().map_err(|_| answer)
}

fn read(program: &Program, name: &str) -> Result<Data, String> {
    let path = std::env::temp_dir().join(format!("mlp-peers-{name}-{}", std::process::id()));
    let answer = program.ask(&format!("data {name} {}", path.display()));
    let text = path.to_str().ok_or("a path that is not text")?;
    let numbers = peer_protocol::numbers(text).map_err(|error| format!("{answer}: {error}"))?;
    let _ = std::fs::remove_file(&path);
    Ok(data(&numbers))
}

fn line() -> Result<String, String> {
    let program = Program::start(&mut python()).map_err(|error| error.to_string())?;
    let (train, test) = (read(&program, "train")?, read(&program, "test")?);
    // what is compiled and paged in first is not the training
    ours(0, &train, &test).map_err(|error| error.to_string())?;
    theirs(&program, 0)?;
    let mut runs: Vec<[[f64; 2]; 2]> = Vec::new();
    for seed in 0..SEEDS {
        runs.push([ours(seed, &train, &test).map_err(|error| error.to_string())?, theirs(&program, seed)?]);
    }
    let [mine, jax] = [0, 1].map(|peer| {
        let accuracy = runs.iter().map(|run| run[peer][1]).sum::<f64>() / SEEDS as f64;
        (median(runs.iter().map(|run| run[peer][0]).collect()).unwrap_or(f64::NAN), accuracy)
    });
    Ok(format!(
        "A whole training of W3 on {} handwritten digits, Adam 1e-3, batches of 32, 50 epochs, medians of {SEEDS} seeds: \
         {:.1} ms here, {:.1} ms in one jit of JAX with all shuffles made beforehand ({:.1}x). \
         Accuracy on {} held-out digits: {:.4} and {:.4}, means of the same seeds.",
        train.x.len(),
        mine.0,
        jax.0,
        jax.0 / mine.0,
        test.x.len(),
        mine.1,
        jax.1,
    ))
}

pub fn markdown() -> String {
    line()
        .map_or_else(|reason| format!("\nskipped: digits (pip install jax): {reason}\n"), |line| format!("\n{line}\n"))
}
