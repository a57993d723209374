//! The rows of a CSV file, as samples of a network.

use super::encoding::Encoding;
use super::format::{Csv, Missing};
use crate::data::Dataset;
use crate::error::Column;
use crate::error::{CsvExpected, CsvReason, Error};
use ::csv::{ErrorKind, Position, ReaderBuilder, StringRecord, Trim};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::array;
use std::path::PathBuf;

/// The rows of a CSV file, read by [`Csv::open`] or [`Csv::read`].
#[derive(Clone, Debug)]
pub struct Table {
    settings: Csv,
    /// The file it was read from, for messages.
    file: Option<PathBuf>,
    names: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    line: u64,
    cells: StringRecord,
}

/// Samples from a file, with the names of their columns and classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples<const N: usize, T> {
    /// The inputs and their targets.
    pub dataset: Dataset<[f32; N], T>,
    /// The names of the columns that are inputs.
    pub input_names: Vec<String>,
    /// The meaning of a network's outputs: the names of the classes, or of the columns that are targets.
    pub output_names: Vec<String>,
    /// The lines of the rows that were dropped because of a missing value.
    pub dropped: Vec<u64>,
}

impl<const N: usize, T: Copy> Samples<N, T> {
    fn new(
        (inputs, input_names): (Vec<[f32; N]>, Vec<String>),
        targets: Vec<T>,
        output_names: Vec<String>,
        dropped: Vec<u64>,
    ) -> Result<Self, Error> {
        if inputs.is_empty() {
            return Err(Error::NoSamples);
        }
        Ok(Self { dataset: Dataset { inputs, targets }, input_names, output_names, dropped })
    }
}

impl Table {
    pub(super) fn parse(settings: Csv, bytes: &[u8], file: Option<PathBuf>) -> Result<Self, Error> {
        // a byte order mark, which some programs write before text in UTF-8
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut builder = ReaderBuilder::new();
        builder.delimiter(settings.delimiter).has_headers(settings.header).trim(Trim::All);
        let mut reader = builder.from_reader(text);
        let bad = |error: ::csv::Error| {
            let line = error.position().map(|position| Lines::new(text).at(position));
            Error::Csv { file: file.clone(), line, reason: reason(error) }
        };
        let header = reader.headers().map_err(bad)?.clone();
        let name = |(index, name): (usize, &str)| if settings.header { name.to_string() } else { index.to_string() };
        let names = header.iter().enumerate().map(name).collect();
        let (mut rows, mut lines) = (Vec::new(), Lines::new(text));
        for cells in reader.into_records() {
            let cells = cells.map_err(bad)?;
            rows.push(Row { line: cells.position().map_or(0, |position| lines.at(position)), cells });
        }
        Ok(Self { settings, file, names, rows })
    }

    /// Returns the names of the columns: those in the header, or their indices.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    /// Returns samples with inputs of `N` columns and the classes in the column `label`.
    ///
    /// A class is a text or a number. The targets are the indices of the classes.
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
    /// [`Error::Csv`] if there is no such column, if there are not `N` inputs, or if a cell is not a finite number, is
    /// missing (see [`Missing`]) or is not a class. [`Error::NoSamples`] if no row is left.
    pub fn classes<const N: usize>(&self, label: impl Into<Column>) -> Result<Samples<N, usize>, Error> {
        let label = self.column(&label.into())?;
        let inputs = self.inputs_beside(&[label])?;
        let (rows, dropped) = self.rows_with(&inputs, |row| self.missing_class(row, label))?;
        let encoding = match &self.settings.classes {
            Some(names) => Encoding::Names(names.clone()),
            None => Encoding::of(rows.iter().map(|row| &row.cells[label])),
        };
        let target = |row: &&Row| {
            let names = || self.settings.classes.clone().unwrap_or_default();
            let found = encoding.index(&row.cells[label]);
            found.ok_or_else(|| self.cell_error(row, label, CsvExpected::Class(names())))
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
        let wanted = columns.into_iter().map(|column| self.column(&column.into())).collect::<Result<Vec<_>, _>>()?;
        let inputs = self.inputs_beside(&wanted)?;
        let missing = |row: &Row| self.missing_in(row, &wanted).map(|column| (column, CsvExpected::Target));
        let (rows, dropped) = self.rows_with(&inputs, missing)?;
        let mut targets = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut target = [0.0; M];
            for (number, &column) in target.iter_mut().zip(&wanted) {
                *number = self.number(row, column)?;
            }
            targets.push(target);
        }
        let inputs = self.samples(inputs, &rows)?;
        let names = wanted.iter().map(|&column| self.names[column].clone()).collect();
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
        let inputs = self.inputs_beside(&[])?;
        let (rows, dropped) = self.rows_with(&inputs, |_| None)?;
        let inputs = self.samples(inputs, &rows)?;
        Samples::new(inputs, alloc::vec![(); rows.len()], Vec::new(), dropped)
    }

    /// Returns the index of a column.
    fn column(&self, column: &Column) -> Result<usize, Error> {
        let found = match column {
            Column::Index(index) => Some(*index).filter(|index| *index < self.names.len()),
            Column::Name(name) => self.names.iter().position(|other| other == name),
        };
        if let (Column::Name(name), Some(first)) = (column, found)
            && self.names[first + 1..].contains(name)
        {
            return Err(self.error(Some(1), CsvReason::SameName { name: name.clone() }));
        }
        let reason = || CsvReason::NoColumn { column: column.clone(), columns: self.names.clone() };
        found.ok_or_else(|| self.error(None, reason()))
    }

