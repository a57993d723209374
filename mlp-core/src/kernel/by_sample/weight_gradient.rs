//! The gradient of the weights: `gradient[input][unit] = sum over samples of x[sample][input] * d[sample][unit]`.

use super::{SAMPLES, pairs};
use crate::kernel::sink::Start;
use crate::simd::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// Computes the gradient of a layer, added to the earlier gradient if the sums continue it.
///
/// If there is room behind the rows of the inputs, a row for the biases follows.
pub(in crate::kernel) fn weight_gradient(
    start: Start,
    inputs: usize,
    units: usize,
    x: &[f32],
    d: &[f32],
    gradient: &mut [f32],
) {
    dispatch(WeightGradient { start, inputs, units, x, d, gradient });
}

pub(super) struct WeightGradient<'a> {
    pub(super) start: Start,
    pub(super) inputs: usize,
    pub(super) units: usize,
    /// `x[sample][input]`
    pub(super) x: &'a [f32],
    /// `d[sample][unit]`
    pub(super) d: &'a [f32],
    /// `gradient[input][unit]`, and the biases.
    pub(super) gradient: &'a mut [f32],
}

impl Vectorized for WeightGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { start, inputs, units, x, d, gradient } = self;
        let (weights, biases) = gradient.split_at_mut(inputs * units);
        // of one unit, the inputs are in the lanes
        let rows = if units == 1 { Rows { start, x: d, d: x } } else { Rows { start, x, d } };
        let (count, width) = if units == 1 { (1, inputs) } else { (inputs, units) };
        rows.run::<I>(set, count, width, weights);
        if !biases.is_empty() {
            let samples = d.len() / units;
            let ones = [1.0; 16];
            // as many samples as there are ones for
            for first in (0..samples).step_by(ones.len()) {
                let count = (samples - first).min(ones.len());
                let start = if first == 0 { start } else { Start::Previous };
                let d = &d[first * units..][..count * units];
                Rows { start, x: &ones[..count], d }.run::<I>(set, 1, units, biases);
            }
        }
    }
}

/// The rows of a gradient: `rows[row][column] = sum over samples of x[sample][row] * d[sample][column]`.
#[derive(Clone, Copy)]
struct Rows<'a> {
    start: Start,
    /// `x[sample][row]`
    x: &'a [f32],
    /// `d[sample][column]`
    d: &'a [f32],
}

