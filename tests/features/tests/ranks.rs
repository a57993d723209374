//! Training runs and evolution over several ranks: the same bits for any number of them, and of threads in each.

use mlp::evolution::{EvolutionStrategy, Generation};
use mlp::prelude::*;
use mlp::ranks::{Alone, Communicator, on_threads};
use mlp::schedule::LinearWarmup;
use mlp::{Error, Network, Optimizer};
use mlp_fixtures::{bits, classes, uniform, uniform_positive};
use rayon::ThreadPoolBuilder;
use std::path::Path;

mlp! {
    /// In straight-line code.
    struct Small: 2 => 3 sigmoid => 1 sigmoid;
    /// Through kernels, with dropout.
    struct Medium: 4 => 32 tanh => 16 gelu dropout(0.2) => 4 sigmoid;
    /// Layers that several threads share where a batch is not split into shards.
    struct Large: 100 => 200 silu => 100 relu => 3;
    struct Digits: 5 => 8 relu => 3 softmax
}

/// The ranks of a run, and the threads of each.
const RANKS: [(usize, usize); 7] = [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1), (4, 2), (8, 1)];

/// Runs `work` in this many ranks with this many threads each, and returns what all of them have.
fn of_ranks<T: PartialEq + Send>((ranks, threads): (usize, usize), work: impl Fn(&dyn Communicator) -> T + Sync) -> T {
    let mut results = on_threads(ranks, |world| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).use_current_thread();
        let _pool = pool.build().expect("a pool");
        work(world)
    });
    let first = results.remove(0);
    assert!(results.into_iter().all(|result| result == first), "{ranks} ranks do not have the same");
    first
}

/// The bits of a history and of a network's weights.
fn all_bits<N: Network>(net: &N, history: &History) -> Vec<u32> {
    bits(&[history.losses(), history.validation_losses(), history.learning_rates(), net.params_slice()].concat())
}

fn train<N: Network, O: Optimizer>(world: &dyn Communicator, count: usize, size: usize, optimizer: O) -> Vec<u32>
where
    Mse: Loss<N, Target = N::Output>,
{
    let (inputs, targets) = (uniform::<N::Input>(count, 1, 1.0), uniform_positive::<N::Output>(count, 2));
    let trainer = Trainer::new(Mse, optimizer).epochs(3).batch_size(size).seed(5).across(world);
    let (mut net, part) = (N::boxed(3), trainer.part(count));
    let history = trainer.fit(&mut *net, &inputs[part.clone()], &targets[part]).expect("good data");
    all_bits(&*net, &history)
}

fn hold<N: Network, O: Optimizer>(count: usize, size: usize, optimizer: &O)
where
    Mse: Loss<N, Target = N::Output>,
{
    let expected = train::<N, O>(&Alone, count, size, optimizer.clone());
    for ranks in RANKS {
        let found = of_ranks(ranks, |world| train::<N, O>(world, count, size, optimizer.clone()));
        assert!(found == expected, "{ranks:?} ranks and threads, {count} samples in batches of {size}");
    }
}

#[test]
fn small_networks() {
    hold::<Small, _>(100, 32, &Adam::new(0.01));
    hold::<Small, _>(1_003, 77, &Momentum::new(0.1, 0.9));
    hold::<Small, _>(1_000, usize::MAX, &Rprop::new(0.01));
}

#[test]
fn dropout() {
    hold::<Medium, _>(1_000, 256, &AdamW::new(0.01, 0.1));
    hold::<Medium, _>(321, 100, &Sgd::new(0.1));
}

#[test]
fn large_networks() {
    hold::<Large, _>(600, 300, &Adam::new(0.001));
}

/// Weights of samples and classes, validation, early stopping, a schedule and frozen layers.
fn with_everything(world: &dyn Communicator, validate: bool, path: Option<&Path>, epochs: usize) -> Vec<u32> {
    let (inputs, targets) = (uniform::<[f32; 5]>(300, 1, 1.0), classes(300, 2, 3));
    let (held_inputs, held_targets) = (uniform::<[f32; 5]>(71, 3, 1.0), classes(71, 4, 3));
    let weights: Vec<f32> = (0..300).map(|i| (i % 5) as f32 * if i < 80 { 0.0 } else { 0.3 }).collect();
    let held = if validate { (&held_inputs[..], &held_targets[..]) } else { (&inputs[..60], &targets[..60]) };
    let trainer = Trainer::new(CrossEntropy, Adam::new(0.02))
        .epochs(epochs)
        .batch_size(64)
        .class_weights(&[1.0, 2.0, 0.5])
        .validate(held.0, held.1)
        .schedule_batches(LinearWarmup::new(0.1, 8))
        .early_stopping(EarlyStopping::new(3))
        .freeze(|net: &Digits| &net.l1);
    let part = trainer.clone().across(world).part(300);
    let mut trainer = trainer.sample_weights(&weights[part.clone()]);
    if let Some(path) = path {
        trainer = trainer.checkpoint(path, 1).progress();
    }
    let mut net = Digits::seeded(3);
    let history = trainer.across(world).fit(&mut net, &inputs[part.clone()], &targets[part]).expect("good data");
    all_bits(&net, &history)
}

