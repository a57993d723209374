//! Ranks that fail or differ: all end, with the number and the error of the one that did, and none waits.

use core::ops::ControlFlow;
use core::sync::atomic::{AtomicUsize, Ordering};
use mlp::Error;
use mlp::evolution::EvolutionStrategy;
use mlp::prelude::*;
use mlp::ranks::{Communicator, ThreadRank, on_threads};
use mlp_fixtures::{uniform, uniform_positive};
use std::panic::{AssertUnwindSafe, catch_unwind};

mlp! {
    #[derive(PartialEq)]
    struct Net: 2 => 3 tanh => 1;
    struct Other: 2 => 3 relu => 1
}

type Sample = ([f32; 2], [f32; 1]);
type Settings = Trainer<Mse, Adam>;

fn samples() -> Vec<Sample> {
    uniform::<[f32; 2]>(64, 1, 1.0).into_iter().zip(uniform_positive::<[f32; 1]>(64, 2)).collect()
}

/// The text of the error that all of three ranks have, each of which changes its part and its settings.
fn error_of(change: impl Fn(&ThreadRank, &mut Vec<Sample>, Settings) -> Settings + Sync) -> String {
    one_text(on_threads(3, |world| {
        let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(4);
        let mut part: Vec<Sample> = samples()[trainer.clone().across(world).part(64)].to_vec();
        let trainer = change(world, &mut part, trainer);
        let (inputs, targets): (Vec<_>, Vec<_>) = part.into_iter().unzip();
        let (mut net, before) = (Net::seeded(1), Net::seeded(1));
        let result = trainer.across(world).fit(&mut net, &inputs, &targets);
        assert!(result.is_ok() || net == before, "nothing has changed");
        result.map(|_| ())
    }))
}

fn one_text(results: Vec<Result<(), Error>>) -> String {
    let mut texts: Vec<String> = results.into_iter().map(|result| result.unwrap_err().to_string()).collect();
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:#?}");
    texts.remove(0)
}

#[test]
fn bad_data() {
    let text = error_of(|world, part, trainer| {
        if world.rank() > 0 {
            part[world.rank()].0[1] = f32::NAN;
        }
        trainer
    });
    assert_eq!(text, "rank 1: input 1 of sample 1 is NaN: inputs must be finite");
    let text = error_of(|world, part, trainer| {
        if world.rank() == 0 {
            part.pop();
        }
        trainer
    });
    let expected = "rank 0: 15 samples, but of 63 in all ranks those from 0 to 16 belong to it: ";
    assert!(text.starts_with(expected), "{text}");
    let text = error_of(|_, part, trainer| {
        part.clear();
        trainer
    });
    assert_eq!(text, "rank 0: there are no samples: at least one is needed");
}

#[test]
fn other_settings() {
    let text = error_of(|world, _, trainer| trainer.seed(if world.rank() == 2 { 8 } else { 7 }));
    assert_eq!(text, "rank 2: `seed` is 8 here and 7 in rank 0: expected the same in all ranks");
    let text = error_of(|world, _, trainer| trainer.epochs(10 - world.rank()));
    assert_eq!(text, "rank 1: `epochs` is 9 here and 10 in rank 0: expected the same in all ranks");
    let text = error_of(|world, _, trainer| if world.rank() == 1 { trainer.epochs(0) } else { trainer });
    assert_eq!(text, "rank 1: `Trainer::epochs` is 0: expected at least 1");
    let held = uniform::<[f32; 2]>(2, 3, 1.0);
    let results = on_threads(2, |world| {
        let trainer =
            Trainer::new(Mse, Adam::new(0.01)).validate(&held[world.rank()..], &[[0.0], [1.0]][world.rank()..]);
        let (inputs, targets) = ([[0.0; 2]; 32], [[0.0]; 32]);
        trainer.across(world).fit(&mut Net::seeded(1), &inputs, &targets).map(|_| ())
    });
    assert!(one_text(results).starts_with("rank 1: `validation data` is 1 samples, "));
}

#[test]
fn other_networks() {
    let (inputs, targets) = ([[0.0; 2]; 32], [[0.0]; 32]);
    let results = on_threads(2, |world| {
        let trainer = Trainer::new(Mse, Adam::new(0.01)).across(world);
        trainer.fit(&mut Net::seeded(world.rank() as u64), &inputs, &targets).map(|_| ())
    });
    assert!(one_text(results).starts_with("rank 1: `weights of the network` is "));
    let results = on_threads(2, |world| {
        let trainer = Trainer::new(Mse, Adam::new(0.01)).across(world);
        if world.rank() == 0 {
            trainer.fit(&mut Net::zeroed(), &inputs, &targets).map(|_| ())
        } else {
            trainer.fit(&mut Other::zeroed(), &inputs, &targets).map(|_| ())
        }
    });
    assert!(one_text(results).starts_with("rank 1: `network` is "));
}

