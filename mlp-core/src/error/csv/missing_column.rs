//! A column that a declaration needs and a table does not have.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A column that an input or an output of the declaration needs, and that is not in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingColumn {
    /// `input` or `output`.
    pub end: &'static str,
    /// The field as it is declared, such as `bill_length: 30..60`.
    pub field: String,
    /// The name of the column that was looked for.
    pub name: String,
    /// The names of the columns in the table.
    pub columns: Vec<String>,
    /// Those of them that are spelled nearly so.
    pub near: Vec<String>,
}

impl fmt::Display for MissingColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { end, field, name, columns, near } = self;
        write!(f, "has no column `{name}` for the {end} `{field}`")?;
        match (&columns[..], &near[..]) {
            ([], _) => return f.write_str(": it is empty"),
            (columns, []) => write!(f, ": its columns are {}; ", columns.join(", "))?,
            (_, near) => write!(f, ", but `{}`; ", near.join("`, `"))?,
        }
        write!(f, "name the {end} as the column, or the column as the {end}, with `renamed`")
    }
}
