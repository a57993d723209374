//! The end of a slice, where the numbers do not fill a vector.
//!
//! Functions, not closures: a closure that is called twice is compiled without the vector instructions of its caller.

use super::Lanes;

/// The first lanes of `slice`, or what there is, and zeros.
#[inline(always)]
pub(crate) fn load_part<V: Lanes>(token: V::Token, slice: &[f32]) -> V {
    if slice.len() >= V::LANES {
        return V::load(token, slice);
    }
    let mut lanes = [0.0; 16];
    lanes[..slice.len()].copy_from_slice(slice);
    V::load(token, &lanes)
}

/// Writes as many lanes as `slice` has room for.
#[inline(always)]
pub(crate) fn store_part<V: Lanes>(value: V, slice: &mut [f32]) {
    if slice.len() >= V::LANES {
        return value.store(slice);
    }
    let mut lanes = [0.0; 16];
    value.store(&mut lanes);
    slice.copy_from_slice(&lanes[..slice.len()]);
}
