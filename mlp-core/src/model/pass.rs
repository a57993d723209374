//! One way through a network with a batch: what the expansion of a network calls, layer by layer.
//!
//! Matrices are `[unit][sample]` with a multiple of 16 samples, or one. The tape holds, for each hidden layer, its outputs
//! and, where the slope does not follow from the output or dropout changes it, its slopes.

use crate::activation::{Elementwise, LaneActivation, LastActivation, activate_in_place};
use crate::kernel::{BackwardLayer, ForwardLayer, InputGradient, Sink, Slope};
use crate::layer::dense::DenseLayer;
use crate::layer::dropout::Mask;

/// The way forward.
#[derive(Clone, Copy, Debug)]
pub struct ForwardPass {
    /// How many columns the matrices have.
    pub(crate) samples: usize,
    /// How many of them hold a sample.
    pub(crate) used: usize,
    /// Whether slopes are stored for a way back.
    pub(crate) keep: bool,
    /// What training leaves out.
    pub(crate) mask: Option<Mask>,
    /// Whether the first column holds a sample, and the others how it changes along one direction each.
    pub(crate) tangents: bool,
}

impl ForwardPass {
    /// A pass of `used` samples in matrices of `samples` columns.
    pub(crate) const fn new(samples: usize, used: usize) -> Self {
        Self { samples, used, keep: false, mask: None, tangents: false }
    }

    /// A pass that keeps what a backward pass needs.
    pub(crate) const fn keeping(samples: usize, used: usize, mask: Option<Mask>) -> Self {
        Self { samples, used, keep: true, mask, tangents: false }
    }

    /// Of one sample and `columns - 1` tangents: forward differentiation.
    pub(crate) const fn tangents(columns: usize) -> Self {
        Self { samples: columns, used: columns, keep: false, mask: None, tangents: true }
    }

    /// Cuts the first rows off a matrix, as many as a layer has units.
    #[must_use]
    pub fn rows<'a>(&self, matrix: &'a mut [f32], units: usize) -> (&'a mut [f32], &'a mut [f32]) {
        matrix.split_at_mut(units * self.samples)
    }

    /// The sums of a layer.
    pub fn dense<D: DenseLayer>(&mut self, layer: &D, x: &[f32], z: &mut [f32]) {
        self.sums(layer.weights(), layer.biases(), D::UNITS, x, z);
    }

    /// The same for all layers, so that a program has it once.
    fn sums(&self, weights: &[f32], biases: &[f32], units: usize, x: &[f32], z: &mut [f32]) {
        let Self { samples, used, .. } = *self;
        if !self.tangents {
            return ForwardLayer { weights, biases, units, samples, used, x, z }.run();
        }
        ForwardLayer { weights, biases: &[], units, samples, used, x, z: &mut *z }.run();
        for (row, bias) in z.chunks_exact_mut(self.samples).zip(biases) {
            row[0] += bias;
        }
    }

    /// Applies an activation whose slope follows from the output.
    pub fn activate(&mut self, activation: Elementwise, z: &mut [f32]) {
        if self.tangents {
            return crate::activation::through_elementwise(activation, self.samples, z);
        }
        crate::activation::activate_slice(activation, z);
    }

    /// Applies an activation and stores its slopes.
    pub fn activate_keeping<A: LaneActivation>(&mut self, activation: A, z: &mut [f32], slopes: &mut [f32]) {
        if self.tangents {
            return activation.tangents_matrix(self.samples, z);
        }
        if self.keep {
            slopes.copy_from_slice(z);
            crate::activation::slopes_in_place(activation, slopes);
        }
        activate_in_place(activation, z);
    }

    /// The outputs of a network in place of its sums.
    pub(crate) fn activate_last<A: LastActivation>(&self, last: A, z: &mut [f32]) {
        if self.tangents {
            return last.tangents_matrix(self.samples, z);
        }
        last.activate_matrix(self.samples, z);
    }

    /// `y += x`: what skips a residual block joins what went through it.
    pub fn add(&self, x: &[f32], y: &mut [f32]) {
        crate::kernel::single::add(x, y);
    }

    /// The same way for a network inside this one, the `branch`-th of its parent: dropout there is independent.
    #[must_use]
    pub(crate) fn inside(&self, branch: u64) -> Self {
        Self { mask: self.mask.map(|mask| mask.inside(branch)), ..*self }
    }

    /// Leaves out a part of a layer's outputs, `rate` of them, and enlarges the others to keep the mean.
    pub fn dropout(&mut self, layer: u32, rate: f32, y: &mut [f32], slopes: &mut [f32]) {
        if let Some(mask) = &self.mask {
            mask.apply(layer, rate, self.samples, y, slopes);
        }
    }
}

