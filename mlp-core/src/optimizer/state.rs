//! What an optimizer remembers between steps.

use super::Optimizer;
use crate::network::Network;
use core::fmt::{self, Debug};

mod sealed {
    pub trait Sealed {}
    impl<N, const K: usize> Sealed for [N; K] {}
}

/// What an optimizer remembers for each parameter: `K` numbers, as `K` networks.
///
/// Only arrays of networks are moments, so zero bytes are a valid value.
pub trait Moments<N: Network>: sealed::Sealed {
    /// All zero.
    const ZERO: Self;
    /// Calls `change` with the moments of the parameters from `first` on, `count` of them.
    #[doc(hidden)]
    fn change(&mut self, first: usize, count: usize, change: &mut dyn FnMut(&mut [&mut [f32]]));
}

impl<N: Network, const K: usize> Moments<N> for [N; K] {
    const ZERO: Self = [const { N::ZERO }; K];

    #[inline]
    fn change(&mut self, first: usize, count: usize, change: &mut dyn FnMut(&mut [&mut [f32]])) {
        // `each_mut().map(...)` is 13 functions for each network, a sixth of all that rustc compiles of it
        let mut slices = empty_slices::<K>();
        let mut rest: &mut [N] = self;
        for slice in &mut slices {
            let [moment, others @ ..] = rest else { break };
            *slice = &mut moment.params_slice_mut()[first..first + count];
            rest = others;
        }
        change(&mut slices);
    }
}

/// Room for slices; apart from networks, so that it is compiled once.
fn empty_slices<'a, const K: usize>() -> [&'a mut [f32]; K] {
    core::array::from_fn(|_| Default::default())
}

/// What the optimizer `O` remembers of the network `N`, and the room a training step needs.
#[repr(C)]
pub struct State<N: Network, O: Optimizer> {
    pub(crate) moments: O::Moments<N>,
    /// Used where a batch does not fit one pass.
    pub(crate) gradient: N,
    /// The seed of dropout.
    pub(crate) seed: u64,
    steps: u32,
}

impl<N: Network, O: Optimizer> State<N, O> {
    pub(super) const fn new() -> Self {
        Self { moments: O::Moments::<N>::ZERO, gradient: N::ZERO, seed: 0, steps: 0 }
    }

    /// A new state on the heap, without ever being on the stack.
    #[cfg(feature = "alloc")]
    #[must_use]
    #[expect(unsafe_code, reason = "a large network must not pass over the stack")]
    pub fn boxed() -> alloc::boxed::Box<Self> {
        let zeroed = alloc::boxed::Box::<Self>::new_zeroed();
        // SAFETY: moments are arrays of networks (the trait is sealed), networks are `f32`s and nothing else (the
        // contract of `Parameters`), and zero bytes are valid numbers.
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
        self.moments.change(0, N::PARAMS, visit);
    }

    /// Begins a step: its number, from 1.
    pub(crate) const fn next_step(&mut self) -> u32 {
        self.steps = self.steps.saturating_add(1);
        self.steps
    }

    /// Lets `optimizer` change the parameters from `first` on.
    pub(crate) fn update(&mut self, optimizer: &O, step: u32, first: usize, parameters: &mut [f32], gradient: &[f32]) {
        self.moments.change(first, parameters.len(), &mut |moments| {
            optimizer.update_slice(step, parameters, gradient, moments);
        });
    }

    /// One step along the gradient that was collected here.
    pub(crate) fn step_along_own_gradient(&mut self, optimizer: &O, net: &mut N) {
        let step = self.next_step();
        let factor = clip_factor(optimizer, self.gradient.params_slice());
        let gradient = self.gradient.params_slice_mut();
        if let Some(factor) = factor {
            for g in &mut *gradient {
                *g *= factor;
            }
        }
        let parameters = net.params_slice_mut();
        self.moments.change(0, parameters.len(), &mut |moments| {
            if N::PARAMS <= FEW {
                optimizer.update_few(step, parameters, gradient, moments);
            } else {
                optimizer.update_slice(step, parameters, gradient, moments);
            }
        });
    }
}

/// Up to this many parameters, two of the longest vectors, are updated one by one.
const FEW: usize = 32;

/// The factor by which `optimizer` shortens `gradient`, if it does.
pub(super) fn clip_factor<O: Optimizer>(optimizer: &O, gradient: &[f32]) -> Option<f32> {
    optimizer.clip_norm().and_then(|most| super::settings::shrink(most, gradient))
}

impl<N: Network, O: Optimizer> Debug for State<N, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("State").field("steps", &self.steps).finish_non_exhaustive()
    }
}
