//! Passes over the matrices of a batch, chunk by chunk, without the types of network and loss.

use super::erased::{End, ErasedBatch, ErasedNetwork, Evaluate, Last, Sizes};
use super::route::{self, Route};
use super::sinks::Collect;
use super::wanted::Wanted;
use crate::kernel::{Layout, Sink, Start, parts, parts_mut, samples_to_units, units_to_samples};
use crate::layer::dropout::Mask;
use crate::loss::{MatrixTargets, Scale, Targets, Total};
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::workspace::{self, PassMemory};

/// The matrices of one pass, all `[unit][sample]`.
pub(super) struct Matrices<'a> {
    pub(super) x: &'a mut [f32],
    pub(super) tape: &'a mut [f32],
    /// The sums of the last layer.
    pub(super) z: &'a mut [f32],
    /// The outputs, and later the derivatives with respect to them.
    pub(super) y: &'a mut [f32],
    pub(super) d: &'a mut [f32],
    scratch: &'a mut [f32],
    pub(super) samples: usize,
    layout: Layout,
    /// The number of columns that hold a sample.
    used: usize,
    /// See [`BackwardPass::first_trained`].
    first_trained: usize,
}

impl<'a> Matrices<'a> {
    pub(super) fn cut(sizes: &Sizes, workspace: &'a mut [f32], samples: usize, layout: Layout) -> Self {
        let (x, rest) = workspace.split_at_mut(sizes.inputs * samples);
        let (tape, rest) = rest.split_at_mut(sizes.tape(samples));
        let (z, rest) = rest.split_at_mut(sizes.outputs * samples);
        let (y, rest) = rest.split_at_mut(sizes.outputs * samples);
        let (d, scratch) = rest.split_at_mut(sizes.outputs * samples);
        Self { x, tape, z, y, d, scratch, samples, layout, used: samples, first_trained: 0 }
    }

    /// Loads samples, `inputs[sample][input]`.
    pub(super) fn load(&mut self, sizes: &Sizes, inputs: &[f32]) {
        self.used = inputs.len() / sizes.inputs;
        match self.layout {
            Layout::ByUnit => samples_to_units(inputs, sizes.inputs, self.x, self.samples),
            Layout::BySample => self.x.copy_from_slice(inputs),
        }
    }

    /// Computes the sums of the last layer.
    pub(super) fn forward(&mut self, net: &ErasedNetwork<'_>) {
        let mut pass = ForwardPass::new(self.samples, self.used).stored(self.layout);
        net.passes.forward(&mut pass, self.x, self.tape, self.z);
    }

    /// Computes the sums of the last layer, and stores what the backward pass needs.
    pub(super) fn forward_keeping(&mut self, net: &ErasedNetwork<'_>, mask: Option<Mask>) {
        let mut pass = ForwardPass::keeping(self.samples, self.used, mask).stored(self.layout);
        net.passes.forward(&mut pass, self.x, self.tape, self.z);
    }

    /// Computes the outputs, and keeps the sums.
    pub(super) fn activate(&mut self, last: &dyn Last) {
        self.y.copy_from_slice(self.z);
        for (columns, y) in parts_mut(self.layout, self.samples, self.y) {
            last.activate(columns, y);
        }
    }

    /// Returns `total` plus the loss of this chunk, and stores its derivatives for [`Self::backward`].
    pub(super) fn loss(&mut self, end: &End<'_>, total: Total, targets: Targets<'_>, scale: Scale<'_>) -> Total {
        if end.from_sums {
            let Self { samples, layout, .. } = *self;
            return evaluate(end.loss, total, self.z, (layout, samples), self.scratch, targets, scale);
        }
        self.activate(end.last);
        self.d.copy_from_slice(self.y);
        let total = evaluate(end.loss, total, self.d, (self.layout, self.samples), self.scratch, targets, scale);
        self.activate_backward(end.last);
        total
    }

    /// Replaces the derivatives with respect to the outputs by those with respect to the sums of the last layer.
    fn activate_backward(&mut self, last: &dyn Last) {
        let Self { layout, samples, .. } = *self;
        let parts = parts(layout, samples, self.z).zip(parts(layout, samples, self.y));
        for (((columns, z), (_, y)), (_, d)) in parts.zip(parts_mut(layout, samples, self.d)) {
            last.backward(columns, z, y, d);
        }
    }

