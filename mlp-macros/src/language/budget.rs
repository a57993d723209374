//! The words of `budget(...)`.

use super::spelling::nearest;

/// The quantity that a limit of a budget counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// The bytes of all parameters.
    Bytes,
    /// Weights and biases.
    Params,
    /// Multiply-adds of a forward pass.
    Macs,
}

/// Each cost with its word and with other names for it.
static COSTS: [(&str, Cost, &[&str]); 3] = [
    ("bytes", Cost::Bytes, &["size", "memory", "flash"]),
    ("params", Cost::Params, &["parameters", "weights"]),
    ("macs", Cost::Macs, &["flops", "operations", "multiply_adds"]),
];

/// The units of bytes.
static BYTE_UNITS: [(&str, u128); 7] = [
    ("B", 1),
    ("kB", 1000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
];

impl Cost {
    /// Returns what a message calls the counted things.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Params => "parameters",
            Self::Macs => "multiply-adds",
        }
    }
}

/// Returns the words of all costs.
#[cfg(test)]
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    COSTS.iter().map(|(name, ..)| *name)
}

/// Returns all units of bytes.
#[cfg(test)]
pub(crate) fn units() -> impl Iterator<Item = &'static str> {
    BYTE_UNITS.iter().map(|(name, _)| *name)
}

/// Returns the cost that a word names.
pub(crate) fn find(word: &str) -> Option<Cost> {
    COSTS.iter().find(|(name, ..)| *name == word).map(|(_, cost, _)| *cost)
}

/// Returns the word that `written` was probably meant to be.
pub(crate) fn meant(written: &str) -> Option<&'static str> {
    let words = COSTS.iter().map(|(name, ..)| *name);
    let near = nearest(written, words.chain(COSTS.iter().flat_map(|(_, _, synonyms)| synonyms.iter().copied())))?;
    COSTS.iter().find(|(name, _, synonyms)| *name == near || synonyms.contains(&near)).map(|(name, ..)| *name)
}

/// Returns how many bytes a unit is.
pub(crate) fn bytes_of(unit: &str) -> Option<u128> {
    BYTE_UNITS.iter().find(|(name, _)| *name == unit).map(|(_, bytes)| *bytes)
}

/// Returns the unit of bytes that a misspelt one was meant to be.
pub(crate) fn meant_unit(written: &str) -> Option<&'static str> {
    nearest(written, BYTE_UNITS.iter().map(|(name, _)| *name))
}
