//! A batch where there are no vectors: sample by sample, with the bits of sixteen lanes.
//!
//! In the lanes, a sample is added to the sum of its lane, and the sums are added in pairs, neighbours first. So here the
//! samples of a lane come one after the other, and no more sums wait for their neighbours than the tree of pairs is high.

use super::sample::{LANE_LOSSES, Unrolled, add_one};
use crate::loss::{Loss, Total};
use crate::simd::lanes::{LANES, LaneArray};

/// The sums that wait for their neighbours: of one lane, of two, four and eight.
const LEVELS: usize = LANES.ilog2() as usize;

/// The most samples whose losses add up in one tree.
const PART_SAMPLES: usize = LANE_LOSSES * LANES;

/// Returns the total with the scaled losses of up to [`LANES`] times any number of samples, and with `BACKWARD` adds
/// their gradient to `sums`: as sixteen lanes do, the last of which may be empty.
pub(super) fn add_lanes<N: Unrolled, L: Loss<N>, const BACKWARD: bool>(
    net: &N,
    loss: L,
    (inputs, targets): (&[N::Input], &[L::Target]),
    scale: f32,
    sums: &mut N::Gradient<f32>,
    mut total: Total,
) -> Total {
    if inputs.len() <= PART_SAMPLES {
        total.add(add_tree::<N, L, BACKWARD>(net, loss, inputs, targets, scale, sums));
        return total;
    }
    if const { BACKWARD } {
        add_tree::<N, L, BACKWARD>(net, loss, inputs, targets, scale, sums);
    }
    // so many losses add up in parts: in a pass of their own, since nobody trains so much without vectors
    for (inputs, targets) in inputs.chunks(PART_SAMPLES).zip(targets.chunks(PART_SAMPLES)) {
        let mut unused = N::Gradient::splat((), 0.0);
        total.add(add_tree::<N, L, false>(net, loss, inputs, targets, scale, &mut unused));
    }
    total
}

/// Returns the scaled losses, and with `BACKWARD` adds the gradient to `sums`; both add up in a tree.
///
/// Not inlined, so that a single sample does not pay for the stack space.
#[inline(never)]
fn add_tree<N: Unrolled, L: Loss<N>, const BACKWARD: bool>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    scale: f32,
    sums: &mut N::Gradient<f32>,
) -> f32 {
    let lanes = inputs.len().min(LANES);
    let mut waiting = ([0.0; LEVELS], [N::Gradient::<f32>::splat((), 0.0); LEVELS]);
    // what is added to -0 stays the same
    let (mut total, mut gradient) = (0.0, N::Gradient::<f32>::splat((), -0.0));
    for lane in 0..lanes {
        if lane > 0 {
            (total, gradient) = (0.0, N::Gradient::splat((), -0.0));
        }
        for sample in (lane..inputs.len()).step_by(LANES) {
            let sample = (&inputs[sample], &targets[sample..=sample]);
            total += add_one_shared::<N, L, BACKWARD>(net, loss, sample, scale, &mut gradient);
        }
        // neighbours whose sums are complete; of the last lane, all that are there
        for level in 0..LEVELS {
            if (lane >> level) & 1 == 1 {
                total += waiting.0[level];
                if const { BACKWARD } {
                    add(gradient.as_mut_slice(), waiting.1[level].as_slice());
                }
            } else if lane + 1 < lanes {
                waiting.0[level] = total;
                if const { BACKWARD } {
                    waiting.1[level] = gradient;
                }
                break;
            }
        }
    }
    if const { BACKWARD } {
        add(sums.as_mut_slice(), gradient.as_slice());
    }
    total
}

fn add(sums: &mut [f32], others: &[f32]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum += other;
    }
}

/// [`add_one`], compiled once for all samples of all batches.
#[inline(never)]
pub(super) fn add_one_shared<N: Unrolled, L: Loss<N>, const BACKWARD: bool>(
    net: &N,
    loss: L,
    (input, target): (&N::Input, &[L::Target]),
    scale: f32,
    sums: &mut N::Gradient<f32>,
) -> f32 {
    add_one::<N, L, BACKWARD>(net, loss, input, target, scale, sums)
}
