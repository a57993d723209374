//! A network of any shape on a batch: outputs, loss, gradient and training step.

pub(crate) mod compiled;
mod derivatives;
mod erased;
pub mod fixed;
mod matrices;
pub(crate) mod members;
mod route;
pub(crate) mod samples;
#[cfg(feature = "rayon")]
mod shards;
mod sinks;
mod train;
pub mod unrolled;
mod wanted;

#[cfg(feature = "alloc")]
pub(crate) use derivatives::hessian_vector;
pub(crate) use derivatives::{backward, jacobian, jacobian_vector};
pub use samples::Batch;
pub(crate) use samples::Samples;
pub(crate) use train::{train, train_plain};
pub(crate) use wanted::Wanted;

use crate::kernel::{Discard, Layout, units_to_samples};
use crate::layer::dropout::Mask;
use crate::loss::{Loss, Scale, Total};
use crate::model::Vector;
use crate::simd::lanes::LANES;
use crate::workspace::{self, PassMemory};
use compiled::Compiled;
use erased::{End, ErasedNetwork, Sizes};
use matrices::Matrices;
use route::{Extras, Route};

/// Writes the outputs for a batch.
///
/// # Panics
///
/// If `inputs` and `outputs` differ in length.
pub(crate) fn forward<N: Compiled>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    assert!(inputs.len() == outputs.len(), "{} inputs, but room for {} outputs", inputs.len(), outputs.len());
    #[cfg(feature = "rayon")]
    if shards::forward::<N>(inputs, outputs, |inputs, outputs| forward_here(net, inputs, outputs)) {
        return;
    }
    forward_here(net, inputs, outputs);
}

/// Writes the outputs for a batch, without splitting it for several threads.
fn forward_here<N: Compiled>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    if net.compiled_forward(inputs, outputs) {
        return;
    }
    let (inputs, last_inputs) = inputs.split_at(inputs.len() - route::single_answers::<N>(inputs.len()));
    let (outputs, last_outputs) = outputs.split_at_mut(inputs.len());
    for (input, output) in last_inputs.iter().zip(last_outputs) {
        *output = net.forward_single(input);
    }
    if inputs.is_empty() {
        return;
    }
    let outputs = N::Output::flatten_mut(outputs);
    matrices::forward(&ErasedNetwork::new(net), &N::last(), N::Input::flatten(inputs), outputs);
}

/// Returns the mean loss over inputs and targets.
///
/// A network that always has code of its own compiles nothing else here, so that its program has no kernels, and the
/// loss has the bits of the one that [`plain_gradient`] returns.
///
/// # Panics
///
/// If `inputs` and `targets` differ in length.
pub(crate) fn plain_loss<N: Compiled, L: Loss<N>>(net: &N, loss: L, inputs: &[N::Input], targets: &[L::Target]) -> f32 {
    let batch = Samples::new(inputs, targets);
    if const { route::has_compiled_loss::<N>() } {
        return net.compiled_loss(loss, batch.inputs, batch.targets).expect("a network with a compiled loss");
    }
    self::loss(net, loss, &batch)
}

/// Returns the mean loss over a batch, which may have weights.
pub(crate) fn loss<N: Compiled, L: Loss<N>>(net: &N, loss: L, batch: &Samples<'_, N, L>) -> f32 {
    matrices::loss(&ErasedNetwork::new(net), &End::new(&N::last(), &loss), &batch.erase())
}

/// Writes the gradient of the mean loss over inputs and targets, and returns the loss.
///
/// A network that always has code of its own compiles nothing else here, so that its program has no kernels.
///
/// # Panics
///
/// If `inputs` and `targets` differ in length.
#[inline]
pub(crate) fn plain_gradient<N: Compiled, L: Loss<N>>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    gradient: &mut N,
) -> f32 {
    let batch = Samples::new(inputs, targets);
    if const { route::is_always_compiled::<N>() } {
        return compiled_gradient(net, loss, &batch, gradient);
    }
    self::gradient(net, loss, &batch, gradient, Wanted::default(), PassMemory::default())
}

/// Writes the gradient of the mean loss with the network's own code, and returns the loss.
///
/// # Panics
///
/// If the network has no code of its own; the route tells when it has.
#[inline(always)]
fn compiled_gradient<N: Compiled, L: Loss<N>>(net: &N, loss: L, batch: &Samples<'_, N, L>, gradient: &mut N) -> f32 {
    net.compiled_gradient(loss, batch.inputs, batch.targets, gradient).expect("a network with compiled gradients")
}

/// Writes the gradient of the mean loss over a batch, and returns the loss.
pub(crate) fn gradient<N: Compiled, L: Loss<N>>(
    net: &N,
    loss: L,
    batch: &Samples<'_, N, L>,
    gradient: &mut N,
    wanted: Wanted,
    memory: PassMemory<'_>,
) -> f32 {
    let route = Route::of::<N>(batch.len(), extras(batch, wanted.mask));
    match route {
        Route::Compiled => {
            if const { route::is_ever_compiled::<N>() } {
                compiled_gradient(net, loss, batch, gradient)
            } else {
                unreachable!("a network without code of its own")
            }
        }
        #[cfg(feature = "rayon")]
        Route::Shards(length) => {
            shards::gradient(batch, length, wanted, gradient, |batch, gradient, wanted, memory| {
                self::gradient(net, loss, batch, gradient, wanted, memory)
            })
        }
        Route::FewSamples | Route::Matrices => {
            let (net, last) = (ErasedNetwork::new(net), N::last());
            let pass = matrices::GradientPass { end: End::new(&last, &loss), route, wanted };
            pass.run(&net, &batch.erase(), gradient.params_slice_mut(), memory)
        }
    }
}

/// Returns what a batch needs beside the mean of its losses.
fn extras<N: Compiled, L: Loss<N>>(batch: &Samples<'_, N, L>, mask: Option<Mask>) -> Extras {
    match (batch.weights, mask) {
        (Some(_), _) => Extras::Weights,
        (None, Some(_)) => Extras::Mask,
        (None, None) => Extras::None,
    }
}

/// Returns the loss of one sample and its derivatives with respect to the inputs.
pub(crate) fn input_gradient<N: Compiled, L: Loss<N>>(
    net: &N,
    loss: L,
    input: &N::Input,
    target: L::Target,
) -> (f32, N::Input) {
    let (net, sizes, last) = (ErasedNetwork::new(net), Sizes::of::<N>(), N::last());
    let (end, samples) = (End::new(&last, &loss), LANES);
    let (mut sum, mut gradient) = (0.0, N::Input::ZERO);
    workspace::with(sizes.floats(samples), &mut |floats| {
        let mut matrices = Matrices::cut(sizes, floats, samples, Layout::ByUnit);
        matrices.load(sizes, input.as_ref());
        matrices.forward_keeping(&net, None);
        let scale = Scale::mean(samples::terms::<N, L>());
        sum = matrices.loss(&end, Total::default(), L::targets(&[target]), scale).value();
        matrices.backward_to_inputs(sizes, &end, &mut Discard(net.parameters));
        units_to_samples(matrices.x, samples, gradient.as_mut(), N::Input::LEN);
    });
    (sum, gradient)
}
