//! Every setting of a training run: a value out of its range and the error, the borders of its range, and who returns
//! or panics with the error before the first step.

use mlp::optimizer::State;
use mlp::prelude::*;
use mlp::schedule::{
    CosineDecay, ExponentialDecay, LinearWarmup, OneCycle, ReduceOnPlateau, Schedule, StepDecay, Then,
};
use mlp::{Error, Network};

mlp! {
    #[derive(PartialEq)]
    struct Small: 2 => 3 tanh => 1 sigmoid
}

const X: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const T: [[f32; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

const NOT_NEGATIVE: &str = "a finite number, 0 or more";
const POSITIVE: &str = "a finite number above 0";
const BELOW_ONE: &str = "at least 0 and below 1";
const FRACTION: &str = "at least 0 and at most 1";
const COUNT: &str = "at least 1";
const NAN: f32 = f32::NAN;
const INFINITY: f32 = f32::INFINITY;

/// The result of a check, and the text it should have: the setting, its value, and what is expected.
type Case = (Result<(), Error>, &'static str, f32, &'static str);

fn assert_refused(cases: &[Case]) {
    for (found, setting, value, expected) in cases {
        let Err(Error::InvalidSetting { setting: name, value: number, expected: range }) = found else {
            panic!("{setting} of {value}: {found:?}")
        };
        assert_eq!((*name, number.to_bits(), *range), (*setting, value.to_bits(), *expected));
        let text = found.as_ref().expect_err("out of range").to_string();
        assert_eq!(text, format!("`{setting}` is {value}: expected {expected}"));
    }
}

#[test]
fn optimizers_out_of_range() {
    let adam = Adam::new(0.1);
    assert_refused(&[
        (Sgd::new(-0.1).check(), "Sgd::learning_rate", -0.1, NOT_NEGATIVE),
        (Sgd::new(NAN).check(), "Sgd::learning_rate", NAN, NOT_NEGATIVE),
        (Sgd::new(INFINITY).check(), "Sgd::learning_rate", INFINITY, NOT_NEGATIVE),
        (Sgd::new(0.1).weight_decay(-1e-4).check(), "Sgd::weight_decay", -1e-4, NOT_NEGATIVE),
        (Sgd::new(0.1).weight_decay(NAN).check(), "Sgd::weight_decay", NAN, NOT_NEGATIVE),
        (Sgd::new(0.1).clip_norm(0.0).check(), "Sgd::clip_norm", 0.0, "a number above 0"),
        (Sgd::new(0.1).clip_norm(NAN).check(), "Sgd::clip_norm", NAN, "a number above 0"),
        (Momentum::new(NAN, 0.9).check(), "Momentum::learning_rate", NAN, NOT_NEGATIVE),
        (Momentum::new(0.1, 1.1).check(), "Momentum::momentum", 1.1, FRACTION),
        (Momentum::new(0.1, -0.9).nesterov().check(), "Momentum::momentum", -0.9, FRACTION),
        (RmsProp::new(-1.0).check(), "RmsProp::learning_rate", -1.0, NOT_NEGATIVE),
        (RmsProp::new(0.1).alpha(1.0).check(), "RmsProp::alpha", 1.0, BELOW_ONE),
        (RmsProp::new(0.1).weight_decay(INFINITY).check(), "RmsProp::weight_decay", INFINITY, NOT_NEGATIVE),
        (Adam::new(-1e-3).check(), "Adam::learning_rate", -1e-3, NOT_NEGATIVE),
        (adam.betas(1.0, 0.9).check(), "Adam::betas(gradient)", 1.0, BELOW_ONE),
        (adam.betas(0.9, -0.1).check(), "Adam::betas(square)", -0.1, BELOW_ONE),
        (adam.betas(0.9, NAN).check(), "Adam::betas(square)", NAN, BELOW_ONE),
        (adam.epsilon(-1e-8).check(), "Adam::epsilon", -1e-8, NOT_NEGATIVE),
        (adam.epsilon(INFINITY).check(), "Adam::epsilon", INFINITY, NOT_NEGATIVE),
        (AdamW::new(NAN, 0.01).check(), "AdamW::learning_rate", NAN, NOT_NEGATIVE),
        (AdamW::new(0.1, -0.01).check(), "AdamW::weight_decay", -0.01, NOT_NEGATIVE),
        (AdamW::new(0.1, 0.01).betas(1.5, 0.9).check(), "AdamW::betas(gradient)", 1.5, BELOW_ONE),
        (AdamW::new(0.1, 0.01).betas(0.9, 1.0).check(), "AdamW::betas(square)", 1.0, BELOW_ONE),
        (AdamW::new(0.1, 0.01).clip_norm(-1.0).check(), "AdamW::clip_norm", -1.0, "a number above 0"),
        (Rprop::new(INFINITY).check(), "Rprop::learning_rate", INFINITY, NOT_NEGATIVE),
        (Rprop::new(0.1).factors(0.0, 1.2).check(), "Rprop::factors(shrink)", 0.0, "above 0 and below 1"),
        (Rprop::new(0.1).factors(1.0, 1.2).check(), "Rprop::factors(shrink)", 1.0, "above 0 and below 1"),
        (Rprop::new(0.1).factors(0.5, 1.0).check(), "Rprop::factors(grow)", 1.0, "a finite number above 1"),
        (Rprop::new(0.1).factors(0.5, INFINITY).check(), "Rprop::factors(grow)", INFINITY, "a finite number above 1"),
        (Rprop::new(0.1).steps(0.0, 1.0).check(), "Rprop::steps(shortest)", 0.0, POSITIVE),
        (Rprop::new(0.1).steps(1.0, 0.5).check(), "Rprop::steps(longest)", 0.5, "a finite number, `shortest` or more"),
        (Rprop::new(0.1).steps(1.0, NAN).check(), "Rprop::steps(longest)", NAN, "a finite number, `shortest` or more"),
    ]);
}

#[test]
fn losses_and_schedules_out_of_range() {
    let (cycle, plateau) = (OneCycle::new(0.1, 100), ReduceOnPlateau::new(0.5, 2));
    assert_refused(&[
        (Huber::new(0.0).check(), "Huber::delta", 0.0, POSITIVE),
        (Huber::new(INFINITY).check(), "Huber::delta", INFINITY, POSITIVE),
        (Bce.pos_weight([1.0, -2.0]).check(), "Bce::pos_weight", -2.0, NOT_NEGATIVE),
        (Bce.pos_weight([NAN]).check(), "Bce::pos_weight", NAN, NOT_NEGATIVE),
        (StepDecay::new(0, 0.5).check(), "StepDecay::every", 0.0, COUNT),
        (StepDecay::new(2, -0.5).check(), "StepDecay::factor", -0.5, NOT_NEGATIVE),
        (ExponentialDecay::new(NAN).check(), "ExponentialDecay::factor", NAN, NOT_NEGATIVE),
        (CosineDecay::new(0).check(), "CosineDecay::steps", 0.0, COUNT),
        (CosineDecay::new(9).lowest(-1e-3).check(), "CosineDecay::lowest", -1e-3, NOT_NEGATIVE),
        (LinearWarmup::new(1.5, 9).check(), "LinearWarmup::start", 1.5, FRACTION),
        (LinearWarmup::new(-0.5, 9).then(CosineDecay::new(9)).check(), "LinearWarmup::start", -0.5, FRACTION),
        (LinearWarmup::new(0.5, 9).then(CosineDecay::new(0)).check(), "CosineDecay::steps", 0.0, COUNT),
        (OneCycle::new(NAN, 9).check(), "OneCycle::highest", NAN, NOT_NEGATIVE),
        (OneCycle::new(0.1, 1).check(), "OneCycle::steps", 1.0, "at least 2"),
        (cycle.rise(1.1).check(), "OneCycle::rise", 1.1, FRACTION),
        (cycle.divisors(0.0, 1e4).check(), "OneCycle::divisors(start)", 0.0, POSITIVE),
        (cycle.divisors(25.0, INFINITY).check(), "OneCycle::divisors(end)", INFINITY, POSITIVE),
        (ReduceOnPlateau::new(1.0, 2).check(), "ReduceOnPlateau::factor", 1.0, BELOW_ONE),
        (plateau.threshold(-0.1).check(), "ReduceOnPlateau::threshold", -0.1, NOT_NEGATIVE),
        (plateau.lowest(NAN).check(), "ReduceOnPlateau::lowest", NAN, NOT_NEGATIVE),
        (EarlyStopping::new(0).check(), "EarlyStopping::patience", 0.0, COUNT),
        (EarlyStopping::new(1).min_delta(-0.1).check(), "EarlyStopping::min_delta", -0.1, NOT_NEGATIVE),
        (EarlyStopping::new(1).min_delta(INFINITY).check(), "EarlyStopping::min_delta", INFINITY, NOT_NEGATIVE),
        (Lbfgs::new().iterations(0).check(), "Lbfgs::iterations", 0.0, COUNT),
        (Lbfgs::new().tolerance(-1e-5).check(), "Lbfgs::tolerance", -1e-5, NOT_NEGATIVE),
    ]);
}

#[test]
fn borders() {
    let (below_one, tiny) = (1.0_f32.next_down(), f32::MIN_POSITIVE);
    let good = [
        Sgd::new(0.0).weight_decay(0.0).clip_norm(tiny).check(),
        Sgd::new(f32::MAX).weight_decay(f32::MAX).clip_norm(INFINITY).check(),
        Momentum::new(0.0, 0.0).check(),
        Momentum::new(0.1, 1.0).check(),
        RmsProp::new(0.0).alpha(0.0).check(),
        RmsProp::new(0.0).alpha(below_one).check(),
        Adam::new(0.0).betas(0.0, 0.0).epsilon(0.0).check(),
        Adam::new(0.1).betas(below_one, below_one).epsilon(f32::MAX).check(),
        AdamW::new(0.0, 0.0).betas(0.0, below_one).check(),
        Rprop::new(0.0).factors(tiny, 1.0_f32.next_up()).steps(tiny, tiny).check(),
        Rprop::new(0.1).factors(below_one, f32::MAX).steps(1e-6, f32::MAX).check(),
        Huber::new(tiny).check(),
        Bce.pos_weight([0.0, f32::MAX]).check(),
        StepDecay::new(1, 0.0).check(),
        ExponentialDecay::new(f32::MAX).check(),
        CosineDecay::new(1).lowest(0.0).check(),
        LinearWarmup::new(0.0, 0).check(),
        LinearWarmup::new(1.0, u32::MAX).check(),
        OneCycle::new(0.0, 2).rise(0.0).divisors(tiny, f32::MAX).check(),
        OneCycle::new(f32::MAX, 2).rise(1.0).check(),
        ReduceOnPlateau::new(0.0, 0).threshold(0.0).lowest(0.0).check(),
        Then::new(|_: f32, _: u32| NAN, 0, StepDecay::new(1, 1.0)).check(),
        EarlyStopping::new(1).min_delta(0.0).check(),
        Lbfgs::new().iterations(1).memory(0).tolerance(0.0).check(),
    ];
    for (index, check) in good.iter().enumerate() {
        assert_eq!(*check, Ok(()), "{index}");
    }
}

/// An optimizer that says nothing of its settings.
#[derive(Clone, Debug)]
struct Own(f32);

/// An optimizer of one's own that clips.
#[derive(Clone, Debug)]
struct Clipped(f32);

impl Optimizer for Clipped {
    type Moments<N: Parameters> = [N; 0];
    fn learning_rate(&self) -> f32 {
        0.1
    }
    fn set_learning_rate(&mut self, _: f32) {}
    fn clip_norm(&self) -> Option<f32> {
        Some(self.0)
    }
    fn update_slice(&self, _: u32, parameters: &mut [f32], gradient: &[f32], _: &mut [&mut [f32]]) {
        for (w, g) in parameters.iter_mut().zip(gradient) {
            *w -= 0.1 * g;
        }
    }
}

impl Optimizer for Own {
    type Moments<N: Parameters> = [N; 1];
    fn learning_rate(&self) -> f32 {
        self.0
    }
    fn set_learning_rate(&mut self, learning_rate: f32) {
        self.0 = learning_rate;
    }
    fn update_slice(&self, _: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]) {
        for ((w, g), m) in parameters.iter_mut().zip(gradient).zip(&mut *moments[0]) {
            *m = 0.5 * *m + g;
            *w -= self.0 * *m;
        }
    }
}

#[test]
fn trainings_return_the_error_before_the_first_step() {
    let refused = |fit: &dyn Fn(&mut Small) -> Result<History, Error>| {
        let mut net = Small::seeded(1);
        let error = fit(&mut net).expect_err("a setting out of its range");
        assert_eq!(net, Small::seeded(1), "{error}");
        error.to_string()
    };
    let good = || Trainer::new(Bce, Adam::new(0.1)).epochs(2);
    let adam = Adam::new(0.1).betas(0.9, 1.0);
    let text = refused(&|net| Trainer::new(Bce, adam).fit(net, &X, &T));
    assert_eq!(text, "`Adam::betas(square)` is 1: expected at least 0 and below 1");
    let text = refused(&|net| Trainer::new(Mse, Own(-1.0)).fit(net, &X, &T));
    assert_eq!(text, "`learning_rate` is -1: expected a finite number, 0 or more");
    let text = refused(&|net| Trainer::new(Mse, Clipped(-1.0)).fit(net, &X, &T));
    assert_eq!(text, "`clip_norm` is -1: expected a number above 0");
    let text = refused(&|net| Trainer::new(Huber::new(NAN), Adam::new(0.1)).fit(net, &X, &T));
    assert_eq!(text, "`Huber::delta` is NaN: expected a finite number above 0");
    let text = refused(&|net| good().schedule(StepDecay::new(0, 0.5)).fit(net, &X, &T));
    assert_eq!(text, "`StepDecay::every` is 0: expected at least 1");
    let text = refused(&|net| good().schedule_batches(OneCycle::new(0.1, 0)).fit(net, &X, &T));
    assert_eq!(text, "`OneCycle::steps` is 0: expected at least 2");
    let text = refused(&|net| good().early_stopping(EarlyStopping::new(0)).fit(net, &X, &T));
    assert_eq!(text, "`EarlyStopping::patience` is 0: expected at least 1");
    let text = refused(&|net| good().batch_size(0).fit(net, &X, &T));
    assert_eq!(text, "`Trainer::batch_size` is 0: expected at least 1");
    let text = refused(&|net| Lbfgs::new().fit(net, Bce.pos_weight([-1.0]), &X, &T));
    assert_eq!(text, "`Bce::pos_weight` is -1: expected a finite number, 0 or more");
}

// where a panic ends the process, there is no message to compare
#[cfg(panic = "unwind")]
#[test]
fn init_panics_with_the_same_text() {
    use std::panic::{RefUnwindSafe, catch_unwind};
    fn text<O: Optimizer + RefUnwindSafe>(optimizer: &O) -> String {
        let panic = catch_unwind(|| optimizer.init::<Small>()).expect_err("a setting out of its range");
        *panic.downcast::<String>().expect("a formatted message")
    }
    assert_eq!(text(&Sgd::new(NAN)), Sgd::new(NAN).check().expect_err("NaN").to_string());
    assert_eq!(
        text(&Rprop::new(0.1).steps(0.0, 1.0)),
        "`Rprop::steps(shortest)` is 0: expected a finite number above 0"
    );
    assert_eq!(text(&Own(INFINITY)), "`learning_rate` is inf: expected a finite number, 0 or more");
}

/// A state on the heap and a rate that was set later pass no check but that of the step, in debug builds.
#[test]
#[cfg_attr(
    debug_assertions,
    should_panic(expected = "`Adam::learning_rate` is NaN: expected a finite number, 0 or more")
)]
fn a_step_checks_settings_in_debug_builds() {
    let mut optimizer = Adam::new(0.1);
    let mut state = State::<Small, _>::boxed();
    optimizer.set_learning_rate(NAN);
    Small::seeded(1).train_batch(Bce, &optimizer, &mut state, &X, &T);
}

