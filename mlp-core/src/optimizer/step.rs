//! The trait of optimizers, and the state between steps.

use super::clip::{check_clip_norm, clip, clipped};
use super::groups::{Group, clear_frozen, first_trained, visit_groups};
use super::moments::{Moments, Slots};
use crate::error::{Error, assert_valid, check_not_negative, debug_assert_valid};
use crate::layer::info::VisitLayers;
use crate::layer::parameters::Parameters;
use crate::layer::set::LayerSet;
use crate::thresholds::has_few;
use core::fmt::{self, Debug};

/// An optimizer: a rule that changes each parameter by its gradient and a few values kept for it.
///
/// An optimizer of your own declares how many values it keeps (as the length of an array of networks) and the rule:
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
    /// The moments, that is, the values kept for each parameter: `[N; K]` for `K` values.
    type Moments<N: Parameters>: Moments<N>;

    /// Returns the learning rate, the size of a step.
    fn learning_rate(&self) -> f32;
    /// Sets the learning rate of the steps that follow.
    fn set_learning_rate(&mut self, learning_rate: f32);
    /// Makes step number `step` (from 1) on some parameters.
    ///
    /// `gradient` and each of `moments` have a value for each of the parameters. All moments are zero before the first
    /// step.
    fn update_slice(&self, step: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]);

    /// [`Optimizer::update_slice`] for all parameters of a very small network.
    ///
    /// Compiled into the program that uses it.
    #[doc(hidden)]
    fn update_few(&self, step: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]) {
        self.update_slice(step, parameters, gradient, moments);
    }

    /// Returns the norm down to which gradients are scaled; `None` without clipping.
    fn clip_norm(&self) -> Option<f32> {
        None
    }

    /// Returns the number of samples in a batch of a [`Trainer`](crate::Trainer) that was not given one: 32 by default.
    ///
    /// [`Rprop`](crate::optimizer::Rprop) returns `usize::MAX`, which stands for all samples.
    fn default_batch_size(&self) -> usize {
        32
    }

    /// Returns the optimizer of the biases, if it is another one than that of the weights.
    ///
    /// It makes the same steps, with the same number of moments. `None` by default: one optimizer for all parameters.
    ///
    /// ```
    /// use mlp::optimizer::{AdamW, Optimizer};
    ///
    /// let optimizer = AdamW::new(1e-3, 1e-2);
    /// assert_eq!(optimizer.for_biases(), None);
    /// assert_eq!(optimizer.decay_biases(false).for_biases(), Some(AdamW::new(1e-3, 0.0).decay_biases(false)));
    /// ```
    fn for_biases(&self) -> Option<Self> {
        None
    }

    /// Checks that every setting is in its range.
    ///
    /// The default implementation checks that the learning rate is finite and not negative, and that
    /// [`Optimizer::clip_norm`] is above 0. An implementation of your own checks what it adds, and these.
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
    /// [`Error::InvalidSetting`] for the first setting that is out of its range.
    fn check(&self) -> Result<(), Error> {
        check_not_negative("learning_rate", self.learning_rate())?;
        check_clip_norm("clip_norm", self.clip_norm())
    }

    /// Returns the state before the first step: all moments are zero.
    ///
    /// # Panics
    ///
    /// If a setting is out of its range, with the text of the error that [`Optimizer::check`] returns.
    #[track_caller]
    fn init<N: Parameters>(&self) -> State<N, Self>
    where
        Self: Sized,
    {
        assert_valid(self.check());
        State::new()
    }

    /// Makes one step along `gradient`.
    ///
    /// `net` is changed by the formula of the optimizer, and `state` has its moments afterwards. `gradient` holds
    /// `d loss / d parameter`; weight decay and `clip_norm` are applied here. For gradients that you compute, change
    /// or add up yourself: [`Network::train`](crate::Network::train) computes the gradient and makes the step at once.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 1 }
    ///
    /// let (mut net, mut gradient) = (Net::zeroed(), Net::zeroed());
    /// let optimizer = Sgd::new(0.5);
    /// let mut state = optimizer.init();
    /// gradient.l1.weights = [[3.0]];
    /// optimizer.update(&mut net, &gradient, &mut state);
    /// assert_eq!(net.l1.weights, [[-1.5]]); // w -= 0.5 * 3
    /// ```
    fn update<N: Parameters>(&self, net: &mut N, gradient: &N, state: &mut State<N, Self>)
    where
        Self: Sized,
    {
        state.gradient.params_slice_mut().copy_from_slice(gradient.params_slice());
        state.step_along_own_gradient(self, net);
    }
}

