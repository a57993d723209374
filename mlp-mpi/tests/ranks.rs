//! Programs that `mpirun` starts on one machine: the same bits on 1, 2 and 4 ranks; ranks that are killed or fail end all.
//!
//! Each test starts this program again under `mpirun`, where the test `a_rank` does the work of a rank.

use core::ops::ControlFlow;
use core::time::Duration;
use mlp::evolution::EvolutionStrategy;
use mlp::prelude::*;
use mlp::ranks::{Alone, Communicator, on_threads, ordered_sum};
use mlp_mpi::run;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

mlp! { struct Net: 4 => 32 tanh => 16 gelu dropout(0.1) => 2 }

/// The task of the ranks.
const TASK: &str = "MLP_MPI_TASK";
/// The checkpoint of a training run.
const CHECKPOINT: &str = "MLP_MPI_CHECKPOINT";
/// How long a program may take; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(100);

/// A number that differs where a bit of a weight differs.
fn hash(numbers: &[f32]) -> u64 {
    numbers
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ u64::from(number.to_bits())).wrapping_mul(0x0100_0000_01b3))
}

/// Trains and returns the hash of the weights; `after` is called after each epoch.
fn train(
    world: &dyn Communicator,
    change: impl Fn(Trainer<Mse, Adam>) -> Trainer<Mse, Adam>,
    after: impl Fn(usize),
) -> Result<u64, mlp::Error> {
    let trainer = change(Trainer::new(Mse, Adam::new(0.01)).epochs(12).batch_size(100).seed(3));
    let trainer = trainer.across(world);
    let input = |i: usize| [0, 1, 2, 3].map(|k| ((i * (k + 3)) as f32 * 0.1).sin());
    let inputs: Vec<[f32; 4]> = trainer.part(1_000).map(input).collect();
    let targets: Vec<[f32; 2]> = inputs.iter().map(|[a, b, c, d]| [a * b, c - d]).collect();
    let mut net = Net::seeded(7);
    trainer.fit_with(&mut net, &inputs, &targets, |epoch| {
        after(epoch.number());
        ControlFlow::Continue(())
    })?;
    Ok(hash(net.params()))
}

fn evolve(world: &dyn Communicator) -> Result<u64, mlp::Error> {
    let mut strategy = EvolutionStrategy::new(Net::seeded(1), Adam::new(0.1), 7).pairs(9).across(world);
    for _ in 0..5 {
        strategy.step(|nets, scores| {
            for (net, score) in nets.iter().zip(scores) {
                *score = -net.forward(&[0.5; 4]).iter().map(|y| (y - 3.0) * (y - 3.0)).sum::<f32>();
            }
        })?;
    }
    Ok(hash(strategy.net().params()))
}

/// The sums of few and of many numbers.
fn sum(world: &dyn Communicator) -> Result<u64, mlp::Error> {
    let mut numbers: Vec<f32> = (0..10_000).map(|i| ((i * (world.rank() + 1)) as f32).sin()).collect();
    let (few, many) = numbers.split_at_mut(10);
    ordered_sum(world, few)?;
    ordered_sum(world, many)?;
    Ok(hash(&numbers))
}

/// Nothing, but under `mpirun`: the task of a rank.
#[test]
fn a_rank() {
    let Ok(task) = std::env::var(TASK) else { return };
    let (task, number) = task.split_once(' ').unwrap_or((&task, "0"));
    let number: usize = number.parse().expect("a number");
    let path = std::env::var_os(CHECKPOINT);
    run(|world| {
        let rank = world.rank();
        let with_path = |trainer: Trainer<_, _>| match &path {
            Some(path) => trainer.checkpoint(path, 1),
            None => trainer,
        };
        let hash = match task {
            "sum" => sum(world)?,
            "evolve" => evolve(world)?,
            "train" => train(world, with_path, |_| ())?,
            "epochs" => train(world, |trainer| with_path(trainer).epochs(number), |_| ())?,
            "kill" => train(world, with_path, |epoch| {
                if rank == 1 && epoch == number {
                    kill();
                }
            })?,
            "panic" => train(world, with_path, |epoch| assert!(rank != 1 || epoch != number, "on purpose"))?,
            "seeds" => train(world, |trainer| trainer.seed(rank as u64 / 2), |_| ())?,
            "fail" if rank == number => Err("no samples on this machine")?,
            "fail" => train(world, |trainer| trainer, |_| ())?,
            _ => panic!("no task {task}"),
        };
        println!("\nhash of rank {rank}: {hash:016x}");
        Ok(())
    });
}

