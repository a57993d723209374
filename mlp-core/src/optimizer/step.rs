//! An optimizer and the state of its steps.

use super::clip::{clip, clipped};
use super::moments::{Moments, Slots};
use crate::error::{Error, assert_valid, check_not_negative};
use crate::layer::parameters::Parameters;
use crate::thresholds::FEW_PARAMETERS;
use core::fmt::{self, Debug};

/// A rule that changes each parameter by its gradient and a few numbers remembered for it.
///
/// Your own needs the number of those (as the length of an array of networks) and the rule:
///
/// ```
/// use mlp::{Parameters, optimizer::Optimizer};
///
/// /// Steps of one size: `w -= rate * sign(g)`.
/// #[derive(Clone, Debug)]
/// struct SignSgd {
///     rate: f32,
/// }
///
/// impl Optimizer for SignSgd {
///     type Moments<N: Parameters> = [N; 0];
///     fn learning_rate(&self) -> f32 {
///         self.rate
///     }
///     fn set_learning_rate(&mut self, rate: f32) {
///         self.rate = rate;
///     }
///     fn update_slice(&self, _: u32, parameters: &mut [f32], gradient: &[f32], _: &mut [&mut [f32]]) {
///         for (w, g) in parameters.iter_mut().zip(gradient) {
///             *w -= self.rate * g.signum();
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an optimizer",
    label = "expected an optimizer, found `{Self}`",
    note = "the optimizers are `Sgd`, `Momentum`, `RmsProp`, `Rprop`, `Adam` and `AdamW`, as in `Trainer::new(Bce, Adam::new(0.01))`"
)]
pub trait Optimizer: Clone + core::fmt::Debug + Send + Sync {
    /// What is remembered: `[N; 0]`, `[N; 1]` or `[N; 2]`.
    type Moments<N: Parameters>: Moments<N>;

    /// The size of a step.
    fn learning_rate(&self) -> f32;
    /// Changes the size of the steps that follow.
    fn set_learning_rate(&mut self, learning_rate: f32);
    /// Step number `step` (from 1) of some parameters; `moments` belong to them and begin at zero.
    fn update_slice(&self, step: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]);

    /// [`Optimizer::update_slice`] of all parameters of a very small network, compiled into the program that uses it.
    #[doc(hidden)]
    fn update_few(&self, step: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]) {
        self.update_slice(step, parameters, gradient, moments);
    }

    /// The norm down to which gradients are scaled.
    fn clip_norm(&self) -> Option<f32> {
        None
    }

    /// Checks that every setting is in its range; here only that the learning rate is finite and not negative.
    ///
    /// [`Trainer`](crate::Trainer) and [`Optimizer::init`] call it before the first step.
    ///
    /// ```
    /// use mlp::optimizer::{Adam, Optimizer};
    ///
    /// let error = Adam::new(1e-3).betas(0.9, 1.0).check().unwrap_err();
    /// assert_eq!(error.to_string(), "`Adam::betas(square)` is 1: expected at least 0 and below 1");
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for the first setting that is not.
    fn check(&self) -> Result<(), Error> {
        check_not_negative("learning_rate", self.learning_rate())
    }

    /// Returns what the first step begins with: moments of zero.
    ///
    /// # Panics
    ///
    /// If a setting is not in its range, with the text of the error that [`Optimizer::check`] returns.
    #[track_caller]
    fn init<N: Parameters>(&self) -> State<N, Self>
    where
        Self: Sized,
    {
        assert_valid(self.check());
        State::new()
    }

    /// One step along `gradient`.
    fn update<N: Parameters>(&self, net: &mut N, gradient: &N, state: &mut State<N, Self>)
    where
        Self: Sized,
    {
        state.gradient.params_slice_mut().copy_from_slice(gradient.params_slice());
        state.step_along_own_gradient(self, net);
    }
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
        let mut zeroed = alloc::boxed::Box::<Self>::new_uninit();
        // SAFETY: zero bytes are valid moments (the contract of `Slots`, which `Moments` requires), and a network is
        // `f32`s and nothing else (the contract of `Parameters`); so are the numbers beside them.
        unsafe {
            zeroed.as_mut_ptr().write_bytes(0, 1);
            zeroed.assume_init()
        }
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
            gradient = clipped(optimizer.clip_norm(), gradient);
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
        clip(optimizer.clip_norm(), gradient);
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
    clip(optimizer.clip_norm(), gradient);
    moments.change(0, parameters.len(), &mut |moments| {
        optimizer.update_slice(step, parameters, gradient, moments);
    });
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
