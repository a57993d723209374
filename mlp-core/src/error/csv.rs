//! Errors in CSV tables.

mod expected;
mod missing_column;

pub use expected::{CsvExpected, CsvNotation};
pub use missing_column::MissingColumn;

use super::IoError;
use super::file_name::name;
use alloc::boxed::Box;
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
    /// There is no column for an input or an output of the declaration.
    NoField(Box<MissingColumn>),
    /// Several columns have names that are the same identifier, and none is exactly the name that was looked for.
    SameIdentifier {
        /// The name.
        name: String,
        /// The columns.
        columns: [String; 2],
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
    /// Another delimiter than the one that was set seems to stand between columns.
    Delimiter {
        /// The delimiter that was set.
        delimiter: char,
        /// How often it stands in the row.
        found: u64,
        /// The other one.
        likely: char,
        /// How often that one stands in the row.
        count: u64,
    },
    /// A row has a different number of columns from the first row, and one of the two may be a comment.
    Comment {
        /// The number of columns of the row.
        found: u64,
        /// The number of columns of the first row.
        expected: u64,
        /// The line of the one that may be a comment.
        line: u64,
        /// Its first character.
        first: char,
    },
    /// Two settings have the same character, so that it would be read in two ways.
    SameCharacter {
        /// The character.
        character: char,
        /// The names of the settings.
        settings: [&'static str; 2],
    },
    /// A setting has a character that cannot do what it is set for.
    Character {
        /// The name of the setting.
        setting: &'static str,
        /// The character.
        character: char,
        /// The characters that can.
        expected: &'static str,
    },
    /// Two names that were listed are the same class.
    SameClass {
        /// The two names.
        names: [String; 2],
    },
    /// A name that was listed is no number, but classes are compared as numbers.
    ClassNotNumber {
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
            Self::NoColumn { .. } | Self::NoField(_) | Self::Width { .. } => write!(f, " {self}"),
            _ => write!(f, ": {self}"),
        }
    }

    /// Writes what a row may be instead of what it was read as.
    fn write_layout(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delimiter { delimiter, found, likely, count } => {
                match found {
                    0 => write!(f, "found no `{}`", delimiter.escape_default())?,
                    _ => write!(f, "found {found} `{}`", delimiter.escape_default())?,
                }
                let likely = likely.escape_default();
                write!(f, ", but {count} `{likely}`: try `delimiter(b'{likely}')`")
            }
            Self::Comment { found, expected, line, first } => {
                let s = if *found == 1 { "" } else { "s" };
                write!(f, "{found} column{s}, but the first row has {expected}; line {line} begins with `{first}`: ")?;
                write!(f, "if it is a comment, `comment(b'{first}')` leaves it out")
            }
            _ => Ok(()),
        }
    }

    /// Writes which setting contradicts another one, or itself.
    fn write_setting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameCharacter { character, settings: [first, second] } => {
                let character = character.escape_debug();
                write!(
                    f,
                    "`{character}` cannot be both `{first}` and `{second}`: set another character for one of them"
                )
            }
            Self::Character { setting, character, expected } => {
                write!(f, "`{setting}` is {character:?}: expected {expected}")
            }
            Self::SameClass { names: [first, second] } if first == second => {
                write!(f, "`class_names` lists `{first}` twice: expected each class once")
            }
            Self::SameClass { names: [first, second] } => {
                write!(f, "`class_names` lists `{first}` and `{second}`, which are the same number: ")?;
                f.write_str("expected each class once, or no `numeric_classes`")
            }
            Self::ClassNotNumber { name } => {
                write!(f, "`class_names` lists `{name}`, but `numeric_classes` compares numbers: ")?;
                f.write_str("expected numbers, or no `numeric_classes`")
            }
            _ => Ok(()),
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
            Self::Columns { found, expected } => {
                write!(f, "{found} column{}, but the first row has {expected}", if *found == 1 { "" } else { "s" })
            }
            Self::NotUtf8 { column } => write!(f, "column {column} is not UTF-8"),
            Self::Cell { found, expected, .. } => match found.as_str() {
                "" => write!(f, "found nothing, expected {expected}"),
                found => write!(f, "found `{found}`, expected {expected}"),
            },
            Self::NoColumn { column, columns } => match &columns[..] {
                [] => write!(f, "has no column `{column}`: it is empty"),
                columns => write!(f, "has no column `{column}`: its columns are {}", columns.join(", ")),
            },
            Self::NoField(missing) => write!(f, "{missing}"),
            Self::SameIdentifier { name, columns: [first, second] } => {
                write!(f, "the columns `{first}` and `{second}` are both `{name}`: expected one, ")?;
                f.write_str("`renamed` gives the other one another name")
            }
            Self::Width { columns, expected } => {
                let (found, columns) = (columns.len(), columns.join(", "));
                let (s, are) = (if found == 1 { "" } else { "s" }, if *expected == 1 { "is" } else { "are" });
                write!(f, "has {found} column{s} of inputs ({columns}), but {expected} {are} expected: ")?;
                f.write_str("choose them with `inputs` or `without`")
            }
            Self::SameName { name } => write!(f, "two columns are named `{name}`: choose one by its index"),
            Self::Delimiter { .. } | Self::Comment { .. } => self.write_layout(f),
            _ => self.write_setting(f),
        }
    }
}