/// A closure can be looked at only while it runs: the first rate that is none ends the training.
#[test]
fn rates_of_closures() {
    let trainer = Trainer::new(Bce, Adam::new(0.1)).epochs(6).batch_size(2);
    for (bad, text) in [(NAN, "NaN"), (-0.5, "-0.5"), (INFINITY, "inf")] {
        let schedule = move |base: f32, t: u32| if t < 3 { base } else { bad };
        let expected =
            format!("the schedule returns the learning rate {text} in step 3: expected a finite number, 0 or more");
        let mut net = Small::seeded(1);
        let error = trainer.clone().schedule(schedule).fit(&mut net, &X, &T).expect_err("no rate");
        assert!(matches!(error, Error::ScheduledRate { step: 3, rate } if rate.to_bits() == bad.to_bits()));
        assert_eq!(error.to_string(), expected);
        let mut three = Small::seeded(1);
        trainer.clone().epochs(3).fit(&mut three, &X, &T).expect("good data");
        assert_eq!(net, three, "the weights of the epochs before");
        // by batches, two an epoch: one epoch is over
        let mut net = Small::seeded(1);
        let error = trainer.clone().schedule_batches(schedule).fit(&mut net, &X, &T).expect_err("no rate");
        assert_eq!(error.to_string(), expected);
        let mut one = Small::seeded(1);
        trainer.clone().epochs(1).fit(&mut one, &X, &T).expect("good data");
        assert_eq!(net, one, "the weights of the epoch before");
    }
}

