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

use super::tile::{accumulate_rows, cover_rows, cover_vectors, load, store};
use super::{LANES, one_backward, units_to_padded_samples};
use crate::activation::{Elementwise, replace_by_derivatives};
use crate::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};
#[cfg(feature = "rayon")]
use alloc::vec::Vec;
#[cfg(feature = "rayon")]
use core::ops::Range;

/// Where a layer's gradient goes.
pub(crate) trait Sink {
    /// All parameters of the network.
    fn parameters(&self) -> &[f32];
    /// Whether anybody wants the gradient of the parameters.
    fn wanted(&self) -> bool {
        true
    }
    /// Whether there is a gradient to add to; otherwise sums begin at zero.
    fn adds(&self) -> bool;
    /// Where the gradient of the `count` parameters from `first` on is kept, if it is: written there, it is finished.
    fn place(&mut self, first: usize, count: usize) -> Option<&mut [f32]> {
        let _ = (first, count);
        None
    }
    /// The gradient so far of the parameters from `first` on; called only where there is one.
    fn begin(&self, first: usize, gradient: &mut [f32]);
    /// Takes the gradient of the parameters from `first` on.
    fn finish(&mut self, first: usize, gradient: &[f32]);
    /// Calls `work` with a sink for each part of the parameters from `first` on, which have these `lengths`. In a part
    /// indices begin at 0.
    #[cfg(feature = "rayon")]
    fn divide(&mut self, first: usize, lengths: &[usize], work: &mut dyn FnMut(Vec<Part<'_>>));
}

/// The sink of a part of the parameters, for a thread of its own.
#[cfg(feature = "rayon")]
pub(crate) type Part<'a> = alloc::boxed::Box<dyn Sink + Send + 'a>;

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
    /// How many columns the matrices have: a multiple of 16, or one.
    pub(crate) samples: usize,
    /// `x[input][sample]`, perhaps replaced
    pub(crate) x: &'a mut [f32],
    /// `d[unit][sample]`
    pub(crate) d: &'a [f32],
    pub(crate) input_gradient: InputGradient<'a>,
    /// [`scratch_size`] floats
    pub(crate) scratch: &'a mut [f32],
}

/// The highest strip.
const STRIP: usize = 6;
/// The widest block of units whose gradient is held in a strip.
const BLOCK: usize = 128;

/// How many numbers [`BackwardLayer::scratch`] needs for a layer of `units`.
pub(crate) const fn scratch_size(units: usize, samples: usize) -> usize {
    let width = units.next_multiple_of(LANES);
    (width + STRIP) * samples + strip_size(width)
}

/// How many numbers a strip's gradient has: the last row may be followed by a vector that it does not fill.
const fn strip_size(width: usize) -> usize {
    STRIP * if width < BLOCK { width } else { BLOCK }
}

/// Room for a part of a layer.
struct Scratch<'a> {
    /// `d[sample][unit]`, rows padded with zeros
    by_sample: &'a [f32],
    /// How long its rows are.
    width: usize,
    /// The input gradient of a strip, `[input][sample]`
    replaced: &'a mut [f32],
    /// The weight gradient of a strip and a block of units
    gradient: &'a mut [f32],
}

impl<'a> Scratch<'a> {
    fn cut(by_sample: &'a [f32], width: usize, rest: &'a mut [f32], samples: usize) -> Self {
        let (replaced, rest) = rest.split_at_mut(STRIP * samples);
        Self { by_sample, width, replaced, gradient: &mut rest[..strip_size(width)] }
    }
}

