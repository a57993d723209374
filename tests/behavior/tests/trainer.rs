//! The trainer: its errors, its order of samples, its history, and what is left of a run that diverges.

use mlp::Error;
use mlp::prelude::*;
use mlp_fixtures::{at_every_level, at_one_level, random_network, uniform};

mlp! {
    struct Regression: 3 => 8 tanh => 2, unroll = none;
    struct Decision: 3 => 8 tanh => 2 sigmoid, unroll = none;
    struct Classes: 3 => 8 relu => 4 softmax, unroll = none;
}

const X: [[f32; 3]; 4] = [[0.0; 3], [0.1, 0.2, 0.3], [1.0; 3], [-1.0; 3]];
const T: [[f32; 2]; 4] = [[0.0, 1.0]; 4];

/// Returns the error of a run that must fail, and its message; the network must be unchanged.
fn failure<N: Network>(fit: impl FnOnce(&mut N) -> Result<History, Error>) -> (Error, String) {
    let mut net: N = random_network(1);
    let before = net.params_slice().to_vec();
    let error = fit(&mut net).expect_err("bad data or settings");
    assert_eq!(net.params_slice(), before, "nothing is changed");
    let text = error.to_string();
    assert_eq!(format!("{error:?}"), text, "main prints errors with Debug");
    (error, text)
}

fn trainer() -> Trainer<Mse, Sgd> {
    Trainer::new(Mse, Sgd::new(0.1)).epochs(2).batch_size(2)
}

#[test]
fn missing_samples_are_an_error() {
    let (error, text) = failure::<Regression>(|net| trainer().fit(net, &[], &[]));
    assert_eq!((error, text.as_str()), (Error::NoSamples, "there are no samples: at least one is needed"));
    let (error, text) = failure::<Regression>(|net| trainer().fit(net, &X, &T[..3]));
    assert_eq!(error, Error::Lengths { inputs: 4, targets: 3 });
    assert_eq!(text, "4 inputs, but 3 targets: every input needs one target");
}

#[test]
fn values_that_are_not_finite_are_an_error() {
    let mut inputs = X;
    inputs[2][1] = f32::NEG_INFINITY;
    let (error, text) = failure::<Regression>(|net| trainer().fit(net, &inputs, &T));
    assert_eq!(error, Error::InputNotFinite { sample: 2, column: 1, value: f32::NEG_INFINITY });
    assert_eq!(text, "input 1 of sample 2 is -inf: inputs must be finite");
    let mut targets = T;
    targets[3][0] = f32::NAN;
    let (error, text) = failure::<Regression>(|net| trainer().fit(net, &X, &targets));
    assert!(matches!(error, Error::TargetNotFinite { sample: 3, column: 0, value } if value.is_nan()));
    assert_eq!(text, "target 0 of sample 3 is NaN: targets must be finite");
}

#[test]
fn targets_outside_0_to_1_are_an_error_for_bce() {
    for (value, shown) in [(1.5, "1.5"), (-0.1, "-0.1")] {
        let mut targets = T;
        targets[1][1] = value;
        let trainer = Trainer::new(Bce, Sgd::new(0.1));
        let (error, text) = failure::<Decision>(|net| trainer.fit(net, &X, &targets));
        assert_eq!(error, Error::TargetNotProbability { sample: 1, column: 1, value });
        assert_eq!(text, format!("target 1 of sample 1 is {shown}: the loss needs targets between 0 and 1"));
    }
    // a loss that compares numbers takes any
    let mut net: Decision = random_network(1);
    assert!(trainer().fit(&mut net, &X, &[[1.5, -3.0]; 4]).is_ok());
}

#[test]
fn labels_beyond_the_outputs_are_an_error() {
    let trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let (error, text) = failure::<Classes>(|net| trainer.fit(net, &X, &[0, 3, 4, 1]));
    assert_eq!(error, Error::Class { sample: 2, class: 4, outputs: 4 });
    assert_eq!(text, "the class of sample 2 is 4, but the network has 4 outputs: classes run from 0 to 3");
}

#[test]
fn invalid_settings_are_an_error() {
    let text = |trainer: Trainer<Mse, Sgd>| failure::<Regression>(|net| trainer.fit(net, &X, &T)).1;
    assert_eq!(text(trainer().epochs(0)), "`Trainer::epochs` is 0: expected at least 1");
    assert_eq!(text(trainer().batch_size(0)), "`Trainer::batch_size` is 0: expected at least 1");
    let nothing = trainer().early_stopping(EarlyStopping::new(1).min_delta(f32::NAN));
    assert_eq!(text(nothing), "`EarlyStopping::min_delta` is NaN: expected a finite number, 0 or more");
    assert_eq!(
        text(trainer().sample_weights(&[0.0; 4])),
        "all samples have the weight 0: at least one weight must be positive"
    );
    for rate in [-0.1, f32::NAN, f32::INFINITY] {
        let trainer = Trainer::new(Mse, Sgd::new(rate));
        assert_eq!(text(trainer), format!("`Sgd::learning_rate` is {rate}: expected a finite number, 0 or more"));
    }
}

