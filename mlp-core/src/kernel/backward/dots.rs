//! Layers of few weights: their gradient as scalar products over the samples, which are in the lanes already.
//!
//! A row of two weights fills two of sixteen lanes, and transposing the derivatives of a layer of four inputs takes
//! longer than multiplying by them. Here each weight has a vector of sums of its own, whose lanes are added after every
//! 64 samples. Matrices therefore have to be cut there wherever their memory comes from, or results would depend on it.

use super::layer::{BackwardLayer, InputGradient, STRIP, StripScratch};
use super::strips::Strips;
use crate::kernel::sink::Discard;
use crate::simd::lanes::LANES;
use crate::simd::lanes::Lanes;
use crate::simd::shuffle::sum_lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch, dispatch_lanes};
use crate::thresholds::{DOT_FEW_UNITS, DOT_SAMPLES};
use core::ops::Range;

/// Where the sums of products are stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// At their place in the gradient.
    InPlace,
    /// In scratch memory, for as many inputs at once as it has room for.
    Scratch,
    /// Nowhere: only the derivatives with respect to the inputs are wanted.
    Nowhere,
}

impl BackwardLayer<'_> {
    /// Computes the gradient of the weights and biases, and replaces the inputs by their derivatives.
    pub(super) fn run_dots(mut self, scratch: &mut [f32]) {
        let (replaced, products) = scratch.split_at_mut(STRIP * self.samples);
        let target = self.target();
        let at_once = match target {
            // a row of biases may follow the weights
            Target::Scratch => self.inputs.min(products.len() / self.units - 1).max(1),
            Target::InPlace | Target::Nowhere => self.inputs,
        };
        for input in (0..self.inputs).step_by(at_once) {
            let mut part = self.part(input, at_once.min(self.inputs - input));
            part.sum_products(target, products);
            part.replace_inputs(replaced);
            // not earlier: the sink may change the weights
            if target == Target::Scratch {
                part.sink.finish(part.first, &products[..part.parameters()]);
            }
        }
    }

    fn target(&mut self) -> Target {
        if !self.sink.wanted() {
            Target::Nowhere
        } else if self.sink.place(self.first, self.inputs * self.units).is_some() {
            Target::InPlace
        } else {
            Target::Scratch
        }
    }

    /// Adds the products to the gradient so far, or writes them where there is none.
    fn sum_products(&mut self, target: Target, scratch: &mut [f32]) {
        let (first, count, start) = (self.first, self.parameters(), self.sink.start());
        let gradient = match target {
            Target::Nowhere => return,
            Target::InPlace => self.sink.place(first, count).expect("a gradient that is kept"),
            Target::Scratch => {
                if start.continues() {
                    self.sink.begin(first, &mut scratch[..count]);
                }
                &mut scratch[..count]
            }
        };
        if !start.continues() {
            gradient.fill(0.0);
        }
        dispatch(Dots { x: self.x, d: self.d, samples: self.samples, units: self.units, gradient });
    }

    /// Replaces the inputs by their derivatives, strip by strip, if they are wanted.
    fn replace_inputs(&mut self, replaced: &mut [f32]) {
        if matches!(self.input_gradient, InputGradient::No) {
            return;
        }
        let (samples, used) = (self.samples, self.used);
        let layer = BackwardLayer {
            layout: self.layout,
            sink: &mut Discard(self.sink.parameters()),
            first: self.first,
            inputs: self.inputs,
            units: self.units,
            bias: false,
            allows_dots: false,
            samples,
            used,
            x: &mut *self.x,
            d: self.d,
            input_gradient: self.input_gradient,
            scratch: &mut [],
        };
        dispatch_lanes(used, Strips { layer, scratch: StripScratch::cut(&[], 0, replaced, samples) });
    }
}

/// Scalar products: `gradient[input][unit] += sum over samples of x[input][sample] * d[unit][sample]`.
///
/// If there is room behind the weights, the same is computed for the biases, whose input is always 1.
struct Dots<'a> {
    x: &'a [f32],
    d: &'a [f32],
    samples: usize,
    units: usize,
    gradient: &'a mut [f32],
}

impl Vectorized for Dots<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        for sample in (0..self.samples).step_by(DOT_SAMPLES) {
            let samples = sample..self.samples.min(sample + DOT_SAMPLES);
            if self.units > DOT_FEW_UNITS {
                self.blocks::<I, 4, 4>(set, &samples);
            } else {
                self.blocks::<I, 8, 2>(set, &samples);
            }
        }
    }
}