impl BackwardLayer<'_> {
    /// Hands the gradient to the sink. Not generic, so that it is compiled here.
    pub(crate) fn run(mut self) {
        let (inputs, units, samples) = (self.inputs, self.units, self.samples);
        assert_eq!(self.x.len(), inputs * samples, "a matrix has the wrong size");
        assert_eq!(self.d.len(), units * samples, "a matrix has the wrong size");
        if samples == 1 {
            return self.run_one();
        }
        let width = units.next_multiple_of(LANES);
        let (by_sample, rest) = core::mem::take(&mut self.scratch).split_at_mut(width * samples);
        units_to_padded_samples(self.d, samples, by_sample, width);
        #[cfg(feature = "rayon")]
        if let Some(ranges) = crate::threads::ranges(inputs, STRIP, self.multiply_adds()) {
            return self.run_on_threads(&ranges, by_sample);
        }
        dispatch(Strips { scratch: Scratch::cut(by_sample, width, rest, samples), layer: self });
    }

    /// One sample, whose gradient goes straight to its place.
    fn run_one(self) {
        let Self { sink, first, inputs, units, bias, x, d, input_gradient, scratch, .. } = self;
        let count = (inputs + usize::from(bias)) * units;
        let adds = sink.adds();
        let gradient = sink.place(first, count).expect("gradients of single samples are collected");
        one_backward::weight_gradient(adds, x, d, gradient);
        let InputGradient::Replace(slope) = input_gradient else { return };
        let weights = &sink.parameters()[first..first + inputs * units];
        // as many inputs at once as there is room for
        let room = scratch.len() / LANES * LANES;
        for (input, x) in (0..).step_by(room).zip(x.chunks_mut(room)) {
            let d_x = &mut scratch[..x.len().next_multiple_of(LANES)];
            one_backward::input_gradient(&weights[input * units..][..x.len() * units], d, d_x);
            replace(slope, input, x, &d_x[..x.len()]);
        }
    }

    /// What it costs: as much for the inputs as for the weights.
    #[cfg(feature = "rayon")]
    const fn multiply_adds(&self) -> usize {
        let passes = if matches!(self.input_gradient, InputGradient::No) { 1 } else { 2 };
        passes * self.inputs * self.units * self.samples
    }

    /// A part of the inputs on each thread; the last one has the biases too.
    #[cfg(feature = "rayon")]
    fn run_on_threads(self, ranges: &[Range<usize>], by_sample: &[f32]) {
        let Self { sink, first, inputs, units, bias, samples, x, d, input_gradient, .. } = self;
        let width = units.next_multiple_of(LANES);
        let has_bias = |range: &Range<usize>| bias && range.end == inputs;
        let lengths: Vec<usize> =
            ranges.iter().map(|range| (range.len() + usize::from(has_bias(range))) * units).collect();
        sink.divide(first, &lengths, &mut |sinks| {
            rayon::scope(|scope| {
                let columns = x.chunks_mut(ranges[0].len() * samples);
                for ((range, mut sink), x) in ranges.iter().zip(sinks).zip(columns) {
                    let input_gradient = input_gradient.beginning_at(range.start, samples);
                    let (inputs, bias) = (range.len(), has_bias(range));
                    scope.spawn(move |_| {
                        crate::threads::alone_with(STRIP * samples + strip_size(width), |rest| {
                            let (sink, scratch): (&mut dyn Sink, &mut [f32]) = (&mut *sink, &mut []);
                            let layer = BackwardLayer {
                                sink,
                                first: 0,
                                inputs,
                                units,
                                bias,
                                samples,
                                x,
                                d,
                                input_gradient,
                                scratch,
                            };
                            dispatch(Strips { layer, scratch: Scratch::cut(by_sample, width, rest, samples) });
                        });
                    });
                }
            });
        });
    }
}

#[cfg(feature = "rayon")]
impl InputGradient<'_> {
    /// The same for the inputs from `input` on.
    fn beginning_at(self, input: usize, samples: usize) -> Self {
        match self {
            Self::Replace(Slope::Stored(slopes)) => Self::Replace(Slope::Stored(&slopes[input * samples..])),
            other => other,
        }
    }
}

/// A layer, or a part of it, strip by strip.
struct Strips<'a> {
    layer: BackwardLayer<'a>,
    scratch: Scratch<'a>,
}

