//! The settings that all optimizers here share.

use super::clip::check_clip_norm;
use crate::error::{Error, check_not_negative};

/// Learning rate, weight decay and clipping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Settings {
    pub(super) learning_rate: f32,
    pub(super) weight_decay: f32,
    /// Whether weight decay applies to biases too.
    pub(super) decay_biases: bool,
    pub(super) clip_norm: Option<f32>,
}

impl Settings {
    pub(super) const fn new(learning_rate: f32) -> Self {
        Self { learning_rate, weight_decay: 0.0, decay_biases: true, clip_norm: None }
    }

    /// Returns the settings of the biases, if they are others.
    #[inline]
    pub(super) fn of_biases(self) -> Option<Self> {
        (!self.decay_biases && self.weight_decay != 0.0).then_some(Self { weight_decay: 0.0, ..self })
    }

    /// Checks the settings; the arguments are their names in messages.
    pub(super) fn check(self, [learning_rate, weight_decay, clip_norm]: [&'static str; 3]) -> Result<(), Error> {
        check_not_negative(learning_rate, self.learning_rate)?;
        check_not_negative(weight_decay, self.weight_decay)?;
        check_clip_norm(clip_norm, self.clip_norm)
    }
}

/// The builder methods of a struct with a field `settings`.
macro_rules! setters {
    () => {
        /// Sets the weight decay: `decay * w` is added to each gradient.
        ///
        /// It is finite and not negative; 0 by default.
        #[must_use]
        pub const fn weight_decay(mut self, decay: f32) -> Self {
            self.settings.weight_decay = decay;
            self
        }

        $crate::optimizer::settings::decay_biases_setter!();
        $crate::optimizer::settings::clip_setter!();
    };
}
pub(super) use setters;

macro_rules! decay_biases_setter {
    () => {
        /// Sets whether weight decay applies to biases as well as to weights.
        ///
        /// `true` by default, as in PyTorch for a single group of parameters. With `false` it is as with a second group
        /// for the biases, whose `weight_decay` is 0.
        #[must_use]
        pub const fn decay_biases(mut self, decay_biases: bool) -> Self {
            self.settings.decay_biases = decay_biases;
            self
        }
    };
}
pub(super) use decay_biases_setter;

macro_rules! clip_setter {
    () => {
        /// Scales gradients down to the Euclidean norm `most` if theirs is larger.
        ///
        /// It is above 0. There is no clipping by default.
        #[must_use]
        pub const fn clip_norm(mut self, most: f32) -> Self {
            self.settings.clip_norm = Some(most);
            self
        }
    };
}
pub(super) use clip_setter;

/// The methods of `Optimizer` that read only the settings, and the step by the struct's `Rule`.
macro_rules! optimizer {
    ($name:ident, $moments:literal $(, $more:item)*) => {
        impl $crate::optimizer::Optimizer for $name {
            type Moments<N: $crate::layer::parameters::Parameters> = [N; $moments];
            fn learning_rate(&self) -> f32 {
                self.settings.learning_rate
            }
            fn set_learning_rate(&mut self, learning_rate: f32) {
                self.settings.learning_rate = learning_rate;
            }
            fn check(&self) -> Result<(), $crate::error::Error> {
                self.settings.check([
                    concat!(stringify!($name), "::learning_rate"),
                    concat!(stringify!($name), "::weight_decay"),
                    concat!(stringify!($name), "::clip_norm"),
                ])?;
                self.check_own()
            }
            $($more)*
            #[inline]
            fn clip_norm(&self) -> Option<f32> {
                self.settings.clip_norm
            }
            #[inline]
            fn for_biases(&self) -> Option<Self> {
                self.settings.of_biases().map(|settings| {
                    let mut of_biases = *self;
                    of_biases.settings = settings;
                    of_biases
                })
            }
            fn update_slice(&self, step: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]) {
                $crate::optimizer::rule::apply(self.rule(step), parameters, gradient, moments);
            }
            #[inline]
            fn update_few(&self, step: u32, parameters: &mut [f32], gradient: &[f32], moments: &mut [&mut [f32]]) {
                $crate::optimizer::rule::apply_one_by_one(self.rule(step), parameters, gradient, moments);
            }
        }
    };
}
pub(super) use optimizer;
