//! Passes over the matrices of a batch, chunk by chunk, without the types of network and loss.

use super::sink::Collect;
use super::untyped::{Batch, End, Last, Model, Type};
use crate::dropout::Mask;
use crate::kernel::{LANES, Sink, samples_to_units, units_to_samples};
use crate::loss::{Scale, Targets};
use crate::pass::{BackwardPass, ForwardPass};
use crate::workspace::{self, Room};

/// The matrices of one pass, all `[unit][sample]`.
pub(super) struct Matrices<'a> {
    pub(super) x: &'a mut [f32],
    pub(super) tape: &'a mut [f32],
    /// Sums of the last layer.
    pub(super) z: &'a mut [f32],
    /// Outputs, and derivatives with respect to them.
    pub(super) y: &'a mut [f32],
    pub(super) d: &'a mut [f32],
    scratch: &'a mut [f32],
    pub(super) samples: usize,
    /// How many columns hold a sample.
    used: usize,
}

impl<'a> Matrices<'a> {
    pub(super) fn cut(ty: &Type, workspace: &'a mut [f32], samples: usize) -> Self {
        let (x, rest) = workspace.split_at_mut(ty.inputs * samples);
        let (tape, rest) = rest.split_at_mut(ty.tape(samples));
        let (z, rest) = rest.split_at_mut(ty.outputs * samples);
        let (y, rest) = rest.split_at_mut(ty.outputs * samples);
        let (d, scratch) = rest.split_at_mut(ty.outputs * samples);
        Self { x, tape, z, y, d, scratch, samples, used: samples }
    }

    /// Takes in samples, `inputs[sample][input]`.
    pub(super) fn load(&mut self, ty: &Type, inputs: &[f32]) {
        self.used = inputs.len() / ty.inputs;
        samples_to_units(inputs, ty.inputs, self.x, self.samples);
    }

    /// From the inputs to the sums of the last layer.
    pub(super) fn forward(&mut self, model: &Model<'_>, keep: bool, mask: Option<Mask>) {
        let mut pass = ForwardPass::new(self.samples, self.used, keep, mask);
        model.net.forward(&mut pass, self.x, self.tape, self.z);
    }

    /// The outputs, beside the sums.
    pub(super) fn activate(&mut self, last: &dyn Last) {
        self.y.copy_from_slice(self.z);
        last.activate(self.samples, self.y);
    }

    /// Adds the loss of this chunk to `sum`; the derivatives are left for [`Self::back`].
    pub(super) fn loss(&mut self, end: &End<'_>, sum: f32, targets: Targets<'_>, scale: Scale<'_>) -> f32 {
        let samples = self.samples;
        if end.from_sums {
            let targets = (targets, turned(targets, samples, self.scratch));
            return end.loss.evaluate(sum, self.z, samples, targets, scale);
        }
        self.activate(end.last);
        self.d.copy_from_slice(self.y);
        let targets = (targets, turned(targets, samples, self.scratch));
        let sum = end.loss.evaluate(sum, self.d, samples, targets, scale);
        end.last.backward(samples, self.z, self.y, self.d);
        sum
    }

    /// From the loss's derivatives back to the parameters, and to the inputs if they are wanted.
    pub(super) fn back(&mut self, ty: &Type, end: &End<'_>, sink: &mut dyn Sink, inputs: bool) {
        let d = if end.from_sums { &mut *self.z } else { &mut *self.d };
        let Self { samples, used, .. } = *self;
        let mut pass = BackwardPass { samples, used, sink, first: 0, dots: ty.dots(), scratch: self.scratch };
        (ty.backward)(&mut pass, self.x, self.tape, d, inputs);
    }

    /// From the derivatives by the outputs back.
    pub(super) fn back_from_outputs(&mut self, ty: &Type, last: &dyn Last, sink: &mut dyn Sink, inputs: bool) {
        last.backward(self.samples, self.z, self.y, self.d);
        let Self { samples, used, .. } = *self;
        let mut pass = BackwardPass { samples, used, sink, first: 0, dots: ty.dots(), scratch: self.scratch };
        (ty.backward)(&mut pass, self.x, self.tape, self.d, inputs);
    }
}

/// The targets as a matrix, where that takes turning: a loss asks for one output of sixteen samples at a time.
fn turned<'a>(targets: Targets<'_>, samples: usize, scratch: &'a mut [f32]) -> &'a [f32] {
    match targets {
        Targets::Values { values, outputs } if outputs > 1 && samples > 1 => {
            let columns = &mut scratch[..outputs * samples];
            samples_to_units(values, outputs, columns, samples);
            columns
        }
        _ => &[],
    }
}

/// Calls `work` for chunks of up to `samples` of `count` samples: with the first sample and how many there are.
pub(super) fn chunks(count: usize, samples: usize, mut work: impl FnMut(usize, usize)) {
    for first in (0..count).step_by(samples) {
        work(first, samples.min(count - first));
    }
}