impl Vectorized for Strips<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { mut layer, mut scratch } = self;
        cover_rows!(layer.inputs, |ROWS, input| layer.strip::<I, ROWS>(set, input, &mut scratch));
        if layer.bias && layer.sink.wanted() {
            layer.biases::<I>(set, &scratch);
        }
    }
}

impl BackwardLayer<'_> {
    /// Everything that concerns the inputs from `input` on.
    #[inline(always)]
    fn strip<I: InstructionSet, const ROWS: usize>(&mut self, set: I, input: usize, scratch: &mut Scratch<'_>) {
        let samples = self.samples;
        if let InputGradient::Replace(_) = self.input_gradient {
            self.input_gradient::<I, ROWS>(set, input, scratch.replaced);
        }
        let units = if self.sink.wanted() { self.units } else { 0 };
        for unit in (0..units).step_by(BLOCK) {
            self.weight_gradient::<I, ROWS>(set, input, unit, scratch);
        }
        if let InputGradient::Replace(slope) = self.input_gradient {
            let x = &mut self.x[input * samples..(input + ROWS) * samples];
            replace(slope, input * samples, x, &scratch.replaced[..ROWS * samples]);
        }
    }

    /// `replaced[input][sample] = sum over units of weights[input][unit] * d[unit][sample]`
    #[inline(always)]
    fn input_gradient<I: InstructionSet, const ROWS: usize>(&self, set: I, input: usize, replaced: &mut [f32]) {
        let weights = &self.sink.parameters()[self.first + input * self.units..][..ROWS * self.units];
        let rows: [&[f32]; ROWS] = core::array::from_fn(|m| &weights[m * self.units..(m + 1) * self.units]);
        cover_vectors!(set.wide_registers(), I::Native::LANES, self.samples, |VECTORS, sample| {
            let mut sums = [[I::Native::splat(set, 0.0); VECTORS]; ROWS];
            accumulate_rows(set, &mut sums, rows, (&self.d[sample..], self.samples));
            store(&sums, &mut replaced[sample..], self.samples);
        });
    }

    /// The gradient of the weights from a strip of inputs to the block of units from `unit` on.
    #[inline(always)]
    fn weight_gradient<I: InstructionSet, const ROWS: usize>(
        &mut self,
        set: I,
        input: usize,
        unit: usize,
        scratch: &mut Scratch<'_>,
    ) {
        let (units, first) = (self.units, self.first + input * self.units);
        let mut strip = Strip { x: &self.x[input * self.samples..], samples: self.samples, unit, units, scratch };
        let adds = self.sink.adds();
        if units.is_multiple_of(LANES)
            && let Some(gradient) = self.sink.place(first, ROWS * units)
        {
            return strip.accumulate::<I, ROWS>(set, adds, &mut gradient[unit..], units);
        }
        let gradient = core::mem::take(&mut strip.scratch.gradient);
        let width = BLOCK.min(units - unit);
        // what is added to must not be touched by the row before
        let stride = if adds { width.next_multiple_of(LANES) } else { width };
        // a block of whole rows lies as the parameters do, one row after the other
        let (pieces, length) = if stride == units { (1, ROWS * units) } else { (ROWS, width) };
        if adds {
            for m in 0..pieces {
                self.sink.begin(first + m * units + unit, &mut gradient[m * stride..][..length]);
            }
        }
        strip.accumulate::<I, ROWS>(set, adds, gradient, stride);
        for m in 0..pieces {
            self.sink.finish(first + m * units + unit, &gradient[m * stride..][..length]);
        }
        scratch.gradient = gradient;
    }

    /// The gradient of the biases: a weight gradient whose input is always 1.
    #[inline(always)]
    fn biases<I: InstructionSet>(&mut self, set: I, scratch: &Scratch<'_>) {
        let first = self.first + self.inputs * self.units;
        for unit in (0..self.units).step_by(BLOCK) {
            let units = BLOCK.min(self.units - unit);
            let mut gradient = [0.0; BLOCK];
            if self.sink.adds() {
                self.sink.begin(first + unit, &mut gradient[..units]);
            }
            let padded = units.next_multiple_of(I::Native::LANES);
            cover_vectors!(set.wide_registers(), I::Native::LANES, padded, |VECTORS, u| {
                add_rows::<I, VECTORS>(set, &mut gradient[u..], &scratch.by_sample[unit + u..], scratch.width);
            });
            self.sink.finish(first + unit, &gradient[..units]);
        }
    }
}

