//! Memory for one pass: on the stack, or lent by the caller.

use crate::simd::lanes::LANES;
#[cfg(feature = "alloc")]
use crate::thresholds::{CACHED_PARAMETERS, HALF_A_CACHE};
use crate::thresholds::{CHUNK_SAMPLES, COMFORTABLE_STACK, LARGEST_STACK};
use core::marker::PhantomData;

/// Memory on the heap for the passes of a large network, which is kept from one pass to the next.
///
/// It grows when a pass needs more, so that equal passes allocate once. Small networks do not need it. For large
/// networks it allows longer matrices than fit on the stack, so that weights are read less often, and it keeps the
/// stack small.
///
/// ```
/// use mlp::prelude::*;
/// use mlp::{Batch, Workspace};
///
/// mlp! { struct Net: 64 => 128 relu => 10 softmax }
///
/// let (mut net, optimizer) = (Net::seeded(1), Sgd::new(0.1));
/// let (mut state, mut workspace) = (optimizer.init(), Workspace::new());
/// for _ in 0..10 {
///     let batch = Batch::new(&[[0.5; 64]; 32], &[3; 32]).workspace(&mut workspace);
///     net.train(CrossEntropy, &optimizer, &mut state, batch);
/// }
/// assert!(net.forward(&[0.5; 64])[3] > 0.5);
/// ```
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    floats: alloc::vec::Vec<f32>,
}

#[cfg(feature = "alloc")]
impl Workspace {
    /// Creates an empty workspace, without allocating.
    #[must_use]
    pub const fn new() -> Self {
        Self { floats: alloc::vec::Vec::new() }
    }
}

/// The source of a pass's memory: the stack, unless a workspace is lent.
#[derive(Debug, Default)]
pub(crate) struct PassMemory<'a> {
    #[cfg(feature = "alloc")]
    lent: Option<&'a mut Workspace>,
    lifetime: PhantomData<&'a mut ()>,
}

#[cfg(feature = "alloc")]
impl<'a> PassMemory<'a> {
    /// Uses the memory of a workspace.
    pub(crate) const fn lent(workspace: &'a mut Workspace) -> Self {
        Self { lent: Some(workspace), lifetime: PhantomData }
    }
}

#[cfg_attr(not(feature = "alloc"), expect(clippy::unused_self, reason = "there is one kind of memory without a heap"))]
impl PassMemory<'_> {
    /// Returns the number of columns of a pass's matrices.
    ///
    /// `size` returns the number of values in the matrices for a number of columns.
    pub(crate) fn samples_at_once(&self, size: &dyn Fn(usize) -> usize, parameters: usize, batch: usize) -> usize {
        #[cfg(feature = "alloc")]
        if self.lent.is_some() {
            let limit = if parameters > CACHED_PARAMETERS { usize::MAX } else { HALF_A_CACHE };
            let most = longest(size, limit).max(2 * CHUNK_SAMPLES);
            return batch.next_multiple_of(LANES).clamp(LANES, most);
        }
        let _ = parameters;
        samples_at_once(size, batch)
    }

    /// Calls `work` with `floats` values: zeros, or what an earlier pass left.
    pub(crate) fn with(self, floats: usize, work: &mut dyn FnMut(&mut [f32])) {
        #[cfg(feature = "alloc")]
        if let Some(workspace) = self.lent {
            if workspace.floats.len() < floats + LANES {
                workspace.floats.resize(floats + LANES, 0.0);
            }
            return work(aligned(&mut workspace.floats, floats));
        }
        with(floats, work);
    }
}

/// Returns the largest number of columns whose matrices have up to `limit` values.
///
/// It is one, two or four times [`CHUNK_SAMPLES`]; one if even that is too many.
fn longest(size: &dyn Fn(usize) -> usize, limit: usize) -> usize {
    let lengths = [4 * CHUNK_SAMPLES, 2 * CHUNK_SAMPLES];
    lengths.into_iter().find(|samples| size(*samples) <= limit).unwrap_or(CHUNK_SAMPLES)
}