/// The state of the optimizer `O` on the network `N`: its moments, and memory for a training step.
///
/// [`Optimizer::init`] returns a new one.
#[repr(C)]
pub struct State<N: Parameters, O: Optimizer> {
    pub(crate) moments: O::Moments<N>,
    /// Used if a batch does not fit one pass.
    pub(crate) gradient: N,
    /// The seed of dropout.
    pub(crate) seed: u64,
    /// The layers that steps leave unchanged, beside those that are declared so.
    pub(super) frozen: LayerSet,
    /// Makes the steps of a network with such layers; `None` without them.
    ///
    /// A pointer, so that only programs that freeze layers have code for them: a microcontroller has no place for more.
    pub(super) step_by_group: Option<StepByGroup<N, O>>,
    steps: u32,
}

/// Makes a step along the gradient in the state.
pub(super) type StepByGroup<N, O> = fn(&mut State<N, O>, &O, &mut N);

impl<N: Parameters, O: Optimizer> State<N, O> {
    /// Returns the state before the first step, as [`Optimizer::init`] does, also in a constant.
    ///
    /// The optimizer's settings are checked by the first step, in builds with debug assertions; see
    /// [`Optimizer::check`].
    ///
    /// A microcontroller has a network and its state in a `static`:
    ///
    /// ```
    /// use mlp::State;
    /// use mlp::prelude::*;
    /// use std::sync::Mutex;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// const ADAM: Adam = Adam::new(0.05);
    /// static TRAINING: Mutex<(Net, State<Net, Adam>)> = Mutex::new((Net::zeroed(), State::new()));
    ///
    /// let (net, state) = &mut *TRAINING.lock().unwrap();
    /// net.initialize(7);
    /// net.train_batch(Bce, &ADAM, state, &[[0.0, 1.0]], &[[1.0]]);
    /// assert_eq!(state.steps(), 1);
    /// ```
    #[must_use]
    #[expect(clippy::new_without_default, reason = "`Optimizer::init` is the usual way, and checks the settings")]
    pub const fn new() -> Self {
        Self {
            moments: O::Moments::<N>::ZERO,
            gradient: N::ZERO,
            seed: 0,
            frozen: LayerSet::EMPTY,
            step_by_group: None,
            steps: 0,
        }
    }

    /// Returns a new state on the heap, without ever being on the stack.
    ///
    /// The optimizer's settings are checked by the first step, in builds with debug assertions; see
    /// [`Optimizer::check`].
    #[cfg(feature = "alloc")]
    #[must_use]
    #[expect(unsafe_code, reason = "a large network must not pass over the stack")]
    pub fn boxed() -> alloc::boxed::Box<Self> {
        let mut zeroed = alloc::boxed::Box::<Self>::new_uninit();
        // SAFETY: zero bytes are valid moments (the contract of `Slots`, which `Moments` requires), and a network is
        // `f32`s and nothing else (the contract of `Parameters`); the other fields are integers, and a pointer to a
        // function that may be `None`, whose bytes are zero.
        unsafe {
            zeroed.as_mut_ptr().write_bytes(0, 1);
            zeroed.assume_init()
        }
    }

    /// Returns the number of steps made.
    #[must_use]
    pub const fn steps(&self) -> u32 {
        self.steps
    }

