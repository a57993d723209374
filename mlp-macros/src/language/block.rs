//! The blocks: words in place of a width that expand to whole layers.

use super::spelling::exact_or_nearest;

/// A word that expands to layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// `repeat(4, 64 relu)`
    Repeat,
    /// `residual(32 relu => 64)`
    Residual,
    /// `net(Encoder)`
    Net,
}

/// Each block with its word and its names elsewhere, normalized.
static ENTRIES: [(&str, Block, &[&str]); 3] = [
    ("repeat", Block::Repeat, &["times", "replicate", "loop", "for", "stack"]),
    (
        "residual",
        Block::Residual,
        &["skip", "skipconnection", "shortcut", "res", "resnet", "resblock", "residualblock"],
    ),
    ("net", Block::Net, &["network", "model", "module"]),
];

/// Returns the words of all blocks.
#[cfg(test)]
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|(word, ..)| *word)
}

/// Returns the block that a word names.
pub(crate) fn find(word: &str) -> Option<Block> {
    ENTRIES.iter().find(|(name, ..)| *name == word).map(|(_, block, _)| *block)
}

/// Returns whether a word names a block.
pub(crate) fn is_block(word: &str) -> bool {
    find(word).is_some()
}

/// Returns the block that `written(...)` was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    exact_or_nearest(written, ENTRIES.iter().map(|(name, _, synonyms)| (*name, *synonyms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_neighbors() {
        assert_eq!(find("repeat"), Some(Block::Repeat));
        assert!(!is_block("relu"));
        assert_eq!(meant("Residual"), Some("residual"));
        assert_eq!(meant("skip"), Some("residual"));
        assert_eq!(meant("repeet"), Some("repeat"));
        assert_eq!(meant("attention"), None);
    }
}
