//! What a network does with a batch, whatever its shape: chunks of samples go forward, through the loss, and back.

mod derivatives;
mod sink;

#[cfg(feature = "alloc")]
pub(crate) use derivatives::hessian_vector;
pub(crate) use derivatives::{backward, jacobian, jacobian_vector};

use crate::activation::LastActivation;
use crate::dropout::Mask;
use crate::kernel::{LANES, Sink, samples_to_units, scratch_size, units_to_samples};
use crate::loss::{Loss, LossFunction, Scale, Targets};
use crate::network::{Network, Vector};
use crate::optimizer::{Optimizer, State};
use crate::pass::{BackwardPass, ForwardPass};
use crate::workspace::{self, Room};
use sink::{Collect, Discard, Update};

/// The matrices of one pass, all `[unit][sample]`.
struct Matrices<'a> {
    x: &'a mut [f32],
    tape: &'a mut [f32],
    /// Sums of the last layer.
    z: &'a mut [f32],
    /// Outputs, and derivatives with respect to them.
    y: &'a mut [f32],
    d: &'a mut [f32],
    scratch: &'a mut [f32],
}

/// How many numbers [`Matrices`] have together.
const fn size<N: Network>(samples: usize) -> usize {
    (N::INPUTS + N::TAPE + 3 * N::OUTPUTS) * samples + scratch_size(N::WIDEST, samples)
}

impl<'a> Matrices<'a> {
    fn cut<N: Network>(workspace: &'a mut [f32], samples: usize) -> Self {
        let (x, rest) = workspace.split_at_mut(N::INPUTS * samples);
        let (tape, rest) = rest.split_at_mut(N::TAPE * samples);
        let (z, rest) = rest.split_at_mut(N::OUTPUTS * samples);
        let (y, rest) = rest.split_at_mut(N::OUTPUTS * samples);
        let (d, scratch) = rest.split_at_mut(N::OUTPUTS * samples);
        Self { x, tape, z, y, d, scratch }
    }

    /// Adds the loss of this chunk to `sum`; the derivatives are left for [`Self::back`].
    fn loss<N: Network, L: Loss<N>>(
        &mut self,
        loss: L,
        sum: f32,
        samples: usize,
        targets: Targets<'_>,
        scale: Scale<'_>,
    ) -> f32 {
        if L::FROM_SUMS {
            return loss.evaluate_matrix(sum, self.z, samples, targets, scale);
        }
        self.y.copy_from_slice(self.z);
        N::last().activate_matrix(samples, self.y);
        self.d.copy_from_slice(self.y);
        let sum = loss.evaluate_matrix(sum, self.d, samples, targets, scale);
        N::last().backward_matrix(samples, self.z, self.y, self.d);
        sum
    }

    /// From the loss's derivatives back to the parameters, and to the inputs if they are wanted.
    fn back<N: Network, L: LossFunction>(&mut self, samples: usize, sink: &mut dyn Sink, inputs: bool) {
        let d = if L::FROM_SUMS { &mut *self.z } else { &mut *self.d };
        let mut pass = BackwardPass { samples, sink, first: 0, scratch: self.scratch };
        N::backward_matrix(&mut pass, self.x, self.tape, d, inputs);
    }
}

/// Calls `work` for chunks of up to `samples` of `count` samples: with the first sample and how many there are.
fn chunks(count: usize, samples: usize, mut work: impl FnMut(usize, usize)) {
    for first in (0..count).step_by(samples) {
        work(first, samples.min(count - first));
    }
}

/// How many columns the matrices of a chunk have: the last chunk of a batch is no wider than it must be. One sample of
/// few has its units in the lanes.
const fn columns(count: usize, few: bool) -> usize {
    if few { 1 } else { count.next_multiple_of(LANES) }
}

/// Batches of fewer samples than this are trained with one by one: filling up the lanes would cost more.
const FEW: usize = 6;

/// The samples of a batch, and what each counts: the same without weights.
pub(crate) struct Samples<'a, N: Network, L: Loss<N>> {
    inputs: &'a [N::Input],
    targets: &'a [L::Target],
    weights: Option<&'a [f32]>,
}

impl<'a, N: Network, L: Loss<N>> Samples<'a, N, L> {
    /// # Panics
    ///
    /// If there are not equally many inputs and targets.
    pub(crate) fn new(inputs: &'a [N::Input], targets: &'a [L::Target]) -> Self {
        assert!(inputs.len() == targets.len(), "{} inputs, but {} targets", inputs.len(), targets.len());
        Self { inputs, targets, weights: None }
    }

