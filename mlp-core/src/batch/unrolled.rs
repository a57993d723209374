//! Networks whose expansion is straight-line code, for one sample at a time or for sixteen in the lanes.

mod one_by_one;
mod sample;

use super::compiled::CompiledGradient;
use super::samples::terms;
use crate::activation::LastActivation;
use crate::loss::{Loss, Total, lane_scales, scale_lanes};
use crate::model::{Model, Vector};
use crate::simd::gather::{gather, scatter};
use crate::simd::lanes::{LANES, LaneArray, Lanes};
use crate::simd::scalar::ONE_BY_ONE;
use crate::simd::shuffle::sum_lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};
use crate::thresholds::{
    FILLS_NARROW_LANES, UNROLLED_GRADIENT_PARAMETERS, UNROLLED_LANES_PAY, UNROLLED_SAMPLES_ANSWERED, has_few,
};
use core::hint::black_box;
use sample::{LANE_LOSSES, add_one, evaluate};
pub use sample::{Unrolled, forward_single};

/// The number of samples in a block: the lanes of the longest vector.
const BLOCK_SAMPLES: usize = LANES;

/// The most samples whose gradients add up in lanes: longer sums would lose small terms.
const LANE_SUM_SAMPLES: usize = 256 * BLOCK_SAMPLES;

/// Whether registers are too narrow and too few for straight-line code over sixteen lanes.
///
/// They would hold almost none of its values, and compiling it took rustc as long as the other two sets together.
/// Without fused multiply-adds results differ anyway, so that on SSE2 a value has the lanes of one register.
const fn has_narrow_registers<N: Model, I: InstructionSet>() -> bool {
    N::MULTIPLY_ADDS > FILLS_NARROW_LANES
        && I::Native::LANES < 8
        && cfg!(any(target_arch = "x86", target_arch = "x86_64"))
}

/// Adds the sums over the lanes to `totals`, sixteen at once.
#[inline(always)]
fn add_lane_sums<V: Lanes>(token: V::Token, sums: &[V], totals: &mut [f32]) {
    if V::LANES < 16 {
        for (sum, total) in sums.iter().zip(totals) {
            *total += sum.sum();
        }
        return;
    }
    for (sums, totals) in sums.chunks(16).zip(totals.chunks_mut(16)) {
        let mut rows = [V::splat(token, 0.0); 16];
        rows[..sums.len()].copy_from_slice(sums);
        let mut lanes = [0.0; 16];
        sum_lanes(rows).store(&mut lanes);
        for (total, lane) in totals.iter_mut().zip(lanes) {
            *total += lane;
        }
    }
}

/// Writes the outputs for a batch.
pub fn forward_batch<N: Unrolled>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    if ONE_BY_ONE {
        for (input, output) in inputs.iter().zip(outputs) {
            *output = net.forward_single(input);
        }
        return;
    }
    let (inputs, last_inputs) = inputs.split_at(inputs.len() / BLOCK_SAMPLES * BLOCK_SAMPLES);
    let (outputs, last_outputs) = outputs.split_at_mut(inputs.len());
    if !inputs.is_empty() {
        forward_blocks(net, inputs, outputs);
    }
    if last_inputs.len() < UNROLLED_SAMPLES_ANSWERED {
        for (input, output) in last_inputs.iter().zip(last_outputs) {
            *output = net.forward_single(input);
        }
        return;
    }
    let mut outputs_of_block = [N::Output::ZERO; BLOCK_SAMPLES];
    forward_blocks(net, &padded(last_inputs, N::Input::ZERO), &mut outputs_of_block);
    last_outputs.copy_from_slice(&outputs_of_block[..last_inputs.len()]);
}

/// Returns the last samples of a batch, followed by padding.
///
/// Blocks are always full, so that only code for full blocks is compiled.
fn padded<T: Copy>(last: &[T], padding: T) -> [T; BLOCK_SAMPLES] {
    let mut block = [padding; BLOCK_SAMPLES];
    block[..last.len()].copy_from_slice(last);
    block
}

/// Returns `a + b`: adds the inputs of a residual block to its outputs.
#[inline(always)]
#[must_use]
pub fn add<V: Lanes, const N: usize>(a: [V; N], b: &[V; N]) -> [V; N] {
    let mut sum = a;
    for (sum, b) in sum.iter_mut().zip(b) {
        *sum = *sum + *b;
    }
    sum
}

struct ForwardBlocks<'a, N: Model> {
    net: &'a N,
    inputs: &'a [N::Input],
    outputs: &'a mut [N::Output],
}

