//! Backward pass of a layer over a batch.
//!
//! With `d[unit][sample]` the derivatives of the loss with respect to the layer's sums `z`:
//!
//! - weights: `g[input][unit] += sum over samples of x[input][sample] * d[unit][sample]`
//! - biases: `g[unit] += sum over samples of d[unit][sample]`
//! - inputs: `sum over units of weights[input][unit] * d[unit][sample]`, times the slope of the layer below
//!
//! A strip of inputs is finished before the next begins: its input gradient needs the old weights of that strip only,
//! so the optimizer may change them at once, and the gradient is not stored.

use super::tile::{accumulate, cover_rows, cover_vectors, load, store};
use super::{LANES, units_to_samples};
use crate::activation::{Elementwise, multiply_slopes};
use crate::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};

/// Where a layer's gradient goes.
pub(crate) trait Sink {
    /// All parameters of the network.
    fn parameters(&self) -> &[f32];
    /// Whether anybody wants the gradient of the parameters.
    fn wanted(&self) -> bool {
        true
    }
    /// The gradient so far of the parameters from `first` on.
    fn begin(&self, first: usize, gradient: &mut [f32]);
    /// Takes the gradient of the parameters from `first` on.
    fn finish(&mut self, first: usize, gradient: &[f32]);
}

/// The slope that turns derivatives with respect to the layer's inputs into those of the sums below.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slope<'a> {
    /// From the values of the inputs themselves.
    Of(Elementwise),
    /// As stored by the forward pass, `slopes[input][sample]`.
    Stored(&'a [f32]),
}

/// What becomes of the inputs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InputGradient<'a> {
    /// They stay.
    No,
    /// They are replaced by the loss's derivatives with respect to the sums they came from.
    Replace(Slope<'a>),
}

/// The arguments of a layer's backward pass.
pub(crate) struct BackwardLayer<'a> {
    /// The parameters, and where their gradient goes.
    pub(crate) sink: &'a mut dyn Sink,
    /// The index of the layer's first weight among all parameters.
    pub(crate) first: usize,
    /// How many inputs and units the layer has.
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    /// Whether the layer has biases.
    pub(crate) bias: bool,
    /// How many columns the matrices have: a multiple of 16.
    pub(crate) samples: usize,
    /// `x[input][sample]`, perhaps replaced
    pub(crate) x: &'a mut [f32],
    /// `d[unit][sample]`
    pub(crate) d: &'a [f32],
    pub(crate) input_gradient: InputGradient<'a>,
    /// `scratch_rows(units) * samples` floats and `STRIP` rows more
    pub(crate) scratch: &'a mut [f32],
}

/// The highest strip.
const STRIP: usize = 6;
/// The widest block of units whose gradient is held in a strip.
const BLOCK: usize = 64;

/// How many rows of `samples` numbers [`BackwardLayer::scratch`] needs for a layer of `units`.
pub(crate) const fn scratch_rows(units: usize) -> usize {
    units.next_multiple_of(LANES) + STRIP
}

impl BackwardLayer<'_> {
    /// Hands the gradient to the sink. Not generic, so that it is compiled here.
    pub(crate) fn run(self) {
        dispatch(self);
    }
}

impl Vectorized for BackwardLayer<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) {
        let (inputs, units, samples) = (self.inputs, self.units, self.samples);
        assert_eq!(self.x.len(), inputs * samples, "a matrix has the wrong size");
        assert_eq!(self.d.len(), units * samples, "a matrix has the wrong size");
        let width = units.next_multiple_of(LANES);
        let scratch = core::mem::take(&mut self.scratch);
        let (by_sample, replaced) = scratch[..samples * (width + STRIP)].split_at_mut(samples * width);
        transpose_padded(self.d, units, by_sample, width, samples);
        cover_rows!(inputs, |ROWS, input| self.strip::<I, ROWS>(set, input, by_sample, width, replaced));
        if self.bias && self.sink.wanted() {
            self.biases::<I>(set, by_sample, width);
        }
    }
}

/// `rows[sample][unit] = columns[unit][sample]`, rows padded with zeros to `width`.
fn transpose_padded(columns: &[f32], units: usize, rows: &mut [f32], width: usize, samples: usize) {
    if units == width {
        units_to_samples(columns, samples, rows, units);
        return;
    }
    for (sample, row) in rows.chunks_exact_mut(width).enumerate() {
        let (used, padding) = row.split_at_mut(units);
        for (x, column) in used.iter_mut().zip(columns.chunks_exact(samples)) {
            *x = column[sample];
        }
        padding.fill(0.0);
    }
}

