//! One pass of a batch through a network. The expansion of a network calls it layer by layer.
//!
//! Matrices are `[unit][sample]` with a multiple of 16 samples, or `[sample][unit]` of a few. The tape holds the outputs of each hidden
//! layer. Where the slopes do not follow from the outputs, or dropout changes them, it holds the slopes too.

use crate::activation::{Elementwise, LaneActivation, LastActivation, activate_in_place};
use crate::kernel::{
    BackwardLayer, ForwardLayer, InputGradient, Layout, MemberLayer, MemberWeights, Sink, Slope, parts, parts_mut,
    replace,
};
use crate::layer::dense::DenseLayer;
use crate::layer::dropout::Mask;
#[cfg(feature = "alloc")]
use crate::layer::dropout::MemberMasks;

/// The forward pass.
#[derive(Clone, Copy, Debug)]
pub struct ForwardPass<'a> {
    /// The number of columns of the matrices.
    pub(crate) samples: usize,
    /// The number of columns that hold a sample.
    pub(crate) used: usize,
    layout: Layout,
    mode: Mode,
    /// The parameters of sixteen networks in place of one network's.
    members: Option<&'a MemberWeights<'a>>,
}

/// The purpose of a forward pass.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// The outputs alone.
    Outputs,
    /// A backward pass follows: slopes are stored, and dropout may leave outputs out.
    Keeping { mask: Option<Mask> },
    /// The same for sixteen members of a population, whose dropout leaves out other outputs for each.
    #[cfg(feature = "alloc")]
    KeepingMembers { masks: MemberMasks },
    /// The first column holds a sample, the others hold tangents, one direction each.
    Tangents,
}

impl<'a> ForwardPass<'a> {
    /// Creates a pass of `used` samples in matrices of `samples` columns.
    pub(crate) const fn new(samples: usize, used: usize) -> Self {
        Self { samples, used, layout: Layout::ByUnit, mode: Mode::Outputs, members: None }
    }

    /// Returns the pass for matrices of this layout.
    pub(crate) const fn stored(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }

    /// Creates a pass that stores what a backward pass needs.
    pub(crate) const fn keeping(samples: usize, used: usize, mask: Option<Mask>) -> Self {
        Self { samples, used, layout: Layout::ByUnit, mode: Mode::Keeping { mask }, members: None }
    }

    /// Creates a pass of one sample and `columns - 1` tangents, for forward-mode differentiation.
    pub(crate) const fn tangents(columns: usize) -> Self {
        Self { samples: columns, used: columns, layout: Layout::ByUnit, mode: Mode::Tangents, members: None }
    }

    /// Returns the pass for matrices `[unit][sample][lane]` of sixteen members of a population.
    pub(crate) const fn of_members(self, members: &'a MemberWeights<'a>) -> Self {
        Self { members: Some(members), ..self }
    }

    /// Returns the pass that stores what a backward pass needs, with these masks of dropout.
    #[cfg(feature = "alloc")]
    pub(crate) const fn with_masks(self, masks: MemberMasks) -> Self {
        Self { mode: Mode::KeepingMembers { masks }, ..self }
    }

    /// Returns whether a backward pass follows.
    const fn is_keeping(&self) -> bool {
        !matches!(self.mode, Mode::Outputs | Mode::Tangents)
    }

