//! The arguments of a backward pass, and its scratch memory.

use crate::activation::{Elementwise, replace_by_derivatives};
use crate::kernel::sink::Sink;
use crate::simd::lanes::LANES;

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
    pub(super) fn beginning_at(self, input: usize, samples: usize) -> Self {
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
    /// Whether the gradient may be summed up as scalar products.
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
pub(super) const STRIP: usize = 6;
/// The widest block of units whose gradient is held in a strip: all units of most layers, so that an optimizer goes through
/// the parameters in the order in which they come from memory. In blocks of 128, a step of 784 => 512 relu => 512 relu => 10
/// with 64 samples took an eighth longer.
pub(super) const BLOCK: usize = 512;

/// How many numbers [`BackwardLayer::scratch`] needs for a layer of `units`.
pub(crate) const fn scratch_size(units: usize, samples: usize) -> usize {
    let width = units.next_multiple_of(LANES);
    (width + STRIP) * samples + strip_size(width)
}

/// How many numbers a strip's gradient has: the last row may be followed by a vector that it does not fill.
pub(super) const fn strip_size(width: usize) -> usize {
    STRIP * if width < BLOCK { width } else { BLOCK }
}

/// Room for a part of a layer.
pub(super) struct Scratch<'a> {
    /// `d[sample][unit]`, rows padded with zeros
    pub(super) by_sample: &'a [f32],
    /// How long its rows are.
    pub(super) width: usize,
    /// The input gradient of a strip, `[input][sample]`
    pub(super) replaced: &'a mut [f32],
    /// The weight gradient of a strip and a block of units
    pub(super) gradient: &'a mut [f32],
}

impl<'a> Scratch<'a> {
    pub(super) fn cut(by_sample: &'a [f32], width: usize, rest: &'a mut [f32], samples: usize) -> Self {
        let (replaced, rest) = rest.split_at_mut(STRIP * samples);
        Self { by_sample, width, replaced, gradient: &mut rest[..strip_size(width)] }
    }
}

impl BackwardLayer<'_> {
    /// Returns the layer restricted to `count` inputs from `input` on; the last of them bring the biases along.
    pub(super) fn part(&mut self, input: usize, count: usize) -> BackwardLayer<'_> {
        let (units, samples) = (self.units, self.samples);
        BackwardLayer {
            sink: &mut *self.sink,
            first: self.first + input * units,
            inputs: count,
            units,
            bias: self.bias && input + count == self.inputs,
            dots: false,
            samples,
            used: self.used,
            x: &mut self.x[input * samples..][..count * samples],
            d: self.d,
            input_gradient: self.input_gradient.beginning_at(input, samples),
            scratch: &mut [],
        }
    }

    /// The number of weights and biases.
    pub(super) const fn parameters(&self) -> usize {
        (self.inputs + self.bias as usize) * self.units
    }
}

/// `x = d * slope`, with the slope at `x` or the stored one.
pub(super) fn replace(slope: Slope<'_>, first: usize, x: &mut [f32], d: &[f32]) {
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