impl Rows<'_> {
    /// Computes `count` rows of `width` columns, in the longest vectors that a row fills.
    #[inline(always)]
    fn run<I: InstructionSet>(self, set: I, count: usize, width: usize, rows: &mut [f32]) {
        match width {
            width if width >= I::Native::LANES => self.groups::<I::Native>(set, count, width, rows),
            8.. if I::Native::LANES > 8 => self.groups::<I::Eight>(set, count, width, rows),
            4.. if I::Native::LANES > 4 && I::VECTORS => self.groups::<I::Four>(set, count, width, rows),
            2 if I::VECTORS => self.pairs::<I::Sixteen>(set, count, rows),
            _ => self.groups::<f32>((), count, width, rows),
        }
    }

    /// Computes `count` rows of two columns: four samples at a time, and the others one by one.
    #[inline(always)]
    fn pairs<V: Lanes>(self, token: V::Token, count: usize, rows: &mut [f32]) {
        let Self { mut start, x, d } = self;
        let samples = d.len() / 2;
        let together = samples / SAMPLES * SAMPLES;
        for sample in (0..together).step_by(SAMPLES) {
            let (x, d) = (&x[sample * count..], &d[2 * sample..]);
            pairs::add_weight_gradient::<V, SAMPLES>(token, start.continues(), count, x, d, rows);
            start = Start::Previous;
        }
        for sample in together..samples {
            let (x, d) = (&x[sample * count..], &d[2 * sample..]);
            pairs::add_weight_gradient::<V, 1>(token, start.continues(), count, x, d, rows);
            start = Start::Previous;
        }
    }

    /// Adds four samples at a time, and the others one by one.
    #[inline(always)]
    fn groups<V: Lanes>(mut self, token: V::Token, count: usize, width: usize, rows: &mut [f32]) {
        let (x, d) = (self.x, self.d);
        let samples = d.len() / width;
        let together = samples / SAMPLES * SAMPLES;
        for sample in (0..together).step_by(SAMPLES) {
            (self.x, self.d) = (&x[sample * count..][..SAMPLES * count], &d[sample * width..][..SAMPLES * width]);
            self.add::<V, SAMPLES>(token, count, width, rows);
            self.start = Start::Previous;
        }
        for sample in together..samples {
            (self.x, self.d) = (&x[sample * count..][..count], &d[sample * width..][..width]);
            self.add::<V, 1>(token, count, width, rows);
            self.start = Start::Previous;
        }
    }

    /// Adds `SAMPLES` samples.
    #[inline(always)]
    fn add<V: Lanes, const SAMPLES: usize>(&self, token: V::Token, count: usize, width: usize, rows: &mut [f32]) {
        let (whole, end) = (width / V::LANES * V::LANES, width - V::LANES);
        let mut d = [&[][..]; SAMPLES];
        for s in 0..SAMPLES {
            d[s] = &self.d[s * width..][..width];
        }
        for (index, row) in rows.chunks_exact_mut(width).enumerate().take(count) {
            let mut x = [V::splat(token, 0.0); SAMPLES];
            for s in 0..SAMPLES {
                x[s] = V::splat(token, self.x[s * count + index]);
            }
            if whole == width {
                self.vectors(token, x, d, row);
            } else {
                // the last vector overlaps the one before: it is read before that one is written
                let mut of_last = [&[][..]; SAMPLES];
                for s in 0..SAMPLES {
                    of_last[s] = &d[s][end..];
                }
                let last = self.sum(token, x, of_last, &row[end..]);
                self.vectors(token, x, d, row);
                last.store(&mut row[end..]);
            }
        }
    }

    /// Adds to the whole vectors of a row. Iterators, since an index is checked for each slice.
    #[inline(always)]
    fn vectors<V: Lanes, const SAMPLES: usize>(
        &self,
        token: V::Token,
        x: [V; SAMPLES],
        d: [&[f32]; SAMPLES],
        row: &mut [f32],
    ) {
        const { assert!(SAMPLES == 1 || SAMPLES == self::SAMPLES, "written out for one sample and for four") };
        let lanes = V::LANES;
        let first = row.chunks_exact_mut(lanes).zip(d[0].chunks_exact(lanes));
        if const { SAMPLES == 1 } {
            for (row, d) in first {
                self.sum(token, x, [d; SAMPLES], row).store(row);
            }
            return;
        }
        // an index that is too large is an error of the compiler, also where it comes to none
        let [second, third, fourth] = [
            d[1 % SAMPLES].chunks_exact(lanes),
            d[2 % SAMPLES].chunks_exact(lanes),
            d[3 % SAMPLES].chunks_exact(lanes),
        ];
        for ((((row, first), second), third), fourth) in first.zip(second).zip(third).zip(fourth) {
            let (all, mut d) = ([first, second, third, fourth], [&[][..]; SAMPLES]);
            for s in 0..SAMPLES {
                d[s] = all[s % 4];
            }
            self.sum(token, x, d, row).store(row);
        }
    }

    /// Returns the sums of the first vector of columns.
    #[inline(always)]
    fn sum<V: Lanes, const SAMPLES: usize>(
        &self,
        token: V::Token,
        x: [V; SAMPLES],
        d: [&[f32]; SAMPLES],
        row: &[f32],
    ) -> V {
        let mut sum = if self.start.continues() { V::load(token, row) } else { V::splat(token, 0.0) };
        for s in 0..SAMPLES {
            sum = x[s].mul_add(V::load(token, d[s]), sum);
        }
        sum
    }
}
