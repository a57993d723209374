//! The rows of a CSV file as the inputs and targets of a network with names.

mod columns;
mod fields;

pub(super) use self::fields::boolean;

use self::fields::Reader;
use super::cells::Row as Cells;
use super::format::Missing;
use super::table::Table;
use crate::data::Dataset;
use crate::data::partial::Partial;
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
        self.samples_of::<N, _>(|row, reader| {
            let input = self.complete::<N::Input>(reader, row)?;
            Ok(input.map(|numbers| N::Record::from_numbers(numbers.as_ref())))
        })
    }

    /// Returns the samples of a network with names, of which inputs may be missing.
    ///
    /// As [`Self::records`], but a missing input is a gap. A [`RecordImputer`](crate::RecordImputer) fills it, and is
    /// fitted to the training samples alone.
    ///
    /// ```
    /// use mlp::data::{Split, csv::Csv};
    /// use mlp::{Imputed, RecordImputer, prelude::*};
    ///
    /// mlp! { struct House: { area: 20..220, roof: one_of(Flat, Gable) } => 8 tanh => { price: 50_000..950_000 } }
    ///
    /// let file = "area,roof,price\n80,Flat,200000\n,Gable,300000\n130,NA,\n90,Gable,310000".as_bytes();
    /// let houses = Csv::new().drop_without_target().read(file)?.records_with_gaps::<House>()?;
    /// assert_eq!(houses.dropped, [4]);
    /// let (train, test) = houses.dataset.split(&Split::new().test_count(1).in_order())?;
    ///
    /// let imputer = RecordImputer::fit(&train.inputs)?;
    /// let encoded = imputer.complete_all(&train).encoded::<House>();
    /// let mut net = House::seeded(7);
    /// Trainer::new(Heads::default(), Adam::new(0.01)).fit(&mut net, &encoded.inputs, &encoded.targets)?;
    /// let HouseOutput { price } = Imputed::new(net, imputer).predict(&test.inputs[0]);
    /// assert!(price.is_finite());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::records`]; a missing target is an error, unless the row is dropped
    /// ([`Csv::drop_without_target`](super::Csv::drop_without_target)).
    pub fn records_with_gaps<N>(&self) -> Result<Records<Partial<N>, TargetOf<N>>, Error>
    where
        N: NamedEnds<Record: Row, Answer: Answer<Target: Row>>,
    {
        self.samples_of::<N, _>(|row, reader| partial(reader, row).map(Some))
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
        self.inputs_of::<N, _>(|row, reader| {
            let input = self.complete::<N::Input>(reader, row)?;
            Ok(input.map(|numbers| N::Record::from_numbers(numbers.as_ref())))
        })
    }

    /// Returns the inputs of a network whose inputs have names, of which some may be missing.
    ///
    /// # Errors
    ///
    /// As [`Self::records_with_gaps`].
    pub fn record_inputs_with_gaps<N: NamedEnds<Record: Row>>(&self) -> Result<Records<Partial<N>, ()>, Error> {
        self.inputs_of::<N, _>(|row, reader| partial(reader, row).map(Some))
    }

    /// Returns samples whose inputs a function reads; it returns `None` for a row that is dropped.
    fn samples_of<N, X: Copy>(
        &self,
        read: impl Fn(&Cells, &Reader<'_>) -> Result<Option<X>, Error>,
    ) -> Result<Records<X, TargetOf<N>>, Error>
    where
        N: NamedEnds<Record: Row, Answer: Answer<Target: Row>>,
    {
        let inputs = Reader::new(self.cells(), N::SCHEMA.inputs, "input")?;
        let targets = Reader::new(self.cells(), N::SCHEMA.outputs, "output")?;
        let mut records = Records { dataset: Dataset { inputs: Vec::new(), targets: Vec::new() }, dropped: Vec::new() };
        for row in &self.cells().rows {
            match (read(row, &inputs)?, self.target::<N::Output>(&targets, row)?) {
                (Some(input), Some(target)) => {
                    records.dataset.inputs.push(input);
                    records.dataset.targets.push(Row::from_numbers(target.as_ref()));
                }
                _ => records.dropped.push(row.line),
            }
        }
        records.not_empty()
    }

    /// Returns inputs that a function reads; it returns `None` for a row that is dropped.
    fn inputs_of<N: NamedEnds, X: Copy>(
        &self,
        read: impl Fn(&Cells, &Reader<'_>) -> Result<Option<X>, Error>,
    ) -> Result<Records<X, ()>, Error> {
        let reader = Reader::new(self.cells(), N::SCHEMA.inputs, "input")?;
        let mut records = Records { dataset: Dataset { inputs: Vec::new(), targets: Vec::new() }, dropped: Vec::new() };
        for row in &self.cells().rows {
            match read(row, &reader)? {
                Some(input) => {
                    records.dataset.inputs.push(input);
                    records.dataset.targets.push(());
                }
                None => records.dropped.push(row.line),
            }
        }
        records.not_empty()
    }

    /// Returns the inputs of a row, or `None` if it is dropped because one is missing.
    fn complete<V: Vector>(&self, reader: &Reader<'_>, row: &Cells) -> Result<Option<V>, Error> {
        let mut numbers = V::ZERO;
        match reader.read(row, numbers.as_mut())? {
            None => Ok(Some(numbers)),
            Some(_) if self.cells().settings.missing == Missing::DropRow => Ok(None),
            Some(column) => Err(self.cells().cell_error(row, column, CsvExpected::Field)),
        }
    }

    /// Returns the targets of a row, or `None` if it is dropped because one is missing.
    fn target<V: Vector>(&self, reader: &Reader<'_>, row: &Cells) -> Result<Option<V>, Error> {
        let (mut numbers, settings) = (V::ZERO, &self.cells().settings);
        match reader.read(row, numbers.as_mut())? {
            None => Ok(Some(numbers)),
            Some(_) if settings.without_target || settings.missing == Missing::DropRow => Ok(None),
            Some(column) => Err(self.cells().cell_error(row, column, CsvExpected::Target)),
        }
    }
}

/// Returns the inputs of a row, whose missing numbers are NaN.
fn partial<N: NamedEnds>(reader: &Reader<'_>, row: &Cells) -> Result<Partial<N>, Error> {
    let mut numbers = N::Input::ZERO;
    reader.read(row, numbers.as_mut())?;
    Ok(Partial { numbers })
}

impl<X: Copy, T: Copy> Records<X, T> {
    fn not_empty(self) -> Result<Self, Error> {
        if self.dataset.is_empty() { Err(Error::NoSamples) } else { Ok(self) }
    }
}
