//! The kinds of inputs and outputs.

use super::activation::HeadActivation;
use super::scaling::Scaling;

/// The meaning of an input or an output, and of each value of an array of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// `30..60`: a number, of which the range becomes -1 to 1. Values outside of it continue the line.
    Range {
        /// The number that becomes -1.
        low: f32,
        /// The number that becomes 1.
        high: f32,
    },
    /// `standard(201, 14)`: a number `x`, which becomes `(x - mean) / deviation`.
    Standard {
        /// The mean.
        mean: f32,
        /// The standard deviation.
        deviation: f32,
    },
    /// `raw`: a number as it is.
    Raw,
    /// `bool`: an input that becomes 0 or 1.
    Bool,
    /// `one_of(A, B, C)`: an input that is one of several classes. It becomes as many values, 1 for the class and 0 for
    /// the others.
    OneOf(&'static [&'static str]),
    /// `sigmoid`: an output that is a probability.
    Probability,
    /// `softmax(A, B, C)`: outputs that are the probabilities of classes.
    Classes(&'static [&'static str]),
    /// `softmax(4)`: outputs that are the probabilities of classes without names.
    Numbered(usize),
    /// `tanh -1..1`: an output of an activation, whose own range becomes the range in the user's units.
    Activated {
        /// The activation.
        activation: HeadActivation,
        /// The number for [`HeadActivation::limits`]' first value.
        low: f32,
        /// The number for its second value.
        high: f32,
    },
}

impl Kind {
    /// Returns the number of inputs or outputs of the network for one value.
    #[must_use]
    pub const fn width(&self) -> usize {
        match self {
            Self::OneOf(classes) | Self::Classes(classes) => classes.len(),
            Self::Numbered(classes) => *classes,
            _ => 1,
        }
    }

    /// Returns how a number in the user's units becomes a value of the network.
    #[must_use]
    pub const fn scaling(&self) -> Scaling {
        match *self {
            Self::Range { low, high } => Scaling::between((low, high), (-1.0, 1.0)),
            Self::Activated { activation, low, high } => Scaling::between((low, high), activation.limits()),
            Self::Standard { mean, deviation } => Scaling { center: mean, scale: deviation },
            _ => Scaling::IDENTITY,
        }
    }

    /// Returns the kind whose values are numbers in the user's units.
    pub(super) const fn unscaled(&self) -> Self {
        match *self {
            Self::Range { .. } | Self::Standard { .. } | Self::Activated { .. } => Self::Raw,
            kind => kind,
        }
    }

    /// Returns whether a number is inside the declared range; of a kind without a range, whether it is finite.
    #[must_use]
    pub const fn contains(&self, x: f32) -> bool {
        match *self {
            Self::Range { low, high } | Self::Activated { low, high, .. } => low <= x && x <= high,
            Self::Probability | Self::Classes(_) | Self::Numbered(_) => 0.0 <= x && x <= 1.0,
            _ => x.is_finite(),
        }
    }
}
