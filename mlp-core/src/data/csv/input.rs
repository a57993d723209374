//! The columns that are inputs of plain numbers: numbers, or classes that are an input each.

use super::cells::{Cells, Row};
use super::encoding::Encoding;
use crate::data::columns::InputColumn;
use crate::error::Error;
use alloc::vec::Vec;

/// A column that is one input, or one for each class.
pub(super) struct Input {
    pub(super) column: usize,
    pub(super) classes: Option<Encoding>,
}

impl Input {
    pub(super) fn width(&self) -> usize {
        self.classes.as_ref().map_or(1, |classes| classes.names().len())
    }

    /// A class of the table is never missing.
    pub(super) fn is_missing(&self, cells: &Cells, row: &Row) -> bool {
        let is_class = || self.classes.as_ref().is_some_and(|classes| classes.index(&row.cells[self.column]).is_some());
        cells.is_missing(row, self.column) && !is_class()
    }

    pub(super) fn named(&self, cells: &Cells) -> InputColumn {
        let classes = self.classes.as_ref().map_or(Vec::new(), |classes| classes.names().to_vec());
        InputColumn { name: cells.names[self.column].clone(), classes }
    }
}

/// Returns the inputs in these columns.
pub(super) fn inputs(cells: &Cells, columns: Vec<usize>) -> Result<Vec<Input>, Error> {
    let settings = &cells.settings;
    let mut inputs: Vec<Input> = columns.into_iter().map(|column| Input { column, classes: None }).collect();
    for one_hot in &settings.one_hot {
        let column = cells.column(&one_hot.column)?;
        let listed = one_hot.classes.as_ref().map(|names| {
            let listed = Encoding::listed(names, settings.comparison, settings.notation);
            listed.map_err(|reason| cells.error(None, reason))
        });
        let classes = listed.transpose()?.unwrap_or_else(|| {
            let rows = cells.rows.iter().filter(|row| !cells.is_missing(row, column));
            Encoding::of(rows.map(|row| &row.cells[column]), settings.comparison, settings.notation)
        });
        for input in inputs.iter_mut().filter(|input| input.column == column) {
            input.classes = Some(classes.clone());
        }
    }
    Ok(inputs)
}