impl BackwardLayer<'_> {
    /// Everything that concerns the inputs from `input` on.
    #[inline(always)]
    fn strip<I: InstructionSet, const ROWS: usize>(
        &mut self,
        set: I,
        input: usize,
        by_sample: &[f32],
        width: usize,
        replaced: &mut [f32],
    ) {
        let samples = self.samples;
        let replaced = &mut replaced[..ROWS * samples];
        if let InputGradient::Replace(_) = self.input_gradient {
            self.input_gradient::<I, ROWS>(set, input, replaced);
        }
        let units = if self.sink.wanted() { self.units } else { 0 };
        for unit in (0..units).step_by(BLOCK) {
            self.weight_gradient::<I, ROWS>(set, input, unit, by_sample, width);
        }
        if let InputGradient::Replace(slope) = self.input_gradient {
            let x = &mut self.x[input * samples..(input + ROWS) * samples];
            multiply_by_slope(slope, input * samples, x, replaced);
            x.copy_from_slice(replaced);
        }
    }

    /// `replaced[input][sample] = sum over units of weights[input][unit] * d[unit][sample]`
    #[inline(always)]
    fn input_gradient<I: InstructionSet, const ROWS: usize>(&self, set: I, input: usize, replaced: &mut [f32]) {
        let weights = &self.sink.parameters()[self.first + input * self.units..][..ROWS * self.units];
        let rows: [&[f32]; ROWS] = core::array::from_fn(|m| &weights[m * self.units..(m + 1) * self.units]);
        cover_vectors!(set.wide_registers(), I::Native::LANES, self.samples, |VECTORS, sample| {
            let zero = [[I::Native::splat(set, 0.0); VECTORS]; ROWS];
            let d = self.d[sample..].chunks(self.samples);
            let weights = (0..self.units).map(|k| core::array::from_fn(|m| rows[m][k]));
            store(
                accumulate::<I::Native, ROWS, VECTORS>(set, zero, weights.zip(d)),
                &mut replaced[sample..],
                self.samples,
            );
        });
    }

    /// The gradient of the weights from a strip of inputs to the block of units from `unit` on.
    #[inline(always)]
    fn weight_gradient<I: InstructionSet, const ROWS: usize>(
        &mut self,
        set: I,
        input: usize,
        unit: usize,
        by_sample: &[f32],
        width: usize,
    ) {
        let units = BLOCK.min(self.units - unit);
        let mut gradient = [0.0; STRIP * BLOCK];
        let at = |m: usize| self.first + (input + m) * self.units + unit;
        for (m, row) in gradient.chunks_exact_mut(BLOCK).take(ROWS).enumerate() {
            self.sink.begin(at(m), &mut row[..units]);
        }
        let x: [&[f32]; ROWS] = core::array::from_fn(|m| &self.x[(input + m) * self.samples..][..self.samples]);
        cover_vectors!(
            set.wide_registers(),
            I::Native::LANES,
            units.next_multiple_of(I::Native::LANES),
            |VECTORS, u| {
                let start = load::<I::Native, ROWS, VECTORS>(set, &gradient[u..], BLOCK);
                let d = by_sample[unit + u..].chunks(width);
                let x = (0..self.samples).map(|k| core::array::from_fn(|m| x[m][k]));
                store(accumulate(set, start, x.zip(d)), &mut gradient[u..], BLOCK);
            }
        );
        for (m, row) in gradient.chunks_exact(BLOCK).take(ROWS).enumerate() {
            self.sink.finish(at(m), &row[..units]);
        }
    }

    /// The gradient of the biases: a weight gradient whose input is always 1.
    #[inline(always)]
    fn biases<I: InstructionSet>(&mut self, set: I, by_sample: &[f32], width: usize) {
        let first = self.first + self.inputs * self.units;
        for unit in (0..self.units).step_by(BLOCK) {
            let units = BLOCK.min(self.units - unit);
            let mut gradient = [0.0; BLOCK];
            self.sink.begin(first + unit, &mut gradient[..units]);
            for u in (0..units).step_by(I::Native::LANES) {
                let mut sum = I::Native::load(set, &gradient[u..]);
                for d in by_sample[unit + u..].chunks(width) {
                    sum = sum + I::Native::load(set, d);
                }
                sum.store(&mut gradient[u..]);
            }
            self.sink.finish(first + unit, &gradient[..units]);
        }
    }
}

/// `replaced *= slope`
fn multiply_by_slope(slope: Slope<'_>, first: usize, x: &[f32], replaced: &mut [f32]) {
    match slope {
        Slope::Of(Elementwise::Identity) => {}
        Slope::Of(activation) => multiply_slopes(activation, x, x, replaced),
        Slope::Stored(slopes) => {
            for (d, slope) in replaced.iter_mut().zip(&slopes[first..]) {
                *d *= slope;
            }
        }
    }
}
