//! The encoding of class names as indices.

use super::decimal::Decimal;
use super::notation::Notation;
use crate::error::{CsvExpected, CsvReason};
use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The rule by which two labels are the same class.
#[derive(Clone, Copy, Debug)]
pub(super) enum Comparison {
    /// The text: `01` and `1` are two classes.
    Text,
    /// The number: `1.0` and `1` are one class.
    Number,
}

/// A label, as far as it decides about the class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Number(Decimal),
}

/// The classes of a file: their names, in the order of their indices.
#[derive(Clone)]
pub(super) struct Encoding {
    names: Vec<String>,
    indices: BTreeMap<Key, usize>,
    comparison: Comparison,
    notation: Notation,
}

impl Encoding {
    /// Returns the encoding for all labels of a file; those that are no number have no index if numbers are compared.
    pub(super) fn of<'a>(
        labels: impl Iterator<Item = &'a str> + Clone,
        comparison: Comparison,
        notation: Notation,
    ) -> Self {
        let names: Vec<String> = match comparison {
            Comparison::Text => sorted(labels, notation).into_iter().map(ToString::to_string).collect(),
            Comparison::Number => {
                let mut spellings = BTreeMap::new();
                for label in labels {
                    if let Some(number) = notation.decimal(label) {
                        spellings.entry(number).or_insert(label);
                    }
                }
                spellings.into_values().map(ToString::to_string).collect()
            }
        };
        let mut encoding = Self { names: Vec::new(), indices: BTreeMap::new(), comparison, notation };
        encoding.indices = names.iter().enumerate().filter_map(|(at, name)| Some((encoding.key(name)?, at))).collect();
        Self { names, ..encoding }
    }

    /// Returns the encoding for names in an order of the user's.
    pub(super) fn listed(names: &[String], comparison: Comparison, notation: Notation) -> Result<Self, CsvReason> {
        let mut encoding = Self { names: names.to_vec(), indices: BTreeMap::new(), comparison, notation };
        for (at, name) in names.iter().enumerate() {
            let key = encoding.key(name).ok_or_else(|| CsvReason::ClassNotNumber { name: name.clone() })?;
            if let Some(first) = encoding.indices.insert(key, at) {
                return Err(CsvReason::SameClass { names: [names[first].clone(), name.clone()] });
            }
        }
        Ok(encoding)
    }

    /// Returns the index of a label, if it is a class.
    pub(super) fn index(&self, label: &str) -> Option<usize> {
        self.indices.get(&self.key(label)?).copied()
    }

    /// Returns what is expected in place of a label that is no class.
    pub(super) fn expected(&self, label: &str) -> CsvExpected {
        let (names, number) = (self.names.clone(), self.notation.decimal(label));
        let spelled = || names.iter().any(|name| self.notation.decimal(name) == number);
        match self.comparison {
            Comparison::Number if number.is_none() => CsvExpected::NumericClass,
            Comparison::Text if number.is_some() && spelled() => CsvExpected::ClassSpelling(names.into()),
            _ => CsvExpected::Class(names),
        }
    }

    fn key(&self, label: &str) -> Option<Key> {
        match self.comparison {
            Comparison::Text => Some(Key::Text(label.to_owned())),
            Comparison::Number => self.notation.decimal(label).map(Key::Number),
        }
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// Returns the different labels, by value if all of them are numbers, and then by text.
fn sorted<'a>(labels: impl Iterator<Item = &'a str>, notation: Notation) -> Vec<&'a str> {
    let names: BTreeSet<&str> = labels.collect();
    let numbers: Option<BTreeSet<(Decimal, &str)>> =
        names.iter().map(|&name| Some((notation.decimal(name)?, name))).collect();
    match numbers {
        Some(numbers) => numbers.into_iter().map(|(_, name)| name).collect(),
        None => names.into_iter().collect(),
    }
}
