//! One training step on a batch.

use super::compiled::Compiled;
use super::erased::{End, ErasedNetwork, Sizes};
use super::matrices::Matrices;
use super::samples::Samples;
use super::sinks::Update;
use super::wanted::Wanted;
use super::{compiled_gradient, extras, gradient, route};
use crate::kernel::Layout;
use crate::layer::dropout::Mask;
use crate::loss::{Loss, Total};
use crate::optimizer::{Optimizer, State};
use crate::workspace::PassMemory;

/// Makes one step of `optimizer` on inputs and targets, and returns the mean loss before it.
///
/// A network that always has code of its own compiles nothing else here, so that its program has no kernels.
///
/// # Panics
///
/// If `inputs` and `targets` differ in length.
pub(crate) fn train_plain<N: Compiled, L: Loss<N>, O: Optimizer>(
    net: &mut N,
    loss: L,
    optimizer: &O,
    state: &mut State<N, O>,
    inputs: &[N::Input],
    targets: &[L::Target],
) -> f32 {
    let batch = Samples::new(inputs, targets);
    if const { route::is_always_compiled::<N>() } {
        return train_compiled(net, loss, optimizer, state, &batch);
    }
    train(net, loss, optimizer, state, &batch, PassMemory::default())
}

/// Makes one step with the network's own code.
fn train_compiled<N: Compiled, L: Loss<N>, O: Optimizer>(
    net: &mut N,
    loss: L,
    optimizer: &O,
    state: &mut State<N, O>,
    batch: &Samples<'_, N, L>,
) -> f32 {
    if batch.len() == 0 {
        return 0.0;
    }
    if const { route::has_gradient_in_registers::<N>() } && batch.len() == 1 {
        let mut own = N::ZERO;
        let sum = compiled_gradient(net, loss, batch, &mut own);
        state.step_along_few(optimizer, net, own);
        return sum;
    }
    let sum = compiled_gradient(net, loss, batch, &mut state.gradient);
    state.step_along_own_gradient(optimizer, net);
    sum
}

/// Makes one step of `optimizer` and returns the mean loss before it.
///
/// An empty batch changes nothing and returns 0.
pub(crate) fn train<N: Compiled, L: Loss<N>, O: Optimizer>(
    net: &mut N,
    loss: L,
    optimizer: &O,
    state: &mut State<N, O>,
    batch: &Samples<'_, N, L>,
    memory: PassMemory<'_>,
) -> f32 {
    if const { route::is_always_compiled::<N>() } && batch.weights.is_none() {
        return train_compiled(net, loss, optimizer, state, batch);
    }
    if batch.len() == 0 {
        return 0.0;
    }
    let mask = N::DROPOUT.then(|| Mask::new(state.seed, state.steps()));
    if const { !route::always_stores_gradient::<N>() } {
        let sizes = Sizes::of::<N>();
        let pass = memory.samples_at_once(&|samples| sizes.floats(samples), N::COUNT, batch.len());
        if route::updates_during_backward::<N, O>((optimizer, state), batch.len(), extras(batch, mask), pass) {
            return OnePass { loss, mask, memory, samples: pass }.step(net, optimizer, state, batch);
        }
    }
    let wanted = Wanted { mask, first_trained: state.first_trained() };
    let sum = gradient(net, loss, batch, &mut state.gradient, wanted, memory);
    state.step_along_own_gradient(optimizer, net);
    sum
}

/// A step whose batch fits one pass over matrices of `samples` columns.
struct OnePass<'a, L> {
    loss: L,
    mask: Option<Mask>,
    memory: PassMemory<'a>,
    samples: usize,
}

impl<L> OnePass<'_, L> {
    /// Changes each parameter as soon as its gradient is known, so that no gradient is stored.
    fn step<N: Compiled, O: Optimizer>(
        self,
        net: &mut N,
        optimizer: &O,
        state: &mut State<N, O>,
        batch: &Samples<'_, N, L>,
    ) -> f32
    where
        L: Loss<N>,
    {
        let (sizes, samples, last, batch) = (Sizes::of::<N>(), self.samples, N::last(), batch.erase());
        let (end, mut sum) = (End::new(&last, &self.loss), 0.0);
        self.memory.with(sizes.floats(samples), &mut |floats| {
            let mut matrices = Matrices::cut(sizes, floats, samples, Layout::ByUnit);
            matrices.load(sizes, batch.inputs);
            matrices.forward_keeping(&ErasedNetwork::new(net), self.mask);
            sum = matrices.loss(&end, Total::default(), batch.targets, batch.scale()).value();
            let step = state.next_step(optimizer);
            let mut sink = Update { parameters: net.params_slice_mut(), optimizer, moments: &mut state.moments, step };
            matrices.backward(sizes, &end, &mut sink);
        });
        sum
    }
}
