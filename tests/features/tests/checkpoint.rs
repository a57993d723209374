//! Trainings that are killed and go on: the same bits as one that was not, and files that say what is wrong with them.

use core::ops::ControlFlow;
use mlp::Error;
use mlp::prelude::*;
use mlp::schedule::{LinearWarmup, ReduceOnPlateau};
use mlp_fixtures::{bits, rerun, uniform};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;

mlp! {
    /// Dropout, so that the state of its random numbers matters.
    struct Regression: 3 => 8 tanh dropout(0.2) => 2;
    struct Other: 3 => 8 relu dropout(0.2) => 2
}

const EPOCHS: usize = 40;
/// Set in the process that is to be killed.
const VARIABLE: &str = "MLP_CHECKPOINT_TO_KILL";

fn samples(seed: u64) -> (Vec<[f32; 3]>, Vec<[f32; 2]>) {
    let inputs: Vec<[f32; 3]> = uniform(30, seed, 1.0);
    let targets = inputs.iter().map(|[a, b, c]| [a * b, (2.0 * c).sin()]).collect();
    (inputs, targets)
}

/// A training with everything that a checkpoint holds; `after` is called after each epoch.
fn train(path: Option<&Path>, epochs: usize, after: impl Fn(usize)) -> Result<(Regression, History), Error> {
    let ((inputs, targets), (held_out, answers)) = (samples(1), samples(2));
    let mut trainer = Trainer::new(Mse, Adam::new(0.02))
        .epochs(epochs)
        .batch_size(8)
        .seed(5)
        .validate(&held_out, &answers)
        .schedule(LinearWarmup::new(0.1, 4).then(ReduceOnPlateau::new(0.5, 1)))
        .early_stopping(EarlyStopping::new(30));
    if let Some(path) = path {
        trainer = trainer.checkpoint(path, 1);
    }
    let mut net = Regression::seeded(3);
    let history = trainer.fit_with(&mut net, &inputs, &targets, |epoch| {
        epoch.record("norm, squared", epoch.network().params().iter().map(|w| w * w).sum());
        after(epoch.number());
        ControlFlow::Continue(())
    })?;
    Ok((net, history))
}

/// Returns a folder of the test's own, and a path in it that has no file yet.
fn path() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("training.checkpoint");
    (folder, path)
}

fn remove(path: &Path) {
    std::fs::remove_file(path).expect("a checkpoint was written");
}

/// Nothing, but in the process that the next test starts: a slow training, to be killed.
#[test]
fn a_training_to_be_killed() {
    let Some(path) = std::env::var_os(VARIABLE) else { return };
    train(Some(Path::new(&path)), EPOCHS, |_| std::thread::sleep(Duration::from_millis(20))).expect("good data");
}

