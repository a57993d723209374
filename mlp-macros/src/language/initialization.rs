//! The words of `init(...)`, and what others call them.

use super::spelling::exact_or_nearest;

/// How `seeded` initializes a layer's weights; biases are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Initialization {
    Scaled(Scale, Distribution),
    Zeros,
}

/// How the spread of the weights follows from the shape of the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    Xavier,
    He,
    LeCun,
}

/// The distribution that the weights are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distribution {
    Uniform,
    Normal,
}

/// An initialization of the language.
struct Entry {
    word: &'static str,
    initialization: Initialization,
    /// The core's variant of `Initialization`.
    variant: &'static str,
    /// Names elsewhere, normalized.
    synonyms: &'static [&'static str],
}

/// The table of initializations. The bare names are the uniform distributions.
#[rustfmt::skip]
static ENTRIES: [Entry; 7] = {
    use {Distribution::{Normal, Uniform}, Initialization::{Scaled, Zeros}, Scale::{He, LeCun, Xavier}};
    [
        Entry { word: "xavier", initialization: Scaled(Xavier, Uniform), variant: "Xavier", synonyms: &["xavieruniform", "glorot", "glorotuniform"] },
        Entry { word: "xavier_normal", initialization: Scaled(Xavier, Normal), variant: "XavierNormal", synonyms: &["glorotnormal"] },
        Entry { word: "he", initialization: Scaled(He, Uniform), variant: "He", synonyms: &["heuniform", "kaiming", "kaiminguniform"] },
        Entry { word: "he_normal", initialization: Scaled(He, Normal), variant: "HeNormal", synonyms: &["kaimingnormal"] },
        Entry { word: "lecun", initialization: Scaled(LeCun, Uniform), variant: "Lecun", synonyms: &["lecununiform"] },
        Entry { word: "lecun_normal", initialization: Scaled(LeCun, Normal), variant: "LecunNormal", synonyms: &[] },
        Entry { word: "zeros", initialization: Zeros, variant: "Zeros", synonyms: &["zero"] },
    ]
};

impl Initialization {
    /// Returns the uniform distribution of a scale.
    pub(crate) const fn uniform(scale: Scale) -> Self {
        Self::Scaled(scale, Distribution::Uniform)
    }

    /// Returns the word of the language.
    pub(crate) fn word(self) -> &'static str {
        self.entry().word
    }

    /// Returns the core's variant of `Initialization`.
    pub(crate) fn variant(self) -> &'static str {
        self.entry().variant
    }

    fn entry(self) -> &'static Entry {
        ENTRIES.iter().find(|entry| entry.initialization == self).expect("every initialization has an entry")
    }
}

/// Returns the initialization that a word names.
pub(crate) fn find(word: &str) -> Option<Initialization> {
    ENTRIES.iter().find(|entry| entry.word == word).map(|entry| entry.initialization)
}

/// Returns the words of all initializations.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.word)
}

/// Returns the word that `written` was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    exact_or_nearest(written, ENTRIES.iter().map(|entry| (entry.word, entry.synonyms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_neighbors() {
        assert_eq!(find("he_normal"), Some(Initialization::Scaled(Scale::He, Distribution::Normal)));
        assert_eq!(find("kaiming"), None);
        for (written, right) in [
            ("kaiming", "he"),
            ("glorot_uniform", "xavier"),
            ("xavir", "xavier"),
            ("He_Normal", "he_normal"),
            ("zero", "zeros"),
        ] {
            assert_eq!(meant(written), Some(right), "{written}");
        }
        assert_eq!(meant("orthogonal"), None);
    }
}