    /// Computes the gradient of the parameters from the loss's derivatives.
    pub(super) fn backward(&mut self, sizes: &Sizes, end: &End<'_>, sink: &mut dyn Sink) {
        self.backward_pass(sizes, end.from_sums, sink, InputDerivatives::Unwanted);
    }

    /// Does the same as [`Self::backward`], and replaces the inputs by their derivatives.
    pub(super) fn backward_to_inputs(&mut self, sizes: &Sizes, end: &End<'_>, sink: &mut dyn Sink) {
        self.backward_pass(sizes, end.from_sums, sink, InputDerivatives::Wanted);
    }

    /// Runs the backward pass from the derivatives with respect to the outputs, `d`.
    pub(super) fn backward_from_outputs(
        &mut self,
        sizes: &Sizes,
        last: &dyn Last,
        sink: &mut dyn Sink,
        inputs: InputDerivatives,
    ) {
        self.activate_backward(last);
        self.backward_pass(sizes, false, sink, inputs);
    }

    /// Runs the backward pass from the derivatives with respect to the sums of the last layer.
    ///
    /// They are in `z` if the loss was computed `from_sums`, else in `d`.
    fn backward_pass(&mut self, sizes: &Sizes, from_sums: bool, sink: &mut dyn Sink, inputs: InputDerivatives) {
        let Self { samples, used, layout, first_trained, .. } = *self;
        let allows_dots = sizes.allows_dots();
        let d = if from_sums { &mut *self.z } else { &mut *self.d };
        let (first, scratch) = (0, &mut *self.scratch);
        let mut pass = BackwardPass { samples, used, layout, sink, first, first_trained, allows_dots, scratch };
        (sizes.backward)(&mut pass, self.x, self.tape, d, inputs);
    }
}

/// Returns `total` plus the loss of the `values` of a matrix, which are replaced by their derivatives.
fn evaluate(
    loss: &dyn Evaluate,
    mut total: Total,
    values: &mut [f32],
    (layout, samples): (Layout, usize),
    scratch: &mut [f32],
    targets: Targets<'_>,
    scale: Scale<'_>,
) -> Total {
    if layout == Layout::ByUnit {
        let targets = MatrixTargets { targets, columns: transposed(targets, samples, scratch) };
        return loss.evaluate(total, values, samples, targets, scale);
    }
    for (sample, (_, values)) in parts_mut(layout, samples, values).enumerate() {
        let targets = MatrixTargets { targets: targets.samples(sample, 1), columns: &[] };
        total = loss.evaluate(total, values, 1, targets, scale.samples(sample, 1));
    }
    total
}

/// Returns the targets as a matrix if they need to be transposed, else nothing.
///
/// A loss reads one output of sixteen samples at a time.
fn transposed<'a>(targets: Targets<'_>, samples: usize, scratch: &'a mut [f32]) -> &'a [f32] {
    match targets {
        Targets::Values { values, outputs } if outputs > 1 && samples > 1 => {
            let columns = &mut scratch[..outputs * samples];
            samples_to_units(values, outputs, columns, samples);
            columns
        }
        _ => &[],
    }
}

/// Calls `work` for chunks of up to `samples` of `count` samples.
///
/// Its arguments are the first sample of the chunk and the number of samples.
pub(super) fn chunks(count: usize, samples: usize, mut work: impl FnMut(usize, usize)) {
    for first in (0..count).step_by(samples) {
        work(first, samples.min(count - first));
    }
}

/// Writes the outputs for many samples, `outputs[sample][output]`.
pub(super) fn forward(net: &ErasedNetwork<'_>, last: &dyn Last, inputs: &[f32], outputs: &mut [f32]) {
    let sizes = net.sizes;
    let (count, floats) = (inputs.len() / sizes.inputs, |samples| sizes.forward_floats(samples));
    let most = workspace::samples_of_answers(&floats, count);
    workspace::with(floats(most), &mut |floats| {
        chunks(count, most, |first, count| {
            let samples = route::columns(count, Route::Matrices);
            let (x, rest) = floats.split_at_mut(sizes.inputs * samples);
            let (tape, rest) = rest.split_at_mut(sizes.tape(samples));
            let z = &mut rest[..sizes.outputs * samples];
            samples_to_units(sizes.inputs_of(inputs, first, count), sizes.inputs, x, samples);
            net.passes.forward(&mut ForwardPass::new(samples, count), x, tape, z);
            last.activate(samples, z);
            units_to_samples(z, samples, &mut outputs[first * sizes.outputs..][..count * sizes.outputs], sizes.outputs);
        });
    });
}