/// The weights from some inputs to a block of units.
struct Strip<'a, 's> {
    /// `x[input][sample]`, from the first input on
    x: &'a [f32],
    samples: usize,
    /// The first unit, and how many the layer has.
    unit: usize,
    units: usize,
    scratch: &'a mut Scratch<'s>,
}

impl Strip<'_, '_> {
    /// `gradient[input][unit] += sum over samples of x[input][sample] * d[sample][unit]`, rows `stride` apart; without
    /// `adds` sums begin at zero.
    ///
    /// The last vector of a row may reach into the next row, if sums begin at zero. Rows are written in order, and the
    /// vectors at the end of rows before the others, so that what they leave there is overwritten. After the last row
    /// there is room.
    #[inline(always)]
    fn accumulate<I: InstructionSet, const ROWS: usize>(
        &mut self,
        set: I,
        adds: bool,
        gradient: &mut [f32],
        stride: usize,
    ) {
        let x: [&[f32]; ROWS] = core::array::from_fn(|m| &self.x[m * self.samples..][..self.samples]);
        let (lanes, units) = (I::Native::LANES, BLOCK.min(self.units - self.unit));
        let whole = units / lanes * lanes;
        if whole < units {
            self.tile::<I, ROWS, 1>(set, adds, x, whole, (gradient, stride));
        }
        cover_vectors!(set.wide_registers(), lanes, whole, |VECTORS, u| {
            self.tile::<I, ROWS, VECTORS>(set, adds, x, u, (&mut *gradient, stride));
        });
    }

    /// The units from `u` of the block on, `VECTORS` vectors of them.
    #[inline(always)]
    fn tile<I: InstructionSet, const ROWS: usize, const VECTORS: usize>(
        &self,
        set: I,
        adds: bool,
        x: [&[f32]; ROWS],
        u: usize,
        (gradient, stride): (&mut [f32], usize),
    ) {
        let mut sums = if adds {
            load::<I::Native, ROWS, VECTORS>(set, &gradient[u..], stride)
        } else {
            [[I::Native::splat(set, 0.0); VECTORS]; ROWS]
        };
        accumulate_rows(set, &mut sums, x, (&self.scratch.by_sample[self.unit + u..], self.scratch.width));
        store(&sums, &mut gradient[u..], stride);
    }
}

/// Adds the vectors that rows of `width` numbers begin with, one row after the other, whatever chunk they are in.
#[inline(always)]
fn add_rows<I: InstructionSet, const VECTORS: usize>(set: I, sums: &mut [f32], rows: &[f32], width: usize) {
    let mut tile = load::<I::Native, 1, VECTORS>(set, sums, 0);
    for row in rows.chunks(width) {
        for n in 0..VECTORS {
            tile[0][n] = tile[0][n] + I::Native::load(set, &row[n * I::Native::LANES..]);
        }
    }
    store(&tile, sums, 0);
}

/// `x = d * slope`, with the slope at `x` or the stored one.
fn replace(slope: Slope<'_>, first: usize, x: &mut [f32], d: &[f32]) {
    match slope {
        Slope::Of(Elementwise::Identity) => x.copy_from_slice(d),
        Slope::Of(activation) => replace_by_derivatives(activation, x, d),
        Slope::Stored(slopes) => {
            for ((x, d), slope) in x.iter_mut().zip(d).zip(&slopes[first..]) {
                *x = d * slope;
            }
        }
    }
}
