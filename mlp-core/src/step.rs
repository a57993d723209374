//! Gradients and training steps by the way that suits the network.
//!
//! Which way that is depends on constants of the network alone, and what is behind the other ways is never compiled: the
//! program of 2 => 3 => 1 is 330 KiB smaller for it, as it has no kernels.

use crate::batch::{self, Samples};
use crate::dropout::Mask;
use crate::loss::Loss;
use crate::network::Network;
use crate::optimizer::{FEW_PARAMETERS, Optimizer, State};
use crate::workspace::Room;

/// Whether all of the network is straight-line code. With threads, long batches are cut into shards first.
const fn is_straight<N: Network>() -> bool {
    N::UNROLLED && N::UNROLLED_BATCHES && !N::DROPOUT && !cfg!(feature = "rayon")
}

/// Whether one sample's gradient stays in registers until the optimizer has used it. Through memory a step took a tenth more
/// time: it was read in other pieces than it was written in.
const fn has_gradient_in_registers<N: Network>() -> bool {
    is_straight::<N>() && N::PARAMS <= FEW_PARAMETERS
}

/// Whether parameters change after the backward pass, along a gradient that was stored.
const fn has_gradient<N: Network>() -> bool {
    N::UNROLLED || N::PARAMS <= batch::UPDATED_AS_A_WHOLE
}

/// The mean loss over a batch; `gradient` becomes its derivatives.
///
/// # Panics
///
/// If there are not equally many inputs and targets.
#[inline]
pub(crate) fn gradient<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    inputs: &[N::Input],
    targets: &[L::Target],
    gradient: &mut N,
    (mask, room): (Option<Mask>, Room<'_>),
) -> f32 {
    let samples = Samples::new(inputs, targets);
    if const { is_straight::<N>() } {
        let loss = net.unrolled_gradient(loss, inputs, targets, gradient);
        return loss.expect("an unrolled network has such a gradient");
    }
    batch::gradient(net, loss, &samples, gradient, mask, room)
}

/// One step of `optimizer`; the mean loss before it.
///
/// # Panics
///
/// As [`gradient`].
pub(crate) fn train<N: Network, L: Loss<N>, O: Optimizer>(
    net: &mut N,
    loss: L,
    optimizer: &O,
    state: &mut State<N, O>,
    (inputs, targets): (&[N::Input], &[L::Target]),
    room: Room<'_>,
) -> f32 {
    if const { !has_gradient::<N>() } {
        return batch::train(net, loss, optimizer, state, &Samples::new(inputs, targets), room);
    }
    if inputs.is_empty() && targets.is_empty() {
        return 0.0;
    }
    if const { has_gradient_in_registers::<N>() } && inputs.len() == 1 {
        let mut own = N::ZERO;
        let sum = gradient(net, loss, inputs, targets, &mut own, (None, room));
        state.step_along_few(optimizer, net, own);
        return sum;
    }
    let mask = N::DROPOUT.then(|| Mask::new(state.seed, state.steps()));
    let sum = gradient(net, loss, inputs, targets, &mut state.gradient, (mask, room));
    state.step_along_own_gradient(optimizer, net);
    sum
}
