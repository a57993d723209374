//! Losses of one sample, and their derivatives with respect to the last sums.

use super::activation::{self, LOGISTIC, LOGISTIC_TAIL};
use super::near::{Near, ROUNDING, Sum, TINY};
use mlp_reference::{Activation, Loss, Target};

/// The loss of one sample, and its derivatives with respect to the sums `z` of a layer with outputs `y`.
pub(super) fn evaluate(
    loss: Loss,
    last: Activation,
    z: &[Near],
    y: &[Near],
    target: &Target<f64>,
) -> (Near, Vec<Near>) {
    let (value, derivatives) = match (loss, target) {
        (Loss::Bce, Target::Values(t)) => bce(z, t),
        (Loss::CrossEntropy, Target::Label(label)) => {
            let t: Vec<f64> = (0..z.len()).map(|unit| f64::from(unit == *label)).collect();
            cross_entropy(z, &t)
        }
        (Loss::SoftCrossEntropy, Target::Values(t)) => cross_entropy(z, t),
        (_, Target::Values(t)) => residuals(loss, last, z, y, t),
        _ => panic!("{loss:?} does not fit {target:?}"),
    };
    // the values are those of the reference
    let wide: Vec<f64> = z.iter().map(|z| z.value).collect();
    let known = Near { value: loss.forward(last, &wide, target), ..value };
    let derivative = |(known, found): (f64, Near)| Near { value: known, ..found };
    let all = loss.backward(last, &wide, target).into_iter().zip(derivatives).map(derivative).collect();
    (known, all)
}

fn residuals(loss: Loss, last: Activation, z: &[Near], y: &[Near], t: &[f64]) -> (Near, Vec<Near>) {
    let outputs = Near::rounded(1.0 / z.len() as f64, 2.0);
    let mut sum = Sum::default();
    let mut d_y = Vec::new();
    for (y, t) in y.iter().zip(t) {
        let e = y.minus(Near::exact(*t));
        let (term, derivative) = residual(loss, e);
        sum.add(term, outputs);
        d_y.push(derivative.times(outputs));
    }
    let d_z = if last == Activation::Softmax {
        activation::softmax_backward(y, &d_y)
    } else {
        let through = |((z, y), d): ((&Near, &Near), &Near)| d.times(activation::slope(last, *z, *y));
        z.iter().zip(y).zip(&d_y).map(through).collect()
    };
    (sum.total(), d_z)
}

/// The term of one residual, and its derivative.
fn residual(loss: Loss, e: Near) -> (Near, Near) {
    let sign = if e.value == 0.0 { 0.0 } else { e.value.signum() };
    match loss {
        Loss::Mse => (e.times(e), e.plus(e)),
        Loss::Mae => {
            // the subtraction of equal numbers is exact
            let unsure = e.value.abs() <= e.error && !(e.value == 0.0 && e.error <= 2e-45);
            (e.abs(), Near::within(sign, if unsure { 2.0 } else { 0.0 }))
        }
        Loss::Huber { delta } => {
            let (size, steep) = (e.size(), e.size().min(delta));
            let value =
                if e.value.abs() <= delta { 0.5 * e.value * e.value } else { delta * (e.value.abs() - delta / 2.0) };
            // beside `delta` either formula may be taken
            let own = 4.0 * ROUNDING * steep * size + TINY;
            let square = if size < delta || size * size < f64::from(f32::MAX) { 0.0 } else { ROUNDING * delta * delta };
            (Near::within(value, steep * e.error + own + square), Near::within(e.value.clamp(-delta, delta), e.error))
        }
        _ => unreachable!("{loss:?} is not a function of residuals"),
    }
}

fn bce(z: &[Near], t: &[f64]) -> (Near, Vec<Near>) {
    let outputs = Near::rounded(1.0 / z.len() as f64, 2.0);
    let mut sum = Sum::default();
    let mut d_z = Vec::new();
    for (z, t) in z.iter().zip(t) {
        let (y, tail) = (Activation::Sigmoid.value(z.value), (-z.value.abs()).exp().ln_1p());
        let terms = z.value.max(0.0) + (z.value * t).abs();
        let error = z.error * (1.0 + t.abs()) + LOGISTIC_TAIL * tail + 3.0 * ROUNDING * (terms + tail) + TINY;
        sum.add(Near::within(z.value.max(0.0) - z.value * t + tail, error), outputs);
        let y = Near::within(y, (0.25 * z.error).min(1.0) + LOGISTIC * y + TINY);
        d_z.push(y.minus(Near::exact(*t)).times(outputs));
    }
    (sum.total(), d_z)
}

fn cross_entropy(z: &[Near], t: &[f64]) -> (Near, Vec<Near>) {
    let (logarithm, shares) = activation::softmax(z);
    let top = z.iter().map(|z| z.value).fold(f64::NEG_INFINITY, f64::max);
    let top = Near::within(top, z.iter().map(|z| z.error).fold(0.0, f64::max));
    let (mut chosen, mut total) = (Sum::default(), Sum::default());
    for (z, t) in z.iter().zip(t) {
        total.add_one(Near::exact(*t));
        if *t != 0.0 {
            chosen.add(Near::exact(*t), z.minus(top));
        }
    }
    let total = total.total();
    let loss = logarithm.times(total).minus(chosen.total());
    (loss, shares.iter().zip(t).map(|(y, t)| y.times(total).minus(Near::exact(*t))).collect())
}
