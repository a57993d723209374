//! The words of `init(...)`, and what others call them.

use crate::network::Initialisation;
use crate::spelling::{nearest, normalised};

/// Word, meaning, names elsewhere (normalised). The bare names are the uniform draws.
const ENTRIES: [(&str, Initialisation, &[&str]); 7] = [
    ("xavier", Initialisation::Xavier, &["xavieruniform", "glorot", "glorotuniform"]),
    ("xavier_normal", Initialisation::XavierNormal, &["glorotnormal"]),
    ("he", Initialisation::He, &["heuniform", "kaiming", "kaiminguniform"]),
    ("he_normal", Initialisation::HeNormal, &["kaimingnormal"]),
    ("lecun", Initialisation::LeCun, &["lecununiform"]),
    ("lecun_normal", Initialisation::LeCunNormal, &[]),
    ("zeros", Initialisation::Zeros, &["zero"]),
];

/// The initialisation of a word of the language.
pub(crate) fn find(word: &str) -> Option<Initialisation> {
    ENTRIES.iter().find(|entry| entry.0 == word).map(|entry| entry.1)
}

/// All words of the language for initialisations.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.0)
}

/// The word that somebody who wrote `written` is after.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    let normal = normalised(written);
    let same = |word: &str, synonyms: &[&str]| normalised(word) == normal || synonyms.contains(&normal.as_str());
    let exact = ENTRIES.iter().find(|(word, _, synonyms)| same(word, synonyms)).map(|entry| entry.0);
    exact.or_else(|| nearest(written, words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_neighbours() {
        assert_eq!(find("he_normal"), Some(Initialisation::HeNormal));
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
