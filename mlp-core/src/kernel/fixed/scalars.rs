//! A layer where there are no vectors: a few units have their sums in registers while the inputs go by.
//!
//! Terms are added in the order of the inputs, whatever the number of units.

use core::mem::MaybeUninit;

use super::block::Parameters;
#[cfg(all(target_arch = "arm", target_abi = "eabihf", target_os = "none"))]
use super::cortex_m::{many_products, write_sums};
use super::hardware::FLOATS_IN_HARDWARE;
#[cfg(not(all(target_arch = "arm", target_abi = "eabihf", target_os = "none")))]
use super::loops::{many_products, write_sums};
use super::rolled::for_each;
use crate::activation::LaneActivation;

/// Computes a layer, and returns its outputs.
#[inline(always)]
pub(super) fn scalars<'a, A: LaneActivation, const IN: usize, const OUT: usize>(
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &'a mut MaybeUninit<[f32; OUT]>,
) -> &'a mut [f32; OUT] {
    if OUT == 1 {
        let first = layer.biases.map_or(0.0, |biases| biases[0]);
        y.write([activation.value(product(layer.weights.as_flattened(), first, x)); OUT])
    } else {
        // known to be there or not where the function is called, so that zeros are constants of few programs
        units(layer.weights, layer.biases.unwrap_or(const { &[0.0; OUT] }), activation, x, y)
    }
}

/// Returns values as places that may be uninitialized, to which nothing but values may be written.
#[inline(always)]
#[expect(unsafe_code, reason = "the block has its proof")]
pub(super) fn as_places<const N: usize>(y: &mut [f32; N]) -> &mut MaybeUninit<[f32; N]> {
    // SAFETY: the layout is the same; the callers, in this folder, hand it to `scalars`, which writes values only
    unsafe { &mut *core::ptr::from_mut(y).cast() }
}

/// Returns a scalar product and `first`.
///
/// Not inlined: all networks share it, and the compiler does not copy constant weights into the code.
#[inline(never)]
fn product(weights: &[f32], first: f32, x: &[f32]) -> f32 {
    let (fours, rest) = x.as_chunks::<4>();
    let (fours_of_weights, rest_of_weights) = weights.as_chunks::<4>();
    let mut sum = many_products(fours_of_weights, first, fours);
    for (x, weight) in rest.iter().zip(rest_of_weights) {
        sum += x * weight;
    }
    sum
}

/// Computes a layer of several units. Not inlined, as [`product`]: layers of as many units share it.
#[inline(never)]
#[expect(unsafe_code, reason = "memory that is not initialized; each block has its proof")]
fn units<'a, A: LaneActivation, const OUT: usize>(
    weights: &[[f32; OUT]],
    biases: &[f32; OUT],
    activation: A,
    x: &[f32],
    y: &'a mut MaybeUninit<[f32; OUT]>,
) -> &'a mut [f32; OUT] {
    // SAFETY: an array has the layout of its elements, and these may stay uninitialized
    let places = unsafe { &mut *y.as_mut_ptr().cast::<[MaybeUninit<f32>; OUT]>() };
    write_sums(weights, biases, x, places);
    // SAFETY: `write_sums` has written to every place
    let y = unsafe { y.assume_init_mut() };
    activate(activation, y);
    y
}

/// Replaces the sums of a layer by its outputs.
#[inline(always)]
fn activate<A: LaneActivation, const OUT: usize>(activation: A, y: &mut [f32; OUT]) {
    let (fours, rest) = if FLOATS_IN_HARDWARE && !A::LONG { y.as_chunks_mut::<4>() } else { (&mut [][..], &mut y[..]) };
    // written out, since loops are not unrolled where code is to be small
    for_each(fours, |[a, b, c, d]| {
        *a = activation.value(*a);
        *b = activation.value(*b);
        *c = activation.value(*c);
        *d = activation.value(*d);
    });
    for_each(rest, |y| *y = activation.value(*y));
}