/// Validation data is checked before anything is trained, too.
#[test]
fn validation_data_is_checked() {
    let mut bad = X;
    bad[0][0] = f32::NAN;
    let (error, text) = failure::<Regression>(|net| trainer().validate(&bad, &T).fit(net, &X, &T));
    let Error::ValidationData { source } = error else { panic!("{text}") };
    assert!(matches!(*source, Error::InputNotFinite { sample: 0, column: 0, .. }));
    assert_eq!(text, "the validation data: input 0 of sample 0 is NaN: inputs must be finite");
    let (error, _) = failure::<Regression>(|net| trainer().validate(&X, &T[..1]).fit(net, &X, &T));
    assert_eq!(error, Error::ValidationData { source: Box::new(Error::Lengths { inputs: 4, targets: 1 }) });
    let (_, text) = failure::<Regression>(|net| trainer().validate(&X[..0], &T[..0]).fit(net, &X, &T));
    assert_eq!(text, "the validation data: there are no samples: at least one is needed");
}

#[test]
fn a_diverging_run_keeps_the_last_finite_weights() {
    at_every_level(|level| {
        let (inputs, targets) = (uniform::<[f32; 3]>(32, 1, 1.0), uniform::<[f32; 2]>(32, 2, 1.0));
        let start: Regression = random_network(1);
        let diverging = |epochs| Trainer::new(Mse, Sgd::new(1e3)).epochs(epochs).batch_size(8).seed(4);
        let mut net = start.clone();
        let error = diverging(200).fit(&mut net, &inputs, &targets).expect_err("a huge learning rate");
        let Error::Diverged { epoch, batch, loss } = error else { panic!("{level}: {error}") };
        assert!(!loss.is_finite() && (1..=4).contains(&batch), "{level}: {error}");
        assert_eq!(
            error.to_string(),
            format!(
                "the loss became {loss} in epoch {epoch}, batch {batch}; the network keeps its last finite weights: \
                 try a smaller learning rate"
            )
        );
        assert!(net.params().iter().all(|w| w.is_finite()), "{level}");
        // what was left is what the epochs before gave
        let mut until = start.clone();
        if epoch > 1 {
            diverging(epoch - 1).fit(&mut until, &inputs, &targets).expect("all was finite until then");
        }
        assert_eq!(net.params(), until.params(), "{level}");
    });
}

/// The last step of a run may have a finite loss and still leave infinite weights.
#[test]
fn weights_that_overflow_after_a_finite_loss_are_restored() {
    at_one_level(|| {
        let mut net: Regression = random_network(1);
        let before = net.clone();
        let trainer = Trainer::new(Mse, Sgd::new(f32::MAX)).epochs(1).batch_size(4);
        let error = trainer.fit(&mut net, &X, &[[9.0, -9.0]; 4]).expect_err("the step overflows");
        let Error::Diverged { epoch: 1, batch: 1, loss } = error else { panic!("{error}") };
        assert!(loss.is_finite(), "the loss before the step");
        assert_eq!(
            error.to_string(),
            format!(
                "the gradient or the weights became NaN or infinite in epoch 1, batch 1, at a loss of {loss}; the \
                 network keeps its last finite weights: try a smaller learning rate or `clip_norm`"
            )
        );
        assert_eq!(net.params(), before.params());
    });
}

/// An optimizer that breaks all weights in one step.
#[derive(Clone, Debug)]
struct Breaking {
    step: u32,
}

impl Optimizer for Breaking {
    type Moments<N: Parameters> = [N; 0];
    fn learning_rate(&self) -> f32 {
        0.1
    }
    fn set_learning_rate(&mut self, _: f32) {}
    fn update_slice(&self, step: u32, parameters: &mut [f32], _: &[f32], _: &mut [&mut [f32]]) {
        if step == self.step {
            parameters.fill(f32::NAN);
        }
    }
}

/// The first step of an epoch and its last are found at once, the others by the loss after them.
#[test]
fn weights_that_an_optimizer_breaks_are_not_blamed_on_the_loss() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(32, 1, 1.0), uniform::<[f32; 2]>(32, 2, 1.0));
        // four batches in an epoch
        for (step, epoch, batch, is_finite) in [(1, 1, 1, true), (2, 1, 3, false), (4, 1, 4, true), (5, 2, 1, true)] {
            let mut net: Regression = random_network(1);
            let before = net.clone();
            let trainer = Trainer::new(Mse, Breaking { step }).epochs(3).batch_size(8);
            let error = trainer.fit(&mut net, &inputs, &targets).expect_err("broken weights");
            let Error::Diverged { epoch: e, batch: b, loss } = error else { panic!("{error}") };
            assert_eq!((e, b, loss.is_finite()), (epoch, batch, is_finite), "step {step}: {error}");
            assert_eq!(net.params(), before.params(), "step {step}");
        }
    });
}

