//! Optimizers: how a step changes the parameters, given their gradient. Definitions are PyTorch's.
//!
//! With `w` a parameter, `g` its gradient and `lr` the learning rate; weight decay `d` adds `d w` to `g` first, except
//! in [`AdamW`]; clipping scales the whole gradient down to a given norm before that.

mod adam;
mod momentum;
mod rms_prop;
mod rprop;
mod rule;
mod settings;
mod sgd;
pub(crate) mod state;

pub use adam::{Adam, AdamW};
pub use momentum::Momentum;
pub use rms_prop::RmsProp;
pub use rprop::Rprop;
pub use sgd::Sgd;
pub(crate) use state::Slots;
pub use state::{Moments, State};

use crate::error::{Error, assert_valid, check_not_negative};
use crate::layer::parameters::Parameters;

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