/// Whether the derivatives with respect to the inputs of a network are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputDerivatives {
    /// They are wanted.
    Wanted,
    /// They are not computed.
    Unwanted,
}

/// Whether and how the derivatives go on to the inputs of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Upstream<'a>(InputGradient<'a>);

impl<'a> Upstream<'a> {
    /// Whether they are wanted for the inputs themselves.
    #[must_use]
    pub const fn inputs(inputs: InputDerivatives) -> Self {
        match inputs {
            InputDerivatives::Wanted => Self::through(Elementwise::Identity),
            InputDerivatives::Unwanted => Self(InputGradient::No),
        }
    }

    /// They are wanted for the sums behind an activation whose slope follows from the output.
    #[must_use]
    pub const fn through(activation: Elementwise) -> Self {
        Self(InputGradient::Replace(Slope::Of(activation)))
    }

    /// They are wanted for the sums behind an activation whose slopes were stored.
    #[must_use]
    pub const fn stored(slopes: &'a [f32]) -> Self {
        Self(InputGradient::Replace(Slope::Stored(slopes)))
    }
}

/// A layer's place among the parameters and its sizes.
#[derive(Clone, Copy)]
struct LayerShape {
    first: usize,
    inputs: usize,
    units: usize,
    bias: bool,
}

/// The way back.
#[expect(missing_debug_implementations, reason = "a sink is whatever takes the gradient")]
pub struct BackwardPass<'a> {
    /// How many columns the matrices have.
    pub(crate) samples: usize,
    /// How many of them hold a sample.
    pub(crate) used: usize,
    /// The parameters, and where their gradient goes.
    pub(crate) sink: &'a mut dyn Sink,
    /// The index of this network's first parameter in the sink.
    pub(crate) first: usize,
    /// Whether the matrices are cut at each 64 samples, wherever their memory comes from.
    pub(crate) dots: bool,
    /// Room for a layer's transposed derivatives.
    pub(crate) scratch: &'a mut [f32],
}

impl BackwardPass<'_> {
    /// Cuts the first rows off a matrix, as many as a layer has units.
    #[must_use]
    pub fn rows<'a>(&self, matrix: &'a mut [f32], units: usize) -> (&'a mut [f32], &'a mut [f32]) {
        matrix.split_at_mut(units * self.samples)
    }

    /// The gradient of a layer whose first parameter has the index `first`; `x` is replaced as `upstream` says.
    pub fn dense<D: DenseLayer>(&mut self, first: usize, x: &mut [f32], d: &[f32], upstream: Upstream<'_>) {
        self.layer(LayerShape { first, inputs: D::INPUTS, units: D::UNITS, bias: D::BIAS }, x, d, upstream);
    }

    /// The same for all layers, so that a program has it once.
    fn layer(&mut self, shape: LayerShape, x: &mut [f32], d: &[f32], upstream: Upstream<'_>) {
        let LayerShape { first, inputs, units, bias } = shape;
        BackwardLayer {
            sink: self.sink,
            first: self.first + first,
            inputs,
            units,
            bias,
            dots: self.dots,
            samples: self.samples,
            used: self.used,
            x,
            d,
            input_gradient: upstream.0,
            scratch: self.scratch,
        }
        .run();
    }

    /// `y = x`
    pub fn copy(&self, x: &[f32], y: &mut [f32]) {
        y.copy_from_slice(x);
    }

    /// `y += x`: derivatives that come two ways.
    pub fn add(&self, x: &[f32], y: &mut [f32]) {
        crate::kernel::single::add(x, y);
    }

    /// `y *= x`: derivatives by slopes.
    pub fn multiply(&self, x: &[f32], y: &mut [f32]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y *= x;
        }
    }

    /// The same way for a network inside this one, whose first parameter has the index `first`.
    pub fn inside(&mut self, first: usize) -> BackwardPass<'_> {
        let Self { samples, used, dots, .. } = *self;
        BackwardPass { samples, used, sink: self.sink, first: self.first + first, dots, scratch: self.scratch }
    }
}

/// Uses up what is left of a tape: nothing.
pub const fn end_of_tape(tape: &mut [f32]) {
    debug_assert!(tape.is_empty(), "the tape is longer than the layers need");
}

/// The largest of some widths.
#[must_use]
pub const fn largest(widths: &[usize]) -> usize {
    let (mut largest, mut index) = (0, 0);
    while index < widths.len() {
        if widths[index] > largest {
            largest = widths[index];
        }
        index += 1;
    }
    largest
}
