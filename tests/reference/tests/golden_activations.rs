//! Activations and their derivatives against `PyTorch`'s, from -100 to 100.

use mlp_reference::golden::{GoldenActivation, activations, derivative_excess};
use mlp_reference::{Activation, Scalar, Tolerance};

/// `PyTorch` computes some functions as a difference of numbers near 1 (`1 - tanh^2`, `s (1 - s)`, `1 + erf`), so its own
/// results carry an absolute error of a few units of rounding, times `x` where it multiplies by `x`. Everything else
/// holds to a relative error, down to the smallest normal number.
fn check<S: Scalar>(golden: &GoldenActivation, values: &[f64], derivatives: &[f64], relative: f64, smallest: f64) {
    for (i, &x) in golden.points.iter().enumerate() {
        let name = format!("{:?} at {x}", golden.activation);
        let rounding = relative * x.abs().max(1.0);
        let absolute = if golden.activation == Activation::Gelu { rounding } else { smallest };
        let value = golden.activation.value(S::from_f64(x));
        Tolerance { relative, absolute }.assert(&name, &[value], &values[i..=i]);
        let derivative = golden.activation.derivative(S::from_f64(x));
        let expected = derivatives[i] / derivative_excess(golden.activation);
        Tolerance { relative, absolute: rounding }.assert(&format!("derivative of {name}"), &[derivative], &[expected]);
    }
}

#[test]
fn every_activation_is_there() {
    let activations = activations();
    assert_eq!(activations.len(), 10);
    assert!(activations.iter().all(|golden| golden.points.len() == 41));
}

#[test]
fn values_and_derivatives_in_f64() {
    for golden in activations() {
        check::<f64>(&golden, &golden.values_f64, &golden.derivatives_f64, 1e-15, f64::MIN_POSITIVE);
    }
}

#[test]
fn values_and_derivatives_in_f32() {
    for golden in activations() {
        check::<f32>(&golden, &golden.values_f32, &golden.derivatives_f32, 3e-7, f32::MIN_POSITIVE.into());
    }
}

/// At a kink one side is right and the other is off by a whole slope: here no slack hides which.
#[test]
fn kinks_take_the_side_of_pytorch() {
    let mut kinks = 0;
    for golden in activations() {
        for (&x, &derivative) in golden.points.iter().zip(&golden.derivatives_f64) {
            if golden.activation.kinks().contains(&x) && golden.activation != Activation::Softplus {
                let found: f64 = golden.activation.derivative(x);
                assert_eq!(found.to_bits(), derivative.to_bits(), "{:?}' at {x}", golden.activation);
                kinks += 1;
            }
        }
    }
    assert_eq!(kinks, 2 + 2 + 2 + 2, "relu and leaky_relu at both zeros, hard_tanh and hard_sigmoid at both ends");
}