/// Computes the outputs of a batch in blocks.
///
/// Not inlined, so that instruction sets are compiled once, and no caller saves registers for one that does not run.
#[inline(never)]
fn forward_blocks<N: Unrolled>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    dispatch(ForwardBlocks { net, inputs, outputs });
}

impl<N: Unrolled> Vectorized for ForwardBlocks<'_, N> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        if const { has_narrow_registers::<N, I>() } { self.run::<I::Native>(set) } else { self.run::<I::Sixteen>(set) }
    }
}

impl<N: Unrolled> ForwardBlocks<'_, N> {
    #[inline(always)]
    fn run<V: Lanes>(self, token: V::Token) {
        align_stack();
        for (inputs, outputs) in self.inputs.chunks_exact(V::LANES).zip(self.outputs.chunks_exact_mut(V::LANES)) {
            let x: N::Inputs<V> = gather(token, N::Input::flatten(inputs));
            let (_, mut z) = self.net.forward_lanes(&x);
            N::last().activate(z.as_mut_slice());
            scatter(token, &z, N::Output::flatten_mut(outputs));
        }
    }
}

/// Returns whether gradients of several samples are computed in lanes.
const fn has_blocks<N: Unrolled>() -> bool {
    matches!(N::GRADIENT, CompiledGradient::Always) && N::COUNT <= UNROLLED_GRADIENT_PARAMETERS
}

/// Writes the gradient of the mean loss over a batch, and returns the loss.
#[inline(always)]
pub fn gradient<N: Unrolled, L: Loss<N>>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    gradient: &mut N,
) -> f32 {
    if const { has_few(N::COUNT) }
        && let [input] = inputs
    {
        let scale = const { 1.0 / terms::<N, L>() as f32 };
        // sums that only this sample is added to stay in registers; what is added to -0 stays the same and costs no
        // addition
        let mut sums = N::Gradient::<f32>::splat((), -0.0);
        let sum = add_one::<N, L, true>(net, loss, input, targets, scale, &mut sums);
        gradient.params_slice_mut().copy_from_slice(sums.as_slice());
        return sum;
    }
    gradient_of_many(net, loss, inputs, targets, gradient)
}

/// Computes [`gradient`] for any number of samples.
///
/// Not inlined, so that a single sample does not pay for the registers of this function.
#[inline(never)]
fn gradient_of_many<N: Unrolled, L: Loss<N>>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    gradient: &mut N,
) -> f32 {
    let mut sums = N::Gradient::<f32>::splat((), 0.0);
    let total = add_samples::<N, L, true>(net, loss, inputs, targets, &mut sums);
    gradient.params_slice_mut().copy_from_slice(sums.as_slice());
    total
}

/// Returns the mean loss over a batch, with the bits that [`gradient`] returns; 0 for no samples.
pub fn loss<N: Unrolled, L: Loss<N>>(net: &N, loss: L, inputs: &[N::Input], targets: &[L::Target]) -> f32 {
    // without a backward pass nothing is added to these, and they are not compiled
    let mut sums = N::Gradient::<f32>::splat((), 0.0);
    add_samples::<N, L, false>(net, loss, inputs, targets, &mut sums)
}

/// Returns the mean loss over a batch, and with `BACKWARD` adds its gradient to `sums`.
#[inline(always)]
fn add_samples<N: Unrolled, L: Loss<N>, const BACKWARD: bool>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    sums: &mut N::Gradient<f32>,
) -> f32 {
    let scale = 1.0 / (inputs.len() * terms::<N, L>()) as f32;
    let (mut total, mut first) = (Total::default(), 0);
    while const { has_blocks::<N>() }
        && let Some(count) = samples_in_lanes(inputs.len() - first)
    {
        let (inputs, targets) = (&inputs[first..first + count], &targets[first..first + count]);
        total = if ONE_BY_ONE {
            one_by_one::add_lanes::<N, L, BACKWARD>(net, loss, (inputs, targets), scale, sums, total)
        } else if count < BLOCK_SAMPLES {
            let padded = (padded(inputs, N::Input::ZERO), padded(targets, targets[0]));
            add_blocks::<N, L, BACKWARD>(net, loss, (&padded.0, &padded.1, count), scale, sums, total)
        } else {
            add_blocks::<N, L, BACKWARD>(net, loss, (inputs, targets, count), scale, sums, total)
        };
        first += count;
    }
    for (input, target) in inputs[first..].iter().zip(targets[first..].chunks(1)) {
        total.add(if ONE_BY_ONE {
            one_by_one::add_one_shared::<N, L, BACKWARD>(net, loss, (input, target), scale, sums)
        } else {
            add_one::<N, L, BACKWARD>(net, loss, input, target, scale, sums)
        });
    }
    total.value()
}

