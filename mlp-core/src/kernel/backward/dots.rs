//! Layers of few weights: their gradient as scalar products over the samples, which lie in the lanes already.
//!
//! A row of two weights fills two lanes of sixteen, and a layer of four inputs takes longer to turn its derivatives than to
//! multiply by them. Here each weight has a vector of sums of its own, whose lanes are added at the end of each 64 samples.
//! So matrices have to be cut there wherever memory comes from, or results would depend on it.

use super::strips::Strips;
use super::{BackwardLayer, InputGradient, STRIP, Scratch};
use crate::kernel::sink::Discard;
use crate::kernel::{LANES, sum_lanes};
use crate::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch, dispatch_lanes};
use core::ops::Range;

/// After so many samples lanes are added.
const SAMPLES: usize = 64;

/// Whether scalar products take less time than rows of units, in 1/96 of a multiply-add of vectors and sixteen samples, each
/// measured on Zen 4. The lanes of sixteen sums take 64, which 32 samples should be worth; a row costs a sixth more than
/// its vectors for what is read beside them; turning derivatives and adding them up takes 12.
pub(super) const fn dots_are_cheaper(inputs: usize, units: usize) -> bool {
    18 * (inputs + 1) * units < (112 * inputs + 1152) * units.div_ceil(LANES)
}

impl BackwardLayer<'_> {
    /// The gradient of the weights and of the inputs, as many inputs at once as there is room for.
    pub(super) fn run_dots(self, scratch: &mut [f32]) {
        let Self { sink, first, inputs, units, bias, samples, used, x, d, input_gradient, .. } = self;
        let (replaced, rest) = scratch.split_at_mut(STRIP * samples);
        let rows = inputs.min(rest.len() / units).max(1);
        for (input, x) in (0..inputs).step_by(rows).zip(x.chunks_mut(rows * samples)) {
            let (count, first) = (x.len() / samples, first + input * units);
            let gradient = &mut rest[..count * units];
            if sink.wanted() {
                gradient.fill(0.0);
                if sink.adds() {
                    sink.begin(first, gradient);
                }
                dispatch(Dots { x, d, samples, units, gradient });
            }
            if let InputGradient::Replace(_) = input_gradient {
                let layer = BackwardLayer {
                    sink: &mut Discard(sink.parameters()),
                    first,
                    inputs: count,
                    units,
                    bias: false,
                    dots: false,
                    samples,
                    used,
                    x,
                    d,
                    input_gradient: input_gradient.beginning_at(input, samples),
                    scratch: &mut [],
                };
                dispatch_lanes(used, Strips { layer, scratch: Scratch::cut(&[], 0, replaced, samples) });
            }
            // not before: what it changes may be the weights
            if sink.wanted() {
                sink.finish(first, gradient);
            }
        }
        if bias && sink.wanted() {
            let (first, gradient) = (first + inputs * units, &mut rest[..units]);
            gradient.fill(0.0);
            if sink.adds() {
                sink.begin(first, gradient);
            }
            dispatch(Sums { d, samples, gradient });
            sink.finish(first, gradient);
        }
    }
}

/// `gradient[input][unit] += sum over samples of x[input][sample] * d[unit][sample]`
struct Dots<'a> {
    x: &'a [f32],
    d: &'a [f32],
    samples: usize,
    units: usize,
    gradient: &'a mut [f32],
}

/// How many inputs and units a tile has: eight sums, two tiles to a block whose lanes are added.
const INPUTS: usize = 4;
const UNITS: usize = 2;

impl Vectorized for Dots<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let inputs = self.x.len() / self.samples;
        for sample in (0..self.samples).step_by(SAMPLES) {
            let samples = sample..self.samples.min(sample + SAMPLES);
            // pairs of tiles, beside each other if there are several units
            let (next_input, next_unit) = if self.units > UNITS { (0, UNITS) } else { (INPUTS, 0) };
            for input in (0..inputs).step_by(INPUTS + next_input) {
                for unit in (0..self.units).step_by(UNITS + next_unit) {
                    let tiles = [(input, unit), (input + next_input, unit + next_unit)];
                    self.block(set, samples.clone(), tiles);
                }
            }
        }
    }
}