/// Training goes on from a clone as from the state itself, and neither changes the other.
fn check_clone<O: Optimizer>(optimizer: &O) {
    let mut net = Small::seeded(2);
    let mut state = optimizer.init();
    state.set_seed(3);
    for _ in 0..5 {
        net.train_batch(Bce, optimizer, &mut state, &X, &T);
    }
    let (mut copy, mut boxed) = (state.clone(), State::<Small, O>::boxed());
    (*boxed).clone_from(&state);
    assert_eq!((copy.steps(), boxed.steps()), (5, 5));
    let go_on = |state: &mut State<Small, O>| {
        let mut net = net.clone();
        let losses = [(); 5].map(|()| net.train_batch(Bce, optimizer, state, &X, &T));
        (losses.map(f32::to_bits), net, state.steps())
    };
    let expected = go_on(&mut state);
    assert_eq!(go_on(&mut copy), expected, "{optimizer:?}");
    assert_eq!(go_on(&mut boxed), expected, "{optimizer:?}");
}

#[test]
fn states_can_be_cloned() {
    check_clone(&Sgd::new(0.1));
    check_clone(&Momentum::new(0.1, 0.9));
    check_clone(&RmsProp::new(0.01));
    check_clone(&Adam::new(0.01));
    check_clone(&AdamW::new(0.01, 0.1));
    check_clone(&Rprop::new(0.01));
    check_clone(&Own(0.1));
}
