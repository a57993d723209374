//! The texts that mark a missing value.

use super::decimal::Decimal;
use super::notation::Notation;
use alloc::string::String;
use alloc::vec::Vec;

/// The marks of files for which none are set.
pub(super) const DEFAULT: [&str; 8] = ["", "?", "NA", "N/A", "NaN", "nan", "NULL", "null"];

/// The texts of cells that hold no value.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    texts: Vec<String>,
    /// Those of them that are numbers: another spelling of one, as `-999.0` is of `-999`, marks a missing value too.
    numbers: Vec<Decimal>,
    notation: Notation,
}

impl Marks {
    /// Takes texts as the cells of a file spell them: its notation decides which of them are numbers.
    pub(super) fn new(texts: Vec<String>, notation: Notation) -> Self {
        let numbers = texts.iter().filter_map(|text| notation.decimal(text)).collect();
        Self { texts, numbers, notation }
    }

    /// Whether a cell with this text has no value.
    pub(super) fn hold(&self, cell: &str) -> bool {
        self.texts.iter().any(|text| text == cell)
            || !self.numbers.is_empty()
                && self.notation.decimal(cell).is_some_and(|number| self.numbers.contains(&number))
    }
}
