//! The modifiers of a layer, and the words kept free for blocks.

use crate::spelling::{nearest, normalized};

/// Word, how it is used, names of the same thing elsewhere (normalized).
const ENTRIES: [(&str, &str, &[&str]); 4] = [
    ("no_bias", "no_bias", &["bias", "unbiased", "biasless", "withoutbias"]),
    (
        "init",
        "init(he)",
        &["initialisation", "initialization", "initialise", "initialize", "initializer", "kernelinitializer"],
    ),
    ("dropout", "dropout(0.2)", &["drop", "alphadropout"]),
    ("allow", "allow(init)", &["expect"]),
];

/// Words that introduce blocks, and names of the same thing elsewhere (normalized).
const BLOCKS: [(&str, &[&str]); 3] = [
    ("repeat", &["times", "replicate", "loop", "for", "stack"]),
    ("residual", &["skip", "skipconnection", "shortcut", "res", "resnet", "resblock", "residualblock"]),
    ("net", &["network", "model", "module"]),
];

/// How the modifier is used, if the word is one.
pub(crate) fn usage(word: &str) -> Option<&'static str> {
    ENTRIES.iter().find(|entry| entry.0 == word).map(|entry| entry.1)
}

/// The modifier that somebody who wrote `written` is after.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    let normal = normalized(written);
    let same = |word: &str, synonyms: &[&str]| normalized(word) == normal || synonyms.contains(&normal.as_str());
    let exact = ENTRIES.iter().find(|(word, _, synonyms)| same(word, synonyms)).map(|entry| entry.0);
    exact.or_else(|| nearest(written, ENTRIES.iter().map(|entry| entry.0)))
}

/// Whether the word followed by parentheses is kept free.
pub(crate) fn is_block(word: &str) -> bool {
    BLOCKS.iter().any(|block| block.0 == word)
}

/// The block that somebody who wrote `written(...)` is after.
pub(crate) fn meant_block(written: &str) -> Option<&'static str> {
    let normal = normalized(written);
    let same = |word: &str, synonyms: &[&str]| normalized(word) == normal || synonyms.contains(&normal.as_str());
    let exact = BLOCKS.iter().find(|(word, synonyms)| same(word, synonyms)).map(|block| block.0);
    exact.or_else(|| nearest(written, BLOCKS.iter().map(|block| block.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_neighbors() {
        assert_eq!(usage("dropout"), Some("dropout(0.2)"));
        assert_eq!(usage("drop"), None);
        for (written, right) in [
            ("nobias", "no_bias"),
            ("drpout", "dropout"),
            ("Dropout", "dropout"),
            ("initializer", "init"),
            ("bias", "no_bias"),
        ] {
            assert_eq!(meant(written), Some(right), "{written}");
        }
        assert_eq!(meant("batch_norm"), None);
        assert!(is_block("repeat") && !is_block("relu"));
        assert_eq!(meant_block("Residual"), Some("residual"));
        assert_eq!(meant_block("skip"), Some("residual"));
        assert_eq!(meant_block("repeet"), Some("repeat"));
        assert_eq!(meant_block("attention"), None);
    }
}
