//! The rows of a CSV file as the inputs and targets of a network with names.

mod columns;
mod fields;

use self::fields::Reader;
use super::cells::Row as Cells;
use super::format::Missing;
use super::table::Table;
use crate::data::Dataset;
use crate::ends::NamedEnds;
use crate::error::{CsvExpected, Error};
use crate::loss::Answer;
use crate::model::Vector;
use crate::schema::Row;
use alloc::vec::Vec;

/// The target of one sample of a network with named outputs, such as `PenguinsTarget`.
type TargetOf<N> = <<N as NamedEnds>::Answer as Answer>::Target;

/// Samples of a network with names, from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Records<X, T> {
    /// The inputs and their targets, in the units of the declaration.
    pub dataset: Dataset<X, T>,
    /// The lines of the rows that were dropped because of a missing value.
    pub dropped: Vec<u64>,
}

impl Table {
    /// Returns the samples of a network whose inputs and outputs have names.
    ///
    /// The declaration says what is read: a column for each field, in any order; other columns are ignored. For an
    /// array, `pixels: [0..16; 64]`, there are the columns `pixels_0` to `pixels_63`, or `pixels0`, or from 1 on.
    /// A column has the name of the field; if none has it exactly, one that is the same identifier in small letters, as
    /// `Bill length (mm)` is `bill_length_mm`. [`Csv::renamed`](super::Csv::renamed) gives a column another name.
    ///
    /// | kind | cell |
    /// |---|---|
    /// | a range, `standard`, `raw` | a number in the units of the declaration |
    /// | `bool` | `true`, `yes`, `1`, or `false`, `no`, `0`, in letters of any size |
    /// | `one_of(A, B)`, `softmax(A, B)` | the name of a class: `A`; one that is no identifier with `_`, `Iris_setosa` for `Iris-setosa`, `_10` for `10` |
    /// | `softmax(4)` | the index of a class, from 0 to 3 |
    /// | `sigmoid` | a number from 0 to 1, or a `bool` |
    ///
    /// The classes are those of the declaration, in its order, whatever occurs in a file.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    /// use mlp::prelude::*;
    ///
    /// mlp! {
    ///     struct Penguins:
    ///         { island: one_of(Biscoe, Dream, Torgersen), flipper_mm: 170..235 }
    ///         => 8 tanh
    ///         => { species: softmax(Adelie, Chinstrap, Gentoo) }
    /// }
    ///
    /// let file = "species,year,Flipper (mm),island\nGentoo,2007,217,Biscoe\nAdelie,2008,190,Dream\n";
    /// let penguins = Csv::new().read(file.as_bytes())?.records::<Penguins>()?.dataset;
    /// assert_eq!(penguins.inputs[1], PenguinsInput { island: PenguinsIsland::Dream, flipper_mm: 190.0 });
    /// assert_eq!(penguins.targets[0], PenguinsTarget { species: PenguinsSpecies::Gentoo });
    ///
    /// let mut net = Penguins::seeded(7);
    /// let encoded = penguins.encoded::<Penguins>();
    /// Trainer::new(Heads::default(), Adam::new(0.01)).fit(&mut net, &encoded.inputs, &encoded.targets)?;
    ///
    /// let error = Csv::new().read("species,flipper_mm,island\nGentoo,217,Bisco".as_bytes())?.records::<Penguins>();
    /// assert_eq!(error.unwrap_err().to_string(), "the table, line 2, column 3 (`island`): found `Bisco`, \
    ///     expected one of Biscoe, Dream, Torgersen");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Csv`] if a field has no column or several, or if a cell does not hold what the field's kind says or is
    /// missing, unless the row is dropped ([`Missing::DropRow`]); other settings of `missing` replace nothing here.
    /// [`Error::NoSamples`] if no row is left.
    pub fn records<N>(&self) -> Result<Records<N::Record, TargetOf<N>>, Error>
    where
        N: NamedEnds<Record: Row, Answer: Answer<Target: Row>>,
    {
        let inputs = Reader::new(self.cells(), N::SCHEMA.inputs, "input")?;
        let targets = Reader::new(self.cells(), N::SCHEMA.outputs, "output")?;
        let (mut dataset, mut dropped) = (Dataset { inputs: Vec::new(), targets: Vec::new() }, Vec::new());
        for row in self.rows() {
            let input = self.complete::<N::Input>(&inputs, row, CsvExpected::Field)?;
            let target = self.complete::<N::Output>(&targets, row, CsvExpected::Target)?;
            if let (Some(input), Some(target)) = (input, target) {
                dataset.inputs.push(N::Record::from_numbers(input.as_ref()));
                dataset.targets.push(Row::from_numbers(target.as_ref()));
            } else {
                dropped.push(row.line);
            }
        }
        if dataset.is_empty() { Err(Error::NoSamples) } else { Ok(Records { dataset, dropped }) }
    }

    /// Returns the inputs of a network whose inputs have names, for answers: the table needs no targets.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct House: { area: 20..220, new: bool } => 8 tanh => { price: 50_000..950_000 } }
    ///
    /// let houses = Csv::new().read("new,area\nyes,80\nno,120".as_bytes())?.record_inputs::<House>()?;
    /// assert_eq!(houses.dataset.inputs[1], HouseInput { area: 120.0, new: false });
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::records`].
    pub fn record_inputs<N: NamedEnds<Record: Row>>(&self) -> Result<Records<N::Record, ()>, Error> {
        let reader = Reader::new(self.cells(), N::SCHEMA.inputs, "input")?;
        let (mut inputs, mut dropped) = (Vec::new(), Vec::new());
        for row in self.rows() {
            match self.complete::<N::Input>(&reader, row, CsvExpected::Field)? {
                Some(input) => inputs.push(N::Record::from_numbers(input.as_ref())),
                None => dropped.push(row.line),
            }
        }
        let targets = alloc::vec![(); inputs.len()];
        if inputs.is_empty() {
            Err(Error::NoSamples)
        } else {
            Ok(Records { dataset: Dataset { inputs, targets }, dropped })
        }
    }

    /// Returns the numbers of a row, or `None` if it is dropped because a value is missing.
    fn complete<V: Vector>(&self, reader: &Reader<'_>, row: &Cells, expected: CsvExpected) -> Result<Option<V>, Error> {
        let mut numbers = V::ZERO;
        match reader.read(row, numbers.as_mut())? {
            None => Ok(Some(numbers)),
            Some(_) if self.cells().settings.missing == Missing::DropRow => Ok(None),
            Some(column) => Err(self.cells().cell_error(row, column, expected)),
        }
    }

    fn rows(&self) -> &[Cells] {
        &self.cells().rows
    }
}
