//! Large batches on several threads, through `rayon`: the same bits for any number of threads.
//!
//! Three things are split, each so that no sum is added up in another order because of it:
//!
//! - answers, by samples: no sum runs over samples;
//! - a layer's forward and backward pass over one large matrix, by units and by inputs: a sum has its thread to itself;
//! - the gradient of a long batch, by shards, whose lengths follow from the batch alone and whose gradients are added in
//!   order. A build without the feature has no shards: there the last digits of such gradients may be others.
//!
//! Work that is not worth a second thread stays on the one it is on.

mod share;

use crate::batch::Samples;
use crate::dropout::Mask;
use crate::kernel::LANES;
use crate::loss::Loss;
use crate::network::Network;
use crate::workspace::{Room, Workspace};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::cell::{Cell, RefCell};
use core::ops::Range;
pub(crate) use share::share;
use std::thread_local;

/// Multiply-adds that are worth being split: about 300 microseconds on one core. Waking a thread takes 5 to 100 (on a
/// virtual machine), and half of less would be lost to that.
const WORTH_SPLITTING: usize = 16_000_000;
/// Multiply-adds that a part has at least.
const LEAST_OF_A_PART: usize = 2_000_000;
/// Parts of answers have a multiple of this many samples: whole matrices.
const SAMPLES_OF_A_PART: usize = 64;
/// What an activation of one number costs, in multiply-adds.
const ACTIVATION: usize = 16;
/// What it costs to move a number to its place in a transposed matrix. It takes half of that, but the threads that are
/// woken for it are wanted by the layer that follows too.
pub(crate) const TRANSPOSITION: usize = 128;
/// What it costs to add a number that comes from memory.
const ADDITION: usize = 16;
/// What a shard has at least, in multiply-adds and in samples, and the most shards.
const SHARD: usize = 4_000_000;
const LEAST_SAMPLES: usize = 64;
const SHARDS: usize = 16;
/// Networks with more parameters than this are split layer by layer: their gradients are too large to be held twice.
const MOST_PARAMETERS: usize = 256 * 1024;

thread_local! {
    /// Whether this thread works on a part, so that it is not split further.
    static PART: Cell<bool> = const { Cell::new(false) };
    /// Room for what a part needs, kept for the next one.
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
    /// Room for the passes of a shard, kept for the next one.
    static WORKSPACE: RefCell<Workspace> = const { RefCell::new(Workspace::new()) };
    /// The [`Results`] of a network's shards, kept for the next step.
    static RESULTS: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Does the work of a part, undivided.
pub(crate) fn alone<T>(work: impl FnOnce() -> T) -> T {
    /// Also if work panics: the thread lives on.
    struct Outside(bool);
    impl Drop for Outside {
        fn drop(&mut self) {
            PART.set(self.0);
        }
    }
    let _outside = Outside(PART.replace(true));
    work()
}

/// Does the work of a part, with room for `floats` numbers.
pub(crate) fn with_room(floats: usize, work: impl FnOnce(&mut [f32])) {
    // taken out, not borrowed: what runs in between may wait for other threads and help them with their parts
    let mut scratch = SCRATCH.take();
    if scratch.len() < floats + LANES {
        scratch.resize(floats + LANES, 0.0);
    }
    work(crate::workspace::aligned(&mut scratch, floats));
    SCRATCH.replace(scratch);
}

/// `count` things, `multiply_adds` of work together, in ranges for several threads; all but the last have a multiple of
/// `grain`. Each is half of what every thread would have of those left, so that threads that began late or were held up are
/// done when the others are. Nothing, if they are not worth being split.
pub(crate) fn ranges(count: usize, grain: usize, multiply_adds: usize) -> Option<Vec<Range<usize>>> {
    if multiply_adds < WORTH_SPLITTING || PART.get() {
        return None;
    }
    // only now: the first call starts the threads
    let threads = rayon::current_num_threads();
    if threads == 1 {
        return None;
    }
    let least = count.div_ceil(multiply_adds / LEAST_OF_A_PART);
    let mut ranges = Vec::new();
    let mut first = 0;
    while first < count {
        let length = ((count - first) / (2 * threads)).max(least).next_multiple_of(grain);
        ranges.push(first..count.min(first + length));
        first += length;
    }
    (ranges.len() > 1).then_some(ranges)
}

/// The beginning of `slice`, cut into pieces of these lengths.
pub(crate) fn cut<'a>(mut slice: &'a [f32], lengths: &[usize]) -> Vec<&'a [f32]> {
    let mut next = |length: &usize| slice.split_off(..*length).expect("numbers for all pieces");
    lengths.iter().map(&mut next).collect()
}