/// How many columns the matrices of a chunk have: the last chunk of a batch is no wider than it must be. One sample of
/// few has its units in the lanes.
const fn columns(count: usize, few: bool) -> usize {
    if few { 1 } else { count.next_multiple_of(LANES) }
}

/// Batches of fewer samples than this are trained with one by one: filling up the lanes would cost more. A pass of up to
/// eight takes 2.6 times what one sample takes of 10 => 32 relu => 10, and 3.5 times of 64 => 64 relu => 64.
pub(super) const FEW: usize = 3;

/// The answers to many samples, `outputs[sample][output]`.
pub(super) fn forward(model: &Model<'_>, last: &dyn Last, inputs: &[f32], outputs: &mut [f32]) {
    let ty = model.ty;
    let (count, size) = (inputs.len() / ty.inputs, |samples| ty.forward_size(samples));
    let most = workspace::samples_of_answers(&size, count);
    workspace::with(size(most), &mut |floats| {
        chunks(count, most, |first, count| {
            let samples = columns(count, false);
            let (x, rest) = floats.split_at_mut(ty.inputs * samples);
            let (tape, rest) = rest.split_at_mut(ty.tape(samples));
            let z = &mut rest[..ty.outputs * samples];
            samples_to_units(&inputs[first * ty.inputs..][..count * ty.inputs], ty.inputs, x, samples);
            model.net.forward(&mut ForwardPass::new(samples, count, false, None), x, tape, z);
            last.activate(samples, z);
            units_to_samples(z, samples, &mut outputs[first * ty.outputs..][..count * ty.outputs], ty.outputs);
        });
    });
}

/// The mean loss over a batch.
pub(super) fn loss(model: &Model<'_>, end: &End<'_>, batch: &Batch<'_>) -> f32 {
    let (ty, scale) = (model.ty, batch.scale());
    let size = |samples| ty.size(samples);
    let few = batch.count < FEW;
    let most = if few { 1 } else { workspace::samples_at_once(&size, batch.count) };
    let mut sum = 0.0;
    workspace::with(size(most), &mut |floats| {
        chunks(batch.count, most, |first, count| {
            let samples = columns(count, few);
            let mut matrices = Matrices::cut(ty, floats, samples);
            matrices.load(ty, &batch.inputs[first * ty.inputs..][..count * ty.inputs]);
            matrices.forward(model, false, None);
            sum = matrices.loss(end, sum, batch.targets.samples(first, count), scale.samples(first, count));
        });
    });
    sum
}

/// The mean loss over a batch; `gradient` becomes its derivatives.
pub(super) fn gradient(
    model: &Model<'_>,
    end: &End<'_>,
    batch: &Batch<'_>,
    gradient: &mut [f32],
    mask: Option<Mask>,
    room: Room<'_>,
) -> f32 {
    let (ty, scale) = (model.ty, batch.scale());
    let size = |samples| ty.size(samples);
    let few = batch.count < FEW;
    let most = if few { 1 } else { room.samples_at_once(&size, ty.parameters, batch.count) };
    let mut sink = Collect::new(model.parameters, gradient, batch.count);
    let mut sum = 0.0;
    room.with(size(most), &mut |floats| {
        chunks(batch.count, most, |first, count| {
            let samples = columns(count, few);
            let mut matrices = Matrices::cut(ty, floats, samples);
            matrices.load(ty, &batch.inputs[first * ty.inputs..][..count * ty.inputs]);
            let mask = mask.map(|mask| mask.beginning_at(first));
            matrices.forward(model, true, mask);
            sum = matrices.loss(end, sum, batch.targets.samples(first, count), scale.samples(first, count));
            matrices.back(ty, end, &mut sink, false);
            sink.adds = true;
        });
    });
    sum
}

/// `gradient[p] = sum_s sum_u d_outputs[s][u] dy[s][u]/dw[p]`
pub(super) fn backward(model: &Model<'_>, last: &dyn Last, inputs: &[f32], d_outputs: &[f32], gradient: &mut [f32]) {
    let ty = model.ty;
    let (count, size) = (inputs.len() / ty.inputs, |samples| ty.size(samples));
    let samples = workspace::samples_at_once(&size, count);
    let mut sink = Collect::new(model.parameters, gradient, count);
    workspace::with(size(samples), &mut |floats| {
        let mut matrices = Matrices::cut(ty, floats, samples);
        chunks(count, samples, |first, count| {
            matrices.load(ty, &inputs[first * ty.inputs..][..count * ty.inputs]);
            matrices.forward(model, true, None);
            matrices.activate(last);
            let d = &d_outputs[first * ty.outputs..][..count * ty.outputs];
            samples_to_units(d, ty.outputs, matrices.d, samples);
            matrices.back_from_outputs(ty, last, &mut sink, false);
            sink.adds = true;
        });
    });
}