/// Returns the mean loss over a batch.
pub(super) fn loss(net: &ErasedNetwork<'_>, end: &End<'_>, batch: &ErasedBatch<'_>) -> f32 {
    let (sizes, scale, route) = (net.sizes, batch.scale(), route::of_loss(batch.count));
    let floats = |samples| sizes.floats(samples);
    let most = match route {
        Route::FewSamples => sizes.few_samples.min(batch.count.max(1)),
        _ => workspace::samples_at_once(&floats, batch.count),
    };
    let mut total = Total::default();
    workspace::with(floats(most), &mut |floats| {
        chunks(batch.count, most, |first, count| {
            let mut matrices = Matrices::cut(sizes, floats, route::columns(count, route), route::layout(route));
            matrices.load(sizes, sizes.inputs_of(batch.inputs, first, count));
            matrices.forward(net);
            total = matrices.loss(end, total, batch.targets.samples(first, count), scale.samples(first, count));
        });
    });
    total.value()
}

/// The forward and backward passes that compute the gradient of a batch.
pub(super) struct GradientPass<'a> {
    pub(super) end: End<'a>,
    /// [`Route::FewSamples`] or [`Route::Matrices`].
    pub(super) route: Route,
    pub(super) wanted: Wanted,
}

impl GradientPass<'_> {
    /// Writes the gradient of the mean loss, and returns the loss.
    pub(super) fn run(
        &self,
        net: &ErasedNetwork<'_>,
        batch: &ErasedBatch<'_>,
        gradient: &mut [f32],
        memory: PassMemory<'_>,
    ) -> f32 {
        let (sizes, scale, route) = (net.sizes, batch.scale(), self.route);
        let floats = |samples| sizes.floats(samples);
        let most = match route {
            Route::FewSamples => sizes.few_samples.min(batch.count.max(1)),
            _ => memory.samples_at_once(&floats, sizes.parameters, batch.count),
        };
        let mut sink = Collect::new(net.parameters, gradient, batch.count);
        let mut total = Total::default();
        memory.with(floats(most), &mut |floats| {
            chunks(batch.count, most, |first, count| {
                let mut matrices = Matrices::cut(sizes, floats, route::columns(count, route), route::layout(route));
                matrices.load(sizes, sizes.inputs_of(batch.inputs, first, count));
                matrices.first_trained = self.wanted.first_trained;
                matrices.forward_keeping(net, self.wanted.mask.map(|mask| mask.beginning_at(first)));
                let (targets, scale) = (batch.targets.samples(first, count), scale.samples(first, count));
                total = matrices.loss(&self.end, total, targets, scale);
                matrices.backward(sizes, &self.end, &mut sink);
                sink.start = Start::Previous;
            });
        });
        total.value()
    }
}

/// Writes the gradient for given derivatives with respect to the outputs.
///
/// `gradient[p] = sum_s sum_u d_outputs[s][u] dy[s][u]/dw[p]`
pub(super) fn backward(
    net: &ErasedNetwork<'_>,
    last: &dyn Last,
    inputs: &[f32],
    d_outputs: &[f32],
    gradient: &mut [f32],
) {
    let sizes = net.sizes;
    let (count, floats) = (inputs.len() / sizes.inputs, |samples| sizes.floats(samples));
    let samples = workspace::samples_at_once(&floats, count);
    let mut sink = Collect::new(net.parameters, gradient, count);
    workspace::with(floats(samples), &mut |floats| {
        let mut matrices = Matrices::cut(sizes, floats, samples, Layout::ByUnit);
        chunks(count, samples, |first, count| {
            matrices.load(sizes, sizes.inputs_of(inputs, first, count));
            matrices.forward_keeping(net, None);
            matrices.activate(last);
            let d = &d_outputs[first * sizes.outputs..][..count * sizes.outputs];
            samples_to_units(d, sizes.outputs, matrices.d, samples);
            matrices.backward_from_outputs(sizes, last, &mut sink, InputDerivatives::Unwanted);
            sink.start = Start::Previous;
        });
    });
}