/// [`cut`], to change.
pub(crate) fn cut_mut<'a, T>(mut slice: &'a mut [T], lengths: &[usize]) -> Vec<&'a mut [T]> {
    let mut next = |length: &usize| slice.split_off_mut(..*length).expect("numbers for all pieces");
    lengths.iter().map(&mut next).collect()
}

/// The rows of a matrix, so many numbers each, in these ranges.
pub(crate) fn cut_rows_mut<'a, T>(matrix: &'a mut [T], numbers: usize, ranges: &[Range<usize>]) -> Vec<&'a mut [T]> {
    let lengths: Vec<usize> = ranges.iter().map(|range| range.len() * numbers).collect();
    cut_mut(matrix, &lengths)
}

/// A forward pass over `count` samples, in multiply-adds.
fn forward_cost<N: Network>(count: usize) -> usize {
    (N::MACS + ACTIVATION * (N::TAPE + N::OUTPUTS)).saturating_mul(count)
}

/// Answers on several threads, given how to find them on one; whether it was worth it.
pub(crate) fn forward<N: Network>(
    inputs: &[N::Input],
    outputs: &mut [N::Output],
    forward: impl Fn(&[N::Input], &mut [N::Output]) + Sync,
) -> bool {
    let Some(ranges) = ranges(inputs.len(), SAMPLES_OF_A_PART, forward_cost::<N>(inputs.len())) else { return false };
    let outputs = cut_rows_mut(outputs, 1, &ranges);
    share(ranges.into_iter().zip(outputs), |(range, outputs)| forward(&inputs[range], outputs));
    true
}

/// How long the shards of a batch are, if it has several. The number of threads has no part in it; the number of shards is a
/// power of two, since most numbers of threads are, and none should wait for the one that has another shard.
fn shard<N: Network>(count: usize) -> Option<usize> {
    let of_sample = forward_cost::<N>(3);
    let shards = (count / LEAST_SAMPLES.max(SHARD / of_sample)).clamp(1, SHARDS);
    let length = count.div_ceil(1 << shards.ilog2()).next_multiple_of(16);
    let worth = N::PARAMS <= MOST_PARAMETERS && of_sample.saturating_mul(count) >= WORTH_SPLITTING;
    (worth && count > length && !PART.get()).then_some(length)
}

/// Whether a batch is cut into shards, on however many threads: then no room is so large that it goes another way.
pub(crate) fn has_shards<N: Network>(count: usize) -> bool {
    shard::<N>(count).is_some()
}