#[test]
fn settings() {
    for validate in [true, false] {
        let expected = with_everything(&Alone, validate, None, 8);
        for ranks in RANKS {
            assert!(of_ranks(ranks, |world| with_everything(world, validate, None, 8)) == expected, "{ranks:?}");
        }
    }
}

/// Without validation data, early stopping follows the loss on those of all ranks.
#[test]
fn early_stopping_on_the_training_data() {
    let run = |world: &dyn Communicator| {
        let (inputs, targets) = (uniform::<[f32; 2]>(200, 1, 1.0), uniform_positive::<[f32; 1]>(200, 2));
        let trainer = Trainer::new(Bce, Adam::new(0.3)).epochs(20).early_stopping(EarlyStopping::new(2)).across(world);
        let (mut net, part) = (Small::seeded(3), trainer.part(200));
        let history = trainer.fit(&mut net, &inputs[part.clone()], &targets[part]).expect("good data");
        let best = match history.best_epoch() {
            Some(epoch @ 1..) => history.losses()[epoch - 1],
            _ => Small::seeded(3).loss(Bce, &inputs, &targets),
        };
        let loss = net.loss(Bce, &inputs, &targets);
        assert!((loss - best).abs() < 1e-5, "{loss} {best}");
        all_bits(&net, &history)
    };
    let expected = run(&Alone);
    for ranks in RANKS {
        assert!(of_ranks(ranks, run) == expected, "{ranks:?}");
    }
}

/// A step along the gradient of all samples is that of one machine up to rounding, with weights of samples too.
#[test]
fn the_gradient_is_that_of_the_batch() {
    mlp! { #[derive(PartialEq)] struct Net: 4 => 32 tanh => 16 gelu => 4 sigmoid }
    let (inputs, targets) = (uniform::<[f32; 4]>(500, 1, 1.0), uniform_positive::<[f32; 4]>(500, 2));
    for weights in [vec![], (0..500).map(|i| (i % 3) as f32).collect::<Vec<f32>>()] {
        let trainer = Trainer::new(Mse, Sgd::new(1.0)).epochs(5).full_batch();
        let mut expected = Net::seeded(3);
        let history =
            trainer.clone().sample_weights(&weights).fit(&mut expected, &inputs, &targets).expect("good data");
        for ranks in [1, 4] {
            let (net, losses) = of_ranks((ranks, 1), |world| {
                let part = trainer.clone().across(world).part(500);
                let own = if weights.is_empty() { &[] } else { &weights[part.clone()] };
                let (mut net, trainer) = (Net::seeded(3), trainer.clone().sample_weights(own).across(world));
                let history = trainer.fit(&mut net, &inputs[part.clone()], &targets[part]).expect("good data");
                (net, history.losses().to_vec())
            });
            assert_ne!(net, Net::seeded(3));
            let close = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-5);
            assert!(close(&losses, history.losses()) && close(net.params(), expected.params()));
        }
    }
}

/// Each sample of a batch has dropout of its own: on equal samples that of one machine, up to rounding.
#[test]
fn the_dropout_is_that_of_the_batch() {
    mlp! { struct Net: 3 => 16 tanh dropout(0.5) => 2 }
    let (inputs, targets) = (vec![[0.1, 0.2, 0.3]; 150], vec![[1.0, 2.0]; 150]);
    let trainer = Trainer::new(Mse, Sgd::new(0.5)).epochs(4).batch_size(40);
    let mut expected = Net::seeded(3);
    trainer.fit(&mut expected, &inputs, &targets).expect("good data");
    let params = of_ranks((3, 2), |world| {
        let trainer = trainer.clone().across(world);
        let (mut net, part) = (Net::seeded(3), trainer.part(150));
        trainer.fit(&mut net, &inputs[part.clone()], &targets[part]).expect("good data");
        net.params().to_vec()
    });
    assert!(params.iter().zip(expected.params()).all(|(a, b)| (a - b).abs() < 1e-5), "{params:?} {expected:?}");
}