    /// Splits a matrix after the rows of a layer of `units` units.
    #[must_use]
    pub fn rows<'m>(&self, matrix: &'m mut [f32], units: usize) -> (&'m mut [f32], &'m mut [f32]) {
        matrix.split_at_mut(units * self.samples)
    }

    /// Computes the weighted sums of a layer.
    pub fn dense<D: DenseLayer>(&mut self, layer: &D, x: &[f32], z: &mut [f32]) {
        if let Some(members) = self.members {
            let (first, address) = (0, core::ptr::from_ref(layer).addr());
            let layer = MemberLayer { first, inputs: D::INPUTS, units: D::UNITS, bias: D::BIAS };
            return members.sums(address, layer, x, z);
        }
        self.sums(layer.weights(), layer.biases(), D::UNITS, x, z);
    }

    /// Does the same without the type of the layer, so that a program contains it once.
    fn sums(&self, weights: &[f32], biases: &[f32], units: usize, x: &[f32], z: &mut [f32]) {
        let Self { samples, used, layout, .. } = *self;
        if !matches!(self.mode, Mode::Tangents) {
            return ForwardLayer { weights, biases, units, layout, samples, used, x, z }.run();
        }
        ForwardLayer { weights, biases: &[], units, layout, samples, used, x, z: &mut *z }.run();
        for (row, bias) in z.chunks_exact_mut(self.samples).zip(biases) {
            row[0] += bias;
        }
    }

    /// Applies an activation whose slope follows from the output.
    pub fn activate(&mut self, activation: Elementwise, z: &mut [f32]) {
        if matches!(self.mode, Mode::Tangents) {
            return crate::activation::through_elementwise(activation, self.samples, z);
        }
        crate::activation::activate_slice(activation, z);
    }

    /// Applies an activation and stores its slopes.
    pub fn activate_keeping<A: LaneActivation>(&mut self, activation: A, z: &mut [f32], slopes: &mut [f32]) {
        if matches!(self.mode, Mode::Tangents) {
            return activation.tangents_matrix(self.samples, z);
        }
        if self.is_keeping() {
            slopes.copy_from_slice(z);
            crate::activation::slopes_in_place(activation, slopes);
        }
        activate_in_place(activation, z);
    }

    /// Replaces the sums of a network by its outputs.
    pub(crate) fn activate_last<A: LastActivation>(&self, last: A, z: &mut [f32]) {
        if matches!(self.mode, Mode::Tangents) {
            return last.tangents_matrix(self.samples, z);
        }
        for (columns, z) in parts_mut(self.layout, self.samples, z) {
            last.activate_matrix(columns, z);
        }
    }

    /// Computes `y += x`: adds the inputs of a residual block to its outputs.
    pub fn add(&self, x: &[f32], y: &mut [f32]) {
        crate::kernel::single::add(x, y);
    }

    /// Returns the pass for a network inside this one, the `branch`-th of its parent.
    ///
    /// Its dropout is independent of the parent's.
    #[must_use]
    pub(crate) fn inside(&self, branch: u64) -> Self {
        let mode = match self.mode {
            Mode::Keeping { mask } => Mode::Keeping { mask: mask.map(|mask| mask.inside(branch)) },
            #[cfg(feature = "alloc")]
            Mode::KeepingMembers { masks } => Mode::KeepingMembers { masks: masks.inside(branch) },
            other => other,
        };
        Self { mode, ..*self }
    }

    /// Sets a random fraction `rate` of a layer's outputs to 0 and scales the others by `1 / (1 - rate)`.
    pub fn dropout(&mut self, layer: u32, rate: f32, y: &mut [f32], slopes: &mut [f32]) {
        match &self.mode {
            Mode::Keeping { mask: Some(mask) } => mask.apply(layer, rate, self.samples, y, slopes),
            #[cfg(feature = "alloc")]
            Mode::KeepingMembers { masks } => masks.apply(layer, rate, self.samples, y, slopes),
            _ => {}
        }
    }
}

/// Whether a pass computes the derivatives with respect to the inputs of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputDerivatives {
    /// They are computed.
    Wanted,
    /// They are not computed.
    Unwanted,
}

/// Whether and how a layer computes derivatives with respect to its inputs, or the sums before them.
#[derive(Clone, Copy, Debug)]
pub struct Upstream<'a>(InputGradient<'a>);

impl<'a> Upstream<'a> {
    /// With respect to the layer's inputs, if they are wanted.
    #[must_use]
    pub const fn inputs(inputs: InputDerivatives) -> Self {
        match inputs {
            InputDerivatives::Wanted => Self::through(Elementwise::Identity),
            InputDerivatives::Unwanted => Self(InputGradient::No),
        }
    }

    /// With respect to the sums before an activation whose slope follows from the output.
    #[must_use]
    pub const fn through(activation: Elementwise) -> Self {
        Self(InputGradient::Replace(Slope::Of(activation)))
    }

    /// With respect to the sums before an activation whose slopes were stored.
    #[must_use]
    pub const fn stored(slopes: &'a [f32]) -> Self {
        Self(InputGradient::Replace(Slope::Stored(slopes)))
    }
}