    /// Sets the seed for dropout; 0 by default.
    pub const fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// Freezes a layer, or a network inside: the steps that follow leave its parameters and their moments unchanged.
    ///
    /// It has no weight decay, and its gradient does not count for `clip_norm`. Where the first layers of a network are
    /// frozen, their gradient is not computed, except in straight-line code. PyTorch's `requires_grad_(False)`.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! {
    ///     struct Encoder: 4 => 8 relu => 3 tanh;
    ///     struct Head: 3 => 1
    /// }
    ///
    /// let mut net = Chain::new(Encoder::seeded(1), Head::seeded(2));
    /// let (before, optimizer) = (net.clone(), Adam::new(0.01));
    /// let mut state = optimizer.init::<Chain<Encoder, Head>>();
    /// state.freeze(|net| &net.first);
    /// net.train_batch(Mse, &optimizer, &mut state, &[[0.1, 0.2, 0.3, 0.4]], &[[1.0]]);
    /// assert_eq!(net.first.params(), before.first.params());
    /// assert_ne!(net.second.params(), before.second.params());
    ///
    /// // a single layer
    /// state.unfreeze(|net| &net.first.l2);
    /// ```
    ///
    /// # Panics
    ///
    /// If `part` returns something that is no part of the network, or a layer behind the 128th.
    pub fn freeze<P: Parameters>(&mut self, part: impl FnOnce(&N) -> &P) {
        let mut frozen = self.frozen;
        frozen.insert(LayerSet::of_part(&self.gradient, part));
        self.set_frozen(frozen);
    }

    /// Ends what [`State::freeze`] began: the steps that follow change the layers again.
    ///
    /// Layers that are declared with `freeze` stay as they are.
    ///
    /// # Panics
    ///
    /// As [`State::freeze`].
    pub fn unfreeze<P: Parameters>(&mut self, part: impl FnOnce(&N) -> &P) {
        let mut frozen = self.frozen;
        frozen.remove(LayerSet::of_part(&self.gradient, part));
        self.set_frozen(frozen);
    }

    /// Sets the layers that steps leave unchanged.
    pub(crate) fn set_frozen(&mut self, frozen: LayerSet) {
        self.frozen = frozen;
        self.step_by_group = if frozen.is_empty() { None } else { Some(Self::step_by_group) };
    }

    /// Returns whether steps treat some parameters differently or not at all.
    #[inline]
    pub(crate) fn has_groups(&self, optimizer: &O) -> bool {
        self.groups(optimizer).is_some()
    }

    /// Returns what makes a step that treats some parameters differently or not at all, if this one does.
    #[inline]
    fn groups(&self, optimizer: &O) -> Option<StepByGroup<N, O>> {
        if N::FROZEN || optimizer.for_biases().is_some() { Some(Self::step_by_group) } else { self.step_by_group }
    }

    /// Returns the index of the first parameter that is not frozen.
    pub(crate) fn first_trained(&self) -> usize {
        first_trained::<N>(self.frozen)
    }

    /// Continues after this many steps.
    #[cfg(feature = "alloc")]
    pub(crate) const fn set_steps(&mut self, steps: u32) {
        self.steps = steps;
    }

    /// Calls `visit` with all moments.
    #[cfg(feature = "safetensors")]
    pub(crate) fn moments(&mut self, visit: &mut dyn FnMut(&mut [&mut [f32]])) {
        self.moments.change(0, N::COUNT, visit);
    }

    /// Begins a step and returns its number, from 1.
    ///
    /// # Panics
    ///
    /// In builds with debug assertions, if a setting of the optimizer is out of its range.
    #[inline]
    pub(crate) fn next_step(&mut self, optimizer: &O) -> u32 {
        debug_assert_valid(|| optimizer.check());
        self.steps = self.steps.saturating_add(1);
        self.steps
    }

    /// Makes one step along a gradient of few values, which need not be in memory if it is passed by value.
    #[inline]
    pub(crate) fn step_along_few(&mut self, optimizer: &O, net: &mut N, mut gradient: N) {
        if let Some(groups) = self.groups(optimizer) {
            return self.step_by_group_along_few(groups, optimizer, net, gradient);
        }
        let step = self.next_step(optimizer);
        if optimizer.clip_norm().is_some() {
            gradient = clipped(optimizer.clip_norm(), gradient);
        }
        self.moments.change(0, N::COUNT, &mut |moments| {
            optimizer.update_few(step, net.params_slice_mut(), gradient.params_slice(), moments);
        });
    }