    /// Returns the columns that are inputs, given those that are targets.
    fn inputs_beside<const N: usize>(&self, targets: &[usize]) -> Result<[usize; N], Error> {
        let find = |columns: &[Column]| columns.iter().map(|column| self.column(column)).collect::<Result<Vec<_>, _>>();
        let columns = if let Some(inputs) = &self.settings.inputs {
            find(inputs)?
        } else {
            let without = find(&self.settings.without)?;
            let wanted = |column: &usize| !targets.contains(column) && !without.contains(column);
            (0..self.names.len()).filter(wanted).collect()
        };
        columns.try_into().map_err(|columns: Vec<usize>| {
            let columns = columns.into_iter().map(|column| self.names[column].clone()).collect();
            self.error(None, CsvReason::Width { columns, expected: N })
        })
    }

    fn is_missing(&self, row: &Row, column: usize) -> bool {
        self.settings.marks.hold(&row.cells[column])
    }

    fn missing_in(&self, row: &Row, columns: &[usize]) -> Option<usize> {
        columns.iter().copied().find(|&column| self.is_missing(row, column))
    }

    /// Returns what is expected in place of a class that is missing. A listed class is never missing.
    fn missing_class(&self, row: &Row, label: usize) -> Option<(usize, CsvExpected)> {
        let cell = &row.cells[label];
        let listed = self.settings.classes.iter().flatten().any(|name| name == cell);
        // a text may be the name of a class, which advice to drop the row would lose
        let expected = if cell.is_empty() { CsvExpected::Target } else { CsvExpected::UnmarkedClass };
        (!listed && self.is_missing(row, label)).then_some((label, expected))
    }

    /// Returns the rows that can be samples, and the lines of those that are dropped.
    ///
    /// `missing_target` returns the column of a target that a row does not have, and the value expected there.
    fn rows_with(
        &self,
        inputs: &[usize],
        missing_target: impl Fn(&Row) -> Option<(usize, CsvExpected)>,
    ) -> Result<(Vec<&Row>, Vec<u64>), Error> {
        let (mut rows, mut dropped) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for row in &self.rows {
            match (missing_target(row), self.missing_in(row, inputs), self.settings.missing) {
                (None, None, _) | (None, Some(_), Missing::Value(_) | Missing::ColumnMean) => rows.push(row),
                (_, _, Missing::DropRow) => dropped.push(row.line),
                (Some((column, expected)), _, _) => {
                    return Err(self.cell_error(row, column, expected));
                }
                (None, Some(column), Missing::Error) => {
                    return Err(self.cell_error(row, column, CsvExpected::Input));
                }
            }
        }
        Ok((rows, dropped))
    }

    /// Returns the inputs of rows and their names.
    fn samples<const N: usize>(
        &self,
        columns: [usize; N],
        rows: &[&Row],
    ) -> Result<(Vec<[f32; N]>, Vec<String>), Error> {
        let mut inputs = alloc::vec![[0.0; N]; rows.len()];
        for (place, &column) in columns.iter().enumerate() {
            let (mut sum, mut count, mut gaps) = (0.0_f64, 0_usize, Vec::new());
            for (sample, row) in rows.iter().enumerate() {
                if self.is_missing(row, column) {
                    gaps.push(sample);
                    continue;
                }
                let number = self.number(row, column)?;
                inputs[sample][place] = number;
                (sum, count) = (sum + f64::from(number), count + 1);
            }
            let Some(&first) = gaps.first() else { continue };
            #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
            let filling = match self.settings.missing {
                Missing::Value(value) => value,
                _ if count > 0 => (sum / count as f64) as f32,
                _ => return Err(self.cell_error(rows[first], column, CsvExpected::NumberInColumn)),
            };
            for sample in gaps {
                inputs[sample][place] = filling;
            }
        }
        Ok((inputs, array::from_fn::<_, N, _>(|place| self.names[columns[place]].clone()).to_vec()))
    }

    fn number(&self, row: &Row, column: usize) -> Result<f32, Error> {
        let number = row.cells[column].parse().ok().filter(|number: &f32| number.is_finite());
        number.ok_or_else(|| self.cell_error(row, column, CsvExpected::FiniteNumber))
    }

    fn cell_error(&self, row: &Row, column: usize, expected: CsvExpected) -> Error {
        let (name, found) = (self.names[column].clone(), row.cells[column].to_string());
        self.error(Some(row.line), CsvReason::Cell { column: column + 1, name, found, expected })
    }

    fn error(&self, line: Option<u64>, reason: CsvReason) -> Error {
        Error::Csv { file: self.file.clone(), line, reason }
    }
}

/// The lines in which rows begin. The line number of the `csv` crate is that of the end of the row before, which is
/// wrong after empty lines and in files with two characters at the end of a line.
struct Lines<'a> {
    text: &'a [u8],
    /// The position up to which lines are counted.
    place: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self { text, place: 0, line: 1 }
    }

    /// Returns the line of the row that begins here or after line ends; positions must not decrease between calls.
    fn at(&mut self, position: &Position) -> u64 {
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        while let Some(&byte) = self.text.get(self.place)
            && (self.place < start || matches!(byte, b'\r' | b'\n'))
        {
            let pair = byte == b'\r' && self.text.get(self.place + 1) == Some(&b'\n');
            self.line += u64::from(byte == b'\n' || byte == b'\r' && !pair);
            self.place += 1;
        }
        self.line
    }
}

/// Returns the reason of an error of the `csv` crate, without its position.
fn reason(error: ::csv::Error) -> CsvReason {
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            CsvReason::Columns { found: *len, expected: *expected_len }
        }
        ErrorKind::Utf8 { err, .. } => CsvReason::NotUtf8 { column: err.field() + 1 },
        _ => CsvReason::Read(std::io::Error::from(error).into()),
    }
}
