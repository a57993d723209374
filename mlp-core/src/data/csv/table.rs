//! The rows of a CSV file, as samples of a network.

use super::cells::{Cells, Purpose, Row};
use super::encoding::Encoding;
use super::format::{Csv, Missing};
use super::input::{Input, inputs};
use crate::data::columns::{Columns, InputColumn};
use crate::data::{Dataset, Split};
use crate::error::Column;
use crate::error::{CsvExpected, CsvReason, Error};
use crate::schema::value::encode_class;
use alloc::string::String;
use alloc::vec::Vec;
use std::path::PathBuf;

/// The rows of a CSV file, read by [`Csv::open`] or [`Csv::read`].
#[derive(Clone, Debug)]
pub struct Table {
    cells: Cells,
}

/// Samples from a file, with the names of their columns and classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples<const N: usize, T> {
    /// The inputs and their targets.
    pub dataset: Dataset<[f32; N], T>,
    /// The names of the inputs: those of columns, `island=Biscoe` for a class of [`Csv::one_hot`].
    pub input_names: Vec<String>,
    /// The meaning of a network's outputs: the names of the classes, or of the columns that are targets.
    pub output_names: Vec<String>,
    /// The lines of the rows that were dropped because of a missing value.
    pub dropped: Vec<u64>,
    columns: Vec<InputColumn>,
}

impl<const N: usize, T: Copy> Samples<N, T> {
    fn new(
        (inputs, columns): (Vec<[f32; N]>, Vec<InputColumn>),
        targets: Vec<T>,
        output_names: Vec<String>,
        dropped: Vec<u64>,
    ) -> Result<Self, Error> {
        if inputs.is_empty() {
            return Err(Error::NoSamples);
        }
        let input_names = columns.iter().flat_map(InputColumn::inputs).collect();
        Ok(Self { dataset: Dataset { inputs, targets }, input_names, output_names, dropped, columns })
    }

    /// Returns the training samples and the test samples of a split, with the names of their columns and classes.
    ///
    /// # Errors
    ///
    /// As [`Split::indices`].
    pub fn split(&self, split: &Split) -> Result<(Self, Self), Error> {
        self.dataset.split(split).map(|parts| self.with_parts(parts))
    }

    fn with_parts(&self, (train, test): (Dataset<[f32; N], T>, Dataset<[f32; N], T>)) -> (Self, Self) {
        let part = |dataset| Self {
            dataset,
            input_names: self.input_names.clone(),
            output_names: self.output_names.clone(),
            dropped: self.dropped.clone(),
            columns: self.columns.clone(),
        };
        (part(train), part(test))
    }

    /// Returns the columns of the inputs and the names of the outputs, to read another table in the same way
    /// ([`Csv::columns`]), and for a [`Pipeline`](crate::Pipeline).
    #[must_use]
    pub fn columns(&self) -> Columns {
        Columns { inputs: self.columns.clone(), outputs: self.output_names.clone() }
    }
}

impl<const N: usize> Samples<N, usize> {
    /// Returns the training samples and the test samples of a stratified split, with the names of their columns and
    /// classes.
    ///
    /// # Errors
    ///
    /// As [`Split::stratified_indices`].
    pub fn split_stratified(&self, split: &Split) -> Result<(Self, Self), Error> {
        self.dataset.split_stratified(split).map(|parts| self.with_parts(parts))
    }
}

impl Table {
    pub(super) fn parse(settings: Csv, bytes: &[u8], file: Option<PathBuf>) -> Result<Self, Error> {
        Cells::parse(settings, bytes, file).map(|cells| Self { cells })
    }