/// A schedule that returns other rates in one rank: found after the epoch; one that returns a wrong rate: in the next step.
#[test]
fn other_schedules() {
    let fit = |world: &ThreadRank, rate: fn(usize, u32) -> f32| {
        let rank = world.rank();
        let schedule = move |base: f32, epoch: u32| base * rate(rank, epoch);
        let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(4).schedule(schedule).across(world);
        let mut net = Net::seeded(1);
        trainer.fit(&mut net, &uniform(32, 1, 1.0), &uniform_positive(32, 2)).map(|_| ())
    };
    let other = |rank, epoch| if rank == 1 && epoch == 2 { 0.5 } else { 1.0 };
    let text = one_text(on_threads(2, |world| fit(world, other)));
    assert!(text.starts_with("rank 1: after epoch 3 its weights are not those of rank 0"), "{text}");
    let wrong = |rank, epoch| if rank == 1 && epoch == 2 { f32::NAN } else { 1.0 };
    let text = one_text(on_threads(2, |world| fit(world, wrong)));
    assert!(text.starts_with("rank 1: the schedule returns the learning rate NaN in step 2"), "{text}");
}

/// An error that follows from all ranks is the same in each of them, without the number of a rank.
#[test]
fn divergence() {
    let results = on_threads(2, |world| {
        let mut net = Net::seeded(1);
        let trainer = Trainer::new(Mse, Sgd::new(1e30)).across(world);
        let result = trainer.fit(&mut net, &uniform(32, 1, 1.0), &uniform_positive(32, 2));
        assert!(net.params().iter().all(|w| w.is_finite()));
        result.map(|_| ())
    });
    assert!(results.iter().all(|result| matches!(result, Err(Error::Diverged { .. }))), "{results:?}");
}

#[test]
fn a_callback_that_breaks_in_one_rank_ends_all() {
    let epochs = on_threads(3, |world| {
        let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(10).across(world);
        let (mut net, part) = (Net::seeded(1), trainer.part(64));
        let (inputs, targets): (Vec<_>, Vec<_>) = samples()[part].iter().copied().unzip();
        let callback = |epoch: &mut mlp::Epoch<'_, Net>| {
            if world.rank() == 1 && epoch.number() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        trainer.fit_with(&mut net, &inputs, &targets, callback).expect("good data").epochs()
    });
    assert_eq!(epochs, [3, 3, 3]);
}

#[test]
fn a_panic_in_one_rank_ends_all() {
    let ended = AtomicUsize::new(0);
    let train = || {
        on_threads(3, |world| {
            let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(10).across(world);
            let (mut net, part) = (Net::seeded(1), trainer.part(64));
            let (inputs, targets): (Vec<_>, Vec<_>) = samples()[part].iter().copied().unzip();
            let error = trainer.fit_with(&mut net, &inputs, &targets, |epoch| {
                assert!(world.rank() != 1 || epoch.number() < 3, "on purpose");
                ControlFlow::Continue(())
            });
            assert_eq!(error.unwrap_err(), Error::Rank { rank: 1, message: "panicked".to_string() });
            ended.fetch_add(1, Ordering::SeqCst);
        });
    };
    assert!(catch_unwind(AssertUnwindSafe(train)).is_err());
    assert_eq!(ended.into_inner(), 2);
}

/// The file belongs to the first rank, and its errors are those of all.
#[test]
fn checkpoints() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, text) = (folder.path().join("no folder/run.checkpoint"), "rank 0: ");
    let missing = error_of(|_, _, trainer| trainer.checkpoint(&path, 1));
    assert!(missing.starts_with(text) && missing.contains("no folder"), "{missing}");
    let path = folder.path().join("run.checkpoint");
    std::fs::write(&path, "nothing").expect("a file");
    let damaged = error_of(|_, _, trainer| trainer.checkpoint(&path, 1));
    assert!(damaged.starts_with(text) && damaged.contains("not a checkpoint of this training run"), "{damaged}");
    let text = error_of(|world, _, trainer| if world.rank() == 0 { trainer.checkpoint(&path, 2) } else { trainer });
    let expected = "rank 1: `epochs between checkpoints` is 0 here and 2 in rank 0: expected the same in all ranks";
    assert_eq!(text, expected);
}

/// A checkpoint of a run without ranks has another order of samples.
#[test]
fn a_checkpoint_without_ranks_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.checkpoint");
    let (inputs, targets): (Vec<_>, Vec<_>) = samples().into_iter().unzip();
    let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(4).checkpoint(&path, 1);
    trainer.fit(&mut Net::seeded(1), &inputs, &targets).expect("good data");
    let text = error_of(|_, _, trainer| trainer.checkpoint(&path, 1));
    assert!(text.contains("64 samples in 8 shards"), "{text}");
}

#[test]
fn evolution() {
    let step = |world: &ThreadRank, seed: u64, deviation: f32| {
        let strategy = EvolutionStrategy::new(Net::zeroed(), Sgd::new(0.05), seed).deviation(deviation);
        strategy.across(world).step(|_, scores| scores.fill(1.0)).map(|_| ())
    };
    let text = one_text(on_threads(3, |world| step(world, world.rank() as u64 / 2, 0.1)));
    assert_eq!(text, "rank 2: in generation 0 its settings, seed or network are not those of rank 0");
    let text = one_text(on_threads(2, |world| step(world, 1, -0.1)));
    assert!(text.starts_with("rank 0: `EvolutionStrategy::deviation` is -0.1"), "{text}");
}
