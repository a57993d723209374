//! Moves samples between memory, where the values of a sample are adjacent, and lanes.
//!
//! Whole blocks of samples go through registers, where a few shuffles separate their values. For that, a sample of 5
//! values is read as if it had 8. Moved one by one, the values of 64 samples cost 3 => 3 relu => 3 three quarters of
//! its time, and 8 => 8 relu => 8 half of it.

use super::lanes::{LaneArray, Lanes};
use super::shuffle::{join, separate};

/// Returns the number of values that are read for a sample of `width` values.
///
/// Returns `None` if a vector cannot hold them.
const fn read<V: Lanes>(width: usize) -> Option<usize> {
    let read = if matches!(width, 3 | 6 | 12) { width } else { width.next_power_of_two() };
    if read <= V::LANES { Some(read) } else { None }
}

/// Loads `x[unit][lane] = samples[lane][unit]`, with zeros in the lanes without a sample.
#[inline(always)]
pub(crate) fn gather<V: Lanes, A: LaneArray<V>>(token: V::Token, samples: &[f32]) -> A {
    if samples.len() == A::LENGTH * V::LANES {
        // a constant, so that only one of them is compiled
        match const { read::<V>(A::LENGTH) } {
            Some(1) => return gather_rows::<V, A, 1>(token, samples),
            Some(2) => return gather_rows::<V, A, 2>(token, samples),
            Some(3) => return gather_rows::<V, A, 3>(token, samples),
            Some(4) => return gather_rows::<V, A, 4>(token, samples),
            Some(6) => return gather_rows::<V, A, 6>(token, samples),
            Some(8) => return gather_rows::<V, A, 8>(token, samples),
            Some(12) => return gather_rows::<V, A, 12>(token, samples),
            Some(16) => return gather_rows::<V, A, 16>(token, samples),
            _ => {}
        }
    }
    let mut x = A::splat(token, 0.0);
    for (unit, x) in x.as_mut_slice().iter_mut().enumerate() {
        let mut lanes = [0.0; 16];
        for (lane, sample) in lanes.iter_mut().zip(samples.chunks_exact(A::LENGTH)) {
            *lane = sample[unit];
        }
        *x = V::load(token, &lanes);
    }
    x
}

/// Does the same as [`gather`] for as many samples as there are lanes, with `READ` values for each.
#[inline(always)]
fn gather_rows<V: Lanes, A: LaneArray<V>, const READ: usize>(token: V::Token, samples: &[f32]) -> A {
    let (width, rows) = (A::LENGTH, V::LANES / READ);
    let mut vectors = [V::splat(token, 0.0); READ];
    for (index, vector) in vectors.iter_mut().enumerate() {
        if width == READ {
            *vector = V::load(token, &samples[index * V::LANES..]);
            continue;
        }
        let mut lanes = [0.0; 16];
        for row in 0..rows {
            let sample = index * rows + row;
            // more than half of the read values belong to the sample, so that only the last one may have nothing behind
            // it
            let read = if sample + 1 < V::LANES { READ } else { width };
            lanes[row * READ..][..read].copy_from_slice(&samples[sample * width..][..read]);
        }
        *vector = V::load(token, &lanes);
    }
    let mut x = A::splat(token, 0.0);
    x.as_mut_slice().copy_from_slice(&separate(vectors)[..width]);
    x
}