#[test]
fn a_killed_training_ends_with_the_same_bits() {
    let (whole, expected) = train(None, EPOCHS, |_| ()).expect("good data");
    let (_folder, path) = path();
    let epochs_on_disk = || {
        let Ok(bytes) = std::fs::read(&path) else { return 0 };
        let at = bytes.windows(15).position(|window| window == b"history.losses\"").expect("a whole file");
        let header = String::from_utf8_lossy(&bytes[at..at + 120]).into_owned();
        let shape = header.split("\"shape\":[").nth(1).and_then(|rest| rest.split(']').next());
        shape.expect("a shape").parse::<usize>().expect("a number of epochs")
    };
    let mut before = 0;
    for kill in 0..3 {
        let mut child = rerun("a_training_to_be_killed")
            .env(VARIABLE, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this test again");
        while epochs_on_disk() < before + 4 {
            assert!(child.try_wait().expect("a child").is_none(), "it was to be killed before its end");
            std::thread::sleep(Duration::from_millis(3 + kill));
        }
        child.kill().expect("a child");
        let status = child.wait().expect("a child");
        assert!(!status.success(), "it was killed");
        let now = epochs_on_disk();
        assert!(now >= before + 4 && now < EPOCHS, "{before} and {now} epochs");
        before = now;
    }
    let first = std::cell::Cell::new(0);
    let (net, history) = train(Some(&path), EPOCHS, |epoch| {
        if first.get() == 0 {
            first.set(epoch);
        }
    })
    .expect("a whole checkpoint");
    assert_eq!(first.get(), before + 1, "it went on where the last one was killed");
    assert_eq!(bits(net.params()), bits(whole.params()));
    assert_eq!(history, expected);
    assert!(history.seconds().is_sorted(), "{:?}", history.seconds());
    // a training run that is over does not start again
    let (again, same) = train(Some(&path), EPOCHS, |_| panic!("an epoch after the end")).expect("a whole checkpoint");
    assert_eq!((bits(again.params()), same), (bits(whole.params()), expected));
    remove(&path);
}

/// One epoch at a time, each from the file of the one before.
#[test]
fn a_run_goes_on_with_more_epochs() {
    let (whole, expected) = train(None, EPOCHS, |_| ()).expect("good data");
    let (_folder, path) = path();
    for epochs in 1..EPOCHS {
        train(Some(&path), epochs, |_| ()).expect("a whole checkpoint");
    }
    let (net, history) = train(Some(&path), EPOCHS, |_| ()).expect("a whole checkpoint");
    let error = train(Some(&path), EPOCHS - 1, |_| ()).expect_err("more epochs than asked for").to_string();
    let wanted = format!("it has {EPOCHS} epochs, more than the {} of this training run: ", EPOCHS - 1);
    assert!(error.contains(&wanted), "{error}");
    remove(&path);
    assert_eq!((bits(net.params()), history), (bits(whole.params()), expected));
}

/// Whatever bit of the file is another, whatever is missing at its end: an error that says so, and an unchanged network.
#[test]
fn damaged_checkpoints_are_refused() {
    let (_folder, path) = path();
    train(Some(&path), 3, |_| ()).expect("good data");
    let good = std::fs::read(&path).expect("the checkpoint");
    let mut texts = std::collections::BTreeSet::new();
    let mut hold = |bytes: &[u8], what: &str| {
        std::fs::write(&path, bytes).expect("a place for files");
        let (inputs, targets) = samples(1);
        let mut net = Regression::seeded(9);
        let trainer = Trainer::new(Mse, Adam::new(0.02)).epochs(4).batch_size(8).seed(5).checkpoint(&path, 1);
        let error = trainer.fit(&mut net, &inputs, &targets).expect_err(what);
        let Error::Checkpoint { reason, .. } = &error else { panic!("{what}: {error}") };
        assert_eq!(error.to_string(), format!("{}: not a checkpoint of this training run: {reason}", path.display()));
        assert_eq!(bits(net.params()), bits(Regression::seeded(9).params()), "{what}");
        texts.insert(reason.to_string().split(' ').take(2).collect::<Vec<_>>().join(" "));
    };
    for length in (0..good.len()).step_by(97) {
        hold(&good[..length], &format!("{length} bytes"));
    }
    for at in (0..good.len()).step_by(53) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        hold(&bytes, &format!("bit {} of byte {at}", at % 8));
    }
    remove(&path);
    assert_eq!(texts.into_iter().collect::<Vec<_>>(), ["it is"], "it is damaged");
}

/// Two runs would take turns, each with the epochs of the other.
#[test]
fn a_checkpoint_belongs_to_one_run_at_a_time() {
    let (folder, path) = path();
    let names = || std::fs::read_dir(folder.path()).expect("a folder").count();
    train(Some(&path), 3, |epoch| {
        let error = train(Some(&path), 3, |_| panic!("an epoch of the second run")).expect_err("the first run lasts");
        assert!(error.to_string().ends_with("another training run is using it"), "{error}");
        assert_eq!(names(), 1 + usize::from(epoch > 1), "the lock, and from the first epoch on the checkpoint");
    })
    .expect("good data");
    assert_eq!(names(), 1, "the checkpoint alone");
    train(Some(&path), 4, |_| ()).expect("the lock is free");
    // a lock that a killed run left
    std::fs::write(path.with_extension("checkpoint.lock"), "").expect("a file");
    train(Some(&path), 5, |_| ()).expect("nobody holds it");
    assert_eq!(names(), 1);
}

#[test]
fn a_checkpoint_is_a_regular_file_of_a_size_that_it_can_have() {
    let (folder, path) = path();
    let text = |path: &Path| train(Some(path), 3, |_| ()).expect_err("no checkpoint").to_string();
    assert!(text(folder.path()).ends_with("it is not a regular file"), "{}", text(folder.path()));
    #[cfg(unix)]
    assert_eq!(text(Path::new("/dev/zero")), "/dev/zero: it is not a regular file");
    // a file of holes, longer than any checkpoint of this run
    std::fs::File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("a file without blocks");
    assert!(text(&path).contains("the file is longer than"), "{}", text(&path));
}

