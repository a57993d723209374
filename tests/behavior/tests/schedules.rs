//! Learning-rate schedules: their ends, their memory, and what they do in a training run.

use mlp::prelude::*;
use mlp::schedule::{CosineDecay, ExponentialDecay, LinearWarmup, OneCycle, ReduceOnPlateau, Schedule, Then};
use mlp_fixtures::{at_one_level, random_network, uniform};

mlp! { struct Regression: 3 => 8 tanh => 2, unroll = none }

#[test]
fn rates_after_the_last_step() {
    assert_eq!(OneCycle::new(0.5, 20).learning_rate(0.1, 1_000), OneCycle::new(0.5, 20).learning_rate(0.1, 19));
    // a rise of a single step has the first rate, and nothing is divided by its length of 0
    let short = OneCycle::new(0.5, 4).rise(0.25).divisors(25.0, 1e4);
    assert_eq!([0, 1].map(|t| short.learning_rate(0.1, t) > 0.3), [false, true]);
    assert_eq!(short.learning_rate(0.1, 0), 0.02);
    assert_eq!(LinearWarmup::new(0.0, 0).learning_rate(0.1, 0), 0.1);
    // the whole range of steps, without overflow
    assert_eq!(CosineDecay::new(u32::MAX).learning_rate(0.1, u32::MAX), 0.0);
    assert!(ExponentialDecay::new(0.999).learning_rate(0.1, u32::MAX) == 0.0);
}

/// The observations of a schedule are written to a checkpoint and restored.
#[test]
fn observed_losses_survive_a_checkpoint() {
    let mut losses = vec![1.0, 0.8, 0.8, 0.79999, 0.81, 0.8, 0.6, 0.6, 0.7, 0.65, 0.6, 0.6];
    losses.resize(25, 0.5);
    let fresh = || Then::new(ReduceOnPlateau::new(0.5, 1), 4, ReduceOnPlateau::new(0.25, 1).cooldown(2));
    let mut whole = fresh();
    for (t, loss) in (0_u32..).zip(&losses) {
        let mut words = Vec::new();
        whole.remember(&mut |word| words.push(word));
        let mut words = words.into_iter();
        let mut restored = fresh();
        restored.recall(&mut || words.next().expect("as many words as were written"));
        assert_eq!((words.next(), restored), (None, whole));
        whole.observe(t, *loss);
    }
    assert_ne!(whole, fresh());
}

/// The history has the rate of each epoch, or of its last batch.
#[test]
fn the_trainer_uses_and_records_the_rates() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(20, 1, 1.0), uniform::<[f32; 2]>(20, 2, 1.0));
        let schedule = ExponentialDecay::new(0.5);
        let trainer = Trainer::new(Mse, Sgd::new(0.1)).epochs(4).batch_size(20);
        let mut net: Regression = random_network(1);
        let history = trainer.clone().schedule(schedule).fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!(history.learning_rates(), [0.1, 0.05, 0.025, 0.0125]);
        // with one batch to an epoch it makes no difference what the schedule counts
        let mut batches: Regression = random_network(1);
        let by_batch = trainer.schedule_batches(schedule).fit(&mut batches, &inputs, &targets).expect("good data");
        assert_eq!((by_batch, batches.params()), (history, net.params()));
        // several batches to an epoch: the rate of the last is in the history
        let mut net: Regression = random_network(1);
        let trainer = Trainer::new(Mse, Sgd::new(0.1)).epochs(2).batch_size(5);
        let history = trainer.schedule_batches(schedule).fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!(history.learning_rates(), [0.1 * 0.5_f32.powi(3), 0.1 * 0.5_f32.powi(7)]);
    });
}

/// A learning rate of 0 from the fourth epoch on leaves the network unchanged.
#[test]
fn a_closure_is_a_schedule() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(20, 1, 1.0), uniform::<[f32; 2]>(20, 2, 1.0));
        let train = |epochs| {
            let mut net: Regression = random_network(1);
            let stop = |base: f32, t: u32| if t < 3 { base } else { 0.0 };
            let trainer = Trainer::new(Mse, Sgd::new(0.1)).epochs(epochs).schedule(stop);
            trainer.fit(&mut net, &inputs, &targets).expect("good data");
            net.params().to_vec()
        };
        assert_eq!(train(3), train(6));
        assert_ne!(train(2), train(3));
    });
}

/// The rate falls when the validation loss stays, whatever the training loss does.
#[test]
fn a_plateau_is_one_of_the_validation_loss() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(20, 1, 1.0), uniform::<[f32; 2]>(20, 2, 1.0));
        // what is right for the training is wrong for the validation
        let opposite: Vec<[f32; 2]> = targets.iter().map(|t| t.map(|t| -5.0 * t)).collect();
        let trainer = Trainer::new(Mse, Sgd::new(0.05)).epochs(6).batch_size(20).schedule(ReduceOnPlateau::new(0.5, 1));
        let mut net: Regression = random_network(1);
        let history = trainer.clone().fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!(history.learning_rates(), [0.05; 6], "the loss falls: {:?}", history.losses());
        let mut net: Regression = random_network(1);
        let history = trainer.validate(&inputs, &opposite).fit(&mut net, &inputs, &targets).expect("good data");
        let rates = history.learning_rates();
        assert_eq!(rates, [0.05, 0.05, 0.05, 0.05, 0.05, 0.025], "{:?}", history.validation_losses());
    });
}

#[test]
fn forged_counts_do_not_overflow() {
    let mut schedule = ReduceOnPlateau::new(0.5, u32::MAX);
    schedule.recall(&mut || u32::MAX);
    for t in 0..4 {
        schedule.observe(t, 1.0);
    }
    let rate = ReduceOnPlateau::new(0.5, 0);
    let mut rate = rate.cooldown(0);
    rate.recall(&mut || u32::MAX);
    rate.observe(0, 1.0);
    assert!(rate.learning_rate(0.1, 1) >= 0.0);
}

/// A schedule of a user's that writes down what it observes.
#[derive(Clone, Debug, Default)]
struct Seen(Vec<(u32, f32)>);

impl Schedule for Seen {
    fn learning_rate(&self, base: f32, _: u32) -> f32 {
        base
    }
    fn observe(&mut self, t: u32, loss: f32) {
        self.0.push((t, loss));
    }
}

/// Each of two schedules observes the losses of its own steps, counted from its own first one.
#[test]
fn one_schedule_after_another_observes_its_own_steps() {
    let mut both = Then::new(Seen::default(), 2, Seen::default());
    for (t, loss) in [(0, 5.0), (1, 4.0), (2, 3.0), (3, 2.0)] {
        both.observe(t, loss);
    }
    let expected = Then::new(Seen(vec![(0, 5.0), (1, 4.0)]), 2, Seen(vec![(0, 3.0), (1, 2.0)]));
    assert_eq!(format!("{both:?}"), format!("{expected:?}"));
}
