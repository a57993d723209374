//! Forward pass of a layer for one sample: units in the lanes.

use crate::lanes::{Lanes, load_part, store_part};
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// `z[unit] = biases[unit] + sum over inputs of weights[input][unit] * x[input]`
///
/// # Panics
///
/// If the slices do not fit each other.
pub(crate) fn forward_one(weights: &[f32], biases: &[f32], x: &[f32], z: &mut [f32]) {
    assert_eq!(weights.len(), x.len() * z.len(), "a layer has the wrong size");
    assert!(biases.is_empty() || biases.len() == z.len(), "a layer has the wrong size");
    dispatch(ForwardOne { weights, biases, x, z });
}

struct ForwardOne<'a> {
    weights: &'a [f32],
    biases: &'a [f32],
    x: &'a [f32],
    z: &'a mut [f32],
}

/// How many sums each unit has: inputs take turns, so that no sum waits for the one before. The same on every
/// instruction set; in the end they are added as a balanced tree.
const TURNS: usize = 4;

impl Vectorized for ForwardOne<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let (lanes, units) = (I::Native::LANES, self.z.len());
        let mut unit = 0;
        if set.wide_registers() {
            while units - unit >= 4 * lanes {
                self.block::<I, 4>(set, unit);
                unit += 4 * lanes;
            }
        }
        while units - unit >= 2 * lanes {
            self.block::<I, 2>(set, unit);
            unit += 2 * lanes;
        }
        while units - unit >= lanes {
            self.block::<I, 1>(set, unit);
            unit += lanes;
        }
        if unit < units {
            self.tail::<I>(set, unit);
        }
    }
}

/// The sums of all turns together.
#[inline(always)]
fn together<V: Lanes>([a, b, c, d]: [V; TURNS]) -> V {
    (a + b) + (c + d)
}

impl ForwardOne<'_> {
    #[inline(always)]
    fn block<I: InstructionSet, const VECTORS: usize>(&mut self, set: I, unit: usize) {
        let (lanes, units) = (I::Native::LANES, self.z.len());
        let mut sums = [[I::Native::splat(set, 0.0); TURNS]; VECTORS];
        if let Some(biases) = self.biases.get(unit..unit + VECTORS * lanes) {
            for n in 0..VECTORS {
                sums[n][0] = I::Native::load(set, &biases[n * lanes..]);
            }
        }
        let (turns, rest) = self.x.as_chunks::<TURNS>();
        let mut rows = self.weights[unit..].chunks(units);
        for x in turns {
            for turn in 0..TURNS {
                step(set, &mut sums, turn, x[turn], rows.next().unwrap_or(&[]));
            }
        }
        for (turn, x) in rest.iter().enumerate() {
            step(set, &mut sums, turn, *x, rows.next().unwrap_or(&[]));
        }
        for n in 0..VECTORS {
            together(sums[n]).store(&mut self.z[unit + n * lanes..]);
        }
    }

    /// The units that do not fill a vector. A row's vector runs over into the next row, whose sums are thrown away.
    #[inline(always)]
    fn tail<I: InstructionSet>(&mut self, set: I, unit: usize) {
        let (lanes, units, weights) = (I::Native::LANES, self.z.len(), self.weights);
        let mut sums = [I::Native::splat(set, 0.0); TURNS];
        sums[0] = load_part(set, self.biases.get(unit..).unwrap_or(&[]));
        // rows whose vector lies inside the matrix; those at its end are followed by zeros
        let inside = weights.len().checked_sub(unit + lanes).map_or(0, |room| self.x.len().min(room / units + 1));
        let (mut end, rest) = ([0.0; 32], weights.get(unit + inside * units..).unwrap_or(&[]));
        if inside < self.x.len() {
            end[..rest.len()].copy_from_slice(rest);
        }
        let (turns, _) = self.x[..inside].as_chunks::<TURNS>();
        for (first, x) in turns.iter().enumerate() {
            let rows = &weights[unit + first * TURNS * units..][..(TURNS - 1) * units + lanes];
            for turn in 0..TURNS {
                let row = I::Native::load(set, &rows[turn * units..turn * units + lanes]);
                sums[turn] = I::Native::splat(set, x[turn]).mul_add(row, sums[turn]);
            }
        }
        for (input, x) in self.x.iter().enumerate().skip(turns.len() * TURNS) {
            let row = if input < inside { &weights[unit + input * units..] } else { &end[(input - inside) * units..] };
            let turn = input % TURNS;
            sums[turn] = I::Native::splat(set, *x).mul_add(I::Native::load(set, row), sums[turn]);
        }
        store_part(together(sums), &mut self.z[unit..]);
    }
}

/// Adds what one input contributes.
#[inline(always)]
fn step<I: InstructionSet, const VECTORS: usize>(
    set: I,
    sums: &mut [[I::Native; TURNS]; VECTORS],
    turn: usize,
    x: f32,
    row: &[f32],
) {
    let lanes = I::Native::LANES;
    let (x, row) = (I::Native::splat(set, x), &row[..VECTORS * lanes]);
    for n in 0..VECTORS {
        sums[n][turn] = x.mul_add(I::Native::load(set, &row[n * lanes..(n + 1) * lanes]), sums[n][turn]);
    }
}