    /// Makes one step along the gradient that was collected here.
    #[inline]
    pub(crate) fn step_along_own_gradient(&mut self, optimizer: &O, net: &mut N) {
        if let Some(groups) = self.groups(optimizer) {
            return groups(self, optimizer, net);
        }
        let step = self.next_step(optimizer);
        let (parameters, gradient) = (net.params_slice_mut(), self.gradient.params_slice_mut());
        if const { !has_few(N::COUNT) } {
            return step_along(optimizer, step, parameters, gradient, &mut self.moments);
        }
        clip(optimizer.clip_norm(), gradient);
        self.moments.change(0, parameters.len(), &mut |moments| {
            optimizer.update_few(step, parameters, gradient, moments);
        });
    }

    /// [`Self::step_along_few`] with groups: rare, and must not move the gradient to memory otherwise.
    #[cold]
    #[inline(never)]
    fn step_by_group_along_few(&mut self, groups: StepByGroup<N, O>, optimizer: &O, net: &mut N, gradient: N) {
        self.gradient = gradient;
        groups(self, optimizer, net);
    }

    /// [`Self::step_along_own_gradient`] with groups.
    #[cold]
    #[inline(never)]
    fn step_by_group(&mut self, optimizer: &O, net: &mut N) {
        let (step, groups) = (self.next_step(optimizer), Groups { visit_layers: N::visit_layers, frozen: self.frozen });
        let (parameters, gradient) = (net.params_slice_mut(), self.gradient.params_slice_mut());
        if const { has_few(N::COUNT) } {
            groups.step::<O, true>(optimizer, step, parameters, gradient, &mut self.moments);
        } else {
            groups.step::<O, false>(optimizer, step, parameters, gradient, &mut self.moments);
        }
    }
}

/// Makes step number `step` along a gradient; not generic over networks.
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

/// The groups of a network's parameters.
struct Groups {
    visit_layers: VisitLayers,
    frozen: LayerSet,
}

impl Groups {
    /// Makes step number `step` along a gradient, with [`Optimizer::for_biases`] for the biases.
    ///
    /// `FEW` says that the network is very small, as in [`Optimizer::update_few`].
    fn step<O: Optimizer, const FEW: bool>(
        &self,
        optimizer: &O,
        step: u32,
        parameters: &mut [f32],
        gradient: &mut [f32],
        moments: &mut dyn Slots,
    ) {
        // not only unused: it may hold that of an earlier step, and the norm counts what is trained
        clear_frozen(self.visit_layers, self.frozen, gradient);
        clip(optimizer.clip_norm(), gradient);
        let of_biases = optimizer.for_biases();
        visit_groups(self.visit_layers, parameters.len(), self.frozen, &mut |group, range| {
            let optimizer = match group {
                Group::Weights => optimizer,
                Group::Biases => of_biases.as_ref().unwrap_or(optimizer),
                Group::Frozen => return,
            };
            let (first, count) = (range.start, range.len());
            let (parameters, gradient) = (&mut parameters[range.clone()], &gradient[range]);
            moments.change(first, count, &mut |moments| {
                if FEW {
                    optimizer.update_few(step, parameters, gradient, moments);
                } else {
                    optimizer.update_slice(step, parameters, gradient, moments);
                }
            });
        });
    }
}

/// Not derived: a derive would require `O::Moments<N>: Clone`, and copy the networks over the stack.
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
        (self.seed, self.frozen, self.steps) = (other.seed, other.frozen, other.steps);
        self.step_by_group = other.step_by_group;
    }
}

impl<N: Parameters, O: Optimizer> Debug for State<N, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("State").field("steps", &self.steps).finish_non_exhaustive()
    }
}
