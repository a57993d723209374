//! Activations: their documented errors, and what the error of a sum becomes in them.

use super::near::{Near, ROUNDING, Sum, TINY};
use mlp_reference::Activation;

/// The relative errors that `mlp-core/src/math.rs` promises, and its tests hold.
const EXP: f64 = 1e-7;
const SIGMOID: f64 = 1.6e-7;
const TANH: f64 = 4e-7;
const LN_ONE_PLUS: f64 = 2e-7;
/// An absolute error, relative to `1 + |ln x|`.
const LN: f64 = 1e-7;
/// Absolute errors of the normal distribution and its density.
const DISTRIBUTION: f64 = 4e-7;
const DENSITY: f64 = 5e-8;

/// The largest slopes, and the largest curvature where the function is smooth.
fn steepness(activation: Activation) -> (f64, f64) {
    match activation {
        Activation::Sigmoid => (0.25, 0.1),
        Activation::Tanh => (1.0, 0.77),
        Activation::Elu => (1.0, 1.0),
        Activation::Selu => (1.7581, 1.7581),
        Activation::Gelu => (1.13, 0.8),
        Activation::Silu => (1.1, 0.5),
        Activation::Softplus => (1.0, 0.25),
        Activation::Softsign => (1.0, 2.0),
        Activation::Mish => (1.09, 0.7),
        Activation::HardSigmoid => (1.0 / 6.0, 0.0),
        Activation::LeakyRelu { slope } => (slope.abs().max(1.0), 0.0),
        _ => (1.0, 0.0),
    }
}

/// The difference between the slopes beside a kink, if a sum may be on either side of one. An output that was rounded
/// to the border counts as beyond it, so the error of the output is added to that of the sum.
fn jump(activation: Activation, z: Near) -> f64 {
    let reach =
        z.error + 8.0 * ROUNDING * (1.0 + z.value.abs()) * f64::from(matches!(activation, Activation::HardSigmoid));
    let beside = |kink: f64| reach > 0.0 && (z.value - kink).abs() <= reach;
    let size = match activation {
        Activation::Relu | Activation::HardTanh => 1.0,
        Activation::LeakyRelu { slope } => (1.0 - slope).abs(),
        Activation::Selu => 0.7075,
        Activation::HardSigmoid => 1.0 / 6.0,
        _ => return 0.0,
    };
    if activation.kinks().iter().any(|kink| beside(*kink)) { size } else { 0.0 }
}

/// `y = f(z)`.
pub(super) fn value(activation: Activation, z: Near) -> Near {
    let y = activation.value(z.value);
    let (steepest, curvature) = steepness(activation);
    let steep = if jump(activation, z) > 0.0 {
        steepest
    } else {
        (activation.derivative(z.value).abs() + curvature * z.error).min(steepest)
    };
    let carried = match z.error {
        0.0 => 0.0,
        // NaN, where the sum overflows on the way
        f64::INFINITY => f64::INFINITY,
        error => steep * error,
    };
    Near::within(y, carried + own_error(activation, z, y))
}

/// The error of the formula of `y` itself.
fn own_error(activation: Activation, z: Near, y: f64) -> f64 {
    let (size, y) = (z.size(), y.abs());
    // beyond, exponentials are exact zeros and what they are multiplied by does not matter
    let beyond = if z.value < 0.0 { z.value + z.error < -90.0 } else { z.value - z.error > 30.0 };
    let lost = if size < 200.0 { size * TINY } else { 0.0 };
    match activation {
        Activation::Identity | Activation::Relu | Activation::HardTanh => 0.0,
        Activation::Sigmoid => SIGMOID * y + TINY,
        Activation::Tanh => TANH * y + TINY,
        Activation::LeakyRelu { .. } => 2.0 * ROUNDING * y + TINY,
        Activation::Elu => EXP * y + TINY,
        Activation::Selu => (EXP + 3.0 * ROUNDING) * y + TINY,
        Activation::Gelu if beyond => ROUNDING * y + TINY,
        Activation::Gelu => DISTRIBUTION * size + 2.0 * ROUNDING * y + lost,
        Activation::Silu => (SIGMOID + 2.0 * ROUNDING) * y + lost + TINY,
        // the reference ends at 20, where `e^-z` is 2.1e-9
        Activation::Softplus => (EXP + LN_ONE_PLUS + 2.0 * ROUNDING) * y + 2.1e-9 + TINY,
        Activation::Softsign => 3.0 * ROUNDING * y + TINY,
        Activation::Mish => (2.0 * EXP + 5.0 * ROUNDING) * y + 2.0 * lost + TINY,
        Activation::HardSigmoid if y == 0.0 || y == 1.0 => {
            let inside = (3.0 + z.error + 1e-5) - z.value.abs();
            if inside > 0.0 { 4.0 * ROUNDING } else { 0.0 }
        }
        Activation::HardSigmoid => 4.0 * ROUNDING,
        Activation::Softmax => unreachable!("softmax is not elementwise"),
    }
}

