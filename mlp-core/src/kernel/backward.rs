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

mod dots;
mod strips;
#[cfg(feature = "rayon")]
mod threads;

use super::single;
use super::sink::Sink;
use super::transpose::units_to_padded_samples;
use crate::activation::{Elementwise, replace_by_derivatives};
use crate::simd::dispatch_lanes;
use crate::simd::lanes::LANES;
use crate::thresholds::dots_are_cheaper;
use strips::Strips;

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

impl InputGradient<'_> {
    /// The same for the inputs from `input` on.
    fn beginning_at(self, input: usize, samples: usize) -> Self {
        match self {
            Self::Replace(Slope::Stored(slopes)) => Self::Replace(Slope::Stored(&slopes[input * samples..])),
            other => other,
        }
    }
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
    /// Whether the gradient may be summed up by [`dots`].
    pub(crate) dots: bool,
    /// How many columns the matrices have: a multiple of 16, or one.
    pub(crate) samples: usize,
    /// How many of them hold a sample; the derivatives of the others are zero.
    pub(crate) used: usize,
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
/// The widest block of units whose gradient is held in a strip: all units of most layers, so that an optimizer goes through
/// the parameters in the order in which they come from memory. In blocks of 128, a step of 784 => 512 relu => 512 relu => 10
/// with 64 samples took an eighth longer.
const BLOCK: usize = 512;

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
        let scratch = core::mem::take(&mut self.scratch);
        if self.dots && dots_are_cheaper(inputs, units) {
            return self.run_dots(scratch);
        }
        let (by_sample, rest) = scratch.split_at_mut(width * samples);
        units_to_padded_samples(self.d, samples, by_sample, width);
        #[cfg(feature = "rayon")]
        if let Some(ranges) = crate::threads::ranges(inputs, STRIP, self.multiply_adds()) {
            return self.run_on_threads(&ranges, by_sample);
        }
        let scratch = Scratch::cut(by_sample, width, rest, samples);
        dispatch_lanes(self.used, Strips { scratch, layer: self });
    }

    /// One sample, whose gradient goes straight to its place.
    fn run_one(self) {
        let Self { sink, first, inputs, units, bias, x, d, input_gradient, scratch, .. } = self;
        let count = (inputs + usize::from(bias)) * units;
        let adds = sink.adds();
        let gradient = sink.place(first, count).expect("gradients of single samples are collected");
        single::backward::weight_gradient(adds, x, d, gradient);
        let InputGradient::Replace(slope) = input_gradient else { return };
        let weights = &sink.parameters()[first..first + inputs * units];
        // as many inputs at once as there is room for
        let room = scratch.len() / LANES * LANES;
        for (input, x) in (0..).step_by(room).zip(x.chunks_mut(room)) {
            let d_x = &mut scratch[..x.len().next_multiple_of(LANES)];
            single::backward::input_gradient(&weights[input * units..][..x.len() * units], d, d_x);
            replace(slope, input, x, &d_x[..x.len()]);
        }
    }
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
