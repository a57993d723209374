//! The forward pass of a layer of 1, 2, 4 or 8 units for one sample: several rows of the weights in a vector.
//!
//! A vector for each row would leave most lanes empty, and nearly every one would lie across two cache lines: 64 => 2
//! took 67 ns, and takes 56.

use super::forward::{CHAINS, SingleForward, sum_chains};
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use crate::simd::tail::load_part;

impl SingleForward<'_> {
    /// Computes all units of a layer of `UNITS`, a power of two up to 8.
    ///
    /// Each lane belongs to a unit. At the end the lanes of a unit are added: halves first, until one lane is left.
    #[inline(always)]
    pub(super) fn narrow<I: InstructionSet, const UNITS: usize>(&mut self, set: I) {
        let (padded, first) = self.weights;
        let weights = &padded.numbers[first..first + self.x.len() * UNITS];
        let mut sums = [I::Sixteen::splat(set, 0.0); CHAINS];
        let (chunks, rest) = self.x.as_chunks::<16>();
        // as many at once as there are turns, which must be known at compile time
        let together_at_once = (CHAINS / UNITS).max(1);
        for (group, chunks) in chunks.chunks(together_at_once).enumerate() {
            for place in 0..together_at_once {
                if place < chunks.len() {
                    let x = spread::<_, UNITS>(I::Sixteen::load(set, &chunks[place]));
                    let rows = &weights[(group * together_at_once + place) * 16 * UNITS..][..16 * UNITS];
                    for n in 0..UNITS {
                        let chain = (place * UNITS + n) % CHAINS;
                        sums[chain] = x[n].mul_add(I::Sixteen::load(set, &rows[16 * n..]), sums[chain]);
                    }
                }
            }
        }
        if !rest.is_empty() {
            let (x, rows) = (spread::<I::Sixteen, UNITS>(load_part(set, rest)), &weights[chunks.len() * 16 * UNITS..]);
            for n in 0..UNITS {
                let row = load_part(set, rows.get(16 * n..).unwrap_or(&[]));
                sums[n % CHAINS] = x[n].mul_add(row, sums[n % CHAINS]);
            }
        }
        let mut z = [0.0; 16];
        sum_chains(sums).store(&mut z);
        // one after the other: a loop over them stays a loop, with its values in memory
        fold::<UNITS, 8>(&mut z);
        fold::<UNITS, 4>(&mut z);
        fold::<UNITS, 2>(&mut z);
        fold::<UNITS, 1>(&mut z);
        if let Some((padded, first)) = self.biases {
            for (z, bias) in z[..UNITS].iter_mut().zip(padded.from(first)) {
                *z += bias;
            }
        }
        self.z[..UNITS].copy_from_slice(&z[..UNITS]);
    }
}

/// Adds the second `HALF` lanes to the first ones, unless each lane already is a unit's sum.
#[inline(always)]
fn fold<const UNITS: usize, const HALF: usize>(z: &mut [f32; 16]) {
    if HALF >= UNITS {
        for lane in 0..HALF {
            z[lane] += z[lane + HALF];
        }
    }
}

/// Spreads sixteen values over `UNITS` vectors, each value in as many lanes as there are units.
#[inline(always)]
fn spread<V: Lanes, const UNITS: usize>(x: V) -> [V; UNITS] {
    let mut spread = [x; UNITS];
    let mut length = 1;
    while length < UNITS {
        for n in (0..length).rev() {
            (spread[2 * n], spread[2 * n + 1]) = spread[n].interleave(spread[n]);
        }
        length *= 2;
    }
    spread
}
