//! The kinds of named inputs and outputs.

use super::spelling::exact_or_nearest;

/// The word of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KindWord {
    /// `raw`
    Raw,
    /// `standard(201, 14)`
    Standard,
    /// `bool`
    Bool,
    /// `one_of(A, B)`
    OneOf,
    /// `sigmoid`
    Sigmoid,
    /// `softmax(A, B)`
    Softmax,
}

/// An activation that a head with a range may have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct HeadActivation {
    /// The word of the declaration.
    pub(crate) word: &'static str,
    /// The variant of the core's `HeadActivation`.
    pub(crate) variant: &'static str,
    /// The range in which its outputs need no scale.
    pub(crate) usage: &'static str,
}

struct Entry {
    word: &'static str,
    kind: KindWord,
    /// How it is used: `one_of(A, B)`.
    usage: &'static str,
    /// Names elsewhere, normalized.
    synonyms: &'static [&'static str],
}

/// The table of kinds that have a word; a range has none.
#[rustfmt::skip]
static ENTRIES: [Entry; 6] = [
    Entry { word: "raw", kind: KindWord::Raw, usage: "raw", synonyms: &["identity", "linear", "f32", "f64", "float", "number", "real", "usize", "u8", "u32", "i32", "i64", "int", "integer"] },
    Entry {
        word: "standard", kind: KindWord::Standard, usage: "standard(201, 14)",
        synonyms: &["normal", "standardscaler", "standardized", "zscore", "gaussian"],
    },
    Entry { word: "bool", kind: KindWord::Bool, usage: "bool", synonyms: &["boolean", "flag", "binary"] },
    Entry {
        word: "one_of", kind: KindWord::OneOf, usage: "one_of(A, B)",
        synonyms: &["onehot", "enum", "category", "categorical", "factor", "class", "string", "str", "text"],
    },
    Entry { word: "sigmoid", kind: KindWord::Sigmoid, usage: "sigmoid", synonyms: &["logistic", "probability"] },
    Entry { word: "softmax", kind: KindWord::Softmax, usage: "softmax(A, B)", synonyms: &["classes", "multiclass"] },
];

/// The table of activations of heads.
#[rustfmt::skip]
static ACTIVATIONS: [HeadActivation; 7] = [
    HeadActivation { word: "tanh", variant: "Tanh", usage: "tanh -1..1" },
    HeadActivation { word: "softsign", variant: "Softsign", usage: "softsign -1..1" },
    HeadActivation { word: "hard_tanh", variant: "HardTanh", usage: "hard_tanh -1..1" },
    HeadActivation { word: "sigmoid", variant: "Sigmoid", usage: "sigmoid 0..1" },
    HeadActivation { word: "hard_sigmoid", variant: "HardSigmoid", usage: "hard_sigmoid 0..1" },
    HeadActivation { word: "relu", variant: "Relu", usage: "relu 0..1" },
    HeadActivation { word: "softplus", variant: "Softplus", usage: "softplus 0..1" },
];

/// Returns the kind that a word names.
pub(crate) fn find(word: &str) -> Option<KindWord> {
    ENTRIES.iter().find(|entry| entry.word == word).map(|entry| entry.kind)
}

/// Returns the words of all kinds.
#[cfg(test)]
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.word)
}

/// Returns how a kind is used.
pub(crate) fn usage(kind: KindWord) -> &'static str {
    ENTRIES.iter().find(|entry| entry.kind == kind).map_or("", |entry| entry.usage)
}

/// Returns how the kind is used that `written` was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    let word = exact_or_nearest(written, ENTRIES.iter().map(|entry| (entry.word, entry.synonyms)))?;
    find(word).map(usage)
}

/// Returns the activation of a head that a word names.
pub(crate) fn activation(word: &str) -> Option<&'static HeadActivation> {
    ACTIVATIONS.iter().find(|activation| activation.word == word)
}

/// Returns the words of all activations of heads.
pub(crate) fn activations() -> Vec<&'static str> {
    ACTIVATIONS.iter().map(|activation| activation.word).collect()
}

#[cfg(test)]
mod tests {
    use super::super::spelling::normalized;
    use super::*;
    use crate::language::activation::find as find_activation;

    #[test]
    fn words_and_their_neighbors() {
        for (written, usage) in [
            ("OneHot", "one_of(A, B)"),
            ("categorical", "one_of(A, B)"),
            ("boolean", "bool"),
            ("standrd", "standard(201, 14)"),
            ("softmx", "softmax(A, B)"),
            ("f32", "raw"),
        ] {
            assert_eq!(meant(written), Some(usage), "{written}");
        }
        assert_eq!(meant("island"), None);
        assert!(ENTRIES.iter().all(|entry| entry.synonyms.iter().all(|synonym| normalized(synonym) == *synonym)));
    }

    #[test]
    fn activations_of_heads_are_activations() {
        for activation in &ACTIVATIONS {
            assert_eq!(find_activation(activation.word).map(|found| found.type_name), Some(activation.variant));
            assert!(activation.usage.starts_with(activation.word));
        }
    }
}
