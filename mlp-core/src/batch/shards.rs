//! A batch on several threads: outputs split by samples, gradients split into shards.

use super::compiled::Compiled;
use super::samples::Samples;
use super::wanted::Wanted;
use crate::loss::Loss;
use crate::model::{Model, Vector};
use crate::simd::lanes::LANES;
use crate::threads::{cut_rows_mut, is_alone, ranges, share};
use crate::thresholds::{
    ACTIVATION_COST, ADDITION_COST, CACHED_SUMS, MOST_SHARDS, PART_SAMPLES, SHARD_SAMPLES, SHARD_WORK,
    SHARDED_PARAMETERS, WORTH_SPLITTING,
};
use crate::workspace::{PassMemory, Workspace};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::cell::RefCell;
use std::thread_local;

thread_local! {
    /// Memory for the passes of a shard, kept for the next shard.
    static WORKSPACE: RefCell<Workspace> = const { RefCell::new(Workspace::new()) };
    /// The [`Results`] of a network's shards, kept for the next step.
    static RESULTS: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Returns the cost of a forward pass over `count` samples, in multiply-adds.
fn forward_cost<N: Model>(count: usize) -> usize {
    (N::MULTIPLY_ADDS + ACTIVATION_COST * (N::TAPE + N::Output::LEN)).saturating_mul(count)
}

/// Computes outputs on several threads, with a function that computes them on one.
///
/// Returns false, and does nothing, if that is not worth it.
pub(super) fn forward<N: Model>(
    inputs: &[N::Input],
    outputs: &mut [N::Output],
    forward: impl Fn(&[N::Input], &mut [N::Output]) + Sync,
) -> bool {
    let Some(ranges) = ranges(inputs.len(), PART_SAMPLES, forward_cost::<N>(inputs.len())) else { return false };
    let outputs = cut_rows_mut(outputs, 1, &ranges);
    share(ranges.into_iter().zip(outputs), |(range, outputs)| forward(&inputs[range], outputs));
    true
}

/// Returns the length of a batch's shards, or `None` if it has only one.
///
/// It does not depend on the number of threads. The number of shards is a power of two, since most numbers of threads
/// are, and no thread should wait for one that has another shard.
pub(super) fn length<N: Model>(count: usize) -> Option<usize> {
    let of_sample = forward_cost::<N>(3);
    let shards = (count / SHARD_SAMPLES.max(SHARD_WORK / of_sample)).clamp(1, MOST_SHARDS);
    let length = count.div_ceil(1 << shards.ilog2()).next_multiple_of(16);
    let worth = N::COUNT <= SHARDED_PARAMETERS && of_sample.saturating_mul(count) >= WORTH_SPLITTING;
    (worth && count > length && !is_alone()).then_some(length)
}

/// Computes the gradient of a batch in shards of `length` samples, and returns the mean loss.
///
/// The samples have no weights. With `n` samples in the batch and `m` in a shard, the weight of the shard's own mean is
/// `m / n`.
pub(super) fn gradient<N: Compiled, L: Loss<N>>(
    batch: &Samples<'_, N, L>,
    length: usize,
    wanted: Wanted,
    gradient: &mut N,
    of_shard: impl Fn(&Samples<'_, N, L>, &mut N, Wanted, PassMemory<'_>) -> f32 + Sync,
) -> f32 {
    let shards = batch.shards(length).expect("a batch without weights");
    let mut results = take_results::<N>();
    results.resize_with(shards.clone().count(), || (0.0, N::zeroed_boxed()));
    share(results.iter_mut().zip(shards.clone()).enumerate(), |(index, ((loss, gradient), shard))| {
        let mask = wanted.mask.map(|mask| mask.beginning_at(index * length));
        // taken out, as in `with_scratch`
        let mut workspace = WORKSPACE.take();
        *loss = of_shard(&shard, gradient, Wanted { mask, ..wanted }, PassMemory::lent(&mut workspace));
        WORKSPACE.replace(workspace);
    });
    let weights = shards.map(|shard| shard.len() as f32 / batch.len() as f32);
    let parts: Vec<(f32, &[f32])> =
        weights.zip(&results).map(|(weight, (_, gradient))| (weight, gradient.params_slice())).collect();
    add_up(&parts, gradient.params_slice_mut());
    let sum = parts.iter().zip(&results).map(|((weight, _), (loss, _))| loss * weight).sum();
    RESULTS.replace(Some(Box::new(results)));
    sum
}

/// The losses and gradients of shards.
type Results<N> = Vec<(f32, Box<N>)>;

/// Returns the results of the last step if they are of the same type, and new ones otherwise.
///
/// Allocating as many megabytes in each step costs as much as adding them up.
fn take_results<N: Model>() -> Results<N> {
    RESULTS.take().and_then(|results| results.downcast().ok()).map_or_else(Vec::new, |results| *results)
}

/// Computes `sums[p] = sum over the parts of weight * gradient[p]`, in order.
fn add_up(parts: &[(f32, &[f32])], sums: &mut [f32]) {
    let add = |first: usize, sums: &mut [f32]| {
        for (first, sums) in (first..).step_by(CACHED_SUMS).zip(sums.chunks_mut(CACHED_SUMS)) {
            sums.fill(0.0);
            for (weight, gradient) in parts {
                for (sum, g) in sums.iter_mut().zip(&gradient[first..]) {
                    *sum += g * weight;
                }
            }
        }
    };
    let Some(ranges) = ranges(sums.len(), LANES, ADDITION_COST * parts.len() * sums.len()) else { return add(0, sums) };
    share(ranges.iter().zip(cut_rows_mut(sums, 1, &ranges)), |(range, sums)| add(range.start, sums));
}

#[cfg(test)]
mod tests {
    use super::{ADDITION_COST, WORTH_SPLITTING, add_up};
    use alloc::vec::Vec;

    fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(work)
    }

    #[test]
    fn gradients_add_up_in_order() {
        let count = WORTH_SPLITTING / ADDITION_COST / 3 + 5;
        let gradients: Vec<Vec<f32>> =
            [0.1, 1e7, -1e7].iter().map(|x| (0..count).map(|p| x + (p % 97) as f32).collect()).collect();
        let parts: Vec<(f32, &[f32])> = [0.5, 0.3, 0.2].into_iter().zip(gradients.iter().map(Vec::as_slice)).collect();
        let in_order = |p: usize| parts.iter().fold(0.0, |sum, (weight, gradient)| sum + gradient[p] * weight);
        let expected: Vec<f32> = (0..count).map(in_order).collect();
        for threads in [1, 2, 3] {
            let mut sums = alloc::vec![f32::NAN; count];
            in_pool(threads, || add_up(&parts, &mut sums));
            assert_eq!(sums, expected, "{threads} threads");
        }
    }
}
