//! Passes of a population: sixteen members at a time, each with parameters of its own.

mod matrices;

pub(crate) use matrices::{MemberInputs, MemberSamples, Sharing};

use super::compiled::Compiled;
use super::erased::{ErasedNetwork, Last};
use super::matrices::chunks;
use super::samples::terms;
use crate::kernel::{Lane, MemberGradient, MemberWeights, Sink, Start, units_to_samples};
#[cfg(feature = "alloc")]
use crate::layer::dropout::MemberMasks;
use crate::loss::{Loss, LossFunction, MemberTargets, Total};
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::simd::lanes::LANES;
use crate::workspace;
use matrices::{BlockMatrices, floats, samples_at_once};

/// Writes `outputs[member][sample]` for the networks `[block][parameter][lane]`.
///
/// `net` is a network in place of the members, whose values are not read.
pub(crate) fn forward<N: Compiled>(net: &N, parameters: &[Lane], inputs: MemberInputs<'_>, outputs: &mut [f32]) {
    forward_blocks(&ErasedNetwork::new(net), &N::last(), parameters, &inputs, outputs);
}

/// Not generic, so that networks share the code.
fn forward_blocks(
    net: &ErasedNetwork<'_>,
    last: &dyn Last,
    parameters: &[Lane],
    inputs: &MemberInputs<'_>,
    outputs: &mut [f32],
) {
    let sizes = net.sizes;
    let most = samples_at_once(sizes, inputs.samples);
    workspace::with(floats(sizes, most), &mut |memory| {
        for block in 0..inputs.members.div_ceil(LANES) {
            let weights =
                MemberWeights::new(net.address(), &parameters[block * sizes.parameters..][..sizes.parameters]);
            chunks(inputs.samples, most, |first, count| {
                let mut matrices = BlockMatrices::cut(sizes, memory, count);
                matrices.load(inputs, sizes.inputs, block, first);
                let BlockMatrices { x, tape, z, columns, .. } = matrices;
                let mut pass = ForwardPass::new(columns, columns).of_members(&weights);
                net.passes.forward(&mut pass, x, tape, z);
                last.activate(columns, z);
                store(z, columns, inputs, (block, first), outputs, sizes.outputs);
            });
        }
    });
}

/// Copies the outputs of the members of a block for the samples from `first` on.
fn store(
    z: &[f32],
    columns: usize,
    inputs: &MemberInputs<'_>,
    (block, first): (usize, usize),
    outputs: &mut [f32],
    width: usize,
) {
    let (used, samples) = (inputs.used(block), inputs.samples);
    let begin = block * LANES * samples + first;
    if samples == 1 {
        return units_to_samples(z, LANES, &mut outputs[begin * width..][..used * width], width);
    }
    for lane in 0..used {
        let rows = &mut outputs[(begin + lane * samples) * width..][..columns / LANES * width];
        for (sample, row) in rows.chunks_exact_mut(width).enumerate() {
            for (value, unit) in row.iter_mut().zip(z.chunks_exact(columns)) {
                *value = unit[sample * LANES + lane];
            }
        }
    }
}

/// The last activation and the loss of a population without their types.
struct MemberEnd<'a> {
    last: &'a dyn Last,
    loss: &'a dyn EvaluateBlock,
    from_sums: bool,
}

/// See [`LossFunction::evaluate_members`].
trait EvaluateBlock {
    fn evaluate(
        &self,
        totals: &mut [Total; LANES],
        values: &mut [f32],
        targets: MemberTargets<'_>,
        scale: f32,
        scratch: &mut [f32],
    );
}

impl<L: LossFunction> EvaluateBlock for L {
    fn evaluate(
        &self,
        totals: &mut [Total; LANES],
        values: &mut [f32],
        targets: MemberTargets<'_>,
        scale: f32,
        scratch: &mut [f32],
    ) {
        self.evaluate_members(totals, values, targets, scale, scratch);
    }
}

