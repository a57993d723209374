//! The moments: the values that an optimizer keeps for each parameter.

use crate::layer::parameters::{Parameters, params_of_all};
use core::ops::Range;

/// The moments of an optimizer, independent of the network's type.
///
/// # Safety
///
/// Zero bytes are a valid value: [`State::boxed`](super::State::boxed) begins with them.
#[expect(unsafe_code, reason = "moments promise that zero bytes are valid")]
pub unsafe trait Slots: Send + Sync {
    /// Copies the moments of another state.
    fn copy_from(&mut self, other: &Self)
    where
        Self: Sized;
    /// Calls `change` with the moments of `count` parameters, from parameter `first` on.
    fn change(&mut self, first: usize, count: usize, change: &mut dyn FnMut(&mut [&mut [f32]]));
}

/// The values that an optimizer keeps for each parameter: `K` values, as `K` networks.
///
/// Only arrays of networks implement this trait, so zero bytes are a valid value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the moments of an optimizer",
    label = "expected an array of networks",
    note = "an optimizer that remembers two values per parameter has `type Moments<N: Parameters> = [N; 2]`"
)]
pub trait Moments<N: Parameters>: Slots {
    /// Moments that are all zero.
    const ZERO: Self;
}

impl<N: Parameters, const K: usize> Moments<N> for [N; K] {
    const ZERO: Self = [const { N::ZERO }; K];
}

// SAFETY: networks are `f32`s and nothing else (the contract of `Parameters`), and zero bytes are the value 0.
#[expect(unsafe_code, reason = "moments promise that zero bytes are valid; the promise has its proof")]
unsafe impl<N: Parameters, const K: usize> Slots for [N; K] {
    fn copy_from(&mut self, other: &Self) {
        for (moment, other) in self.iter_mut().zip(other) {
            moment.params_slice_mut().copy_from_slice(other.params_slice());
        }
    }

    #[inline]
    fn change(&mut self, first: usize, count: usize, change: &mut dyn FnMut(&mut [&mut [f32]])) {
        change_slices::<K>(params_of_all(self), N::COUNT, first..first + count, change);
    }
}

/// Returns moments of zero on the heap, without creating them on the stack.
#[cfg(feature = "alloc")]
#[expect(unsafe_code, reason = "moments of large networks must not pass over the stack")]
pub(crate) fn zeroed_moments<M: Slots>(count: usize) -> alloc::vec::Vec<M> {
    let mut moments = alloc::vec::Vec::<M>::with_capacity(count);
    // SAFETY: there is room for `count` values, and zero bytes are a valid value (the contract of `Slots`).
    unsafe {
        moments.as_mut_ptr().write_bytes(0, count);
        moments.set_len(count);
    }
    moments
}

/// Not generic over networks, so that it is compiled once: `each_mut().map(...)` was 13 functions for each of them.
#[inline]
fn change_slices<const K: usize>(
    mut moments: &mut [f32],
    parameters: usize,
    range: Range<usize>,
    change: &mut dyn FnMut(&mut [&mut [f32]]),
) {
    // no more than two are written out: loops over arrays keep them in memory where code is to be small
    let mut next = |range: Range<usize>| match moments.split_off_mut(..parameters) {
        Some(moment) => &mut moment[range],
        None => &mut [],
    };
    match K {
        0 => change(&mut []),
        1 => change(&mut [next(range)]),
        2 => change(&mut [next(range.clone()), next(range)]),
        _ => change(&mut core::array::from_fn::<_, K, _>(|_| next(range.clone()))),
    }
}
