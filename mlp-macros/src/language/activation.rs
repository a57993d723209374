//! The activations. One row of the table [`BUILTINS`] is all that the macro knows about an activation of the language.

use std::fmt;

use proc_macro2::TokenStream;

use super::initialization::{Initialization, Scale};
use super::spelling::{exact, nearest};
use crate::source_text::source_text;

/// The activation of a layer.
#[derive(Clone)]
pub(crate) enum Activation {
    /// An activation of the language, with its argument if it takes one.
    Builtin { builtin: &'static Builtin, argument: Option<f32> },
    /// A user-defined type.
    Custom(TokenStream),
}

/// An activation of the language.
#[derive(PartialEq)]
pub(crate) struct Builtin {
    /// The word: `leaky_relu`.
    pub(crate) word: &'static str,
    /// The core's type, and its variant of `Elementwise`: `LeakyRelu`.
    pub(crate) type_name: &'static str,
    /// The number that it takes in parentheses.
    pub(crate) argument: Option<Argument>,
    pub(crate) kind: Kind,
    pub(crate) derivative: Derivative,
    /// The scale of a layer's first weights, unless `init(...)` says otherwise.
    pub(crate) scale: Scale,
    /// Names of the same function elsewhere, normalized.
    synonyms: &'static [&'static str],
}

/// A number in parentheses after the word of an activation, from 0 to below 1; also the field of the core's type.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) default: f32,
}

/// The values that an activation depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It changes nothing.
    Identity,
    /// Each output depends on the sum of its own unit.
    Elementwise,
    /// Each output depends on the sums of all units, so it needs two of them; allowed in the last layer only.
    Joint,
}

/// The values that the derivative of an activation is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Derivative {
    /// The output.
    FromOutput,
    /// The sum: the forward pass stores the slopes for the backward pass.
    FromSum,
}

/// The slope of `leaky_relu` left of zero.
const SLOPE: Argument = Argument { name: "slope", default: 0.01 };

/// The columns that most rows share.
const USUAL: Builtin = Builtin {
    word: "",
    type_name: "",
    argument: None,
    kind: Kind::Elementwise,
    derivative: Derivative::FromOutput,
    scale: Scale::Xavier,
    synonyms: &[],
};

/// Saturating activations, for which Glorot and Bengio (2010) derived their scale.
const SATURATING: Builtin = Builtin { scale: Scale::Xavier, ..USUAL };

/// Rectifiers, for which He et al. (2015) derived theirs.
const RECTIFIER: Builtin = Builtin { scale: Scale::He, ..USUAL };

/// Smooth rectifiers whose slope does not follow from the output.
const SMOOTH_RECTIFIER: Builtin = Builtin { scale: Scale::He, derivative: Derivative::FromSum, ..USUAL };

/// The table of activations: a row is all that is needed for one more, beside the core's implementation.
#[rustfmt::skip]
static BUILTINS: [Builtin; 15] = [
    Builtin { word: "identity", type_name: "Identity", kind: Kind::Identity, synonyms: &["linear", "dense", "id", "none"], ..USUAL },
    Builtin { word: "sigmoid", type_name: "Sigmoid", synonyms: &["logistic", "sigm", "expit"], ..SATURATING },
    Builtin { word: "tanh", type_name: "Tanh", synonyms: &["hyperbolictangent"], ..SATURATING },
    Builtin { word: "relu", type_name: "Relu", synonyms: &["rectifier", "rectifiedlinear", "ramp"], ..RECTIFIER },
    Builtin { word: "leaky_relu", type_name: "LeakyRelu", argument: Some(SLOPE), synonyms: &["lrelu", "leaky", "leakyrectify", "prelu", "rrelu"], ..RECTIFIER },
    Builtin { word: "elu", type_name: "Elu", synonyms: &["celu"], ..RECTIFIER },
    // Klambauer et al. (2017): its fixed point needs LeCun's scale.
    Builtin { word: "selu", type_name: "Selu", scale: Scale::LeCun, ..USUAL },
    Builtin { word: "gelu", type_name: "Gelu", synonyms: &["gelutanh", "gelunew", "fastgelu"], ..SMOOTH_RECTIFIER },
    Builtin { word: "silu", type_name: "Silu", synonyms: &["swish"], ..SMOOTH_RECTIFIER },
    // It keeps the second moment of standard normal sums at about 1, as the saturating ones do.
    Builtin { word: "softplus", type_name: "Softplus", synonyms: &["smoothrelu"], ..USUAL },
    Builtin { word: "softsign", type_name: "Softsign", ..SATURATING },
    Builtin { word: "mish", type_name: "Mish", ..SMOOTH_RECTIFIER },
    Builtin { word: "hard_tanh", type_name: "HardTanh", synonyms: &["htanh"], ..SATURATING },
    Builtin { word: "hard_sigmoid", type_name: "HardSigmoid", synonyms: &["hsigmoid"], ..SATURATING },
    Builtin { word: "softmax", type_name: "Softmax", kind: Kind::Joint, synonyms: &["softargmax"], ..USUAL },
];