#[test]
fn a_full_batch_is_all_samples() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(100, 1, 1.0), uniform::<[f32; 2]>(100, 2, 1.0));
        let fit = |trainer: &dyn Fn(&mut Regression) -> Result<History, Error>| {
            let mut net: Regression = random_network(1);
            let history = trainer(&mut net).expect("good data");
            (net.params().to_vec(), history.losses().to_vec())
        };
        let adam = || Trainer::new(Mse, Adam::new(0.01)).epochs(5);
        let full = fit(&|net| adam().full_batch().fit(net, &inputs, &targets));
        assert_eq!(full, fit(&|net| adam().batch_size(100).fit(net, &inputs, &targets)));
        let batches = fit(&|net| adam().fit(net, &inputs, &targets));
        assert_eq!(batches, fit(&|net| adam().batch_size(32).fit(net, &inputs, &targets)));
        assert_ne!(full, batches);
        // the signs of mini-batches mislead Rprop, so that all samples are its default
        let rprop = || Trainer::new(Mse, Rprop::new(0.01)).epochs(5);
        let full = fit(&|net| rprop().full_batch().fit(net, &inputs, &targets));
        assert_eq!(full, fit(&|net| rprop().fit(net, &inputs, &targets)));
        assert_ne!(full, fit(&|net| rprop().batch_size(32).fit(net, &inputs, &targets)));
    });
}

/// Splitmix64 (Steele, Lea & Flood 2014), by its definition.
fn splitmix64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The documentation of `fit` states this for a second call.
#[test]
fn a_second_fit_begins_with_the_same_order() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(40, 1, 1.0), uniform::<[f32; 2]>(40, 2, 1.0));
        let trainer = Trainer::new(Mse, Sgd::new(0.05)).epochs(2).batch_size(4).seed(3);
        let mut net: Regression = random_network(1);
        trainer.fit(&mut net, &inputs, &targets).expect("good data");
        let mut twice = net.clone();
        trainer.fit(&mut twice, &inputs, &targets).expect("good data");
        // by hand: two epochs in the order of the seed
        let (optimizer, mut numbers) = (Sgd::new(0.05), 3);
        let mut state = optimizer.init();
        let mut order: Vec<usize> = (0..40).collect();
        for _ in 0..2 {
            for last in (1..40).rev() {
                let other = splitmix64(&mut numbers) % (last as u64 + 1);
                order.swap(last, usize::try_from(other).expect("below 40"));
            }
            for batch in order.chunks(4) {
                let (x, t): (Vec<_>, Vec<_>) = batch.iter().map(|i| (inputs[*i], targets[*i])).unzip();
                net.train_batch(Mse, &optimizer, &mut state, &x, &t);
            }
        }
        assert_eq!(net.params(), twice.params());
    });
}

#[test]
fn the_history_has_every_loss() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(21, 1, 1.0), uniform::<[f32; 2]>(21, 2, 1.0));
        let mut net: Regression = random_network(1);
        let trainer = Trainer::new(Mse, Sgd::new(0.05)).epochs(5).batch_size(4);
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        assert_eq!((history.epochs(), history.losses().len()), (5, 5));
        assert!(history.validation_losses().is_empty());
        assert_eq!(history.final_loss(), history.losses()[4]);
        assert!(history.final_loss() < history.losses()[0]);
        let mut validated: Regression = random_network(1);
        let held_out = trainer.validate(&X, &T).fit(&mut validated, &inputs, &targets).expect("good data");
        assert_eq!(held_out.losses(), history.losses(), "validation changes nothing");
        assert_eq!(validated.params(), net.params());
        assert_eq!(held_out.validation_losses().len(), 5);
        assert_eq!(held_out.validation_losses()[4], net.loss(Mse, &X, &T));
        assert!(History::default().final_loss().is_nan());
    });
}

#[test]
fn the_seed_decides_the_order_of_samples() {
    at_one_level(|| {
        let (inputs, targets) = (uniform::<[f32; 3]>(21, 1, 1.0), uniform::<[f32; 2]>(21, 2, 1.0));
        let train = |seed| {
            let mut net: Regression = random_network(1);
            trainer().seed(seed).fit(&mut net, &inputs, &targets).expect("good data");
            net.params().to_vec()
        };
        assert_eq!(train(1), train(1));
        assert_ne!(train(1), train(2));
    });
}
