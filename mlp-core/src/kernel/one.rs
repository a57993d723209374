//! Forward pass of a layer for one sample: units in the lanes.

use crate::lanes::Lanes;
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

impl Vectorized for ForwardOne<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let (lanes, units) = (I::Native::LANES, self.z.len());
        let mut unit = 0;
        while units - unit >= 4 * lanes {
            self.block::<I, 4>(set, unit);
            unit += 4 * lanes;
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

impl ForwardOne<'_> {
    #[inline(always)]
    fn block<I: InstructionSet, const VECTORS: usize>(&mut self, set: I, unit: usize) {
        let lanes = I::Native::LANES;
        let units = self.z.len();
        let mut sums: [I::Native; VECTORS] = core::array::from_fn(|n| match self.biases.get(unit + n * lanes..) {
            Some(biases) if !biases.is_empty() => I::Native::load(set, biases),
            _ => I::Native::splat(set, 0.0),
        });
        for (x, row) in self.x.iter().zip(self.weights[unit..].chunks(units)) {
            let x = I::Native::splat(set, *x);
            let row = &row[..VECTORS * lanes];
            for (n, sum) in sums.iter_mut().enumerate() {
                *sum = x.mul_add(I::Native::load(set, &row[n * lanes..]), *sum);
            }
        }
        for (n, sum) in sums.into_iter().enumerate() {
            sum.store(&mut self.z[unit + n * lanes..]);
        }
    }

    /// The units that do not fill a vector. A row's vector runs over into the next row, whose sums are thrown away.
    #[inline(always)]
    fn tail<I: InstructionSet>(&mut self, set: I, unit: usize) {
        let units = self.z.len();
        let padded = |slice: &[f32]| {
            let mut lanes = [0.0; 16];
            let count = slice.len().min(16);
            lanes[..count].copy_from_slice(&slice[..count]);
            I::Native::load(set, &lanes)
        };
        let mut sum = padded(self.biases.get(unit..).unwrap_or(&[]));
        for (input, x) in self.x.iter().enumerate() {
            let row = &self.weights[input * units + unit..];
            let row = if row.len() < I::Native::LANES { padded(row) } else { I::Native::load(set, row) };
            sum = I::Native::splat(set, *x).mul_add(row, sum);
        }
        let mut lanes = [0.0; 16];
        sum.store(&mut lanes);
        self.z[unit..].copy_from_slice(&lanes[..units - unit]);
    }
}
