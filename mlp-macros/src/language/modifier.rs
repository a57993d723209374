//! The modifiers of a layer.

use super::spelling::exact_or_nearest;

/// A modifier of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modifier {
    /// `no_bias`
    NoBias,
    /// `init(he)`
    Initialization,
    /// `dropout(0.2)`
    Dropout,
    /// `freeze`
    Freeze,
    /// `allow(init)`
    Allow,
}

/// A modifier of the language.
struct Entry {
    word: &'static str,
    modifier: Modifier,
    /// How it is used: `init(he)`.
    usage: &'static str,
    /// Names elsewhere, normalized.
    synonyms: &'static [&'static str],
}

/// The table of modifiers.
#[rustfmt::skip]
static ENTRIES: [Entry; 5] = [
    Entry { word: "no_bias", modifier: Modifier::NoBias, usage: "no_bias", synonyms: &["bias", "unbiased", "biasless", "withoutbias", "usebias", "withbias"] },
    Entry {
        word: "init", modifier: Modifier::Initialization, usage: "init(he)",
        synonyms: &["initialisation", "initialization", "initialise", "initialize", "initializer", "kernelinitializer"],
    },
    Entry { word: "dropout", modifier: Modifier::Dropout, usage: "dropout(0.2)", synonyms: &["drop", "alphadropout"] },
    Entry {
        word: "freeze", modifier: Modifier::Freeze, usage: "freeze",
        synonyms: &["frozen", "fixed", "trainable", "untrainable", "nontrainable", "requiresgrad", "nograd"],
    },
    Entry { word: "allow", modifier: Modifier::Allow, usage: "allow(init)", synonyms: &["expect"] },
];

/// Returns the modifier that a word names.
pub(crate) fn find(word: &str) -> Option<Modifier> {
    ENTRIES.iter().find(|entry| entry.word == word).map(|entry| entry.modifier)
}

/// Returns the words of all modifiers.
#[cfg(test)]
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.word)
}

/// Returns how a modifier is used, if the word names one.
pub(crate) fn usage(word: &str) -> Option<&'static str> {
    ENTRIES.iter().find(|entry| entry.word == word).map(|entry| entry.usage)
}

/// Returns the modifier that `written` was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    exact_or_nearest(written, ENTRIES.iter().map(|entry| (entry.word, entry.synonyms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_neighbors() {
        assert_eq!(find("dropout"), Some(Modifier::Dropout));
        assert_eq!(usage("dropout"), Some("dropout(0.2)"));
        assert_eq!(find("drop"), None);
        for (written, right) in [
            ("nobias", "no_bias"),
            ("drpout", "dropout"),
            ("Dropout", "dropout"),
            ("initializer", "init"),
            ("bias", "no_bias"),
            ("frozen", "freeze"),
            ("requires_grad", "freeze"),
        ] {
            assert_eq!(meant(written), Some(right), "{written}");
        }
        assert_eq!(meant("batch_norm"), None);
    }
}
