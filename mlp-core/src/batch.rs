//! What a network does with a batch, whatever its shape: chunks of samples go forward, through the loss, and back.

mod derivatives;
mod matrices;
mod sink;
mod untyped;

#[cfg(feature = "alloc")]
pub(crate) use derivatives::hessian_vector;
pub(crate) use derivatives::{backward, jacobian, jacobian_vector};

use crate::dropout::Mask;
use crate::kernel::{Discard, LANES, units_to_samples};
use crate::loss::{Loss, Scale};
use crate::network::{Network, Vector};
use crate::optimizer::{Optimizer, State};
use crate::workspace::{self, Room};
use matrices::{FEW, Matrices};
use sink::Update;
use untyped::{Batch, End, Model, Type};

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
        assert_as_many(inputs.len(), targets.len());
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
    pub(crate) fn shards(&self, length: usize) -> Option<impl ExactSizeIterator<Item = Self> + Clone> {
        let shards = self.inputs.chunks(length).zip(self.targets.chunks(length));
        self.weights.is_none().then(|| shards.map(|(inputs, targets)| Self { inputs, targets, weights: None }))
    }

    #[cfg(feature = "rayon")]
    pub(crate) const fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Without the types of network and loss.
    fn untyped(&self) -> Batch<'a> {
        Batch {
            inputs: N::Input::flatten(self.inputs),
            count: self.inputs.len(),
            targets: L::targets(self.targets),
            weights: self.weights,
            terms: terms::<N, L>(),
        }
    }
}

/// How many numbers the loss of a sample is the mean of.
const fn terms<N: Network, L: Loss<N>>() -> usize {
    if L::MEAN_OVER_OUTPUTS { N::OUTPUTS } else { 1 }
}

/// # Panics
///
/// If there are not equally many inputs and targets.
#[inline]
pub(crate) fn assert_as_many(inputs: usize, targets: usize) {
    if inputs != targets {
        not_as_many(inputs, targets);
    }
}

/// Not generic, so that networks do not bring their own.
#[cold]
fn not_as_many(inputs: usize, targets: usize) -> ! {
    panic!("{inputs} inputs, but {targets} targets");
}

pub(crate) fn forward<N: Network>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    assert!(inputs.len() == outputs.len(), "{} inputs, but room for {} outputs", inputs.len(), outputs.len());
    #[cfg(feature = "rayon")]
    if crate::threads::forward::<N>(inputs, outputs, |inputs, outputs| forward_here(net, inputs, outputs)) {
        return;
    }
    forward_here(net, inputs, outputs);
}

/// Fewer samples than this at the end of a batch go one by one instead of filling up the lanes. A pass of up to eight costs
/// as much as five samples of 10 => 32 relu => 10, and as six or seven of 64 => 64 relu => 64.
const fn worth_lanes<N: Network>() -> usize {
    if N::MACS < 2048 { 5 } else { 7 }
}

/// All of it on this thread.
fn forward_here<N: Network>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    if net.unrolled_forward(inputs, outputs) {
        return;
    }
    let rest = if inputs.len() % LANES < const { worth_lanes::<N>() } { inputs.len() % LANES } else { 0 };
    let (inputs, last_inputs) = inputs.split_at(inputs.len() - rest);
    let (outputs, last_outputs) = outputs.split_at_mut(inputs.len());
    for (input, output) in last_inputs.iter().zip(last_outputs) {
        *output = net.forward(input);
    }
    if inputs.is_empty() {
        return;
    }
    matrices::forward(&Model::new(net), &N::last(), N::Input::flatten(inputs), N::Output::flatten_mut(outputs));
}

pub(crate) fn loss<N: Network, L: Loss<N>>(net: &N, loss: L, batch: &Samples<'_, N, L>) -> f32 {
    matrices::loss(&Model::new(net), &End::new(&N::last(), &loss), &batch.untyped())
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

/// Batches of fewer samples than this go through straight-line code one by one, also where longer ones go through kernels.
const STRAIGHT: usize = 6;

/// As one shard.
fn gradient_here<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    batch: &Samples<'_, N, L>,
    gradient: &mut N,
    mask: Option<Mask>,
    room: Room<'_>,
) -> f32 {
    if const { N::UNROLLED }
        && (N::UNROLLED_BATCHES || batch.inputs.len() < STRAIGHT)
        && mask.is_none()
        && batch.weights.is_none()
        && let Some(loss) = net.unrolled_gradient(loss, batch.inputs, batch.targets, gradient)
    {
        return loss;
    }
    let (model, last) = (Model::new(net), N::last());
    matrices::gradient(&model, &End::new(&last, &loss), &batch.untyped(), gradient.params_slice_mut(), mask, room)
}

pub(crate) fn input_gradient<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    input: &N::Input,
    target: L::Target,
) -> (f32, N::Input) {
    let (model, ty, last) = (Model::new(net), Type::of::<N>(), N::last());
    let (end, samples) = (End::new(&last, &loss), LANES);
    let (mut sum, mut gradient) = (0.0, N::Input::ZERO);
    workspace::with(ty.size(samples), &mut |floats| {
        let mut matrices = Matrices::cut(ty, floats, samples);
        matrices.load(ty, input.as_ref());
        matrices.forward(&model, true, None);
        sum = matrices.loss(&end, 0.0, L::targets(&[target]), Scale::mean(terms::<N, L>()));
        matrices.back(ty, &end, &mut Discard(model.parameters), true);
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
    let (ty, count) = (Type::of::<N>(), batch.inputs.len());
    if count == 0 {
        return 0.0;
    }
    let mask = N::DROPOUT.then(|| Mask::new(state.seed, state.steps()));
    let whole = N::UNROLLED || N::PARAMS <= UPDATED_AS_A_WHOLE || optimizer.clip_norm().is_some() || count < FEW;
    #[cfg(feature = "rayon")]
    let whole = whole || (batch.weights.is_none() && crate::threads::has_shards::<N>(count));
    let samples = room.samples_at_once(&|samples| ty.size(samples), N::PARAMS, count);
    if whole || count > samples {
        let sum = gradient(net, loss, batch, &mut state.gradient, mask, room);
        state.step_along_own_gradient(optimizer, net);
        return sum;
    }
    let (last, batch) = (N::last(), batch.untyped());
    let (end, mut sum) = (End::new(&last, &loss), 0.0);
    room.with(ty.size(samples), &mut |floats| {
        let mut matrices = Matrices::cut(ty, floats, samples);
        matrices.load(ty, batch.inputs);
        matrices.forward(&Model::new(net), true, mask);
        sum = matrices.loss(&end, 0.0, batch.targets, batch.scale());
        let step = state.next_step();
        let mut sink = Update { parameters: net.params_slice_mut(), optimizer, moments: &mut state.moments, step };
        matrices.back(ty, &end, &mut sink, false);
    });
    sum
}