/// The sizes of a layer and its position among the parameters.
#[derive(Clone, Copy)]
struct LayerShape {
    first: usize,
    inputs: usize,
    units: usize,
    bias: bool,
}

/// The backward pass.
#[expect(missing_debug_implementations, reason = "a sink is whatever takes the gradient")]
pub struct BackwardPass<'a> {
    /// The number of columns of the matrices.
    pub(crate) samples: usize,
    /// The number of columns that hold a sample.
    pub(crate) used: usize,
    pub(crate) layout: Layout,
    /// The parameters and the destination of their gradient.
    pub(crate) sink: &'a mut dyn Sink,
    /// The index of this network's first parameter in the sink.
    pub(crate) first: usize,
    /// The index in the sink of the first parameter that is trained: no layer in front of it needs derivatives.
    pub(crate) first_trained: usize,
    /// Whether matrices are cut at multiples of 64 samples, wherever their memory comes from.
    pub(crate) allows_dots: bool,
    /// Memory for the transposed derivatives of a layer.
    pub(crate) scratch: &'a mut [f32],
}

impl<'a> BackwardPass<'a> {
    /// Creates a pass for matrices `[unit][sample][lane]` of sixteen members of a population.
    pub(crate) fn of_members(
        columns: usize,
        sink: &'a mut dyn Sink,
        first_trained: usize,
        scratch: &'a mut [f32],
    ) -> Self {
        let (samples, used, layout, allows_dots) = (columns, columns, Layout::ByUnit, false);
        BackwardPass { samples, used, layout, sink, first: 0, first_trained, allows_dots, scratch }
    }
}

impl BackwardPass<'_> {
    /// Splits a matrix after the rows of a layer of `units` units.
    #[must_use]
    pub fn rows<'a>(&self, matrix: &'a mut [f32], units: usize) -> (&'a mut [f32], &'a mut [f32]) {
        matrix.split_at_mut(units * self.samples)
    }

    /// Computes the gradient of a layer whose first parameter has the index `first`.
    ///
    /// `x` is replaced by the derivatives that `upstream` selects.
    pub fn dense<D: DenseLayer>(&mut self, first: usize, x: &mut [f32], d: &[f32], upstream: Upstream<'_>) {
        self.layer(LayerShape { first, inputs: D::INPUTS, units: D::UNITS, bias: D::BIAS }, x, d, upstream);
    }

    /// Does the same without the type of the layer, so that a program contains it once.
    fn layer(&mut self, shape: LayerShape, x: &mut [f32], d: &[f32], upstream: Upstream<'_>) {
        let LayerShape { first, inputs, units, bias } = shape;
        let (first, count) = (self.first + first, (inputs + usize::from(bias)) * units);
        let leads = self.first_trained > 0 && first <= self.first_trained;
        if leads && first + count <= self.first_trained {
            return;
        }
        let input_gradient = if leads { InputGradient::No } else { upstream.0 };
        if let Some(mut members) = self.sink.members() {
            let layer = MemberLayer { first, inputs, units, bias };
            let InputGradient::Replace(slope) = input_gradient else { return members.layer(layer, x, d, None) };
            let d_x = &mut self.scratch[..x.len()];
            members.layer(layer, x, d, Some(d_x));
            return replace(slope, 0, x, d_x);
        }
        BackwardLayer {
            sink: self.sink,
            first,
            inputs,
            units,
            bias,
            allows_dots: self.allows_dots,
            layout: self.layout,
            samples: self.samples,
            used: self.used,
            x,
            d,
            input_gradient,
            scratch: self.scratch,
        }
        .run();
    }

    /// Computes `y = x`.
    pub fn copy(&self, x: &[f32], y: &mut [f32]) {
        y.copy_from_slice(x);
    }

    /// Computes `y += x`: adds the derivatives from two paths.
    pub fn add(&self, x: &[f32], y: &mut [f32]) {
        crate::kernel::single::add(x, y);
    }

    /// Computes `y *= x`: multiplies derivatives by slopes.
    pub fn multiply(&self, x: &[f32], y: &mut [f32]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y *= x;
        }
    }

    /// Returns the pass for a network inside this one, whose first parameter has the index `first`.
    pub fn inside(&mut self, first: usize) -> BackwardPass<'_> {
        let Self { samples, used, layout, first_trained, allows_dots, .. } = *self;
        let (first, sink, scratch) = (self.first + first, &mut *self.sink, &mut *self.scratch);
        BackwardPass { samples, used, layout, sink, first, first_trained, allows_dots, scratch }
    }

    /// Replaces the derivatives with respect to the outputs of a network, `d`, by those with respect to its sums `z`.
    pub(crate) fn activate_last<A: LastActivation>(&self, last: A, z: &[f32], y: &[f32], d: &mut [f32]) {
        let parts = parts(self.layout, self.samples, z).zip(parts(self.layout, self.samples, y));
        for (((columns, z), (_, y)), (_, d)) in parts.zip(parts_mut(self.layout, self.samples, d)) {
            last.backward_matrix(columns, z, y, d);
        }
    }
}