impl Builtin {
    /// Returns how the word is written with its argument, if it takes one.
    pub(crate) fn usage(&self) -> Option<String> {
        self.argument.map(|argument| format!("{}({})", self.word, argument.default))
    }
}

impl Activation {
    /// Returns the activation of a layer that has none.
    pub(crate) fn identity() -> Self {
        let identity = BUILTINS.iter().find(|builtin| builtin.kind == Kind::Identity);
        Self::Builtin { builtin: identity.expect("the table has an identity"), argument: None }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Builtin { builtin, .. } => builtin.kind,
            Self::Custom(_) => Kind::Elementwise,
        }
    }

    pub(crate) fn is_identity(&self) -> bool {
        self.kind() == Kind::Identity
    }

    pub(crate) fn derivative(&self) -> Derivative {
        match self {
            Self::Builtin { builtin, .. } => builtin.derivative,
            Self::Custom(_) => Derivative::FromSum,
        }
    }

    /// Returns how a layer with this activation is initialized by default.
    pub(crate) fn initialization(&self) -> Initialization {
        match self {
            Self::Builtin { builtin, .. } => Initialization::uniform(builtin.scale),
            // most are smooth rectifiers
            Self::Custom(_) => Initialization::uniform(Scale::He),
        }
    }

    /// Returns the word of the language, or a user's type as it was written.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Builtin { builtin, .. } => builtin.word.to_owned(),
            Self::Custom(path) => source_text(path),
        }
    }

    /// Returns the word with its argument: `leaky_relu(0.1)`.
    pub(crate) fn with_argument(&self) -> String {
        match self {
            Self::Builtin { builtin, argument: Some(value) } => format!("{}({value})", builtin.word),
            _ => self.word(),
        }
    }
}

/// `LeakyRelu { slope: 0.1 }`, as the core's types are shown.
impl fmt::Debug for Activation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin { builtin, argument } => match builtin.argument.zip(*argument) {
                Some((field, value)) => formatter.debug_struct(builtin.type_name).field(field.name, &value).finish(),
                None => formatter.write_str(builtin.type_name),
            },
            Self::Custom(path) => write!(formatter, "Custom {path}"),
        }
    }
}

/// Returns the activation that a word names.
pub(crate) fn find(word: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|builtin| builtin.word == word)
}

/// Returns the words of all activations.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    BUILTINS.iter().map(|builtin| builtin.word)
}

/// Returns the word that `written` was probably meant to be.
///
/// A capitalized word may be a user-defined type, so only an exact name of another framework counts there. `Swish` is
/// what tutorials on activations of one's own define.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    if written == "Swish" {
        return None;
    }
    let exact = exact(written, BUILTINS.iter().map(|builtin| (builtin.word, builtin.synonyms)));
    if is_type_name(written) { exact } else { exact.or_else(|| nearest(written, words())) }
}

/// Returns whether a word in place of an activation names a type.
pub(crate) fn is_type_name(word: &str) -> bool {
    word.trim_start_matches("r#").starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::spelling::normalized;
    use super::*;

    #[test]
    fn every_word_is_found_and_means_itself() {
        for word in words() {
            assert_eq!(find(word).map(|builtin| builtin.word), Some(word));
            assert_eq!(meant(word), Some(word));
        }
    }

    #[test]
    fn names_of_other_frameworks() {
        for (written, word) in [
            ("ReLU", "relu"),
            ("Linear", "identity"),
            ("Dense", "identity"),
            ("LeakyReLU", "leaky_relu"),
            ("swish", "silu"),
            ("logistic", "sigmoid"),
            ("Tanh", "tanh"),
            ("Sigmoid", "sigmoid"),
            ("SiLU", "silu"),
            ("GELU", "gelu"),
            ("hardtanh", "hard_tanh"),
            ("Hardsigmoid", "hard_sigmoid"),
            ("lrelu", "leaky_relu"),
        ] {
            assert_eq!(meant(written), Some(word), "{written}");
        }
    }

    #[test]
    fn misspelt_words_but_not_types() {
        for (written, word) in [("sigmod", "sigmoid"), ("tahn", "tanh"), ("gleu", "gelu"), ("softmx", "softmax")] {
            assert_eq!(meant(written), Some(word), "{written}");
        }
        for own in ["Swish", "Sigmod", "Sine", "wavelet", "x"] {
            assert_eq!(meant(own), None, "{own}");
        }
    }

    /// `leaky_relu` becomes `LeakyRelu`.
    fn camel_case(word: &str) -> String {
        let capitalized = |part: &str| part[..1].to_uppercase() + &part[1..];
        word.split('_').map(capitalized).collect()
    }

    #[test]
    fn every_row_is_consistent() {
        for (index, builtin) in BUILTINS.iter().enumerate() {
            let word = builtin.word;
            assert_eq!(builtin.type_name, camel_case(word));
            assert!(builtin.synonyms.iter().all(|synonym| normalized(synonym) == *synonym), "{word}");
            for other in &BUILTINS[index + 1..] {
                assert_ne!(other.word, word);
                assert!(other.synonyms.iter().all(|synonym| !builtin.synonyms.contains(synonym)), "{word}");
            }
        }
    }
}
