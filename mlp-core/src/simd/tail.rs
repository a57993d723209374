//! The end of a slice, where the values do not fill a vector.
//!
//! These are functions, not closures: a closure that is called twice is compiled without the vector instructions of its
//! caller.

use super::lanes::Lanes;

/// Loads a vector from the beginning of `slice`, with zeros in the lanes behind its end.
#[inline(always)]
pub(crate) fn load_part<V: Lanes>(token: V::Token, slice: &[f32]) -> V {
    if slice.len() >= V::LANES {
        return V::load(token, slice);
    }
    let mut lanes = [0.0; 16];
    lanes[..slice.len()].copy_from_slice(slice);
    V::load(token, &lanes)
}

/// Stores as many lanes as `slice` has room for.
#[inline(always)]
pub(crate) fn store_part<V: Lanes>(value: V, slice: &mut [f32]) {
    if slice.len() >= V::LANES {
        return value.store(slice);
    }
    let mut lanes = [0.0; 16];
    value.store(&mut lanes);
    slice.copy_from_slice(&lanes[..slice.len()]);
}

/// Returns `then` in the first `count` lanes, and `otherwise` in the others.
#[inline(always)]
pub(crate) fn first_lanes<V: Lanes>(token: V::Token, count: usize, then: V, otherwise: V) -> V {
    const PLACES: [f32; 16] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];
    V::load(token, &PLACES).if_less(V::splat(token, count as f32), then, otherwise)
}

/// The lanes of the longest vector.
const VECTOR: usize = 16;

/// A slice that can be read in whole vectors up to its end, with zeros behind it.
#[derive(Debug)]
pub(crate) struct Padded<'a> {
    pub(crate) numbers: &'a [f32],
    /// The last values, and zeros.
    end: [f32; 3 * VECTOR],
}

impl<'a> Padded<'a> {
    #[inline(always)]
    pub(crate) fn new(numbers: &'a [f32]) -> Self {
        let mut end = [0.0; 3 * VECTOR];
        if let Some(last) = numbers.last_chunk::<{ 2 * VECTOR }>() {
            end[..2 * VECTOR].copy_from_slice(last);
        } else {
            end[2 * VECTOR - numbers.len()..2 * VECTOR].copy_from_slice(numbers);
        }
        Self { numbers, end }
    }

    /// Returns the values from index `first` on, at least as many as any vector has.
    ///
    /// The index must be inside the slice.
    #[inline(always)]
    pub(crate) fn from(&self, first: usize) -> &[f32] {
        let left = self.numbers.len() - first;
        if left < VECTOR { &self.end[2 * VECTOR - left..] } else { &self.numbers[first..] }
    }
}

#[cfg(test)]
mod tests {
    use super::Padded;

    #[test]
    fn behind_a_slice_are_zeros() {
        let numbers: [f32; 40] = core::array::from_fn(|i| i as f32 + 1.0);
        for length in 0..=numbers.len() {
            let padded = Padded::new(&numbers[..length]);
            for first in 0..=length {
                for (place, x) in padded.from(first)[..16].iter().enumerate() {
                    let wanted = if first + place < length { numbers[first + place] } else { 0.0 };
                    assert_eq!(*x, wanted, "number {place} from {first} of {length}");
                }
            }
        }
    }
}