/// Consumes the rest of a tape, which is empty.
pub const fn end_of_tape(tape: &mut [f32]) {
    debug_assert!(tape.is_empty(), "the tape is longer than the layers need");
}

/// Returns the largest of some widths.
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

#[cfg(test)]
mod tests {
    use super::{BackwardPass, Upstream};
    use crate::activation::Elementwise;
    use crate::kernel::{Layout, Sink, Start};
    use crate::layer::dense::Dense;
    use alloc::vec;
    use alloc::vec::Vec;

    /// A sink that counts the layers whose gradient it is asked to take.
    struct Counting {
        parameters: Vec<f32>,
        gradient: Vec<f32>,
        /// The first parameter of each.
        layers: Vec<usize>,
    }

    impl Sink for Counting {
        fn parameters(&self) -> &[f32] {
            &self.parameters
        }
        fn start(&self) -> Start {
            Start::Zero
        }
        fn place(&mut self, first: usize, count: usize) -> Option<&mut [f32]> {
            self.layers.push(first);
            Some(&mut self.gradient[first..first + count])
        }
        fn begin(&self, _: usize, _: &mut [f32]) {}
        fn finish(&mut self, _: usize, _: &[f32]) {}
        #[cfg(feature = "rayon")]
        fn divide(&mut self, _: usize, _: &[usize], _: &mut dyn FnMut(Vec<crate::kernel::SinkPart<'_>>)) {
            unreachable!("small layers are not divided");
        }
    }

    /// Runs the backward pass of three layers of two units, and returns the layers that have a gradient, and those whose
    /// inputs were replaced by derivatives.
    fn run(first_trained: usize) -> (Vec<usize>, Vec<usize>) {
        let mut sink = Counting { parameters: vec![0.5; 18], gradient: vec![0.0; 18], layers: Vec::new() };
        let (mut y, mut scratch) = ([[7.0; 4]; 4], [0.0; 64]);
        let [y0, y1, y2, d] = &mut y;
        let (samples, used, layout, allows_dots) = (2, 2, Layout::BySample, false);
        let scratch = &mut scratch[..];
        let mut pass =
            BackwardPass { samples, used, layout, sink: &mut sink, first: 0, first_trained, allows_dots, scratch };
        pass.dense::<Dense<2, 2>>(12, y2, d, Upstream::through(Elementwise::Tanh));
        // as a network inside
        pass.inside(6).dense::<Dense<2, 2>>(0, y1, y2, Upstream::through(Elementwise::Tanh));
        pass.dense::<Dense<2, 2>>(0, y0, y1, Upstream::through(Elementwise::Identity));
        let replaced = (0..3).filter(|index| y[*index] != [7.0; 4]).map(|index| 6 * index).collect();
        (sink.layers, replaced)
    }

    #[test]
    fn frozen_leading_layers_cost_nothing() {
        assert_eq!(run(0), (vec![12, 6, 0], vec![0, 6, 12]));
        // the first trained layer needs no derivatives of its inputs
        assert_eq!(run(6), (vec![12, 6], vec![12]));
        assert_eq!(run(12), (vec![12], vec![]));
        assert_eq!(run(18), (vec![], vec![]));
    }
}