/// Writes the mean loss of each member.
pub(crate) fn losses<N: Compiled, L: Loss<N>>(
    net: &N,
    loss: L,
    parameters: &[Lane],
    samples: MemberSamples<'_>,
    losses: &mut [f32],
) {
    let end = MemberEnd { last: &N::last(), loss: &loss, from_sums: L::FROM_SUMS };
    let (net, scale) = (ErasedNetwork::new(net), scale::<N, L>(&samples));
    let pass = BlockPass {
        net,
        end,
        samples,
        scale,
        first_trained: 0,
        #[cfg(feature = "alloc")]
        dropout: None,
    };
    pass.with_memory(&mut |memory| {
        for (block, losses) in losses.chunks_mut(LANES).enumerate() {
            let parameters = &parameters[block * N::COUNT..][..N::COUNT];
            losses.copy_from_slice(&pass.run(block, parameters, None, memory)[..losses.len()]);
        }
    });
}

/// The update of a block, from its number, its parameters and their gradient.
#[cfg(feature = "alloc")]
pub(crate) type StepBlock<'a> = dyn FnMut(usize, &mut [Lane], &[Lane]) + 'a;

/// The seeds and the step from which the masks of a population's dropout follow.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberDropout<'a> {
    /// The seed of each member.
    pub(crate) seeds: &'a [u64],
    /// The number of steps made before.
    pub(crate) step: u32,
}

#[cfg(feature = "alloc")]
impl MemberDropout<'_> {
    fn of_block(&self, block: usize) -> MemberMasks {
        let seeds = &self.seeds[block * LANES..];
        MemberMasks::new(&seeds[..seeds.len().min(LANES)], self.step)
    }
}

/// Computes the gradient of each block in turn, calls `step` with its number, its parameters and the gradient, and
/// writes the mean loss of each member before that.
///
/// `gradient` has room for one block. It holds zeros for parameters in front of `first_trained`, or what it held before.
#[cfg(feature = "alloc")]
pub(crate) fn train<N: Compiled, L: Loss<N>>(
    (net, loss, first_trained, dropout): (&N, L, usize, Option<MemberDropout<'_>>),
    parameters: &mut [Lane],
    samples: MemberSamples<'_>,
    gradient: &mut [Lane],
    losses: &mut [f32],
    step: &mut StepBlock<'_>,
) {
    let end = MemberEnd { last: &N::last(), loss: &loss, from_sums: L::FROM_SUMS };
    let (net, scale) = (ErasedNetwork::new(net), scale::<N, L>(&samples));
    let pass = BlockPass { net, end, samples, scale, first_trained, dropout };
    pass.with_memory(&mut |memory| {
        for (block, losses) in losses.chunks_mut(LANES).enumerate() {
            let parameters = &mut parameters[block * N::COUNT..][..N::COUNT];
            losses.copy_from_slice(&pass.run(block, parameters, Some(gradient), memory)[..losses.len()]);
            step(block, parameters, gradient);
        }
    });
}

/// Returns the factor that makes the sum of a member's losses a mean.
fn scale<N: Compiled, L: Loss<N>>(samples: &MemberSamples<'_>) -> f32 {
    1.0 / (samples.inputs.samples * terms::<N, L>()) as f32
}

/// The passes that compute the losses of a block, and their gradient.
struct BlockPass<'a> {
    net: ErasedNetwork<'a>,
    end: MemberEnd<'a>,
    samples: MemberSamples<'a>,
    scale: f32,
    /// See [`BackwardPass::first_trained`].
    first_trained: usize,
    /// The dropout of a training step.
    #[cfg(feature = "alloc")]
    dropout: Option<MemberDropout<'a>>,
}

