//! Losses by hand: their formulas, their kinks, and the far ends where unfused forms overflow.

use mlp_reference::{Activation, Loss, Scalar, Target, Tolerance, softmax_forward};

const EXACT: Tolerance = Tolerance { relative: 1e-14, absolute: 0.0 };
const NEAR: Tolerance = Tolerance { relative: 1e-6, absolute: 0.0 };

fn values<S: Scalar>(t: &[f64]) -> Target<S> {
    Target::Values(t.iter().map(|&t| S::from_f64(t)).collect())
}

/// Value and derivatives after identity, where `z` is the output.
fn check(loss: Loss, z: &[f64], t: &[f64], value: f64, d_z: &[f64]) {
    EXACT.assert(&format!("{loss:?}"), &[loss.forward(Activation::Identity, z, &values(t))], &[value]);
    EXACT.assert(&format!("{loss:?}'"), &loss.backward(Activation::Identity, z, &values(t)), d_z);
}

#[test]
fn residuals_by_hand() {
    // residuals 3, -0.5, 0 and -2
    let (z, t) = ([3.0, 0.5, 1.0, -1.0], [0.0, 1.0, 1.0, 1.0]);
    check(Loss::Mse, &z, &t, (9.0 + 0.25 + 4.0) / 4.0, &[1.5, -0.25, 0.0, -1.0]);
    check(Loss::Mae, &z, &t, (3.0 + 0.5 + 2.0) / 4.0, &[0.25, -0.25, 0.0, -0.25]);
    // inside 2 a half square, outside 2 (|r| - 1); the bound itself belongs to both
    check(Loss::Huber { delta: 2.0 }, &z, &t, (4.0 + 0.125 + 2.0) / 4.0, &[0.5, -0.125, 0.0, -0.5]);
}

/// The fused forms are the plain formulas where those can be computed.
#[test]
fn fused_forms_are_the_formulas() {
    let z = [0.75, -1.5, 0.25];
    let t = [0.25, 0.5, 0.25];
    let s: Vec<f64> = z.iter().map(|&z| Activation::Sigmoid.value(z)).collect();
    let bce = s.iter().zip(t).map(|(s, t)| -(t * s.ln() + (1.0 - t) * (1.0 - s).ln())).sum::<f64>() / 3.0;
    EXACT.assert("bce", &[Loss::Bce.forward(Activation::Sigmoid, &z, &values(&t))], &[bce]);
    let y = softmax_forward(&z);
    let soft = -y.iter().zip(t).map(|(y, t)| t * y.ln()).sum::<f64>();
    EXACT.assert("soft", &[Loss::SoftCrossEntropy.forward(Activation::Softmax, &z, &values(&t))], &[soft]);
    let hard = Loss::CrossEntropy.forward(Activation::Softmax, &z, &Target::Label(1));
    EXACT.assert("hard", &[hard], &[-y[1].ln()]);
}

/// At these pre-activations sigmoid and softmax round to 0 and 1, and their logarithms to infinity.
fn check_far<S: Scalar>(tolerance: Tolerance) {
    let z: Vec<S> = [1000.0, -1000.0].into_iter().map(S::from_f64).collect();
    let check = |loss: Loss, last, target: &Target<S>, value: f64, d_z: &[f64]| {
        tolerance.assert(&format!("{loss:?}"), &[loss.forward(last, &z, target)], &[value]);
        tolerance.assert(&format!("{loss:?}'"), &loss.backward(last, &z, target), d_z);
    };
    check(Loss::Bce, Activation::Sigmoid, &values(&[0.0, 1.0]), 1000.0, &[0.5, -0.5]);
    check(Loss::Bce, Activation::Sigmoid, &values(&[1.0, 0.0]), 0.0, &[0.0, 0.0]);
    check(Loss::CrossEntropy, Activation::Softmax, &Target::Label(1), 2000.0, &[1.0, -1.0]);
    check(Loss::CrossEntropy, Activation::Softmax, &Target::Label(0), 0.0, &[0.0, 0.0]);
    check(Loss::SoftCrossEntropy, Activation::Softmax, &values(&[0.5, 0.5]), 1000.0, &[0.5, -0.5]);
}

#[test]
fn far_ends_in_f64() {
    check_far::<f64>(EXACT);
}

#[test]
fn far_ends_in_f32() {
    check_far::<f32>(NEAR);
}

/// The formula also holds for weights that are no distribution: `d_z = softmax(z) sum_v t[v] - t`.
#[test]
fn soft_targets_may_have_any_sum() {
    let (z, t) = ([0.75, -1.5, 0.25], [1.0, 2.0, 0.5]);
    let y = softmax_forward(&z);
    let d_z: Vec<f64> = y.iter().zip(t).map(|(y, t)| 3.5 * y - t).collect();
    EXACT.assert("d_z", &Loss::SoftCrossEntropy.backward(Activation::Softmax, &z, &values(&t)), &d_z);
}

#[test]
fn losses_fit_few_activations() {
    for last in Activation::ELEMENTWISE.into_iter().chain([Activation::Softmax]) {
        assert!(Loss::Mse.fits(last) && Loss::Mae.fits(last) && Loss::Huber { delta: 1.0 }.fits(last));
        assert_eq!(Loss::Bce.fits(last), last == Activation::Sigmoid);
        assert_eq!(Loss::CrossEntropy.fits(last), last == Activation::Softmax);
        assert_eq!(Loss::SoftCrossEntropy.fits(last), last == Activation::Softmax);
    }
}

#[test]
#[should_panic(expected = "Bce does not fit Tanh")]
fn a_loss_that_does_not_fit_panics() {
    let _ = Loss::Bce.forward(Activation::Tanh, &[0.5], &values(&[1.0]));
}

#[test]
#[should_panic(expected = "class 2 of 2")]
fn a_class_out_of_range_panics() {
    let _ = Loss::CrossEntropy.forward(Activation::Softmax, &[0.5, 0.5], &Target::Label(2));
}