/// `f'(z)`, as the core computes it: from the output `y` where it does.
pub(super) fn slope(activation: Activation, z: Near, y: Near) -> Near {
    let (one, known) = (Near::exact(1.0), activation.derivative(z.value));
    if z.error.is_infinite() && activation != Activation::Identity {
        // a sum that overflows on the way may be NaN in the end, and then so is the slope
        return Near::within(known, f64::INFINITY);
    }
    let found = match activation {
        Activation::Identity => one,
        Activation::Sigmoid => y.times(one.minus(y)),
        Activation::Tanh => one.minus(y.times(y)),
        Activation::Elu if z.value - z.error > 0.0 => one,
        Activation::Elu => y.plus(one).widened(z.error.min(1.0)),
        Activation::Selu if z.value > 0.0 => Near::rounded(known, 1.0),
        Activation::Selu => y.plus(Near::rounded(1.758_099_340_847_376_9, 1.0)),
        Activation::Softplus => {
            // 1 - e^-y
            let own = EXP * known
                + TINY
                + if (z.value - 20.0).abs() <= z.error + 1.0 || z.value > 20.0 { 2.1e-9 } else { 0.0 };
            Near::within(known, (1.0 - known + y.error).min(1.0) * y.error + own)
        }
        Activation::Softsign => one.minus(y.abs()).times(one.minus(y.abs())),
        Activation::Gelu | Activation::Silu | Activation::Mish => return from_sum(activation, z),
        _ => Near::rounded(known, 1.0),
    };
    Near::within(known, found.error + (found.value - known).abs().min(found.error) + jump(activation, z))
}

/// `f'(z)` from the sum `z`.
fn from_sum(activation: Activation, z: Near) -> Near {
    let (steepest, curvature) = steepness(activation);
    let known = activation.derivative(z.value);
    let carried = (curvature * z.error).min(2.0 * steepest);
    let (x, size) = (z.value, z.size());
    let own = match activation {
        // beyond 13 the density is an exact zero
        Activation::Gelu if x.abs() - z.error > 14.0 => 2.0 * ROUNDING * known.abs() + TINY,
        Activation::Gelu => DISTRIBUTION + size.min(14.0) * (DENSITY + ROUNDING) + 3.0 * ROUNDING,
        // `1 - s` is an exact zero above 17.4, and `s` below -87.34
        Activation::Silu if x - z.error > 18.0 => 2.0 * ROUNDING + (1.0 - known).abs(),
        Activation::Silu if x + z.error < -87.4 => known.abs() + TINY,
        Activation::Silu => {
            let s = Activation::Sigmoid.value(x);
            let error = SIGMOID * s + TINY;
            let bracket = (1.0 - s) * size;
            error * (1.0 + bracket) + s * (size * (error + ROUNDING) + 3.0 * ROUNDING * (1.0 + bracket))
        }
        // w / d and the curve are quotients of sums without cancellation
        Activation::Mish => {
            let t = (if x > 20.0 { x } else { x.exp().ln_1p() }).tanh();
            let curve = (known - t).abs();
            (2.0 * EXP + 6.0 * ROUNDING) * t
                + (6.0 * EXP + 13.0 * ROUNDING) * curve
                + ROUNDING
                + size.min(200.0) * 2.0 * TINY
        }
        _ => unreachable!("other slopes follow from outputs"),
    };
    Near::within(known, carried + own)
}

/// `ln sum e^(z - top)` and the shares `e^z / sum`.
pub(super) fn softmax(z: &[Near]) -> (Near, Vec<Near>) {
    let top = z.iter().map(|z| z.value).fold(f64::NEG_INFINITY, f64::max);
    let top_error = z.iter().map(|z| z.error).fold(0.0, f64::max);
    let shares = mlp_reference::softmax_forward(&z.iter().map(|z| z.value).collect::<Vec<_>>());
    // the relative error of each exponential
    let relative = |z: &Near| {
        let (below, error) = (top - z.value, z.error + top_error);
        (error + ROUNDING * (below + error)).exp_m1() + EXP
    };
    let units = z.len() as f64;
    let of_sum: f64 = z.iter().zip(&shares).map(|(z, y)| if *y == 0.0 { 0.0 } else { y * relative(z) }).sum();
    let of_sum = of_sum + units * (ROUNDING + TINY);
    let unknown = z.iter().any(|z| z.error.is_infinite());
    let of = |(z, y): (&Near, &f64)| {
        let error = (y + TINY) * (relative(z) + of_sum) / (1.0 - of_sum).max(1e-3) + 2.0 * ROUNDING * y + TINY;
        Near::within(*y, if unknown { f64::INFINITY } else { error.min(1.0) })
    };
    let all = z.iter().zip(&shares).map(of).collect();
    let logarithm = z.iter().map(|z| (z.value - top).exp()).sum::<f64>().ln();
    let error = (of_sum / (1.0 - of_sum).max(1e-3)).min(units.ln()) + LN * (1.0 + logarithm) + ROUNDING * logarithm;
    (Near::within(logarithm, if unknown { f64::INFINITY } else { error }), all)
}

/// `d_z[u] = y[u] (d_y[u] - sum_v y[v] d_y[v])`.
pub(super) fn softmax_backward(y: &[Near], d_y: &[Near]) -> Vec<Near> {
    let mut projection = Sum::default();
    y.iter().zip(d_y).for_each(|(y, d)| projection.add(*y, *d));
    let projection = projection.total();
    y.iter().zip(d_y).map(|(y, d)| y.times(d.minus(projection))).collect()
}

/// The error of `ln(1 + e^-|z|)` as losses compute it, relative to the result.
pub(super) const LOGISTIC_TAIL: f64 = EXP + LN_ONE_PLUS;
/// The relative error of `1 / (1 + e^-z)` as losses compute it.
pub(super) const LOGISTIC: f64 = 2.0 * EXP + 2.0 * ROUNDING;
