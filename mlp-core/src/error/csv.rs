//! Errors in CSV tables.

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

/// Writes the name or the index.
impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// Why bytes are not a CSV table, or not one of the expected form.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CsvReason {
    /// The bytes could not be read.
    Read(IoError),
    /// A row has a different number of columns from the first row.
    Columns {
        /// The number of columns of the row.
        found: u64,
        /// The number of columns of the first row.
        expected: u64,
    },
    /// A cell is not UTF-8.
    NotUtf8 {
        /// The column, from 1.
        column: usize,
    },
    /// A cell does not hold what is expected.
    Cell {
        /// The column, from 1.
        column: usize,
        /// The name of the column.
        name: String,
        /// The text of the cell.
        found: String,
        /// The expected value.
        expected: CsvExpected,
    },
    /// There is no such column.
    NoColumn {
        /// The column that was looked for.
        column: Column,
        /// The names of the columns in the table.
        columns: Vec<String>,
    },
    /// There are more or fewer columns of inputs than expected.
    Width {
        /// The names of the columns that are inputs.
        columns: Vec<String>,
        /// The expected number.
        expected: usize,
    },
    /// Two columns have the name that was looked for.
    SameName {
        /// The name.
        name: String,
    },
}

impl CsvReason {
    /// Writes the position, as far as it is known, and what is wrong there.
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

/// The expected contents of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvExpected {
    /// A finite number.
    FiniteNumber,
    /// An input that is not missing, because the setting `missing` has no replacement for it.
    Input,
    /// A target that is not missing.
    Target,
    /// At least one number in the column, for the mean that replaces missing ones.
    NumberInColumn,
    /// A class, where a text stands that marks a missing value, as `NA` does.
    UnmarkedClass,
    /// One of the names of the classes.
    Class(Vec<String>),
}

impl fmt::Display for CsvExpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FiniteNumber => f.write_str("a finite number"),
            Self::Input => f.write_str("a number; `missing` decides what stands for it"),
            Self::Target => f.write_str("a target; `Missing::DropRow` leaves the row out"),
            Self::UnmarkedClass => {
                f.write_str("a class, but this marks a missing value; ")?;
                f.write_str("if it is a class, list it in `class_names`, or set other `marks`")
            }
            Self::NumberInColumn => f.write_str("a number somewhere in this column"),
            Self::Class(names) => write!(f, "one of {}", names.join(", ")),
        }
    }
}