/// Stores `samples[lane][unit] = x[unit][lane]`, for as many samples as there are.
#[inline(always)]
pub(crate) fn scatter<V: Lanes, A: LaneArray<V>>(token: V::Token, x: &A, samples: &mut [f32]) {
    if samples.len() == A::LENGTH * V::LANES {
        match const { read::<V>(A::LENGTH) } {
            Some(1) => return scatter_rows::<V, A, 1>(token, x, samples),
            Some(2) => return scatter_rows::<V, A, 2>(token, x, samples),
            Some(3) => return scatter_rows::<V, A, 3>(token, x, samples),
            Some(4) => return scatter_rows::<V, A, 4>(token, x, samples),
            Some(6) => return scatter_rows::<V, A, 6>(token, x, samples),
            Some(8) => return scatter_rows::<V, A, 8>(token, x, samples),
            Some(12) => return scatter_rows::<V, A, 12>(token, x, samples),
            Some(16) => return scatter_rows::<V, A, 16>(token, x, samples),
            _ => {}
        }
    }
    for (unit, x) in x.as_slice().iter().enumerate() {
        let mut lanes = [0.0; 16];
        x.store(&mut lanes);
        for (sample, lane) in samples.chunks_exact_mut(A::LENGTH).zip(lanes) {
            sample[unit] = lane;
        }
    }
}

/// Does the same as [`scatter`] for as many samples as there are lanes, with `WRITTEN` values for each.
#[inline(always)]
fn scatter_rows<V: Lanes, A: LaneArray<V>, const WRITTEN: usize>(token: V::Token, x: &A, samples: &mut [f32]) {
    let (width, rows) = (A::LENGTH, V::LANES / WRITTEN);
    let mut vectors = [V::splat(token, 0.0); WRITTEN];
    vectors[..width].copy_from_slice(x.as_slice());
    for (index, vector) in join(vectors).into_iter().enumerate() {
        if width == WRITTEN {
            vector.store(&mut samples[index * V::LANES..]);
            continue;
        }
        let mut lanes = [0.0; 16];
        vector.store(&mut lanes);
        for row in 0..rows {
            let sample = index * rows + row;
            // values written behind a sample are overwritten by the next sample
            let written = if sample + 1 < V::LANES { WRITTEN } else { width };
            samples[sample * width..][..written].copy_from_slice(&lanes[row * WRITTEN..][..written]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{gather, scatter};
    use crate::simd::lanes::Lanes;
    use crate::simd::{self, InstructionSet, Vectorized};
    use std::{vec, vec::Vec};

    /// Gathers samples of `WIDTH` values and scatters them again.
    struct There<const WIDTH: usize> {
        count: usize,
        wide: bool,
    }

    impl<const WIDTH: usize> There<WIDTH> {
        fn and_back<V: Lanes>(&self, token: V::Token) {
            let count = self.count.min(V::LANES);
            let samples: Vec<f32> = (0..count * WIDTH).map(|index| 1.0 + index as f32).collect();
            let x: [V; WIDTH] = gather(token, &samples);
            for (unit, x) in x.iter().enumerate() {
                let mut lanes = [0.0; 16];
                x.store(&mut lanes);
                for (lane, found) in lanes.into_iter().enumerate().take(V::LANES) {
                    let wanted = if lane < count { samples[lane * WIDTH + unit] } else { 0.0 };
                    assert_eq!(found, wanted, "number {unit} of sample {lane}, {count} samples of {WIDTH}");
                }
            }
            let mut back = vec![-1.0; count * WIDTH];
            scatter(token, &x, &mut back);
            assert_eq!(back, samples, "{count} samples of {WIDTH}");
        }
    }

    impl<const WIDTH: usize> Vectorized for There<WIDTH> {
        type Output = ();
        fn vectorized<I: InstructionSet>(self, set: I) {
            if self.wide { self.and_back::<I::Sixteen>(set) } else { self.and_back::<I::Native>(set) }
        }
    }

    fn all<const WIDTH: usize>() {
        for level in simd::available() {
            for count in [1, 3, 4, 7, 8, 15, 16] {
                for wide in [false, true] {
                    simd::dispatch_at(level, There::<WIDTH> { count, wide });
                }
            }
        }
    }

    #[test]
    fn samples_of_every_width_go_there_and_back() {
        all::<1>();
        all::<2>();
        all::<3>();
        all::<4>();
        all::<5>();
        all::<6>();
        all::<7>();
        all::<8>();
        all::<9>();
        all::<12>();
        all::<15>();
        all::<16>();
        all::<17>();
        all::<40>();
    }
}
