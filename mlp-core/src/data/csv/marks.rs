//! The texts that mark a missing value.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The texts of cells that hold no value.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    texts: Vec<String>,
    /// Those of them that are numbers: another spelling of one, as `-999.0` is of `-999`, marks a missing value too.
    numbers: Vec<f64>,
}

impl Default for Marks {
    fn default() -> Self {
        Self::new(["", "?", "NA", "N/A", "NaN", "nan", "NULL", "null"].map(ToString::to_string).to_vec())
    }
}

impl Marks {
    pub(super) fn new(texts: Vec<String>) -> Self {
        let numbers = texts.iter().filter_map(|text| number(text)).collect();
        Self { texts, numbers }
    }

    /// Whether a cell with this text has no value.
    pub(super) fn hold(&self, cell: &str) -> bool {
        self.texts.iter().any(|text| text == cell)
            || !self.numbers.is_empty() && number(cell).is_some_and(|number| self.numbers.contains(&number))
    }
}

/// Returns the finite number that a text is, if it is one.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