/// Returns the number of columns of a pass's matrices on the stack.
///
/// Not generic, so that networks share the code.
pub(crate) fn samples_at_once(size: &dyn Fn(usize) -> usize, batch: usize) -> usize {
    // narrow matrices slow large layers down, so these may use more of the stack
    let limit = if size(2 * LANES) <= COMFORTABLE_STACK { COMFORTABLE_STACK } else { LARGEST_STACK };
    let mut samples = batch.next_multiple_of(LANES).clamp(LANES, longest(size, COMFORTABLE_STACK));
    while samples > LANES && size(samples) > limit {
        samples -= LANES;
    }
    samples
}

/// Returns whether matrices are cut at multiples of 64 samples, wherever their memory comes from.
pub(crate) fn cuts_at_most(size: &dyn Fn(usize) -> usize) -> bool {
    samples_at_once(size, CHUNK_SAMPLES) == CHUNK_SAMPLES
}

/// Returns [`samples_at_once`] for passes that only compute outputs.
///
/// If a network is so wide that its matrices on the stack would be narrow, they are on the heap where there is one:
/// reading the weights several times costs twice the time.
pub(crate) fn samples_of_answers(size: &dyn Fn(usize) -> usize, batch: usize) -> usize {
    if cfg!(feature = "alloc") && size(CHUNK_SAMPLES) > LARGEST_STACK {
        return batch.next_multiple_of(LANES).clamp(LANES, CHUNK_SAMPLES);
    }
    samples_at_once(size, batch)
}

/// Calls `work` with `floats` zeros.
///
/// # Panics
///
/// Without a heap, if a network is too wide for the largest array on the stack (1 MiB).
pub(crate) fn with(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    // zeroing more than needed would cost small networks a tenth of their time
    match floats {
        0..=256 => on_stack::<256>(floats, work),
        257..=1_024 => on_stack::<1_024>(floats, work),
        1_025..=2_048 => on_stack::<2_048>(floats, work),
        2_049..=4_096 => on_stack::<4_096>(floats, work),
        4_097..=6_144 => on_stack::<6_144>(floats, work),
        6_145..=8_192 => on_stack::<8_192>(floats, work),
        8_193..=12_288 => on_stack::<12_288>(floats, work),
        12_289..=16_384 => on_stack::<16_384>(floats, work),
        16_385..=24_576 => on_stack::<24_576>(floats, work),
        24_577..=32_768 => on_stack::<32_768>(floats, work),
        32_769..=49_152 => on_stack::<49_152>(floats, work),
        49_153..=LARGEST_STACK => on_stack::<LARGEST_STACK>(floats, work),
        _ => beyond(floats, work),
    }
}

/// One function for each size, so that a call uses no more stack than it needs.
#[inline(never)]
fn on_stack<const FLOATS: usize>(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    let mut workspace = Aligned([0.0; FLOATS]);
    work(&mut workspace.0[..floats]);
}

/// Values that begin at a cache line, as on the heap: 4 => 32 tanh => 16 tanh => 4 gains a twelfth.
#[repr(align(64))]
struct Aligned<const FLOATS: usize>([f32; FLOATS]);

/// The bytes of a cache line, and of the widest load.
#[cfg(feature = "alloc")]
const CACHE_LINE: usize = 64;

/// Returns `count` of the values, from the first one that begins a cache line.
///
/// Rows of matrices are multiples of 16 values. All of them then begin a cache line, and no vector is read from two:
/// 784 => 512 relu => 512 relu => 10 gains a tenth.
#[cfg(feature = "alloc")]
pub(crate) fn aligned(floats: &mut [f32], count: usize) -> &mut [f32] {
    // it is one of the first 16; if `align_offset` cannot tell, any will do
    let skipped = floats.as_ptr().align_offset(CACHE_LINE).min(LANES);
    &mut floats[skipped..skipped + count]
}

#[cfg(feature = "alloc")]
fn beyond(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    work(aligned(&mut alloc::vec![0.0; floats + LANES], floats));
}

#[cfg(not(feature = "alloc"))]
fn beyond(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    assert!(floats <= 4 * LARGEST_STACK, "a network this wide needs the feature `alloc`");
    on_stack::<{ 4 * LARGEST_STACK }>(floats, work);
}