/// Returns how many of the samples that are left go through the lanes together, or `None` if they go one by one.
const fn samples_in_lanes(left: usize) -> Option<usize> {
    if left < UNROLLED_LANES_PAY {
        None
    } else if left < BLOCK_SAMPLES {
        Some(left)
    } else if left < LANE_SUM_SAMPLES {
        Some(left / BLOCK_SAMPLES * BLOCK_SAMPLES)
    } else {
        Some(LANE_SUM_SAMPLES)
    }
}

/// Not inlined, so that a single sample does not pay for the stack space of vectors.
#[inline(never)]
fn add_blocks<N: Unrolled, L: Loss<N>, const BACKWARD: bool>(
    net: &N,
    loss: L,
    (inputs, targets, count): (&[N::Input], &[L::Target], usize),
    scale: f32,
    sums: &mut N::Gradient<f32>,
    total: Total,
) -> Total {
    dispatch(AddBlocks::<N, L, BACKWARD> { net, loss, inputs, targets, count, scale, sums, total })
}

/// Values that begin at a cache line.
#[repr(align(64))]
struct CacheLine([f32; 16]);

/// Aligns the caller's stack to a cache line.
///
/// The compiler does not do this for vectors alone that find no register. Vectors across two lines took a sixth of the
/// training time of 4 => 4 relu => 4.
#[inline(always)]
fn align_stack() {
    black_box(&mut CacheLine([0.0; 16]).0);
}

struct AddBlocks<'a, N: Unrolled, L: Loss<N>, const BACKWARD: bool> {
    net: &'a N,
    loss: L,
    inputs: &'a [N::Input],
    targets: &'a [L::Target],
    /// The number of samples that are not padding.
    count: usize,
    scale: f32,
    sums: &'a mut N::Gradient<f32>,
    /// The loss of the samples before.
    total: Total,
}

impl<N: Unrolled, L: Loss<N>, const BACKWARD: bool> Vectorized for AddBlocks<'_, N, L, BACKWARD> {
    type Output = Total;

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> Total {
        if const { has_narrow_registers::<N, I>() } { self.run::<I::Native>(set) } else { self.run::<I::Sixteen>(set) }
    }
}

impl<N: Unrolled, L: Loss<N>, const BACKWARD: bool> AddBlocks<'_, N, L, BACKWARD> {
    #[inline(always)]
    fn run<V: Lanes>(self, token: V::Token) -> Total {
        align_stack();
        let mut sums = N::Gradient::<V>::splat(token, 0.0);
        let mut total = self.total;
        // one value for all lanes where possible: a comparison of lanes takes longer than the block
        let mut scales = V::splat(token, self.scale);
        if self.count < V::LANES {
            scales = lane_scales(token, self.count, self.scale);
        }
        let parts = self.inputs.chunks(LANE_LOSSES * V::LANES).zip(self.targets.chunks(LANE_LOSSES * V::LANES));
        for (part, (inputs, targets)) in parts.enumerate() {
            let mut losses = V::splat(token, 0.0);
            let blocks = inputs.chunks_exact(V::LANES).zip(targets.chunks_exact(V::LANES));
            for (block, (inputs, targets)) in blocks.enumerate() {
                // one block of sixteen samples may be several blocks of lanes here
                if V::LANES < BLOCK_SAMPLES {
                    let first = (part * LANE_LOSSES + block) * V::LANES;
                    scales = lane_scales(token, self.count.saturating_sub(first), self.scale);
                }
                let x: N::Inputs<V> = gather(token, N::Input::flatten(inputs));
                let (tape, z) = self.net.forward_lanes(&x);
                let mut units = N::Outputs::splat(token, 0.0);
                let targets = L::targets(targets).gathered(token, &mut units);
                let (value, mut d) = evaluate::<N, L, V>(self.loss, z, &targets);
                losses = losses + scale_lanes(d.as_mut_slice(), value, scales);
                if const { BACKWARD } {
                    self.net.backward_lanes(&x, &tape, d, &mut sums);
                }
            }
            total.add(losses.sum() * (1.0 / L::share(N::Output::LEN)));
        }
        if const { BACKWARD } {
            add_lane_sums(token, sums.as_slice(), self.sums.as_mut_slice());
        }
        total
    }
}

#[cfg(test)]
mod tests;
