//! The encoding of class names as indices.

use super::marks::number;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The classes of a file: their names, in the order of their indices.
pub(super) enum Encoding {
    /// Names, compared as they are spelled.
    Names(Vec<String>),
    /// Numbers, however they are spelled: ascending, each with its first spelling.
    Numbers(Vec<(f64, String)>),
}

impl Encoding {
    /// Returns the encoding for all labels of a file.
    pub(super) fn of<'a>(labels: impl Iterator<Item = &'a str> + Clone) -> Self {
        let numbers: Option<Vec<(f64, &str)>> = labels.clone().map(|label| Some((number(label)?, label))).collect();
        if let Some(mut numbers) = numbers {
            numbers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            numbers.dedup_by(|(a, _), (b, _)| a == b);
            return Self::Numbers(numbers.into_iter().map(|(number, label)| (number, label.to_string())).collect());
        }
        let mut names: Vec<&str> = labels.collect();
        names.sort_unstable();
        names.dedup();
        Self::Names(names.into_iter().map(ToString::to_string).collect())
    }

    /// Returns the index of a label, if it is a class.
    pub(super) fn index(&self, label: &str) -> Option<usize> {
        match self {
            Self::Names(names) => names.iter().position(|name| name == label),
            Self::Numbers(numbers) => {
                let wanted = number(label)?;
                numbers.iter().position(|(number, _)| *number == wanted)
            }
        }
    }

    pub(super) fn into_names(self) -> Vec<String> {
        match self {
            Self::Names(names) => names,
            Self::Numbers(numbers) => numbers.into_iter().map(|(_, name)| name).collect(),
        }
    }
}
