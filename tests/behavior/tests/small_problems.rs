//! L-BFGS, Rprop and ensembles on small problems.

use core::ops::ControlFlow;
use mlp::prelude::*;
use mlp::{Error, data};
use mlp_fixtures::{at_every_level, at_one_level, random_network, uniform};

mlp! {
    struct Line: 3 => 1;
    struct Curve: 1 => 12 tanh => 1, seed = 1;
    /// More units than are needed: with three, a method without noise often ends in a local minimum, PyTorch's L-BFGS too.
    struct Circles: 2 => 6 tanh => 1 sigmoid
}

fn sine() -> (Vec<[f32; 1]>, Vec<[f32; 1]>) {
    let inputs: Vec<[f32; 1]> = (0..100_u8).map(|i| [f32::from(i) / 50.0 - 1.0]).collect();
    let targets = inputs.iter().map(|[x]| [(3.0 * x).sin()]).collect();
    (inputs, targets)
}

/// Linear least squares: the minimum is known, and quasi-Newton steps reach it in about as many as there are parameters.
#[test]
fn lbfgs_finds_the_least_squares_line() {
    at_every_level(|level| {
        let inputs = uniform::<[f32; 3]>(50, 1, 1.0);
        let targets: Vec<[f32; 1]> = inputs.iter().map(|[a, b, c]| [0.5 * a - 2.0 * b + c + 0.25]).collect();
        let mut net: Line = random_network(3);
        let history = Lbfgs::new().tolerance(1e-6).fit(&mut net, Mse, &inputs, &targets).expect("good data");
        assert!(history.epochs() <= 15, "{level}: {} iterations", history.epochs());
        for (found, expected) in net.params().iter().zip([0.5, -2.0, 1.0, 0.25]) {
            assert!((found - expected).abs() < 1e-4, "{level}: {:?}", net.params());
        }
        assert!(history.losses().is_sorted_by(|a, b| a >= b), "each step goes down: {:?}", history.losses());
        assert_eq!(history.final_loss(), net.loss(Mse, &inputs, &targets));
        assert_eq!(history.learning_rates().len(), history.epochs());
    });
}

/// Better than Adam with as many passes over the data.
#[test]
fn lbfgs_beats_adam_on_a_curve() {
    at_every_level(|level| {
        let (inputs, targets) = sine();
        let mut net = Curve::seeded(1);
        let history = Lbfgs::new().iterations(150).fit(&mut net, Mse, &inputs, &targets).expect("good data");
        let mut adam = Curve::seeded(1);
        let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(300).batch_size(100);
        let slow = trainer.fit(&mut adam, &inputs, &targets).expect("good data");
        assert!(history.final_loss() < 1e-4, "{level}: {}", history.final_loss());
        assert!(history.final_loss() < 0.1 * slow.final_loss(), "{level}: Adam reached {}", slow.final_loss());
    });
}

#[test]
fn lbfgs_and_rprop_separate_circles() {
    let (points, labels) = data::circles(300, 0.4, 0.1, 3);
    let targets = data::binary(&labels).expect("two classes");
    at_every_level(|level| {
        for seed in 0..5 {
            let mut net = Circles::seeded(seed);
            let history = Lbfgs::new().iterations(150).fit(&mut net, Bce, &points, &targets).expect("good data");
            let right = accuracy(&net, &points, &labels);
            assert!(right > 0.98, "L-BFGS, {level}, {seed}: {right} after {} iterations", history.epochs());
        }
        let mut net = Circles::seeded(2);
        let trainer = Trainer::new(Bce, Rprop::new(0.01)).epochs(200).batch_size(300);
        trainer.fit(&mut net, &points, &targets).expect("good data");
        let right = accuracy(&net, &points, &labels);
        assert!(right > 0.98, "Rprop, {level}: {right}");
    });
}

#[test]
fn rprop_on_a_curve() {
    at_every_level(|level| {
        let (inputs, targets) = sine();
        let mut net = Curve::seeded(1);
        let trainer = Trainer::new(Mse, Rprop::new(0.01)).epochs(800).batch_size(100);
        let history = trainer.fit(&mut net, &inputs, &targets).expect("good data");
        assert!(history.final_loss() < 1e-3, "{level}: {}", history.final_loss());
    });
}

#[test]
fn lbfgs_refuses_invalid_settings_and_data() {
    let mut net: Line = random_network(3);
    let fit = |settings: Lbfgs, net: &mut Line, x: f32| settings.fit(net, Mse, &[[x; 3]], &[[0.5]]);
    let error = fit(Lbfgs::new().iterations(0), &mut net, 1.0).expect_err("no iterations");
    assert_eq!(error, Error::InvalidSetting { setting: "Lbfgs::iterations", value: 0.0, expected: "at least 1" });
    let error = fit(Lbfgs::new().tolerance(f32::NAN), &mut net, 1.0).expect_err("no tolerance");
    assert_eq!(error.to_string(), "`Lbfgs::tolerance` is NaN: expected a finite number, 0 or more");
    // what is flat enough already is left as it is
    let mut steep = Line::seeded(1);
    let history = Lbfgs::new().tolerance(1e6).fit(&mut steep, Mse, &[[1.0; 3]], &[[0.5]]).expect("good data");
    assert_eq!((history.epochs(), steep.params()), (0, Line::seeded(1).params()));
    let huber = Lbfgs::new().fit(&mut net, Huber::new(0.0), &[[1.0; 3]], &[[0.5]]).expect_err("no delta");
    assert_eq!(huber.to_string(), "`Huber::delta` is 0: expected a finite number above 0");
    assert!(matches!(fit(Lbfgs::new(), &mut net, f32::NAN), Err(Error::InputNotFinite { .. })));
    net.params_mut()[0] = f32::INFINITY;
    assert!(matches!(fit(Lbfgs::new(), &mut net, 1.0), Err(Error::Diverged { .. })));
    // at the minimum there is nothing to do
    let history = fit(Lbfgs::new(), &mut Line::zeroed(), 0.0).map(|history| history.epochs());
    assert_eq!(history, Ok(1), "one step of the bias");
    // without a memory: steepest descent, which is slow but goes down
    let (inputs, targets) = sine();
    let mut net = Curve::seeded(1);
    let before = net.loss(Mse, &inputs, &targets);
    let history = Lbfgs::new().memory(0).iterations(20).fit(&mut net, Mse, &inputs, &targets).expect("good data");
    assert!(history.final_loss() < before);
}

