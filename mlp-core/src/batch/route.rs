//! The route of a batch to its gradient: the one place that decides it, and the predicates of steps and outputs.
//!
//! A predicate that needs only constants of the network is a `const fn`, for `if const`: code behind the other routes
//! is then never compiled. This makes a program with 2 => 3 => 1 330 KiB smaller, since it has no kernels.

use super::compiled::{Compiled, CompiledGradient};
use super::erased::few_samples;
#[cfg(feature = "rayon")]
use super::shards;
use crate::kernel::Layout;
use crate::model::Model;
use crate::optimizer::{Optimizer, State};
use crate::simd::lanes::LANES;
use crate::thresholds::{
    FEW_SAMPLES, FEW_SAMPLES_ALONE, FEW_SAMPLES_LARGE, ONE_BY_ONE_MACS, SINGLE_SAMPLES_ANSWERED, UPDATED_AS_A_WHOLE,
    has_few,
};

/// The route of a batch to its gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Through the network's own code.
    Compiled,
    /// In shards of this length, on several threads.
    #[cfg(feature = "rayon")]
    Shards(usize),
    /// Through the shared kernels, with units in the lanes.
    FewSamples,
    /// Through the shared kernels, with samples in the lanes.
    Matrices,
}

/// The work of a batch beside the plain mean of its losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extras {
    /// Nothing.
    None,
    /// Dropout.
    Mask,
    /// Weights of samples, with or without dropout.
    Weights,
}

impl Route {
    /// Returns the route of `samples` samples to their gradient.
    pub(super) fn of<N: Compiled>(samples: usize, extras: Extras) -> Self {
        #[cfg(feature = "rayon")]
        if extras != Extras::Weights
            && let Some(length) = shards::length::<N>(samples)
        {
            return Self::Shards(length);
        }
        let compiled = match N::GRADIENT {
            CompiledGradient::Never => false,
            CompiledGradient::Always => true,
        };
        if compiled && extras == Extras::None {
            Self::Compiled
        } else if samples <= most_few::<N>() {
            Self::FewSamples
        } else {
            Self::Matrices
        }
    }
}

/// Returns whether any batch takes [`Route::Compiled`].
///
/// Otherwise the network's own code for it, which may be there, is not compiled.
pub(super) const fn is_ever_compiled<N: Compiled>() -> bool {
    !matches!(N::GRADIENT, CompiledGradient::Never)
}

/// Returns whether every plain batch takes [`Route::Compiled`].
///
/// With threads, long batches are split into shards first.
pub(super) const fn is_always_compiled<N: Compiled>() -> bool {
    matches!(N::GRADIENT, CompiledGradient::Always) && !N::DROPOUT && !cfg!(feature = "rayon")
}

/// Returns whether the loss of every plain batch is computed by the network's own code.
///
/// Dropout is not applied to losses, and they are not split for threads.
pub(super) const fn has_compiled_loss<N: Compiled>() -> bool {
    matches!(N::GRADIENT, CompiledGradient::Always)
}

/// Returns whether the gradient of one sample stays in registers until the optimizer has used it.
///
/// Through memory a step took a tenth more time: it was read in other pieces than it was written in.
pub(super) const fn has_gradient_in_registers<N: Compiled>() -> bool {
    is_always_compiled::<N>() && has_few(N::COUNT)
}

/// Returns whether parameters always change after the backward pass, from a stored gradient.
pub(super) const fn always_stores_gradient<N: Compiled>() -> bool {
    is_ever_compiled::<N>() || N::COUNT <= UPDATED_AS_A_WHOLE
}

/// Returns whether the optimizer changes parameters during the backward pass.
///
/// No gradient is stored then. `pass` is the number of samples of one pass.
pub(super) fn updates_during_backward<N: Compiled, O: Optimizer>(
    (optimizer, state): (&O, &State<N, O>),
    samples: usize,
    extras: Extras,
    pass: usize,
) -> bool {
    !always_stores_gradient::<N>()
        && optimizer.clip_norm().is_none()
        && !state.has_groups(optimizer)
        && samples <= pass
        && Route::of::<N>(samples, extras) == Route::Matrices
}

/// Returns the number of samples at the end of a batch whose outputs are computed one by one.
///
/// They would not fill the lanes, or the network is so small that lanes do not pay.
pub(super) const fn single_answers<N: Compiled>(samples: usize) -> usize {
    if N::MULTIPLY_ADDS <= ONE_BY_ONE_MACS {
        samples
    } else if samples % LANES < SINGLE_SAMPLES_ANSWERED {
        samples % LANES
    } else {
        0
    }
}

/// Returns the route of `samples` samples to their loss.
pub(super) const fn of_loss(samples: usize) -> Route {
    if samples <= FEW_SAMPLES { Route::FewSamples } else { Route::Matrices }
}

/// Returns the most samples whose gradient takes [`Route::FewSamples`].
const fn most_few<N: Model>() -> usize {
    if few_samples::<N>() == 1 {
        FEW_SAMPLES_ALONE
    } else if N::COUNT > UPDATED_AS_A_WHOLE {
        FEW_SAMPLES_LARGE
    } else {
        FEW_SAMPLES
    }
}

/// Returns the layout of the matrices of a route.
pub(super) const fn layout(route: Route) -> Layout {
    if matches!(route, Route::FewSamples) { Layout::BySample } else { Layout::ByUnit }
}

/// Returns the number of columns of the matrices of `count` samples, no more than necessary.
pub(super) const fn columns(count: usize, route: Route) -> usize {
    if matches!(route, Route::FewSamples) { count } else { count.next_multiple_of(LANES) }
}
