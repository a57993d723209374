//! The names of a table's columns and classes, which a network keeps.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

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

    /// Returns the inputs of each column, for
    /// [`Dataset::permutation_importance_of_groups`](crate::data::Dataset::permutation_importance_of_groups).
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "island,mass,species\nBiscoe,4.1,0\nDream,3.7,1\nTorgersen,3.9,0\n";
    /// let table = Csv::new().one_hot(["island"]).read(file.as_bytes())?.classes::<4>("species")?;
    /// assert_eq!(table.columns().groups(), [0..3, 3..4]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn groups(&self) -> Vec<Range<usize>> {
        self.places().map(|(first, column)| first..first + column.width()).collect()
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