    /// # Panics
    ///
    /// If there are not equally many inputs, targets and weights.
    pub(crate) fn weighted(inputs: &'a [N::Input], targets: &'a [L::Target], weights: &'a [f32]) -> Self {
        assert!(inputs.len() == weights.len(), "{} inputs, but {} weights", inputs.len(), weights.len());
        Self { weights: Some(weights), ..Self::new(inputs, targets) }
    }

    /// In shards of so many samples: nothing where samples differ in what they count.
    #[cfg(feature = "rayon")]
    pub(crate) fn shards(&self, length: usize) -> Option<impl Iterator<Item = Self> + Clone> {
        let shards = self.inputs.chunks(length).zip(self.targets.chunks(length));
        self.weights.is_none().then(|| shards.map(|(inputs, targets)| Self { inputs, targets, weights: None }))
    }

    #[cfg(feature = "rayon")]
    pub(crate) const fn len(&self) -> usize {
        self.inputs.len()
    }

    /// What makes the sum of the losses a mean.
    fn scale(&self) -> Scale<'a> {
        let terms = if L::MEAN_OVER_OUTPUTS { N::OUTPUTS } else { 1 };
        self.weights.map_or(Scale::mean(self.inputs.len() * terms), |weights| Scale::weighted(weights, terms))
    }
}

pub(crate) fn forward<N: Network>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    assert!(inputs.len() == outputs.len(), "{} inputs, but room for {} outputs", inputs.len(), outputs.len());
    #[cfg(feature = "rayon")]
    if crate::threads::forward::<N>(inputs, outputs, |inputs, outputs| forward_here(net, inputs, outputs)) {
        return;
    }
    forward_here(net, inputs, outputs);
}

/// Fewer samples than this at the end of a batch go one by one instead of filling up the lanes.
const WORTH_LANES: usize = 8;

/// All of it on this thread.
fn forward_here<N: Network>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    if net.unrolled_forward(inputs, outputs) {
        return;
    }
    let rest = if inputs.len() % LANES < WORTH_LANES { inputs.len() % LANES } else { 0 };
    let (inputs, last_inputs) = inputs.split_at(inputs.len() - rest);
    let (outputs, last_outputs) = outputs.split_at_mut(inputs.len());
    for (input, output) in last_inputs.iter().zip(last_outputs) {
        *output = net.forward(input);
    }
    if inputs.is_empty() {
        return;
    }
    let size = |samples| (N::INPUTS + N::TAPE + N::OUTPUTS) * samples;
    let most = workspace::samples_of_answers(size, inputs.len());
    workspace::with(size(most), &mut |floats| {
        chunks(inputs.len(), most, |first, count| {
            let samples = columns(count, false);
            let (x, rest) = floats.split_at_mut(N::INPUTS * samples);
            let (tape, rest) = rest.split_at_mut(N::TAPE * samples);
            let z = &mut rest[..N::OUTPUTS * samples];
            samples_to_units(N::Input::flatten(&inputs[first..first + count]), N::INPUTS, x, samples);
            net.forward_matrix(&mut ForwardPass::new(samples, false, None), x, tape, z);
            N::last().activate_matrix(samples, z);
            units_to_samples(z, samples, N::Output::flatten_mut(&mut outputs[first..first + count]), N::OUTPUTS);
        });
    });
}

pub(crate) fn loss<N: Network, L: Loss<N>>(net: &N, loss: L, batch: &Samples<'_, N, L>) -> f32 {
    let Samples { inputs, targets, .. } = *batch;
    let scale = batch.scale();
    let few = inputs.len() < FEW;
    let most = if few { 1 } else { workspace::samples_at_once(size::<N>, inputs.len()) };
    let targets = L::targets(targets);
    let mut sum = 0.0;
    workspace::with(size::<N>(most), &mut |floats| {
        chunks(inputs.len(), most, |first, count| {
            let samples = columns(count, few);
            let mut matrices = Matrices::cut::<N>(floats, samples);
            samples_to_units(N::Input::flatten(&inputs[first..first + count]), N::INPUTS, matrices.x, samples);
            let mut pass = ForwardPass::new(samples, false, None);
            net.forward_matrix(&mut pass, matrices.x, matrices.tape, matrices.z);
            sum = matrices.loss::<N, L>(loss, sum, samples, targets.samples(first, count), scale.samples(first, count));
        });
    });
    sum
}

pub(crate) fn gradient<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    batch: &Samples<'_, N, L>,
    gradient: &mut N,
    mask: Option<Mask>,
    room: Room<'_>,
) -> f32 {
    #[cfg(feature = "rayon")]
    {
        let of_shard = |batch: &Samples<'_, N, L>, gradient: &mut N, mask, room: Room<'_>| {
            gradient_here(net, loss, batch, gradient, mask, room)
        };
        if let Some(sum) = crate::threads::gradient(batch, mask, gradient, of_shard) {
            return sum;
        }
    }
    gradient_here(net, loss, batch, gradient, mask, room)
}

