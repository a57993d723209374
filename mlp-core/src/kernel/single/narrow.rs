//! The forward pass of a layer of 1, 2, 4 or 8 units for one sample: several rows of the weights in a vector.
//!
//! A vector for each row would leave most lanes empty, and nearly every one would lie across two cache lines: 64 => 2
//! took 67 ns, and takes 56.

use super::forward::{CHAINS, SingleForward};
use crate::kernel::chains::sum_chains;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use crate::simd::tail::load_part;

impl SingleForward<'_> {
    /// Computes all units of a layer of `UNITS`, a power of two up to 8.
    ///
    /// Each lane belongs to a unit. At the end the lanes of a unit are added.
    #[inline(always)]
    pub(super) fn narrow<I: InstructionSet, const UNITS: usize>(&mut self, set: I) {
        let mut sums = [I::Sixteen::splat(set, 0.0); CHAINS];
        self.add_whole_chunks::<I, UNITS>(set, &mut sums);
        self.add_last_chunk::<I, UNITS>(set, &mut sums);
        let mut z = fold_units::<I, UNITS>(sums);
        if let Some((padded, first)) = self.biases {
            for (z, bias) in z.iter_mut().zip(padded.from(first)) {
                *z += bias;
            }
        }
        self.z[..UNITS].copy_from_slice(&z);
    }

    /// Returns the rows of the weights, one after the other.
    #[inline(always)]
    fn narrow_rows<const UNITS: usize>(&self) -> &[f32] {
        let (padded, first) = self.weights;
        &padded.numbers[first..first + self.x.len() * UNITS]
    }

    /// Adds the products of sixteen inputs at a time. A chunk of inputs has `UNITS` vectors of weights.
    #[inline(always)]
    fn add_whole_chunks<I: InstructionSet, const UNITS: usize>(&self, set: I, sums: &mut [I::Sixteen; CHAINS]) {
        let (weights, chunks) = (self.narrow_rows::<UNITS>(), self.x.as_chunks::<16>().0);
        // as many chunks at once as have a vector for each chain: the chain of a vector must be known at compile time
        let at_once = (CHAINS / UNITS).max(1);
        for (group, chunks) in chunks.chunks(at_once).enumerate() {
            for index in 0..at_once {
                if index < chunks.len() {
                    let x = spread::<_, UNITS>(I::Sixteen::load(set, &chunks[index]));
                    let rows = &weights[(group * at_once + index) * 16 * UNITS..][..16 * UNITS];
                    for n in 0..UNITS {
                        let chain = (index * UNITS + n) % CHAINS;
                        sums[chain] = x[n].mul_add(I::Sixteen::load(set, &rows[16 * n..]), sums[chain]);
                    }
                }
            }
        }
    }

    /// Adds the products of the inputs that do not fill a chunk.
    #[inline(always)]
    fn add_last_chunk<I: InstructionSet, const UNITS: usize>(&self, set: I, sums: &mut [I::Sixteen; CHAINS]) {
        let (chunks, rest) = self.x.as_chunks::<16>();
        if rest.is_empty() {
            return;
        }
        let rows = &self.narrow_rows::<UNITS>()[chunks.len() * 16 * UNITS..];
        let x = spread::<I::Sixteen, UNITS>(load_part(set, rest));
        for n in 0..UNITS {
            let row = load_part(set, rows.get(16 * n..).unwrap_or(&[]));
            sums[n % CHAINS] = x[n].mul_add(row, sums[n % CHAINS]);
        }
    }
}

/// Adds up the chains and the lanes of each unit: halves first, until one lane is left.
#[inline(always)]
fn fold_units<I: InstructionSet, const UNITS: usize>(sums: [I::Sixteen; CHAINS]) -> [f32; UNITS] {
    let mut z = [0.0; 16];
    sum_chains(sums).store(&mut z);
    // one after the other: a loop over them stays a loop, with its values in memory
    fold::<UNITS, 8>(&mut z);
    fold::<UNITS, 4>(&mut z);
    fold::<UNITS, 2>(&mut z);
    fold::<UNITS, 1>(&mut z);
    let mut units = [0.0; UNITS];
    units.copy_from_slice(&z[..UNITS]);
    units
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
