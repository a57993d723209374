//! What can be wrong with a table in a CSV file.

use super::IoError;
use super::file_name::name;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use std::path::Path;

/// A column of a table, by its name in the header or by its index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// Its name.
    Name(String),
    /// Its index, from 0.
    Index(usize),
}

impl From<&str> for Column {
    fn from(name: &str) -> Self {
        Self::Name(name.to_string())
    }
}

impl From<String> for Column {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Column {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The name or the index, as it was given.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// Why bytes are not a table, or not one of what is asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CsvReason {
    /// The bytes could not be read.
    Read(IoError),
    /// A row has another number of columns than the first row.
    Columns {
        /// How many columns the row has.
        found: u64,
        /// How many columns the first row has.
        expected: u64,
    },
    /// A cell is not UTF-8.
    NotUtf8 {
        /// The column, from 1.
        column: usize,
    },
    /// A cell is not what is expected there.
    Cell {
        /// The column, from 1.
        column: usize,
        /// The name of the column.
        name: String,
        /// What stands there.
        found: String,
        /// What is expected.
        expected: CsvExpected,
    },
    /// There is no such column.
    NoColumn {
        /// The column asked for.
        column: Column,
        /// The names of the columns that there are.
        columns: Vec<String>,
    },
    /// There are more or fewer columns of inputs than are expected.
    Width {
        /// The names of the columns that are inputs.
        columns: Vec<String>,
        /// How many are expected.
        expected: usize,
    },
    /// Two columns have the name that was asked for.
    SameName {
        /// The name.
        name: String,
    },
}

impl CsvReason {
    /// Writes the place, as far as it is known, and what is wrong there.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, file: Option<&Path>, line: Option<u64>) -> fmt::Result {
        f.write_str(&name(file, "the table"))?;
        if let Some(line) = line {
            write!(f, ", line {line}")?;
        }
        match self {
            Self::Cell { column, name, .. } => write!(f, ", column {column} (`{name}`): {self}"),
            Self::NoColumn { .. } | Self::Width { .. } => write!(f, " {self}"),
            _ => write!(f, ": {self}"),
        }
    }

    pub(super) fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error.source()),
            _ => None,
        }
    }
}

impl fmt::Display for CsvReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => write!(f, "{error}"),
            Self::Columns { found, expected } => write!(f, "{found} columns, but the first row has {expected}"),
            Self::NotUtf8 { column } => write!(f, "column {column} is not UTF-8"),
            Self::Cell { found, expected, .. } => match found.as_str() {
                "" => write!(f, "found nothing, expected {expected}"),
                found => write!(f, "found `{found}`, expected {expected}"),
            },
            Self::NoColumn { column, columns } => match &columns[..] {
                [] => write!(f, "has no column `{column}`: it is empty"),
                [all] if all.contains([';', '\t', '|']) => {
                    write!(f, "has no column `{column}`, but only `{all}`: ")?;
                    f.write_str("say with `delimiter` what stands between columns")
                }
                columns => write!(f, "has no column `{column}`: its columns are {}", columns.join(", ")),
            },
            Self::Width { columns, expected } => {
                let (found, columns) = (columns.len(), columns.join(", "));
                write!(f, "has {found} columns of inputs ({columns}), but {expected} are expected: ")?;
                f.write_str("choose them with `inputs` or `without`")
            }
            Self::SameName { name } => write!(f, "two columns are named `{name}`: choose one by its index"),
        }
    }
}

/// What is expected in a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvExpected {
    /// A finite number.
    FiniteNumber,
    /// An input that is not missing: the table's setting `missing` says nothing of what stands for it.
    Input,
    /// A target that is not missing.
    Target,
    /// At least one number in the column, for the mean that stands for those that are missing.
    NumberInColumn,
    /// One of the names of the classes.
    Class(Vec<String>),
}

impl fmt::Display for CsvExpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FiniteNumber => f.write_str("a finite number"),
            Self::Input => f.write_str("a number; `missing` decides what stands for it"),
            Self::Target => f.write_str("a target; `Missing::DropRow` leaves the row out"),
            Self::NumberInColumn => f.write_str("a number somewhere in this column"),
            Self::Class(names) => write!(f, "one of {}", names.join(", ")),
        }
    }
}