#[test]
fn checkpoints_of_other_runs_are_refused() {
    let (_folder, path) = path();
    let (inputs, targets) = samples(1);
    let trainer = Trainer::new(Mse, Adam::new(0.02)).epochs(2).batch_size(8);
    let mut net = Regression::seeded(3);
    trainer.clone().checkpoint(&path, 1).fit(&mut net, &inputs, &targets).expect("good data");
    let reason = |result: Result<History, Error>| match result {
        Err(Error::Checkpoint { reason, .. }) => reason.to_string(),
        other => panic!("{other:?}"),
    };
    let found = reason(trainer.clone().batch_size(9).checkpoint(&path, 1).fit(&mut net, &inputs, &targets));
    assert_eq!(found, "its batch size is `8`, that of this training run `9`");
    let found = reason(trainer.clone().seed(1).checkpoint(&path, 1).fit(&mut net, &inputs, &targets));
    assert_eq!(found, "its seed is `0`, that of this training run `1`");
    let adam = Trainer::new(Mse, Adam::new(0.01)).epochs(2).batch_size(8).checkpoint(&path, 1);
    let found = reason(adam.fit(&mut net, &inputs, &targets));
    assert!(found.starts_with("its optimizer is `Adam") && found.contains("0.02") && found.contains("0.01"), "{found}");
    let adam = Trainer::new(Mse, Adam::new(0.02).decay_biases(false)).epochs(2).batch_size(8).checkpoint(&path, 1);
    let found = reason(adam.fit(&mut net, &inputs, &targets));
    assert!(found.contains("decay_biases: true") && found.contains("decay_biases: false"), "{found}");
    let frozen = trainer.clone().freeze(|net: &Regression| &net.l2).checkpoint(&path, 1);
    let found = reason(frozen.fit(&mut net, &inputs, &targets));
    assert_eq!(found, "its frozen layers is `none`, that of this training run `2`");
    let found = reason(trainer.clone().checkpoint(&path, 1).fit(&mut net, &inputs[1..], &targets[1..]));
    assert!(found.starts_with("its data is `30 samples, ") && found.contains("`29 samples, "), "{found}");
    // one number of a target, and weights of samples, are other data
    let mut targets_but_one = targets.clone();
    targets_but_one[29][1] += 0.5;
    let found = reason(trainer.clone().checkpoint(&path, 1).fit(&mut net, &inputs, &targets_but_one));
    assert!(
        found.starts_with("its data is `30 samples, ") && found.contains("that of this training run `30 samples, "),
        "{found}"
    );
    let weighted = trainer.clone().sample_weights(&[2.0; 30]).checkpoint(&path, 1);
    let found = reason(weighted.fit(&mut net, &inputs, &targets));
    assert!(
        found.starts_with("its data is `30 samples, ") && found.contains("that of this training run `30 samples, "),
        "{found}"
    );
    let mut other = Other::seeded(3);
    let found = reason(trainer.clone().checkpoint(&path, 1).fit(&mut other, &inputs, &targets));
    assert!(found.contains("tanh") && found.contains("relu"), "{found}");
    // weights are no checkpoint
    net.save(&path).expect("a place for files");
    let found = reason(trainer.clone().checkpoint(&path, 1).fit(&mut net, &inputs, &targets));
    assert_eq!(found, "it has no `checksum`");
    remove(&path);
    // a folder that is not there is told before the first epoch
    let nowhere = trainer.clone().checkpoint(path.join("a.checkpoint"), 1);
    let error = nowhere.fit_with(&mut net, &inputs, &targets, |_| panic!("an epoch")).expect_err("no folder");
    assert!(matches!(&error, Error::File { path: folder, .. } if *folder == path), "{error}");
    let every = trainer.checkpoint(&path, 0).fit(&mut net, &inputs, &targets).expect_err("an interval of 0");
    assert_eq!(every.to_string(), "`Trainer::checkpoint(every)` is 0: expected at least 1");
}

const KEEP_THE_SCHEDULE: &str = "a schedule that was made for a number of epochs must keep it when the training run is \
                                 extended; or remove the file";

