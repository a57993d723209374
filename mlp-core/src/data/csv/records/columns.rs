//! The columns of the fields of a declaration.

use crate::data::csv::cells::Cells;
use crate::data::csv::identifier::{near, of_column};
use crate::error::{Column, CsvReason, Error, MissingColumn};
use crate::schema::Field;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Returns the columns of a field: one for each value.
pub(super) fn of_field(cells: &Cells, field: &Field, end: &'static str) -> Result<Vec<usize>, Error> {
    let names = match field.length {
        None => [field.name.to_string()].to_vec(),
        Some(length) => names_of_array(cells, field.name, length)?,
    };
    names.into_iter().map(|name| find(cells, &name)?.ok_or_else(|| no_column(cells, field, end, name))).collect()
}

/// Returns the names of an array's columns, in the way in which the table numbers them.
fn names_of_array(cells: &Cells, name: &str, length: usize) -> Result<Vec<String>, Error> {
    for (between, first) in [("_", 0), ("", 0), ("_", 1), ("", 1)] {
        if find(cells, &format!("{name}{between}{first}"))?.is_some() {
            return Ok((first..first + length).map(|index| format!("{name}{between}{index}")).collect());
        }
    }
    Ok((0..length).map(|index| format!("{name}_{index}")).collect())
}

/// Returns the column with a name, or else the one whose name is the same identifier.
fn find(cells: &Cells, name: &str) -> Result<Option<usize>, Error> {
    if cells.names.iter().any(|other| other == name) {
        return cells.column(&Column::Name(name.to_string())).map(Some);
    }
    let wanted = of_column(name);
    let mut same = (0..cells.names.len()).filter(|&column| of_column(&cells.names[column]) == wanted);
    match (same.next(), same.next()) {
        (Some(first), Some(second)) => {
            let columns = [first, second].map(|column| cells.names[column].clone());
            Err(cells.header_error(CsvReason::SameIdentifier { name: name.to_string(), columns }))
        }
        (found, _) => Ok(found),
    }
}

fn no_column(cells: &Cells, field: &Field, end: &'static str, name: String) -> Error {
    let (columns, near) = (cells.names.clone(), near(&name, &cells.names));
    let missing = MissingColumn { end, field: field.to_string(), name, columns, near };
    cells.columns_error(CsvReason::NoField(missing.into()))
}