/// The mean loss of a long batch and its gradient, shard by shard; nothing for a short one, or with weights.
///
/// With `n` samples in the batch and `m` in a shard, a shard's own mean counts `m / n`.
pub(crate) fn gradient<N: Network, L: Loss<N>>(
    batch: &Samples<'_, N, L>,
    mask: Option<Mask>,
    gradient: &mut N,
    of_shard: impl Fn(&Samples<'_, N, L>, &mut N, Option<Mask>, Room<'_>) -> f32 + Sync,
) -> Option<f32> {
    let length = shard::<N>(batch.len())?;
    let shards = batch.shards(length)?;
    let mut results = take_results::<N>();
    results.resize_with(shards.clone().count(), || (0.0, N::zeroed_boxed()));
    share(results.iter_mut().zip(shards.clone()).enumerate(), |(index, ((loss, gradient), shard))| {
        let mask = mask.map(|mask| mask.beginning_at(index * length));
        // taken out, as in `with_room`
        let mut workspace = WORKSPACE.take();
        *loss = of_shard(&shard, gradient, mask, Room::lent(&mut workspace));
        WORKSPACE.replace(workspace);
    });
    let weights = shards.map(|shard| shard.len() as f32 / batch.len() as f32);
    let parts: Vec<(f32, &[f32])> =
        weights.zip(&results).map(|(weight, (_, gradient))| (weight, gradient.params_slice())).collect();
    add_up(&parts, gradient.params_slice_mut());
    let sum = parts.iter().zip(&results).map(|((weight, _), (loss, _))| loss * weight).sum();
    RESULTS.replace(Some(Box::new(results)));
    Some(sum)
}

/// Losses and gradients of shards.
type Results<N> = Vec<(f32, Box<N>)>;

/// Those of the last step, if they fit: as many new megabytes for each step cost as much as adding them up.
fn take_results<N: Network>() -> Results<N> {
    RESULTS.take().and_then(|results| results.downcast().ok()).map_or_else(Vec::new, |results| *results)
}

/// How many sums are in a thread's first cache while gradients go by.
const SUMS: usize = 4096;

/// `sums[p] = sum over the parts of weight * gradient[p]`, in order.
fn add_up(parts: &[(f32, &[f32])], sums: &mut [f32]) {
    let add = |first: usize, sums: &mut [f32]| {
        for (first, sums) in (first..).step_by(SUMS).zip(sums.chunks_mut(SUMS)) {
            sums.fill(0.0);
            for (weight, gradient) in parts {
                for (sum, g) in sums.iter_mut().zip(&gradient[first..]) {
                    *sum += g * weight;
                }
            }
        }
    };
    let Some(ranges) = ranges(sums.len(), LANES, ADDITION * parts.len() * sums.len()) else { return add(0, sums) };
    share(ranges.iter().zip(cut_rows_mut(sums, 1, &ranges)), |(range, sums)| add(range.start, sums));
}

#[cfg(test)]
mod tests {
    use super::{ADDITION, WORTH_SPLITTING, add_up, alone, ranges};
    use alloc::vec::Vec;

    fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(work)
    }

    #[test]
    fn ranges_cover_everything_once() {
        for threads in [1, 2, 3, 8] {
            for count in [1, 5, 6, 7, 31, 512, 784] {
                for multiply_adds in [0, WORTH_SPLITTING, 3 * WORTH_SPLITTING, usize::MAX] {
                    let Some(ranges) = in_pool(threads, || ranges(count, 6, multiply_adds)) else {
                        assert!(threads == 1 || count <= 6 || multiply_adds < WORTH_SPLITTING);
                        continue;
                    };
                    let all: Vec<usize> = ranges.iter().cloned().flatten().collect();
                    assert_eq!(all, (0..count).collect::<Vec<_>>());
                    assert!(ranges.len() > 1 && ranges.is_sorted_by_key(|range| count - range.len()), "{ranges:?}");
                    assert!(ranges[..ranges.len() - 1].iter().all(|range| range.len().is_multiple_of(6)));
                    // nobody waits for the first part
                    assert!(ranges[0].len() <= count / threads + 6, "{ranges:?}");
                }
            }
        }
    }

    #[test]
    fn gradients_add_up_in_order() {
        let count = WORTH_SPLITTING / ADDITION / 3 + 5;
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

    #[test]
    fn parts_are_not_split() {
        in_pool(2, || {
            let split = || ranges(64, 1, usize::MAX).is_some();
            assert!(split());
            assert!(!alone(split));
            assert!(split(), "only inside");
            let panic = std::panic::catch_unwind(|| alone(|| panic!("a part")));
            assert!(panic.is_err() && split(), "only inside");
        });
    }
}