/// Validation data and schedules decide what is trained: others are refused, and what was there stays.
#[test]
fn other_validation_data_and_schedules_are_refused() {
    let (_folder, path) = path();
    let ((inputs, targets), (held_out, answers)) = (samples(1), samples(2));
    let base = || Trainer::new(Mse, Adam::new(0.02)).epochs(6).batch_size(8).checkpoint(&path, 1);
    let fit = |trainer: &dyn Fn(&mut Regression) -> Result<History, Error>| {
        let mut net = Regression::seeded(3);
        let before = bits(net.params());
        match trainer(&mut net) {
            Err(Error::Checkpoint { reason, .. }) => {
                assert_eq!(bits(net.params()), before, "an error changes nothing");
                Err(reason.to_string())
            }
            other => Ok(other.expect("good data").epochs()),
        }
    };
    let step = |factor| mlp::schedule::StepDecay::new(2, factor);
    let validated = |net: &mut Regression| base().validate(&held_out, &answers).fit(net, &inputs, &targets);
    assert_eq!(fit(&|net| validated(net)), Ok(6));
    let others = |net: &mut Regression| base().validate(&held_out[1..], &answers[1..]).fit(net, &inputs, &targets);
    let found = fit(&others).expect_err("other validation data");
    assert!(found.starts_with("its validation data is `30 samples, ") && found.contains("`29 samples, "), "{found}");
    let found = fit(&|net| base().fit(net, &inputs, &targets)).expect_err("no validation data");
    assert!(found.ends_with(", that of this training run `none`"), "{found}");
    remove(&path);

    assert_eq!(fit(&|net| base().schedule(step(0.5)).fit(net, &inputs, &targets)), Ok(6));
    let found = fit(&|net| base().schedule(step(0.1)).fit(net, &inputs, &targets)).expect_err("another factor");
    assert_eq!(
        found,
        format!("its learning rate in epoch 3 was 0.01, the schedule now returns 0.002: {KEEP_THE_SCHEDULE}")
    );
    let found = fit(&|net| base().fit(net, &inputs, &targets)).expect_err("no schedule");
    assert_eq!(
        found,
        format!("its learning rate in epoch 3 was 0.01, the schedule now returns 0.02: {KEEP_THE_SCHEDULE}")
    );
    // a closure that agrees so far goes on, and is asked for no step that is not there
    let rates = [0.02_f32, 0.02, 0.01, 0.01, 0.005, 0.005, 0.001];
    let table = |_: f32, t: u32| rates[t as usize];
    assert_eq!(fit(&|net| base().epochs(7).schedule(table).fit(net, &inputs, &targets)), Ok(7));
    remove(&path);

    // by batches, four to an epoch; and one that looks at losses
    let batches = |every| mlp::schedule::StepDecay::new(every, 0.5);
    assert_eq!(fit(&|net| base().schedule_batches(batches(6)).fit(net, &inputs, &targets)), Ok(6));
    assert_eq!(fit(&|net| base().epochs(8).schedule_batches(batches(6)).fit(net, &inputs, &targets)), Ok(8));
    let found = fit(&|net| base().schedule_batches(batches(5)).fit(net, &inputs, &targets)).expect_err("sooner");
    assert_eq!(
        found,
        format!("its learning rate in epoch 3 was 0.01, the schedule now returns 0.005: {KEEP_THE_SCHEDULE}")
    );
    remove(&path);
    let plateau = |patience| ReduceOnPlateau::new(0.5, patience).threshold(0.9);
    assert_eq!(fit(&|net| base().schedule(plateau(1)).fit(net, &inputs, &targets)), Ok(6));
    assert_eq!(fit(&|net| base().epochs(9).schedule(plateau(1)).fit(net, &inputs, &targets)), Ok(9));
    let found = fit(&|net| base().schedule(plateau(0)).fit(net, &inputs, &targets)).expect_err("less patience");
    assert!(found.starts_with("its learning rate in epoch 3 was 0.02, the schedule now returns 0.01: "), "{found}");
    remove(&path);
}

/// Between the intervals there is none, at the end there is one.
#[test]
fn checkpoints_are_written_at_intervals() {
    let (_folder, path) = path();
    let (inputs, targets) = samples(1);
    let trainer = Trainer::new(Mse, Sgd::new(0.02)).epochs(7).checkpoint(&path, 3);
    let mut there = Vec::new();
    let mut net = Regression::seeded(3);
    trainer
        .fit_with(&mut net, &inputs, &targets, |_| {
            there.push(path.exists());
            if path.exists() {
                remove(&path);
            }
            ControlFlow::Continue(())
        })
        .expect("good data");
    assert_eq!(there, [false, false, false, true, false, false, true]);
    assert!(path.exists(), "the last epoch has one");
    remove(&path);
}

mlp! {
    /// That of the fuzz target.
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 2
}

/// The checkpoints that the fuzzer begins with and those that it has found; the training run is the fuzz target's.
#[test]
fn any_bytes_are_a_checkpoint_or_an_error() {
    let (_folder, path) = path();
    let (inputs, targets) = ([[0.0, 1.0], [1.0, 0.5], [0.5, 0.0]], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]);
    let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(2).batch_size(2).early_stopping(EarlyStopping::new(1));
    let trainer = trainer.checkpoint(&path, 1);
    let mut resumed = 0;
    for bytes in mlp_fixtures::corpus("checkpoint", 2) {
        std::fs::write(&path, bytes).expect("a place for files");
        let (mut net, mut first) = (Small::seeded(1), None);
        let result = trainer.fit_with(&mut net, &inputs, &targets, |epoch| {
            first = first.or(Some(epoch.number()));
            ControlFlow::Continue(())
        });
        match result {
            Ok(history) => resumed += usize::from(history.epochs() <= 2 && first != Some(1)),
            Err(Error::Checkpoint { .. }) => assert_eq!(net, Small::seeded(1)),
            Err(error) => assert!(matches!(error, Error::Diverged { .. } | Error::File { .. }), "{error}"),
        }
    }
    assert!(resumed > 0, "some of them are checkpoints of this run");
}
