//! The activations of the language: their words, arguments, default initialization, and what others call them.

use crate::network::{Activation, Initialization};
use crate::spelling::{nearest, normalized};

/// One activation of the language.
pub(crate) struct Entry {
    pub(crate) word: &'static str,
    pub(crate) argument: Option<Argument>,
    /// How a layer with it is initialized unless told otherwise.
    pub(crate) initialization: Initialization,
    /// The activation, given its argument (0 where it takes none).
    pub(crate) with: fn(f32) -> Activation,
    /// Names of the same function elsewhere, normalized; answered with `word`.
    synonyms: &'static [&'static str],
}

/// A number in parentheses behind a word, from 0 to below 1.
#[derive(Clone, Copy)]
pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) default: f32,
}

impl Entry {
    /// How the word is written with its argument, if it takes one.
    pub(crate) fn usage(&self) -> Option<String> {
        self.argument.map(|argument| format!("{}({})", self.word, argument.default))
    }
}

/// The slope of `leaky_relu` left of zero.
const SLOPE: Argument = Argument { name: "slope", default: 0.01 };

const fn entry(
    word: &'static str,
    initialization: Initialization,
    with: fn(f32) -> Activation,
    synonyms: &'static [&'static str],
) -> Entry {
    Entry { word, argument: None, initialization, with, synonyms }
}

/// Saturating activations start with Xavier's spread, rectifiers with He's, selu with that of `LeCun`.
const ENTRIES: [Entry; 15] = {
    use Initialization::{He, LeCun, Xavier};
    [
        entry("identity", Xavier, |_| Activation::Identity, &["linear", "dense", "id", "none"]),
        entry("sigmoid", Xavier, |_| Activation::Sigmoid, &["logistic", "sigm", "expit"]),
        entry("tanh", Xavier, |_| Activation::Tanh, &["hyperbolictangent"]),
        entry("relu", He, |_| Activation::Relu, &["rectifier", "rectifiedlinear", "ramp"]),
        Entry {
            argument: Some(SLOPE),
            ..entry(
                "leaky_relu",
                He,
                |slope| Activation::LeakyRelu { slope },
                &["lrelu", "leaky", "leakyrectify", "prelu", "rrelu"],
            )
        },
        entry("elu", He, |_| Activation::Elu, &["celu"]),
        entry("selu", LeCun, |_| Activation::Selu, &[]),
        entry("gelu", He, |_| Activation::Gelu, &["gelutanh", "gelunew", "fastgelu"]),
        entry("silu", He, |_| Activation::Silu, &["swish"]),
        // It keeps the second moment of standard normal sums at about 1, as the saturating ones do.
        entry("softplus", Xavier, |_| Activation::Softplus, &["smoothrelu"]),
        entry("softsign", Xavier, |_| Activation::Softsign, &[]),
        entry("mish", He, |_| Activation::Mish, &[]),
        entry("hard_tanh", Xavier, |_| Activation::HardTanh, &["htanh"]),
        entry("hard_sigmoid", Xavier, |_| Activation::HardSigmoid, &["hsigmoid"]),
        entry("softmax", Xavier, |_| Activation::Softmax, &["softargmax"]),
    ]
};

/// The entry of a word of the language.
pub(crate) fn find(word: &str) -> Option<Entry> {
    ENTRIES.into_iter().find(|entry| entry.word == word)
}

/// All words of the language for activations.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.into_iter().map(|entry| entry.word)
}

/// The word that somebody who wrote `written` is after; a capitalised word may be a type of the user's, so only an
/// exact name of another framework counts there. `Swish` is what tutorials on activations of one's own define.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    if written == "Swish" {
        return None;
    }
    let normal = normalized(written);
    let same = |entry: &Entry| normalized(entry.word) == normal || entry.synonyms.contains(&normal.as_str());
    let exact = ENTRIES.into_iter().find(same).map(|entry| entry.word);
    if is_type_name(written) { exact } else { exact.or_else(|| nearest(written, words())) }
}

/// Whether a word in an activation's place names a type.
pub(crate) fn is_type_name(word: &str) -> bool {
    word.trim_start_matches("r#").starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_means_itself() {
        for word in words() {
            assert_eq!(find(word).map(|entry| entry.word), Some(word));
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

    #[test]
    fn the_default_initialization_follows_the_activation() {
        let of = |word| find(word).unwrap().initialization;
        assert_eq!(of("sigmoid"), Initialization::Xavier);
        assert_eq!(of("leaky_relu"), Initialization::He);
        assert_eq!(of("selu"), Initialization::LeCun);
    }
}
