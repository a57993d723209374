//! Ten steps of each optimizer against `PyTorch`'s, and the settings that have no golden against their definitions.

use mlp_reference::golden::training;
use mlp_reference::{Loss, Optimizer, Scalar, Target, Tolerance};

fn optimizer<S: Scalar>(name: &str) -> Optimizer<S> {
    match name {
        "sgd lr=0.1" => Optimizer::sgd(0.1),
        "sgd lr=0.1 momentum=0.9" => Optimizer::momentum(0.1, 0.9),
        "sgd lr=0.1 momentum=0.9 nesterov" => Optimizer::nesterov(0.1, 0.9),
        "adam lr=0.05" => Optimizer::adam(0.05),
        "adamw lr=0.05 weight_decay=0.01" => Optimizer::adam_w(0.05, 0.01),
        "rmsprop lr=0.01 alpha=0.99" => Optimizer::rms_prop(0.01),
        _ => panic!("no optimizer of ours for `{name}`"),
    }
}

fn cast<S: Scalar>(numbers: &[f64]) -> Vec<S> {
    numbers.iter().map(|&number| S::from_f64(number)).collect()
}

/// Losses before each step and parameters after some, to `tolerance`.
fn check<S: Scalar>(tolerance: Tolerance) {
    let golden = training();
    assert_eq!(golden.trajectories.len(), 6);
    let xs: Vec<Vec<S>> = golden.inputs.iter().map(|x| cast(x)).collect();
    let ts: Vec<Target<S>> = golden.targets.iter().map(|t| Target::Values(cast(t))).collect();
    for (name, trajectory) in &golden.trajectories {
        let (mut network, mut optimizer) = (golden.network::<S>(), optimizer::<S>(name));
        let mut params = network.params();
        let mut compared = 0;
        for (step, &loss) in trajectory.losses.iter().enumerate() {
            let gradient = network.gradient(Loss::Mse, &xs, &ts);
            tolerance.assert(&format!("{name}: loss before step {}", step + 1), &[gradient.loss], &[loss]);
            optimizer.update(&mut params, &gradient.d_params);
            network.set_params(&params);
            if let Some(expected) = trajectory.params_after.get(&(step + 1)) {
                tolerance.assert(&format!("{name}: parameters after step {}", step + 1), &params, expected);
                compared += 1;
            }
        }
        assert_eq!((trajectory.losses.len(), compared), (10, 3), "{name}: ten losses, three states");
    }
}

#[test]
fn trajectories_in_f64() {
    check::<f64>(Tolerance { relative: 1e-12, absolute: 1e-15 });
}

#[test]
fn trajectories_in_f32() {
    check::<f32>(Tolerance { relative: 1e-6, absolute: 1e-6 });
}

const RATE: f64 = 0.1;
const GRADIENTS: [[f64; 3]; 3] = [[0.3, -2.0, 0.5], [1.0, 0.0, -0.5], [-0.2, 0.1, 4.0]];

fn rules() -> [Optimizer<f64>; 5] {
    [
        Optimizer::sgd(RATE),
        Optimizer::momentum(RATE, 0.9),
        Optimizer::nesterov(RATE, 0.9),
        Optimizer::rms_prop(RATE),
        Optimizer::adam(RATE),
    ]
}

/// Three steps from one start; `gradient` may change what the optimizer is given.
fn run(mut optimizer: Optimizer<f64>, gradient: impl Fn(&[f64], &[f64]) -> Vec<f64>) -> Vec<f64> {
    let mut params = vec![1.0, -0.5, 0.25];
    for given in GRADIENTS {
        let gradient = gradient(&params, &given);
        optimizer.update(&mut params, &gradient);
    }
    params
}

const EXACT: Tolerance = Tolerance { relative: 1e-14, absolute: 1e-14 };

#[test]
fn weight_decay_is_part_of_the_gradient() {
    for rule in rules() {
        let decayed = run(rule.clone().decayed(0.2), |_, g| g.to_vec());
        let by_hand = run(rule.clone(), |p, g| p.iter().zip(g).map(|(p, g)| g + 0.2 * p).collect());
        EXACT.assert(&format!("{rule:?}"), &decayed, &by_hand);
        assert_ne!(decayed, run(rule, |_, g| g.to_vec()), "weight decay changes something");
    }
}

/// Without a gradient nothing but the decay is left: `p (1 - rate weight_decay)^steps`.
#[test]
fn adam_w_decays_beside_the_gradient() {
    let found = run(Optimizer::adam_w(RATE, 0.2), |p, _| vec![0.0; p.len()]);
    let left = (1.0 - RATE * 0.2_f64).powi(3);
    EXACT.assert("decay alone", &found, &[left, -0.5 * left, 0.25 * left]);
}

#[test]
fn clipping_comes_before_weight_decay() {
    for rule in rules() {
        let clipped = run(rule.clone().clipped(1.0).decayed(0.2), |_, g| g.to_vec());
        let by_hand = run(rule.clone(), |p, g| {
            let norm = g.iter().map(|g| g * g).sum::<f64>().sqrt();
            let factor = (1.0 / (norm + 1e-6)).min(1.0);
            p.iter().zip(g).map(|(p, g)| factor * g + 0.2 * p).collect()
        });
        EXACT.assert(&format!("{rule:?}"), &clipped, &by_hand);
    }
}

#[test]
fn a_short_gradient_is_not_clipped() {
    let mut gradient = [3.0, 4.0];
    mlp_reference::clip_norm(&mut gradient, 5.1);
    EXACT.assert("unchanged", &gradient, &[3.0, 4.0]);
    mlp_reference::clip_norm(&mut gradient, 2.0);
    EXACT.assert("clipped", &gradient, &[3.0 * 2.0 / 5.000_001, 4.0 * 2.0 / 5.000_001]);
}
