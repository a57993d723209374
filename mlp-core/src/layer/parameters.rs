//! The parameters of a network as one slice.

use crate::layer::info::{LayerInfo, LayerPath};
use core::slice;

/// A network that consists of its parameters and nothing else, so that they can be seen as one slice.
///
/// The order is that of the declaration: for each layer `weights[input][unit]`, then `biases[unit]`.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }
///
/// let mut net = Xor::ZERO;
/// net.params_slice_mut().fill(0.5);
/// assert_eq!(net.params_slice(), [0.5; Xor::COUNT]);
/// ```
///
/// # Safety
///
/// `Self` consists of exactly [`Parameters::COUNT`] values of type `f32`, without padding, and any `f32`s are valid:
/// `#[repr(C)]` structs and arrays of `f32` are such types. The expansion of `mlp!` asserts the size.
pub unsafe trait Parameters: Sized + Send + Sync + 'static {
    /// The number of parameters: all weights and biases.
    const COUNT: usize;
    /// The network whose parameters are all zero.
    const ZERO: Self;

    /// Whether any layer is frozen by its declaration.
    #[doc(hidden)]
    const FROZEN: bool = false;

    /// Calls `visit` with each layer and its path, in order.
    ///
    /// The parameters of a type without layers are all weights.
    #[doc(hidden)]
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        let _ = (path, visit);
    }

    /// Returns all parameters as one slice, in the order of the declaration.
    #[inline]
    #[must_use]
    fn params_slice(&self) -> &[f32] {
        const { assert_layout::<Self>() };
        // SAFETY: the trait's contract (checked as far as size and alignment go) says that `self` consists of `COUNT`
        // initialised `f32`s; the slice borrows `self` for as long as it lives.
        unsafe { slice::from_raw_parts(core::ptr::from_ref(self).cast(), Self::COUNT) }
    }

    /// Returns all parameters as one mutable slice, in the order of the declaration.
    #[inline]
    #[must_use]
    fn params_slice_mut(&mut self) -> &mut [f32] {
        const { assert_layout::<Self>() };
        // SAFETY: as above; the borrow is exclusive, and any `f32`s are valid parameters.
        unsafe { slice::from_raw_parts_mut(core::ptr::from_mut(self).cast(), Self::COUNT) }
    }

    /// Returns a network of zeros on the heap, without creating it on the stack.
    #[cfg(feature = "alloc")]
    #[must_use]
    fn zeroed_boxed() -> alloc::boxed::Box<Self> {
        const { assert_layout::<Self>() };
        let mut zeroed = alloc::boxed::Box::<Self>::new_uninit();
        // SAFETY: by the trait's contract all values are valid, and zero bytes are the value 0.
        unsafe {
            zeroed.as_mut_ptr().write_bytes(0, 1);
            zeroed.assume_init()
        }
    }
}

/// Returns all parameters of several networks as one mutable slice, one network after the other.
#[inline]
pub(crate) fn params_of_all<N: Parameters>(nets: &mut [N]) -> &mut [f32] {
    const { assert_layout::<N>() };
    // SAFETY: by the trait's contract each network consists of `COUNT` initialised `f32`s and nothing else (checked as
    // far as size and alignment go), and a slice has no padding between its elements; the borrow is exclusive, and any
    // `f32`s are valid parameters.
    unsafe { slice::from_raw_parts_mut(nets.as_mut_ptr().cast(), nets.len() * N::COUNT) }
}

/// Returns all parameters of several networks as one slice, one network after the other.
#[inline]
pub(crate) fn params_of_all_shared<N: Parameters>(nets: &[N]) -> &[f32] {
    const { assert_layout::<N>() };
    // SAFETY: as in `params_of_all`; the slice borrows `nets` for as long as it lives.
    unsafe { slice::from_raw_parts(nets.as_ptr().cast(), nets.len() * N::COUNT) }
}

/// Returns networks of zeros on the heap, without creating one on the stack.
#[cfg(feature = "alloc")]
pub(crate) fn zeroed_vec<N: Parameters>(count: usize) -> alloc::vec::Vec<N> {
    const { assert_layout::<N>() };
    let mut nets = alloc::vec::Vec::<N>::with_capacity(count);
    // SAFETY: there is room for `count` networks; by the trait's contract all values are valid, and zero bytes are the
    // value 0.
    unsafe {
        nets.as_mut_ptr().write_bytes(0, count);
        nets.set_len(count);
    }
    nets
}

/// Fails to compile for a type whose size or alignment breaks the contract of [`Parameters`].
const fn assert_layout<T: Parameters>() {
    assert!(size_of::<T>() == size_of::<f32>() * T::COUNT, "a network must consist of its parameters and nothing else");
    assert!(align_of::<T>() == align_of::<f32>() || T::COUNT == 0, "a network must be aligned as f32 is");
}

/// Returns all parameters of a network as an array.
///
/// # Panics
///
/// If `PARAMS` is not the number of parameters.
#[must_use]
pub fn params<N: Parameters, const PARAMS: usize>(net: &N) -> &[f32; PARAMS] {
    net.params_slice().try_into().expect("the number of parameters")
}

/// Returns all parameters of a network as a mutable array.
///
/// # Panics
///
/// If `PARAMS` is not the number of parameters.
#[must_use]
pub fn params_mut<N: Parameters, const PARAMS: usize>(net: &mut N) -> &mut [f32; PARAMS] {
    net.params_slice_mut().try_into().expect("the number of parameters")
}

/// Returns the network with the parameters `bytes`, little-endian and in order.
///
/// If the length differs, all parameters are 0. In a constant this happens at compile time and costs nothing at run
/// time.
#[must_use]
pub const fn from_le_bytes<N: Parameters, const BYTES: usize>(bytes: &[u8; BYTES]) -> N {
    const { assert_layout::<N>() };
    if BYTES != size_of::<f32>() * N::COUNT {
        return N::ZERO;
    }
    let mut native = *bytes;
    if cfg!(target_endian = "big") {
        let (mut numbers, _) = native.as_chunks_mut::<4>();
        while let Some((number, rest)) = numbers.split_first_mut() {
            *number = u32::from_le_bytes(*number).to_ne_bytes();
            numbers = rest;
        }
    }
    // SAFETY: the array has exactly the bytes of an `N` (checked above, with the layout), any `f32`s are valid
    // parameters by the trait's contract, and `transmute_copy` requires no alignment of its source.
    unsafe { core::mem::transmute_copy(&native) }
}