/// As one shard.
fn gradient_here<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    batch: &Samples<'_, N, L>,
    gradient: &mut N,
    mask: Option<Mask>,
    room: Room<'_>,
) -> f32 {
    let Samples { inputs, targets, weights } = *batch;
    if mask.is_none()
        && weights.is_none()
        && let Some(loss) = net.unrolled_gradient(loss, inputs, targets, gradient)
    {
        return loss;
    }
    let few = inputs.len() < FEW;
    let most = if few { 1 } else { room.samples_at_once(size::<N>, N::PARAMS, inputs.len()) };
    let scale = batch.scale();
    let mut sink = Collect::new(net, gradient, inputs.len());
    let targets = L::targets(targets);
    let mut sum = 0.0;
    room.with(size::<N>(most), &mut |floats| {
        chunks(inputs.len(), most, |first, count| {
            let samples = columns(count, few);
            let mut matrices = Matrices::cut::<N>(floats, samples);
            samples_to_units(N::Input::flatten(&inputs[first..first + count]), N::INPUTS, matrices.x, samples);
            let mask = mask.map(|mask| mask.beginning_at(first));
            let mut pass = ForwardPass::new(samples, true, mask);
            net.forward_matrix(&mut pass, matrices.x, matrices.tape, matrices.z);
            sum = matrices.loss::<N, L>(loss, sum, samples, targets.samples(first, count), scale.samples(first, count));
            matrices.back::<N, L>(samples, &mut sink, false);
            sink.adds = true;
        });
    });
    sum
}

pub(crate) fn input_gradient<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    input: &N::Input,
    target: L::Target,
) -> (f32, N::Input) {
    let samples = workspace::samples_at_once(size::<N>, 1);
    let terms = if L::MEAN_OVER_OUTPUTS { N::OUTPUTS } else { 1 };
    let (mut sum, mut gradient) = (0.0, N::Input::ZERO);
    workspace::with(size::<N>(samples), &mut |floats| {
        let mut matrices = Matrices::cut::<N>(floats, samples);
        samples_to_units(input.as_ref(), N::INPUTS, matrices.x, samples);
        let mut pass = ForwardPass::new(samples, true, None);
        net.forward_matrix(&mut pass, matrices.x, matrices.tape, matrices.z);
        sum = matrices.loss::<N, L>(loss, 0.0, samples, L::targets(&[target]), Scale::mean(terms));
        matrices.back::<N, L>(samples, &mut Discard(net.params_slice()), true);
        units_to_samples(matrices.x, samples, gradient.as_mut(), N::INPUTS);
    });
    (sum, gradient)
}

/// Up to this many parameters, 64 KiB of them, are updated after the backward pass: their gradient is still in the first
/// caches, and one call costs less than one for each strip.
pub(crate) const UPDATED_AS_A_WHOLE: usize = 16 * 1024;

pub(crate) fn train<N: Network, L: Loss<N>, O: Optimizer>(
    net: &mut N,
    loss: L,
    optimizer: &O,
    state: &mut State<N, O>,
    batch: &Samples<'_, N, L>,
    room: Room<'_>,
) -> f32 {
    let Samples { inputs, targets, .. } = *batch;
    if inputs.is_empty() {
        return 0.0;
    }
    let mask = N::DROPOUT.then(|| Mask::new(state.seed, state.steps()));
    let whole = N::UNROLLED || N::PARAMS <= UPDATED_AS_A_WHOLE || optimizer.clip_norm().is_some() || inputs.len() < FEW;
    #[cfg(feature = "rayon")]
    let whole = whole || (batch.weights.is_none() && crate::threads::has_shards::<N>(inputs.len()));
    let samples = room.samples_at_once(size::<N>, N::PARAMS, inputs.len());
    if whole || inputs.len() > samples {
        let sum = gradient(net, loss, batch, &mut state.gradient, mask, room);
        state.step_along_own_gradient(optimizer, net);
        return sum;
    }
    let mut sum = 0.0;
    room.with(size::<N>(samples), &mut |floats| {
        let mut matrices = Matrices::cut::<N>(floats, samples);
        samples_to_units(N::Input::flatten(inputs), N::INPUTS, matrices.x, samples);
        net.forward_matrix(&mut ForwardPass::new(samples, true, mask), matrices.x, matrices.tape, matrices.z);
        sum = matrices.loss::<N, L>(loss, 0.0, samples, L::targets(targets), batch.scale());
        let step = state.next_step();
        let mut sink = Update { parameters: net.params_slice_mut(), optimizer, state, step };
        matrices.back::<N, L>(samples, &mut sink, false);
    });
    sum
}
