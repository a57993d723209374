//! Memory for one pass: on the stack, or lent by the caller.

use crate::kernel::LANES;

/// Memory on the heap for the passes of a large network; grows when it has to, so that it allocates once.
///
/// Small networks need none. For large ones it makes longer matrices possible than the stack has room for, so that
/// weights are read less often, and keeps the stack small.
#[cfg(feature = "alloc")]
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    floats: alloc::vec::Vec<f32>,
}

#[cfg(feature = "alloc")]
impl Workspace {
    /// An empty workspace.
    #[must_use]
    pub const fn new() -> Self {
        Self { floats: alloc::vec::Vec::new() }
    }
}

/// Where the memory comes from.
pub(crate) enum Room<'a> {
    /// The stack.
    Stack,
    /// The caller.
    #[cfg(feature = "alloc")]
    Lent(&'a mut Workspace),
    /// Does not exist without a heap; keeps the lifetime in use.
    #[cfg(not(feature = "alloc"))]
    Lent(core::convert::Infallible, core::marker::PhantomData<&'a mut ()>),
}

impl Room<'_> {
    /// How many columns the matrices of a pass have, given how many rows all of them have together.
    pub(crate) fn samples_at_once(&self, rows: usize, parameters: usize, batch: usize) -> usize {
        match self {
            #[cfg(feature = "alloc")]
            Self::Lent(_) => {
                let most = if parameters > CACHED_PARAMETERS { 4 * MOST_SAMPLES } else { MOST_SAMPLES };
                batch.next_multiple_of(LANES).min(most)
            }
            _ => {
                let _ = parameters;
                samples_at_once(rows, batch)
            }
        }
    }

    /// Calls `work` with `floats` zeros, or what an earlier pass left.
    pub(crate) fn with(self, floats: usize, work: &mut dyn FnMut(&mut [f32])) {
        match self {
            #[cfg(feature = "alloc")]
            Self::Lent(workspace) => {
                if workspace.floats.len() < floats {
                    workspace.floats.resize(floats, 0.0);
                }
                work(&mut workspace.floats[..floats]);
            }
            _ => with(floats, work),
        }
    }
}

/// More parameters than this do not stay in a core's cache between chunks of samples, so chunks are longer.
#[cfg(feature = "alloc")]
const CACHED_PARAMETERS: usize = 64 * 1024;

/// Matrices of this size stay in the caches and fit a small thread's stack.
const COMFORTABLE: usize = 16 * 1024;
/// 256 KiB: half of the smallest stack we promise to run on.
const LARGEST: usize = 64 * 1024;
/// From here on a longer matrix gains nothing.
const MOST_SAMPLES: usize = 64;

/// How many columns the matrices of a pass have, given how many rows all of them have together.
pub(crate) fn samples_at_once(rows: usize, batch: usize) -> usize {
    let wanted = batch.next_multiple_of(LANES).min(MOST_SAMPLES);
    // narrow matrices slow large layers down, so those may take more of the stack
    let limit = if rows * 2 * LANES <= COMFORTABLE { COMFORTABLE } else { LARGEST };
    let fitting = limit / rows / LANES * LANES;
    wanted.min(fitting).max(LANES)
}

/// Calls `work` with `floats` zeros.
///
/// # Panics
///
/// Without a heap, if a network is too wide for the largest array on the stack (1 MiB).
pub(crate) fn with(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    match floats {
        0..=256 => on_stack::<256>(floats, work),
        257..=1024 => on_stack::<1024>(floats, work),
        1025..=4096 => on_stack::<4096>(floats, work),
        4097..=COMFORTABLE => on_stack::<COMFORTABLE>(floats, work),
        16_385..=32_768 => on_stack::<32_768>(floats, work),
        32_769..=LARGEST => on_stack::<LARGEST>(floats, work),
        _ => beyond(floats, work),
    }
}

/// Each size in its own function, so that a call takes no more stack than it needs.
#[inline(never)]
fn on_stack<const FLOATS: usize>(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    let mut workspace = [0.0; FLOATS];
    work(&mut workspace[..floats]);
}

#[cfg(feature = "alloc")]
fn beyond(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    work(&mut alloc::vec![0.0; floats]);
}

#[cfg(not(feature = "alloc"))]
fn beyond(floats: usize, work: &mut dyn FnMut(&mut [f32])) {
    assert!(floats <= 4 * LARGEST, "a network this wide needs the feature `alloc`");
    on_stack::<{ 4 * LARGEST }>(floats, work);
}
