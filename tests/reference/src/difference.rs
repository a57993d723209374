//! Central differences `(L(v + step) - L(v - step)) / (2 step)`: derivatives without the chain rule.
//!
//! A difference means nothing when its step crosses a kink. Each pre-activation, and each residual of the loss, lies in
//! one smooth piece of its function; where the two ends of a step do not lie in the same pieces the answer is `None`.

use crate::{Loss, Network, Scalar, Target};

/// The loss's difference by each parameter, in flat order.
///
/// # Panics
/// As [`Network::loss`] does.
///
/// ```
/// use mlp_reference::{Activation, Dense, Loss, Network, Target, parameter_differences};
///
/// let network = Network::new(vec![Dense::zeroed(1, 1, Activation::Identity)]);
/// let slopes = parameter_differences(&network, Loss::Mse, &[vec![2.0]], &[Target::Values(vec![3.0])], 1e-5);
/// assert!((slopes[0].unwrap() + 12.0_f64).abs() < 1e-6);
/// ```
#[must_use]
pub fn parameter_differences<S: Scalar>(
    network: &Network<S>,
    loss: Loss,
    xs: &[Vec<S>],
    ts: &[Target<S>],
    step: f64,
) -> Vec<Option<S>> {
    let params = network.params();
    let mut moved = network.clone();
    let slope = |i: usize| {
        central(params[i], step, |value| {
            let mut params = params.clone();
            params[i] = value;
            moved.set_params(&params);
            point(&moved, loss, xs, ts)
        })
    };
    (0..params.len()).map(slope).collect()
}

/// The loss's difference by each number of each sample: `[sample][input]`.
///
/// # Panics
/// As [`Network::loss`] does.
#[must_use]
pub fn input_differences<S: Scalar>(
    network: &Network<S>,
    loss: Loss,
    xs: &[Vec<S>],
    ts: &[Target<S>],
    step: f64,
) -> Vec<Vec<Option<S>>> {
    let slope = |sample: usize, input: usize| {
        central(xs[sample][input], step, |value| {
            let mut xs = xs.to_vec();
            xs[sample][input] = value;
            point(network, loss, &xs, ts)
        })
    };
    (0..xs.len()).map(|sample| (0..xs[sample].len()).map(|input| slope(sample, input)).collect()).collect()
}

/// The loss, and the smooth piece that each number on the way lies in.
type Point<S> = (S, Vec<usize>);

fn central<S: Scalar>(value: S, step: f64, mut point: impl FnMut(S) -> Point<S>) -> Option<S> {
    let (above, below) = (value + S::from_f64(step), value - S::from_f64(step));
    let ((loss_above, pieces_above), (loss_below, pieces_below)) = (point(above), point(below));
    // The step as it was rounded, not as it was meant.
    (pieces_above == pieces_below).then(|| (loss_above - loss_below) / (above - below))
}

fn point<S: Scalar>(network: &Network<S>, loss: Loss, xs: &[Vec<S>], ts: &[Target<S>]) -> Point<S> {
    let mut pieces = Vec::new();
    let mut total = S::ZERO;
    for (x, t) in xs.iter().zip(ts) {
        let trace = network.forward(x);
        total += loss.forward(network.last_activation(), network.last_sums(&trace), t);
        for (layer, z) in network.layers.iter().zip(&trace.pre_activations) {
            pieces.extend(z.iter().map(|z| piece(layer.activation.kinks(), z.to_f64())));
        }
        if let Target::Values(t) = t {
            pieces.extend(trace.outputs.iter().zip(t).map(|(&y, &t)| piece(&loss.kinks(), (y - t).to_f64())));
        }
    }
    (total / S::from_f64(xs.len() as f64), pieces)
}

/// How many kinks lie below `value`.
fn piece(kinks: &[f64], value: f64) -> usize {
    kinks.iter().filter(|&&kink| value > kink).count()
}
