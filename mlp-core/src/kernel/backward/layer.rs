//! The arguments of a backward pass, and its scratch memory.

use crate::activation::{Elementwise, replace_by_derivatives};
use crate::kernel::layout::Layout;
use crate::kernel::sink::Sink;
use crate::simd::lanes::LANES;
use crate::thresholds::BLOCK_UNITS;

/// The slope between derivatives with respect to the inputs and those with respect to the sums before.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slope<'a> {
    /// Computed from the values of the inputs.
    Of(Elementwise),
    /// Stored by the forward pass, `slopes[input][sample]`.
    Stored(&'a [f32]),
}

/// How a backward pass writes the gradient of the inputs, if at all.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InputGradient<'a> {
    /// The inputs stay as they are.
    No,
    /// The inputs are replaced by the loss's derivatives with respect to the sums before them.
    Replace(Slope<'a>),
}

impl InputGradient<'_> {
    /// Returns the same for the inputs from `input` on.
    pub(super) fn beginning_at(self, input: usize, samples: usize) -> Self {
        match self {
            Self::Replace(Slope::Stored(slopes)) => Self::Replace(Slope::Stored(&slopes[input * samples..])),
            other => other,
        }
    }
}

/// The arguments of a layer's backward pass.
pub(crate) struct BackwardLayer<'a> {
    /// The parameters and the destination of their gradient.
    pub(crate) sink: &'a mut dyn Sink,
    /// The index of the layer's first weight among all parameters.
    pub(crate) first: usize,
    /// The numbers of inputs and units.
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    /// Whether the layer has biases.
    pub(crate) bias: bool,
    /// Whether the gradient may be computed as scalar products.
    pub(crate) allows_dots: bool,
    pub(crate) layout: Layout,
    /// The number of columns of the matrices: a multiple of 16, or with [`Layout::BySample`] of samples.
    pub(crate) samples: usize,
    /// The number of columns that hold a sample; the derivatives of the others are zero.
    pub(crate) used: usize,
    /// `x[input][sample]`, replaced if [`Self::input_gradient`] says so.
    pub(crate) x: &'a mut [f32],
    /// `d[unit][sample]`
    pub(crate) d: &'a [f32],
    pub(crate) input_gradient: InputGradient<'a>,
    /// At least [`scratch_size`] values.
    pub(crate) scratch: &'a mut [f32],
}

/// The most inputs of a strip.
pub(super) const STRIP: usize = 6;

/// Returns the number of values that [`BackwardLayer::scratch`] needs for a layer of `units`.
pub(crate) const fn scratch_size(units: usize, samples: usize) -> usize {
    let width = units.next_multiple_of(LANES);
    (width + STRIP) * samples + strip_size(width)
}

/// Returns the number of values of a strip's gradient.
///
/// Behind the last row there is room for a vector that the row does not fill.
pub(super) const fn strip_size(width: usize) -> usize {
    STRIP * if width < BLOCK_UNITS { width } else { BLOCK_UNITS }
}

/// Scratch memory for a part of a layer.
pub(super) struct StripScratch<'a> {
    /// `d[sample][unit]`, with rows padded with zeros.
    pub(super) by_sample: &'a [f32],
    /// The length of its rows.
    pub(super) width: usize,
    /// The input gradient of a strip, `[input][sample]`.
    pub(super) replaced: &'a mut [f32],
    /// The weight gradient of a strip and a block of units.
    pub(super) gradient: &'a mut [f32],
}

impl<'a> StripScratch<'a> {
    pub(super) fn cut(by_sample: &'a [f32], width: usize, rest: &'a mut [f32], samples: usize) -> Self {
        let (replaced, rest) = rest.split_at_mut(STRIP * samples);
        Self { by_sample, width, replaced, gradient: &mut rest[..strip_size(width)] }
    }
}

impl BackwardLayer<'_> {
    /// Returns the layer restricted to `count` inputs from `input` on; the last inputs include the biases.
    pub(super) fn part(&mut self, input: usize, count: usize) -> BackwardLayer<'_> {
        let (units, samples) = (self.units, self.samples);
        BackwardLayer {
            sink: &mut *self.sink,
            first: self.first + input * units,
            inputs: count,
            units,
            bias: self.bias && input + count == self.inputs,
            allows_dots: false,
            layout: self.layout,
            samples,
            used: self.used,
            x: &mut self.x[input * samples..][..count * samples],
            d: self.d,
            input_gradient: self.input_gradient.beginning_at(input, samples),
            scratch: &mut [],
        }
    }

    /// Returns the number of weights and biases.
    pub(super) const fn parameters(&self) -> usize {
        (self.inputs + self.bias as usize) * self.units
    }
}

/// Computes `x = d * slope`, with the slope at `x` or the stored one.
pub(crate) fn replace(slope: Slope<'_>, first: usize, x: &mut [f32], d: &[f32]) {
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