/// The callback sees the network after each iteration, and can end the run.
#[test]
fn the_lbfgs_callback_sees_each_iteration_and_can_stop() {
    at_one_level(|| {
        let (inputs, targets) = sine();
        let mut net = Curve::seeded(1);
        let history = Lbfgs::new()
            .fit_with(&mut net, Mse, &inputs, &targets, |iteration| {
                assert_eq!(iteration.loss(), iteration.network().loss(Mse, &inputs, &targets));
                assert_eq!(iteration.epochs(), 100);
                iteration.record("held out", iteration.network().loss(Mse, &inputs[..9], &targets[..9]));
                if iteration.number() == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .expect("good data");
        assert_eq!((history.epochs(), history.metric("held out").map(<[f32]>::len)), (7, Some(7)));
        let mut same = Curve::seeded(1);
        Lbfgs::new().iterations(7).fit(&mut same, Mse, &inputs, &targets).expect("good data");
        assert_eq!(net.params(), same.params());
    });
}

mlp! { struct Slope: 1 => 1 no_bias }

#[test]
fn lbfgs_refuses_a_gradient_that_is_not_finite_and_never_ends_there() {
    at_every_level(|level| {
        // a loss of 25, whose derivative -2 * 5 * 1e38 no f32 can hold
        let mut net = Slope::zeroed();
        let error = Lbfgs::new().fit(&mut net, Mse, &[[1e38]], &[[5.0]]).expect_err("an infinite gradient");
        assert_eq!(error, Error::Diverged { epoch: 1, batch: 1, loss: 25.0 }, "{level}");
        assert!(error.to_string().starts_with("the gradient or the weights became NaN or infinite"), "{error}");
        assert_eq!(net.params(), &[0.0], "{level}");
        // large, but with a finite gradient: whatever is found is finite and no worse
        for x in [1e10, 1e15, 1e18, 1e19, 3e37] {
            let mut net = Slope::zeroed();
            let history = Lbfgs::new().fit(&mut net, Mse, &[[x]], &[[5.0]]).expect("a finite gradient");
            assert!(net.params()[0].is_finite() && net.loss(Mse, &[[x]], &[[5.0]]) <= 25.0, "{level} {x}: {history:?}");
        }
    });
}

/// The networks of an ensemble agree near the samples and differ far from them.
#[test]
fn an_ensemble_is_certain_only_near_the_samples() {
    at_every_level(|level| {
        let (inputs, targets) = sine();
        let trainer = Trainer::new(Mse, Adam::new(0.02)).epochs(100).batch_size(20);
        let (ensemble, histories) = Ensemble::<Curve>::fit(&trainer, 0..5, &inputs, &targets).expect("good data");
        assert_eq!((histories.len(), ensemble.networks().len()), (5, 5));
        let none = Ensemble::<Curve>::fit(&trainer, 0..0, &inputs, &targets).expect_err("no network");
        assert_eq!(none.to_string(), "there are no networks: an ensemble needs at least one");
        assert_eq!(Ensemble::<Curve>::from_networks(Vec::new()).expect_err("no network"), Error::NoNetworks);
        // the third is what its seed alone gives
        let mut alone = Curve::seeded(2);
        let history = trainer.clone().seed(2).fit(&mut alone, &inputs, &targets).expect("good data");
        assert_eq!(histories[2], history);
        assert_eq!(ensemble.networks().nth(2).expect("five").params(), alone.params());
        let [near, far] = [[0.3], [4.0]].map(|x| ensemble.forward(&x));
        assert!((near.mean[0] - 0.9_f32.sin()).abs() < 0.1, "{level}: {near:?}");
        assert!(near.std[0] < 0.1 && far.std[0] > 5.0 * near.std[0], "{level}: {near:?}, {far:?}");
        let answers: Vec<f32> = ensemble.networks().map(|net| net.forward(&[4.0])[0]).collect();
        let mean = answers.iter().sum::<f32>() / 5.0;
        let variance = answers.iter().map(|y| (y - mean).powi(2)).sum::<f32>() / 4.0;
        assert!((far.mean[0] - mean).abs() < 1e-5 && (far.std[0] - variance.sqrt()).abs() < 1e-5);
        let one = Ensemble::from_networks(vec![Box::new(alone.clone())]).expect("one network").forward(&[0.3]);
        assert_eq!((one.mean, one.std), (alone.forward(&[0.3]), [0.0]));
    });
}
