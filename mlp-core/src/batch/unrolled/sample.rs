//! Straight-line code: the trait, and one sample.

use crate::activation::LastActivation;
use crate::batch::compiled::Compiled;
use crate::loss::{Loss, TargetBlock};
use crate::model::Vector;
use crate::simd::lanes::{LaneArray, Lanes};

/// The most losses that add up in a lane. Equal losses lose the same digits in each addition: 256 of them were a
/// millionth short.
pub(super) const LANE_LOSSES: usize = 32;

/// Straight-line code over [`Lanes`] that the macro generates for small networks.
pub trait Unrolled: Compiled {
    /// One value per input.
    type Inputs<V: Lanes>: LaneArray<V>;
    /// One value per output.
    type Outputs<V: Lanes>: LaneArray<V>;
    /// One value per parameter.
    type Gradient<V: Lanes>: LaneArray<V>;
    /// The values of the forward pass that the backward pass needs.
    type Tape<V: Lanes>;

    /// Returns the tape and the sums of the last layer.
    fn forward_lanes<V: Lanes>(&self, x: &Self::Inputs<V>) -> (Self::Tape<V>, Self::Outputs<V>);

    /// Adds the gradient for the derivatives with respect to the sums of the last layer.
    fn backward_lanes<V: Lanes>(
        &self,
        x: &Self::Inputs<V>,
        tape: &Self::Tape<V>,
        d: Self::Outputs<V>,
        gradient: &mut Self::Gradient<V>,
    );
}

/// Returns the outputs for one sample.
#[inline(always)]
pub fn forward_single<N: Unrolled>(net: &N, input: &N::Input) -> N::Output {
    let (_, mut z) = net.forward_lanes::<f32>(&one_sample::<N>(input));
    N::last().activate(z.as_mut_slice());
    let mut output = N::Output::ZERO;
    output.as_mut().copy_from_slice(z.as_slice());
    output
}

#[inline(always)]
fn one_sample<N: Unrolled>(input: &N::Input) -> N::Inputs<f32> {
    let mut x = N::Inputs::splat((), 0.0);
    x.as_mut_slice().copy_from_slice(input.as_ref());
    x
}

/// Returns the loss of a few samples, times the share of the outputs, and replaces `z` by its derivatives.
#[inline(always)]
pub(super) fn evaluate<N: Unrolled, L: Loss<N>, V: Lanes>(
    loss: L,
    z: N::Outputs<V>,
    targets: &TargetBlock<'_, V>,
) -> (V, N::Outputs<V>) {
    let share = L::share(N::Output::LEN);
    if L::FROM_SUMS {
        let mut d = z;
        return (loss.evaluate(d.as_mut_slice(), targets, share), d);
    }
    let mut y = z;
    N::last().activate(y.as_mut_slice());
    let mut d = y;
    let value = loss.evaluate(d.as_mut_slice(), targets, share);
    N::last().backward(z.as_slice(), y.as_slice(), d.as_mut_slice());
    (value, d)
}

/// Returns the scaled loss of one sample, and with `BACKWARD` adds its gradient.
#[inline(always)]
pub(super) fn add_one<N: Unrolled, L: Loss<N>, const BACKWARD: bool>(
    net: &N,
    loss: L,
    input: &N::Input,
    target: &[L::Target],
    scale: f32,
    sums: &mut N::Gradient<f32>,
) -> f32 {
    let x = one_sample::<N>(input);
    let (tape, z) = net.forward_lanes(&x);
    let (value, mut d) = evaluate::<N, L, f32>(loss, z, &L::targets(target).block(()));
    if const { BACKWARD } {
        for d in d.as_mut_slice() {
            *d *= scale;
        }
        net.backward_lanes(&x, &tape, d, sums);
    }
    value * scale * (1.0 / L::share(N::Output::LEN))
}