/// The samples of an epoch: each one once, in another order each time.
#[test]
fn every_sample_counts_once() {
    // the first weight of the gradient is the mean of the inputs
    mlp! { struct Sum: 1 => 1 no_bias }
    let inputs: Vec<[f32; 1]> = (0..100).map(|i| [i as f32]).collect();
    let losses = of_ranks((3, 1), |world| {
        let trainer = Trainer::new(Mse, Sgd::new(0.0)).epochs(4).batch_size(10).across(world);
        let (mut net, part) = (Sum::zeroed(), trainer.part(100));
        trainer.fit(&mut net, &inputs[part.clone()], &inputs[part]).expect("good data").losses().to_vec()
    });
    // the mean of the squares of 0 to 99
    assert!(losses.iter().all(|loss| (loss - 3_283.5).abs() < 1e-2), "{losses:?}");
}

#[test]
fn a_checkpoint_resumes_on_another_number_of_ranks() {
    let whole = with_everything(&Alone, true, None, 12);
    let folder = tempfile::tempdir().expect("a folder");
    for (index, ranks) in [[1, 4, 2], [8, 3, 1], [2, 2, 8]].into_iter().enumerate() {
        let path = folder.path().join(format!("{index}.checkpoint"));
        let mut last = Vec::new();
        for (ranks, epochs) in ranks.into_iter().zip([2, 5, 12]) {
            last = of_ranks((ranks, 1), |world| with_everything(world, true, Some(&path), epochs));
        }
        // losses, learning rates and weights; the seconds are not among them
        assert!(last == whole, "{ranks:?}");
    }
}

fn evolve(world: Option<&dyn Communicator>) -> (Vec<u32>, Vec<Generation>) {
    let target: Vec<[f32; 1]> = uniform_positive(8, 1);
    let inputs: Vec<[f32; 2]> = uniform(8, 2, 1.0);
    let fitness = |nets: &mlp::population::Population<Small>, scores: &mut [f32]| {
        for (net, score) in nets.iter().zip(scores) {
            *score = -net.loss(Mse, &inputs, &target);
        }
    };
    let mut strategy = EvolutionStrategy::new(Small::seeded(1), Adam::new(0.1), 7).pairs(9).deviation(0.2);
    match world {
        None => {
            let generations = (0..5).map(|_| strategy.step(fitness)).collect();
            (bits(strategy.net().params()), generations)
        }
        Some(world) => {
            let mut strategy = strategy.across(world);
            let generations = (0..5).map(|_| strategy.step(fitness).expect("equal ranks")).collect();
            assert_eq!(strategy.generation(), 5);
            (bits(strategy.net().params()), generations)
        }
    }
}

/// The bits of one machine without ranks, also where some ranks have no candidate.
#[test]
fn evolution() {
    let expected = evolve(None);
    for ranks in [1, 2, 3, 4, 8, 20] {
        assert!(of_ranks((ranks, 1), |world| evolve(Some(world))) == expected, "{ranks} ranks");
    }
}

/// Fewer samples than a batch has, and fewer than a shard would have.
#[test]
fn few_samples() {
    hold_few(5, 4);
    hold_few(1, 1);
    hold_few(9, 8);
}

fn hold_few(count: usize, most_ranks: usize) {
    let expected = train::<Small, _>(&Alone, count, 32, Adam::new(0.01));
    for ranks in 1..=most_ranks {
        assert!(of_ranks((ranks, 1), |world| train::<Small, _>(world, count, 32, Adam::new(0.01))) == expected);
    }
    let errors = on_threads(most_ranks + 1, |world| {
        let trainer = Trainer::new(Mse, Adam::new(0.01)).across(world);
        let part = if world.rank() == 0 { count } else { 0 };
        trainer.fit(&mut Small::seeded(3), &vec![[0.0; 2]; part], &vec![[0.0]; part]).map(|_| ())
    });
    for error in errors {
        let Err(Error::Rank { rank: 0, message }) = error else { panic!("{error:?}") };
        assert!(message.starts_with(&format!("{} ranks, but a batch of {count} samples", most_ranks + 1)), "{message}");
    }
}