/// Ends this process as the system does when memory is short.
fn kill() {
    let _ = Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
}

/// Runs a task on this many ranks, and returns whether it succeeded, and the output.
fn mpirun(ranks: usize, task: &str, checkpoint: Option<&Path>) -> (bool, String) {
    let mut command = Command::new("mpirun");
    command.args(["-n", &ranks.to_string(), "--oversubscribe"]);
    command.arg(std::env::current_exe().expect("this program")).args(["--exact", "a_rank", "--nocapture"]);
    command.env(TASK, task).env("RAYON_NUM_THREADS", (1 + ranks % 2).to_string());
    if let Some(path) = checkpoint {
        command.env(CHECKPOINT, path);
    }
    // the tests of a container run as its root, which Open MPI refuses otherwise
    command.env("OMPI_ALLOW_RUN_AS_ROOT", "1").env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("mpirun is installed");
    let start = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("`{task}` on {ranks} ranks hangs");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("output");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), text)
}

/// Returns the hash that all ranks print.
fn hash_of(ranks: usize, task: &str, checkpoint: Option<&Path>) -> String {
    let (success, text) = mpirun(ranks, task, checkpoint);
    assert!(success, "{text}");
    let mut hashes: Vec<&str> = text.split("hash of rank ").skip(1).filter_map(|text| text.get(3..19)).collect();
    assert_eq!(hashes.len(), ranks, "{text}");
    hashes.dedup();
    assert_eq!(hashes.len(), 1, "{text}");
    hashes[0].to_string()
}

#[test]
fn training_has_the_same_bits() {
    let expected = format!("{:016x}", train(&Alone, |trainer| trainer, |_| ()).expect("good data"));
    for ranks in [1, 2, 4] {
        assert_eq!(hash_of(ranks, "train", None), expected, "{ranks} ranks");
    }
}

#[test]
fn evolution_has_the_same_bits() {
    let expected = format!("{:016x}", evolve(&Alone).expect("one rank"));
    for ranks in [2, 3] {
        assert_eq!(hash_of(ranks, "evolve", None), expected, "{ranks} ranks");
    }
}

/// Sums over processes are those over threads.
#[test]
fn sums_have_the_same_bits() {
    for ranks in [2, 3, 4] {
        let expected = on_threads(ranks, |world| sum(world)).remove(0).expect("a sum");
        assert_eq!(hash_of(ranks, "sum", None), format!("{expected:016x}"), "{ranks} ranks");
    }
}

/// A rank that is killed ends all; the last checkpoint is whole, and goes on with another number of ranks.
#[test]
fn a_killed_rank_ends_all() {
    let expected = hash_of(1, "train", None);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.checkpoint");
    let (success, text) = mpirun(2, "kill 4", Some(&path));
    assert!(!success && !text.contains("hash of rank"), "{text}");
    assert!(path.exists());
    let (success, text) = mpirun(4, "kill 8", Some(&path));
    assert!(!success && !text.contains("hash of rank"), "{text}");
    assert_eq!(hash_of(1, "epochs 9", Some(&path)).len(), 16);
    assert_eq!(hash_of(4, "train", Some(&path)), expected);
    // the run has ended: another number of ranks returns at once
    assert_eq!(hash_of(2, "train", Some(&path)), expected);
}

#[test]
fn a_panic_ends_all() {
    let (success, text) = mpirun(3, "panic 2", None);
    assert!(!success && text.contains("rank 1: panicked") && !text.contains("hash of rank"), "{text}");
}

#[test]
fn a_rank_that_fails_ends_all() {
    let (success, text) = mpirun(3, "fail 2", None);
    assert!(!success && text.contains("rank 2: no samples on this machine"), "{text}");
    assert!(!text.contains("hash of rank"), "{text}");
}

#[test]
fn other_settings_are_refused() {
    let (success, text) = mpirun(3, "seeds", None);
    let message = "rank 2: `seed` is 1 here and 0 in rank 0: expected the same in all ranks";
    assert!(!success && text.matches(message).count() == 1, "{text}");
}