    pub(super) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Returns the names of the columns: those in the header, or their indices.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.cells.names
    }

    /// Returns samples with inputs of `N` columns and the classes in the column `label`.
    ///
    /// A class is a text: labels that are spelled in two ways are two classes, unless they are compared as numbers
    /// ([`Csv::numeric_classes`]). The targets are the indices of the classes, which [`Csv::class_names`] can list. If
    /// all labels are numbers, they are sorted by value.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// // by the column's index; classes are sorted by number
    /// let samples = Csv::new().without_header().read("0.5,10\n0.25,9\n1,10".as_bytes())?.classes(1)?;
    /// assert_eq!(samples.dataset.inputs, [[0.5], [0.25], [1.0]]);
    /// assert_eq!((samples.dataset.targets, samples.output_names), (vec![1, 0, 1], vec!["9".into(), "10".into()]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Csv`] if there is no such column, if there are not `N` inputs, if a cell is not a finite number, is a
    /// whole number that `f32` cannot hold (see [`Csv::rounded_integers`]), is missing (see [`Missing`]) or is not a
    /// class, or if two of the listed classes are the same. [`Error::NoSamples`] if no row is left.
    pub fn classes<const N: usize>(&self, label: impl Into<Column>) -> Result<Samples<N, usize>, Error> {
        let label = self.cells.column(&label.into())?;
        let inputs = self.inputs_beside::<N>(&[label])?;
        let settings = &self.cells.settings;
        let listed = settings.classes.as_ref().map(|names| {
            let listed = Encoding::listed(names, settings.comparison, settings.notation);
            listed.map_err(|reason| self.cells.error(None, reason))
        });
        let listed = listed.transpose()?;
        let (rows, dropped) = self.rows_with(&inputs, |row| self.missing_class(row, label, listed.as_ref()))?;
        let encoding = listed.unwrap_or_else(|| {
            Encoding::of(rows.iter().map(|row| &row.cells[label]), settings.comparison, settings.notation)
        });
        let target = |row: &&Row| {
            let cell = &row.cells[label];
            encoding.index(cell).ok_or_else(|| self.cells.cell_error(row, label, encoding.expected(cell)))
        };
        let targets = rows.iter().map(target).collect::<Result<_, _>>()?;
        let inputs = self.samples(inputs, &rows)?;
        Samples::new(inputs, targets, encoding.into_names(), dropped)
    }

    /// Returns samples with inputs of `N` columns and targets of `M` columns.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "rooms,price\n3,300\n5,450";
    /// let houses = Csv::new().read(file.as_bytes())?.targets(["price"])?;
    /// assert_eq!(houses.dataset.inputs, [[3.0], [5.0]]);
    /// assert_eq!(houses.dataset.targets, [[300.0], [450.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::classes`].
    pub fn targets<const N: usize, const M: usize>(
        &self,
        columns: [impl Into<Column>; M],
    ) -> Result<Samples<N, [f32; M]>, Error> {
        let wanted =
            columns.into_iter().map(|column| self.cells.column(&column.into())).collect::<Result<Vec<_>, _>>()?;
        let inputs = self.inputs_beside::<N>(&wanted)?;
        let missing = |row: &Row| self.cells.missing_in(row, &wanted).map(|column| (column, CsvExpected::Target));
        let (rows, dropped) = self.rows_with(&inputs, missing)?;
        let mut targets = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut target = [0.0; M];
            for (number, &column) in target.iter_mut().zip(&wanted) {
                *number = self.cells.number(row, column, Purpose::Target)?;
            }
            targets.push(target);
        }
        let inputs = self.samples(inputs, &rows)?;
        let names = wanted.iter().map(|&column| self.cells.names[column].clone()).collect();
        Samples::new(inputs, targets, names, dropped)
    }

    /// Returns samples with inputs of `N` columns and without targets, for a trained network.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let samples = Csv::new().read("x,y\n1,2".as_bytes())?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[1.0, 2.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::classes`].
    pub fn inputs<const N: usize>(&self) -> Result<Samples<N, ()>, Error> {
        let inputs = self.inputs_beside::<N>(&[])?;
        let (rows, dropped) = self.rows_with(&inputs, |_| None)?;
        let inputs = self.samples(inputs, &rows)?;
        Samples::new(inputs, alloc::vec![(); rows.len()], Vec::new(), dropped)
    }

    /// Returns the columns that are inputs, given those that are targets.
    fn inputs_beside<const N: usize>(&self, targets: &[usize]) -> Result<Vec<Input>, Error> {
        let find =
            |columns: &[Column]| columns.iter().map(|column| self.cells.column(column)).collect::<Result<Vec<_>, _>>();
        let columns = if let Some(inputs) = &self.cells.settings.inputs {
            find(inputs)?
        } else {
            let without = find(&self.cells.settings.without)?;
            let wanted = |column: &usize| !targets.contains(column) && !without.contains(column);
            (0..self.cells.names.len()).filter(wanted).collect()
        };
        let inputs = inputs(&self.cells, columns)?;
        if inputs.iter().map(Input::width).sum::<usize>() == N {
            return Ok(inputs);
        }
        let columns = inputs.iter().flat_map(|input| input.named(&self.cells).inputs()).collect();
        Err(self.cells.columns_error(CsvReason::Width { columns, expected: N }))
    }

    /// Returns what is expected in place of a class that is missing. A listed class is never missing.
    fn missing_class(&self, row: &Row, label: usize, listed: Option<&Encoding>) -> Option<(usize, CsvExpected)> {
        let cell = &row.cells[label];
        let listed = listed.is_some_and(|classes| classes.index(cell).is_some());
        // a text may be the name of a class, which advice to drop the row would lose
        let expected = if cell.is_empty() { CsvExpected::Target } else { CsvExpected::UnmarkedClass };
        (!listed && self.cells.is_missing(row, label)).then_some((label, expected))
    }

    /// Returns the rows that can be samples, and the lines of those that are dropped.
    ///
    /// `missing_target` returns the column of a target that a row does not have, and the value expected there.
    fn rows_with(
        &self,
        inputs: &[Input],
        missing_target: impl Fn(&Row) -> Option<(usize, CsvExpected)>,
    ) -> Result<(Vec<&Row>, Vec<u64>), Error> {
        let (mut rows, mut dropped) = (Vec::with_capacity(self.cells.rows.len()), Vec::new());
        for row in &self.cells.rows {
            let settings = &self.cells.settings;
            match (missing_target(row), self.missing_input(row, inputs), settings.missing) {
                (None, None, _) | (None, Some(_), Missing::Keep | Missing::Value(_) | Missing::ColumnMean) => {
                    rows.push(row);
                }
                (_, _, Missing::DropRow) => dropped.push(row.line),
                (Some(_), _, _) if settings.without_target => dropped.push(row.line),
                (Some((column, expected)), _, _) | (None, Some((column, expected)), Missing::Error) => {
                    return Err(self.cells.cell_error(row, column, expected));
                }
            }
        }
        Ok((rows, dropped))
    }

    /// Returns the column of an input that a row does not have, and the value expected there.
    fn missing_input(&self, row: &Row, inputs: &[Input]) -> Option<(usize, CsvExpected)> {
        let input = inputs.iter().find(|input| input.is_missing(&self.cells, row))?;
        let expected = if input.classes.is_some() { CsvExpected::InputClass } else { CsvExpected::Input };
        Some((input.column, expected))
    }

    /// Returns the inputs of rows and their columns.
    fn samples<const N: usize>(
        &self,
        inputs: Vec<Input>,
        rows: &[&Row],
    ) -> Result<(Vec<[f32; N]>, Vec<InputColumn>), Error> {
        let mut samples = alloc::vec![[0.0; N]; rows.len()];
        let mut first = 0;
        for input in &inputs {
            match &input.classes {
                Some(classes) => self.write_classes(input.column, classes, rows, &mut samples, first)?,
                None => self.write_numbers(input.column, rows, &mut samples, first)?,
            }
            first += input.width();
        }
        Ok((samples, inputs.into_iter().map(|input| input.named(&self.cells)).collect()))
    }

    /// Writes the classes of a column as 1 among zeros; a missing one is NaN.
    fn write_classes<const N: usize>(
        &self,
        column: usize,
        classes: &Encoding,
        rows: &[&Row],
        samples: &mut [[f32; N]],
        first: usize,
    ) -> Result<(), Error> {
        for (row, sample) in rows.iter().zip(samples) {
            let numbers = &mut sample[first..first + classes.names().len()];
            let cell = &row.cells[column];
            match classes.index(cell) {
                Some(class) => encode_class(class, numbers),
                None if !self.cells.is_missing(row, column) => {
                    return Err(self.cells.cell_error(row, column, classes.expected(cell)));
                }
                None if self.cells.settings.missing == Missing::Keep => numbers.fill(f32::NAN),
                // no number stands for a class
                None => return Err(self.cells.cell_error(row, column, CsvExpected::InputClass)),
            }
        }
        Ok(())
    }

    /// Writes the numbers of a column, and what is to stand for missing ones.
    fn write_numbers<const N: usize>(
        &self,
        column: usize,
        rows: &[&Row],
        samples: &mut [[f32; N]],
        place: usize,
    ) -> Result<(), Error> {
        let (mut sum, mut count, mut gaps) = (0.0_f64, 0_usize, Vec::new());
        for (sample, row) in rows.iter().enumerate() {
            if self.cells.is_missing(row, column) {
                gaps.push(sample);
                continue;
            }
            let number = self.cells.number(row, column, Purpose::Input)?;
            samples[sample][place] = number;
            (sum, count) = (sum + f64::from(number), count + 1);
        }
        let Some(&gap) = gaps.first() else { return Ok(()) };
        #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
        let filling = match self.cells.settings.missing {
            Missing::Keep => f32::NAN,
            Missing::Value(value) => value,
            _ if count > 0 => (sum / count as f64) as f32,
            _ => return Err(self.cells.cell_error(rows[gap], column, CsvExpected::NumberInColumn)),
        };
        for sample in gaps {
            samples[sample][place] = filling;
        }
        Ok(())
    }
}
