//! What an optimizer remembers between steps.

use super::Optimizer;
use crate::layer::parameters::{Parameters, params_of_all};
use crate::thresholds::FEW_PARAMETERS;
use core::fmt::{self, Debug};
use core::ops::Range;

/// The moments of an optimizer, whatever the network.
///
/// # Safety
///
/// Zero bytes are a valid value: [`State::boxed`] begins with them.
#[expect(unsafe_code, reason = "moments promise that zero bytes are valid")]
pub unsafe trait Slots {
    /// Copies the moments of another state.
    fn copy_from(&mut self, other: &Self)
    where
        Self: Sized;
    /// Calls `change` with the moments of the parameters from `first` on, `count` of them.
    fn change(&mut self, first: usize, count: usize, change: &mut dyn FnMut(&mut [&mut [f32]]));
}

/// What an optimizer remembers for each parameter: `K` numbers, as `K` networks.
///
/// Only arrays of networks are moments, so zero bytes are a valid value.
pub trait Moments<N: Parameters>: Slots {
    /// All zero.
    const ZERO: Self;
}

impl<N: Parameters, const K: usize> Moments<N> for [N; K] {
    const ZERO: Self = [const { N::ZERO }; K];
}

// SAFETY: networks are `f32`s and nothing else (the contract of `Parameters`), and zero bytes are the number 0.
#[expect(unsafe_code, reason = "moments promise that zero bytes are valid; the promise has its proof")]
unsafe impl<N: Parameters, const K: usize> Slots for [N; K] {
    fn copy_from(&mut self, other: &Self) {
        for (moment, other) in self.iter_mut().zip(other) {
            moment.params_slice_mut().copy_from_slice(other.params_slice());
        }
    }

    #[inline]
    fn change(&mut self, first: usize, count: usize, change: &mut dyn FnMut(&mut [&mut [f32]])) {
        change_slices::<K>(params_of_all(self), N::COUNT, first..first + count, change);
    }
}

/// Apart from networks, so that it is compiled once: `each_mut().map(...)` was 13 functions for each of them.
#[inline]
fn change_slices<const K: usize>(
    mut moments: &mut [f32],
    parameters: usize,
    range: Range<usize>,
    change: &mut dyn FnMut(&mut [&mut [f32]]),
) {
    let mut slices: [&mut [f32]; K] = core::array::from_fn(|_| Default::default());
    for slice in &mut slices {
        let Some(moment) = moments.split_off_mut(..parameters) else { break };
        *slice = &mut moment[range.clone()];
    }
    change(&mut slices);
}

/// What the optimizer `O` remembers of the network `N`, and the room a training step needs.
#[repr(C)]
pub struct State<N: Parameters, O: Optimizer> {
    pub(crate) moments: O::Moments<N>,
    /// Used where a batch does not fit one pass.
    pub(crate) gradient: N,
    /// The seed of dropout.
    pub(crate) seed: u64,
    steps: u32,
}

impl<N: Parameters, O: Optimizer> State<N, O> {
    pub(super) const fn new() -> Self {
        Self { moments: O::Moments::<N>::ZERO, gradient: N::ZERO, seed: 0, steps: 0 }
    }

    /// Returns a new state on the heap, without ever being on the stack.
    ///
    /// No optimizer is asked: [`Optimizer::check`] finds settings out of their ranges.
    #[cfg(feature = "alloc")]
    #[must_use]
    #[expect(unsafe_code, reason = "a large network must not pass over the stack")]
    pub fn boxed() -> alloc::boxed::Box<Self> {
        let zeroed = alloc::boxed::Box::<Self>::new_zeroed();
        // SAFETY: zero bytes are valid moments (the contract of `Slots`, which `Moments` requires), and a network is
        // `f32`s and nothing else (the contract of `Parameters`); so are the numbers beside them.
        unsafe { zeroed.assume_init() }
    }

    /// How many steps were made.
    #[must_use]
    pub const fn steps(&self) -> u32 {
        self.steps
    }

    /// The seed of what dropout leaves out; 0 at first.
    pub const fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// Goes on after so many steps.
    #[cfg(feature = "safetensors")]
    pub(crate) const fn set_steps(&mut self, steps: u32) {
        self.steps = steps;
    }

    /// All that is remembered of the parameters.
    #[cfg(feature = "safetensors")]
    pub(crate) fn moments(&mut self, visit: &mut dyn FnMut(&mut [&mut [f32]])) {
        self.moments.change(0, N::COUNT, visit);
    }

    /// Begins a step: its number, from 1.
    pub(crate) const fn next_step(&mut self) -> u32 {
        self.steps = self.steps.saturating_add(1);
        self.steps
    }

    /// One step along a gradient of few numbers, which by value need not be in memory.
    #[inline]
    pub(crate) fn step_along_few(&mut self, optimizer: &O, net: &mut N, mut gradient: N) {
        let step = self.next_step();
        if optimizer.clip_norm().is_some() {
            gradient = clipped(optimizer, gradient);
        }
        self.moments.change(0, N::COUNT, &mut |moments| {
            optimizer.update_few(step, net.params_slice_mut(), gradient.params_slice(), moments);
        });
    }

    /// One step along the gradient that was collected here.
    pub(crate) fn step_along_own_gradient(&mut self, optimizer: &O, net: &mut N) {
        let step = self.next_step();
        let (parameters, gradient) = (net.params_slice_mut(), self.gradient.params_slice_mut());
        if const { N::COUNT > FEW_PARAMETERS } {
            return step_along(optimizer, step, parameters, gradient, &mut self.moments);
        }
        clip(optimizer, gradient);
        self.moments.change(0, parameters.len(), &mut |moments| {
            optimizer.update_few(step, parameters, gradient, moments);
        });
    }
}

/// Step number `step` along a gradient, whatever the network.
fn step_along<O: Optimizer>(
    optimizer: &O,
    step: u32,
    parameters: &mut [f32],
    gradient: &mut [f32],
    moments: &mut dyn Slots,
) {
    clip(optimizer, gradient);
    moments.change(0, parameters.len(), &mut |moments| {
        optimizer.update_slice(step, parameters, gradient, moments);
    });
}

/// [`clip`] by value, out of line: what is seldom wanted should not bring the gradient to memory.
#[cold]
fn clipped<N: Parameters, O: Optimizer>(optimizer: &O, mut gradient: N) -> N {
    clip(optimizer, gradient.params_slice_mut());
    gradient
}

/// Shortens the gradient, if `optimizer` does.
fn clip<O: Optimizer>(optimizer: &O, gradient: &mut [f32]) {
    if let Some(factor) = optimizer.clip_norm().and_then(|most| super::settings::shrink(most, gradient)) {
        for g in gradient {
            *g *= factor;
        }
    }
}

/// By hand: a derive would ask for `O::Moments<N>: Clone`, and copy the networks over the stack.
///
/// `clone_from` copies in place, so a large state in a box is copied by `State::boxed()` and `clone_from`.
impl<N: Parameters, O: Optimizer> Clone for State<N, O> {
    fn clone(&self) -> Self {
        let mut copy = Self::new();
        copy.clone_from(self);
        copy
    }

    fn clone_from(&mut self, other: &Self) {
        self.moments.copy_from(&other.moments);
        self.gradient.params_slice_mut().copy_from_slice(other.gradient.params_slice());
        (self.seed, self.steps) = (other.seed, other.steps);
    }
}

impl<N: Parameters, O: Optimizer> Debug for State<N, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("State").field("steps", &self.steps).finish_non_exhaustive()
    }
}