impl Dots<'_> {
    /// Computes all weights, sixteen at a time, so that the lanes of their sums can be added together.
    #[inline(always)]
    fn blocks<I: InstructionSet, const INPUTS: usize, const UNITS: usize>(&mut self, set: I, samples: &Range<usize>) {
        let inputs = self.x.len() / self.samples;
        let mut of_units = [[0.0; LANES]; LANES];
        for unit in (0..self.units).step_by(UNITS) {
            let d: [&[f32]; UNITS] = self.rows(self.d, unit, samples);
            for input in (0..inputs).step_by(INPUTS) {
                let x: [&[f32]; INPUTS] = self.rows(self.x, input, samples);
                let of_units = &mut of_units[unit % LANES..][..UNITS];
                let sums = sums_of_products::<I, INPUTS, UNITS>(set, x, d, of_units);
                let rows = self.gradient.chunks_exact_mut(self.units).take(inputs).skip(input);
                for (row, sums) in rows.zip(sums.as_chunks::<UNITS>().0) {
                    add(&mut row[unit..], sums);
                }
            }
            if (unit + UNITS).is_multiple_of(LANES) || unit + UNITS >= self.units {
                let biases = self.gradient[inputs * self.units..].get_mut(unit / LANES * LANES..);
                add(biases.unwrap_or(&mut []), &sum_rows::<I>(set, &of_units));
            }
        }
    }

    /// Returns rows of a matrix from `first` on; the last row is repeated behind the end.
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
}

/// Adds as many sums as there is room for.
#[inline(always)]
fn add(gradient: &mut [f32], sums: &[f32]) {
    for (g, sum) in gradient.iter_mut().zip(sums) {
        *g += sum;
    }
}

/// Returns the sixteen scalar products of rows of `x` and `d`, and the lanes of the sums of `d`.
#[inline(always)]
fn sums_of_products<I: InstructionSet, const INPUTS: usize, const UNITS: usize>(
    set: I,
    x: [&[f32]; INPUTS],
    d: [&[f32]; UNITS],
    of_units: &mut [[f32; LANES]],
) -> [f32; LANES] {
    let mut lanes = [[0.0; LANES]; LANES];
    // as many lanes at once as a register has, so that each sum is one register
    for lane in (0..LANES).step_by(I::Native::LANES) {
        if set.wide_registers() {
            tile::<I, INPUTS, UNITS>(set, (&x, &d), lane, (&mut lanes, UNITS), of_units);
            continue;
        }
        // half of them at once, side by side or one below the other
        let second = if UNITS == 4 { (0, 2) } else { (4, 0) };
        for (input, unit) in [(0, 0), second] {
            let lanes = (&mut lanes[input * UNITS + unit..], UNITS);
            tile::<I, 4, 2>(set, (&x[input..], &d[unit..]), lane, lanes, &mut of_units[unit..]);
        }
    }
    sum_rows::<I>(set, &lanes)
}

/// Computes the sums of the first rows of `x` and `d`, in the lanes from `lane` on.
///
/// The sums of two consecutive inputs are `stride` apart.
#[inline(always)]
fn tile<I: InstructionSet, const INPUTS: usize, const UNITS: usize>(
    set: I,
    (x, d): (&[&[f32]], &[&[f32]]),
    lane: usize,
    (lanes, stride): (&mut [[f32; LANES]], usize),
    of_units: &mut [[f32; LANES]],
) {
    let mut sums = [[I::Native::splat(set, 0.0); UNITS]; INPUTS];
    let mut sums_of_units = [I::Native::splat(set, 0.0); UNITS];
    for sample in (lane..d[0].len()).step_by(LANES) {
        let mut factors = [I::Native::splat(set, 0.0); UNITS];
        for n in 0..UNITS {
            factors[n] = I::Native::load(set, &d[n][sample..]);
            sums_of_units[n] = sums_of_units[n] + factors[n];
        }
        for m in 0..INPUTS {
            let x = I::Native::load(set, &x[m][sample..]);
            for n in 0..UNITS {
                sums[m][n] = x.mul_add(factors[n], sums[m][n]);
            }
        }
    }
    for n in 0..UNITS {
        sums_of_units[n].store(&mut of_units[n][lane..]);
        for m in 0..INPUTS {
            sums[m][n].store(&mut lanes[m * stride + n][lane..]);
        }
    }
}

/// Returns the sums of sixteen rows.
#[inline(always)]
fn sum_rows<I: InstructionSet>(set: I, rows: &[[f32; LANES]; LANES]) -> [f32; LANES] {
    let mut vectors = [I::Sixteen::splat(set, 0.0); LANES];
    for row in 0..LANES {
        vectors[row] = I::Sixteen::load(set, &rows[row]);
    }
    let mut sums = [0.0; LANES];
    sum_lanes(vectors).store(&mut sums);
    sums
}