impl BlockPass<'_> {
    /// Calls `work` with memory for one pass.
    fn with_memory(&self, work: &mut dyn FnMut(&mut [f32])) {
        let sizes = self.net.sizes;
        workspace::with(floats(sizes, samples_at_once(sizes, self.samples.inputs.samples)), work);
    }

    /// Returns the mean loss of each member of a block, and writes its gradient if there is a place for it.
    fn run(
        &self,
        block: usize,
        parameters: &[Lane],
        mut gradient: Option<&mut [Lane]>,
        memory: &mut [f32],
    ) -> [f32; LANES] {
        let (inputs, sizes) = (&self.samples.inputs, self.net.sizes);
        let weights = MemberWeights::new(self.net.address(), parameters);
        let (mut totals, mut start) = ([Total::default(); LANES], Start::Zero);
        chunks(inputs.samples, samples_at_once(sizes, inputs.samples), |first, count| {
            let mut matrices = BlockMatrices::cut(sizes, memory, count);
            let columns = matrices.columns;
            matrices.load(inputs, sizes.inputs, block, first);
            let mut pass = if gradient.is_some() {
                ForwardPass::keeping(columns, columns, None)
            } else {
                ForwardPass::new(columns, columns)
            };
            pass = pass.of_members(&weights);
            #[cfg(feature = "alloc")]
            if let Some(dropout) = &self.dropout {
                pass = pass.with_masks(dropout.of_block(block).beginning_at(first));
            }
            self.net.passes.forward(&mut pass, matrices.x, matrices.tape, matrices.z);
            self.evaluate(&mut matrices, &mut totals, block, first);
            if let Some(gradient) = gradient.as_deref_mut() {
                self.backward(matrices, &mut Collect { parameters, gradient, start });
                start = Start::Previous;
            }
        });
        totals.map(Total::value)
    }

    /// Adds the losses of a chunk, and writes their derivatives.
    fn evaluate(&self, matrices: &mut BlockMatrices<'_>, totals: &mut [Total; LANES], block: usize, first: usize) {
        let MemberSamples { inputs, targets } = &self.samples;
        let begin = block * LANES * inputs.stride() + first;
        let targets = targets.samples(begin, targets.len() - begin);
        let targets = MemberTargets { targets, stride: inputs.stride(), members: inputs.used(block) };
        let BlockMatrices { z, y, d, scratch, columns, .. } = matrices;
        if self.end.from_sums {
            return self.end.loss.evaluate(totals, z, targets, self.scale, scratch);
        }
        y.copy_from_slice(z);
        self.end.last.activate(*columns, y);
        d.copy_from_slice(y);
        self.end.loss.evaluate(totals, d, targets, self.scale, scratch);
        self.end.last.backward(*columns, z, y, d);
    }

    /// Adds the gradient of a chunk.
    fn backward(&self, matrices: BlockMatrices<'_>, sink: &mut dyn Sink) {
        let BlockMatrices { x, tape, z, d, scratch, columns, .. } = matrices;
        let d = if self.end.from_sums { z } else { d };
        let mut pass = BackwardPass::of_members(columns, sink, self.first_trained, scratch);
        (self.net.sizes.backward)(&mut pass, x, tape, d, InputDerivatives::Unwanted);
    }
}

/// The destination of a block's gradient.
struct Collect<'a> {
    parameters: &'a [Lane],
    gradient: &'a mut [Lane],
    start: Start,
}

impl Sink for Collect<'_> {
    fn parameters(&self) -> &[f32] {
        self.parameters.as_flattened()
    }
    fn start(&self) -> Start {
        self.start
    }
    fn begin(&self, _: usize, _: &mut [f32]) {}
    fn finish(&mut self, _: usize, _: &[f32]) {
        unreachable!("the layers of members have kernels of their own");
    }
    fn members(&mut self) -> Option<MemberGradient<'_>> {
        Some(MemberGradient::new(self.parameters, self.gradient, self.start))
    }
    #[cfg(feature = "rayon")]
    fn divide(&mut self, _: usize, _: &[usize], _: &mut dyn FnMut(alloc::vec::Vec<crate::kernel::SinkPart<'_>>)) {
        unreachable!("a block of members is not divided");
    }
}
