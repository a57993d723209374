//! Optimizers against the reference over twenty steps.

use mlp::prelude::*;
use mlp_fixtures::{at_every_level, random_network, uniform};
use mlp_oracle::{twin, wide};
use mlp_reference::{Loss as ReferenceLoss, Optimizer as Reference, Target, Tolerance};

mlp! {
    struct Kernels: 5 => 9 tanh => 17 sigmoid => 3, unroll = none;
    struct Straight: 2 => 3 sigmoid => 1 sigmoid, unroll = full;
}

/// Twenty steps carry the rounding of one into the next. Where a rule divides by the root of a mean square, a gradient
/// that cancels to nearly nothing decides on a whole step; there are none such in these batches.
const TRAINING: Tolerance = Tolerance { relative: 2e-5, absolute: 2e-5 };

/// Twenty steps on batches that change, beside those of the reference in `f64`.
fn hold<N: Network, O: Optimizer>(optimizer: &O, reference: &Reference<f64>)
where
    N::Output: mlp_oracle::AsReferenceTarget,
{
    let inputs: Vec<N::Input> = uniform(60, 1, 1.0);
    let targets: Vec<N::Output> = uniform(60, 2, 1.0);
    let xs: Vec<Vec<f64>> = inputs.iter().map(|x| wide(x.as_ref())).collect();
    let ts: Vec<Target<f64>> = targets.iter().map(mlp_oracle::AsReferenceTarget::as_reference).collect();
    at_every_level(|level| {
        let mut net: N = random_network(3);
        let (mut twin, mut reference) = (twin(&net), reference.clone());
        let mut state = optimizer.init::<N>();
        for step in 1..=20 {
            let batch = (step % 3) * 20..(step % 3) * 20 + 20;
            let (xs, ts) = (&xs[batch.clone()], &ts[batch.clone()]);
            let value = net.train_batch(Mse, optimizer, &mut state, &inputs[batch.clone()], &targets[batch]);
            let truth = twin.gradient(ReferenceLoss::Mse, xs, ts);
            let mut params = twin.params();
            reference.update(&mut params, &truth.d_params);
            twin.set_params(&params);
            let name = format!("{optimizer:?}, {level}, step {step}");
            TRAINING.assert(&format!("{name}: loss"), &[value], &[truth.loss]);
            TRAINING.assert(&name, net.params_slice(), &params);
        }
        assert_eq!(state.steps(), 20);
    });
}

fn f(x: f32) -> f64 {
    f64::from(x)
}

/// Each optimizer bare, with weight decay, clipped, and both.
macro_rules! each {
    ($test:ident, $ours:expr, $reference:expr) => {
        #[test]
        fn $test() {
            let (ours, reference) = ($ours, $reference);
            hold::<Kernels, _>(&ours, &reference);
            hold::<Kernels, _>(&ours.weight_decay(0.2), &reference.clone().decayed(f(0.2)));
            hold::<Kernels, _>(&ours.clip_norm(0.05), &reference.clone().clipped(f(0.05)));
            hold::<Kernels, _>(
                &ours.weight_decay(0.2).clip_norm(0.05),
                &reference.clone().decayed(f(0.2)).clipped(f(0.05)),
            );
            // a norm that is never reached changes nothing
            hold::<Kernels, _>(&ours.clip_norm(1e6), &reference);
            hold::<Straight, _>(&ours, &reference);
            hold::<Straight, _>(&ours.clip_norm(0.05), &reference.clone().clipped(f(0.05)));
        }
    };
}

each!(sgd, Sgd::new(0.1), Reference::sgd(f(0.1)));
each!(momentum, Momentum::new(0.05, 0.9), Reference::momentum(f(0.05), f(0.9)));
each!(nesterov, Momentum::new(0.05, 0.9).nesterov(), Reference::nesterov(f(0.05), f(0.9)));
each!(
    rms_prop,
    RmsProp::new(0.001).alpha(0.9),
    Reference::new(mlp_reference::Rule::RmsProp { alpha: f(0.9), epsilon: f(1e-8) }, f(0.001))
);
each!(
    adam,
    Adam::new(0.001).betas(0.8, 0.99).epsilon(1e-6),
    Reference::new(
        mlp_reference::Rule::Adam { beta1: f(0.8), beta2: f(0.99), epsilon: f(1e-6), decoupled: false },
        f(0.001)
    )
);

#[test]
fn adam_w() {
    let reference = Reference::adam_w(f(0.001), f(0.3));
    hold::<Kernels, _>(&AdamW::new(0.001, 0.3), &reference);
    hold::<Kernels, _>(&AdamW::new(0.001, 0.3).clip_norm(0.05), &reference.clipped(f(0.05)));
}

/// Rprop by its definition in `f64`, on derivatives of both signs and of none: with a decay that turns some of them.
#[test]
fn rprop() {
    let (optimizer, mut net) = (Rprop::new(0.01).weight_decay(2.0), random_network::<Kernels>(3));
    let mut state = optimizer.init::<Kernels>();
    let (mut last, mut sizes) = (vec![0.0_f64; Kernels::PARAMS], vec![f(0.01); Kernels::PARAMS]);
    let sign = |x: f64| if x == 0.0 { 0.0 } else { x.signum() };
    let mut turned = 0;
    for step in 0..20 {
        let mut gradient: Kernels = random_network(10 + step);
        gradient.params_slice_mut().iter_mut().step_by(5).for_each(|g| *g = 0.0);
        let mut expected = wide(net.params());
        for (index, (w, g)) in expected.iter_mut().zip(wide(gradient.params())).enumerate() {
            let decayed = g + 2.0 * *w;
            turned += usize::from(sign(decayed) != sign(g));
            let agreement = sign(decayed) * sign(last[index]);
            let factor = if agreement > 0.0 {
                f(1.2)
            } else if agreement < 0.0 {
                0.5
            } else {
                1.0
            };
            sizes[index] = (sizes[index] * factor).clamp(f(1e-6), 50.0);
            last[index] = if agreement < 0.0 { 0.0 } else { decayed };
            *w -= sign(last[index]) * sizes[index];
        }
        optimizer.update(&mut net, &gradient, &mut state);
        TRAINING.assert(&format!("step {step}"), net.params(), &expected);
    }
    assert!(turned > 100, "the decay decides on {turned} signs");
}
