//! The words of `init(...)`, and what others call them.

use super::spelling::exact_or_nearest;

/// How `seeded` initializes a layer's weights or biases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Initialization {
    Scaled(Scale, Distribution),
    /// Uniform from minus the number to the number, or normal with it as deviation.
    Fixed(Distribution, f32),
    Zeros,
}

/// How the spread of the weights follows from the shape of the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    Xavier,
    He,
    LeCun,
    /// The default of `torch.nn.Linear`.
    PyTorch,
}

/// The distribution that they are drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distribution {
    Uniform,
    Normal,
}

/// An initialization of the language.
struct Entry {
    word: &'static str,
    /// With an example of the number that it takes, if it takes one.
    initialization: Initialization,
    /// The core's variant of `Initialization`.
    variant: &'static str,
    /// Names elsewhere, normalized.
    synonyms: &'static [&'static str],
}

/// The table of initializations. The bare names are the uniform distributions.
#[rustfmt::skip]
static ENTRIES: [Entry; 10] = {
    use {Distribution::{Normal, Uniform}, Initialization::{Fixed, Scaled, Zeros}, Scale::{He, LeCun, PyTorch, Xavier}};
    [
        Entry { word: "xavier", initialization: Scaled(Xavier, Uniform), variant: "Xavier", synonyms: &["xavieruniform", "glorot", "glorotuniform"] },
        Entry { word: "xavier_normal", initialization: Scaled(Xavier, Normal), variant: "XavierNormal", synonyms: &["glorotnormal"] },
        Entry { word: "he", initialization: Scaled(He, Uniform), variant: "He", synonyms: &["heuniform", "kaiming", "kaiminguniform"] },
        Entry { word: "he_normal", initialization: Scaled(He, Normal), variant: "HeNormal", synonyms: &["kaimingnormal"] },
        Entry { word: "lecun", initialization: Scaled(LeCun, Uniform), variant: "Lecun", synonyms: &["lecununiform"] },
        Entry { word: "lecun_normal", initialization: Scaled(LeCun, Normal), variant: "LecunNormal", synonyms: &[] },
        Entry { word: "pytorch", initialization: Scaled(PyTorch, Uniform), variant: "Pytorch", synonyms: &["torch", "default"] },
        Entry { word: "uniform", initialization: Fixed(Uniform, 0.1), variant: "Uniform", synonyms: &["randomuniform"] },
        Entry { word: "normal", initialization: Fixed(Normal, 0.05), variant: "Normal", synonyms: &["randomnormal", "gaussian"] },
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

    /// Returns the number that the word takes in parentheses: its name, and its value.
    pub(crate) fn argument(self) -> Option<(&'static str, f32)> {
        match self {
            Self::Fixed(Distribution::Uniform, bound) => Some(("bound", bound)),
            Self::Fixed(Distribution::Normal, deviation) => Some(("deviation", deviation)),
            Self::Scaled(..) | Self::Zeros => None,
        }
    }

    /// Returns the same distribution with another number, if it takes one.
    pub(crate) fn with_argument(self, argument: f32) -> Self {
        match self {
            Self::Fixed(distribution, _) => Self::Fixed(distribution, argument),
            Self::Scaled(..) | Self::Zeros => self,
        }
    }

    /// Returns how it is written: `he`, `uniform(0.1)`.
    pub(crate) fn usage(self) -> String {
        self.argument().map_or_else(|| self.word().to_owned(), |(_, value)| format!("{}({value})", self.word()))
    }

    /// Returns how the biases of a layer with these weights are initialized, unless it is written.
    pub(crate) fn biases(self) -> Self {
        match self {
            // PyTorch draws both
            Self::Scaled(Scale::PyTorch, _) => self,
            Self::Scaled(..) | Self::Fixed(..) | Self::Zeros => Self::Zeros,
        }
    }

    /// Returns the core's variant of `Initialization`.
    pub(crate) fn variant(self) -> &'static str {
        self.entry().variant
    }

    fn entry(self) -> &'static Entry {
        let is_entry = |entry: &&Entry| {
            self == self.argument().map_or(entry.initialization, |(_, value)| entry.initialization.with_argument(value))
        };
        ENTRIES.iter().find(is_entry).expect("every initialization has an entry")
    }
}

/// Returns the initialization that a word names, with an example of its number if it takes one.
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
            ("torch", "pytorch"),
            ("gaussian", "normal"),
        ] {
            assert_eq!(meant(written), Some(right), "{written}");
        }
        assert_eq!(meant("orthogonal"), None);
    }

    #[test]
    fn every_word_is_that_of_its_initialization() {
        for entry in &ENTRIES {
            let other = entry.initialization.with_argument(7.5);
            assert_eq!((entry.initialization.word(), other.word()), (entry.word, entry.word));
            assert_eq!(entry.initialization == other, other.argument().is_none());
        }
        assert_eq!(find("normal").map(Initialization::usage).as_deref(), Some("normal(0.05)"));
    }
}
