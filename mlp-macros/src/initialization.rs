//! The words of `init(...)`, and what others call them.

use crate::network::Initialization;
use crate::spelling::{nearest, normalized};

/// Word, meaning, names elsewhere (normalized). The bare names are the uniform draws.
const ENTRIES: [(&str, Initialization, &[&str]); 7] = [
    ("xavier", Initialization::Xavier, &["xavieruniform", "glorot", "glorotuniform"]),
    ("xavier_normal", Initialization::XavierNormal, &["glorotnormal"]),
    ("he", Initialization::He, &["heuniform", "kaiming", "kaiminguniform"]),
    ("he_normal", Initialization::HeNormal, &["kaimingnormal"]),
    ("lecun", Initialization::LeCun, &["lecununiform"]),
    ("lecun_normal", Initialization::LeCunNormal, &[]),
    ("zeros", Initialization::Zeros, &["zero"]),
];

/// The initialization of a word of the language.
pub(crate) fn find(word: &str) -> Option<Initialization> {
    ENTRIES.iter().find(|entry| entry.0 == word).map(|entry| entry.1)
}

/// The word of an initialization.
pub(crate) fn word(initialization: Initialization) -> &'static str {
    ENTRIES.iter().find(|entry| entry.1 == initialization).map_or("", |entry| entry.0)
}

/// All words of the language for initializations.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.0)
}

/// The word that somebody who wrote `written` is after.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    let normal = normalized(written);
    let same = |word: &str, synonyms: &[&str]| normalized(word) == normal || synonyms.contains(&normal.as_str());
    let exact = ENTRIES.iter().find(|(word, _, synonyms)| same(word, synonyms)).map(|entry| entry.0);
    exact.or_else(|| nearest(written, words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_neighbors() {
        assert_eq!(find("he_normal"), Some(Initialization::HeNormal));
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