impl Dots<'_> {
    /// Two tiles.
    #[inline(always)]
    fn block<I: InstructionSet>(&mut self, set: I, samples: Range<usize>, tiles: [(usize, usize); 2]) {
        let mut lanes = [[0.0; LANES]; LANES];
        let (first, second) = lanes.split_at_mut(LANES / 2);
        // as many lanes at once as a register has, so that the sums have one each
        for lane in (0..LANES).step_by(I::Native::LANES) {
            self.tile(set, samples.clone(), tiles[0], lane, first);
            self.tile(set, samples.clone(), tiles[1], lane, second);
        }
        let mut sums = [0.0; LANES];
        sum_rows::<I>(set, &lanes).store(&mut sums);
        for ((input, unit), sums) in tiles.into_iter().zip(sums.as_chunks::<{ LANES / 2 }>().0) {
            for (row, sums) in self.gradient.chunks_exact_mut(self.units).skip(input).zip(sums.as_chunks::<UNITS>().0) {
                for (g, sum) in row.iter_mut().skip(unit).zip(sums) {
                    *g += sum;
                }
            }
        }
    }

    /// Rows of a matrix from `first` on; behind the last one it comes again.
    #[inline(always)]
    fn rows<'m, const ROWS: usize>(
        &self,
        matrix: &'m [f32],
        first: usize,
        samples: &Range<usize>,
    ) -> [&'m [f32]; ROWS] {
        let last = matrix.len() / self.samples - 1;
        let mut rows: [&[f32]; ROWS] = [&[]; ROWS];
        for m in 0..ROWS {
            rows[m] = &matrix[(first + m).min(last) * self.samples..][samples.clone()];
        }
        rows
    }

    /// The sums of a tile, in the lanes from `lane` on.
    #[inline(always)]
    fn tile<I: InstructionSet>(
        &self,
        set: I,
        samples: Range<usize>,
        (input, unit): (usize, usize),
        lane: usize,
        lanes: &mut [[f32; LANES]],
    ) {
        let x: [&[f32]; INPUTS] = self.rows(self.x, input, &samples);
        let d: [&[f32]; UNITS] = self.rows(self.d, unit, &samples);
        let mut sums = [[I::Native::splat(set, 0.0); UNITS]; INPUTS];
        for sample in (lane..samples.len()).step_by(LANES) {
            let mut factors = [I::Native::splat(set, 0.0); UNITS];
            for n in 0..UNITS {
                factors[n] = I::Native::load(set, &d[n][sample..]);
            }
            for m in 0..INPUTS {
                let x = I::Native::load(set, &x[m][sample..]);
                for n in 0..UNITS {
                    sums[m][n] = x.mul_add(factors[n], sums[m][n]);
                }
            }
        }
        for m in 0..INPUTS {
            for n in 0..UNITS {
                sums[m][n].store(&mut lanes[m * UNITS + n][lane..]);
            }
        }
    }
}

/// The sums of sixteen rows.
#[inline(always)]
fn sum_rows<I: InstructionSet>(set: I, rows: &[[f32; LANES]; LANES]) -> I::Sixteen {
    let mut vectors = [I::Sixteen::splat(set, 0.0); LANES];
    for row in 0..LANES {
        vectors[row] = I::Sixteen::load(set, &rows[row]);
    }
    sum_lanes(vectors)
}

/// `gradient[unit] += sum over samples of d[unit][sample]`
struct Sums<'a> {
    d: &'a [f32],
    samples: usize,
    gradient: &'a mut [f32],
}

impl Vectorized for Sums<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        for sample in (0..self.samples).step_by(SAMPLES) {
            let end = self.samples.min(sample + SAMPLES);
            let rows = self.d.chunks(LANES * self.samples);
            for (rows, gradient) in rows.zip(self.gradient.chunks_mut(LANES)) {
                let mut lanes = [[0.0; LANES]; LANES];
                for (row, lanes) in rows.chunks_exact(self.samples).zip(&mut lanes) {
                    let mut sum = I::Sixteen::splat(set, 0.0);
                    for d in row[sample..end].chunks_exact(LANES) {
                        sum = sum + I::Sixteen::load(set, d);
                    }
                    sum.store(lanes);
                }
                let mut sums = [0.0; LANES];
                sum_rows::<I>(set, &lanes).store(&mut sums);
                for (g, sum) in gradient.iter_mut().zip(sums) {
                    *g += sum;
                }
            }
        }
    }
}
