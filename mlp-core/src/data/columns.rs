//! The names of a table's columns and classes, which a network keeps.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A column whose values are inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputColumn {
    /// The name of the column.
    pub name: String,
    /// The classes of a column of texts, each of which is an input: 1 for the class and 0 for the others. A column of
    /// numbers has none.
    pub classes: Vec<String>,
}

impl InputColumn {
    /// Returns the number of inputs.
    #[must_use]
    pub fn width(&self) -> usize {
        self.classes.len().max(1)
    }

    /// Returns the names of the inputs: `island=Biscoe` for a class.
    pub(crate) fn inputs(&self) -> Vec<String> {
        match &self.classes[..] {
            [] => [self.name.clone()].to_vec(),
            classes => classes.iter().map(|class| format!("{}={class}", self.name)).collect(),
        }
    }
}

/// The columns that are inputs, and the names of the outputs: classes or columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The columns that are inputs, in their order.
    pub inputs: Vec<InputColumn>,
    /// The names of the classes, or of the columns that are targets.
    pub outputs: Vec<String>,
}

impl Columns {
    /// Returns the number of inputs.
    #[must_use]
    pub fn width(&self) -> usize {
        self.inputs.iter().map(InputColumn::width).sum()
    }

    /// Returns each column with the index of its first input.
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, &InputColumn)> {
        self.inputs.iter().scan(0, |next, column| {
            let first = *next;
            *next += column.width();
            Some((first, column))
        })
    }
}
