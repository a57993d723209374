//! The cells of a CSV file, and what they hold.

use super::decimal::Decimal;
use super::format::Csv;
use super::layout::{comment_in, delimiter, other_columns, reason};
use super::lines::{self, Lines};
use super::marks::Marks;
use crate::error::{Column, CsvExpected, CsvReason, Error};
use ::csv::{Position, ReaderBuilder, StringRecord, Trim};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::path::PathBuf;

/// The cells of a file, with what is known about it.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    pub(super) settings: Csv,
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// The file it was read from, for messages.
    file: Option<PathBuf>,
    marks: Marks,
    header_line: u64,
    /// Why the columns may be others, and the line that says so.
    delimiter: Option<(u64, CsvReason)>,
}

/// The cells of a row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) cells: StringRecord,
}

/// The purpose of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Input,
    Target,
}

impl Cells {
    /// Splits a file into cells.
    pub(super) fn parse(settings: Csv, bytes: &[u8], file: Option<PathBuf>) -> Result<Self, Error> {
        settings.check().map_err(|reason| Error::Csv { file: file.clone(), line: None, reason })?;
        let text = lines::text(bytes, settings.comment);
        let mut reader = reader(&settings).from_reader(&*text);
        let counted = Lines::new(&text, settings.comment);
        let fail = |error, first: Option<&Position>| {
            let (line, reason) = reason(error, first, &settings, &counted);
            Error::Csv { file: file.clone(), line, reason }
        };
        let header = reader.headers().map_err(|error| fail(error, None))?.clone();
        let first = header.position();
        let (mut rows, mut lines) = (Vec::new(), counted.clone());
        for cells in reader.into_records() {
            let cells = cells.map_err(|error| fail(error, first))?;
            rows.push(Row { line: cells.position().map_or(0, |position| lines.at(position)), cells });
        }
        let delimiter = other_columns(&header, rows.first().map(|row| &row.cells), &settings, &counted);
        let header_line = first.map_or(1, |position| counted.clone().at(position));
        let name = |(index, name): (usize, &str)| if settings.header { name.to_string() } else { index.to_string() };
        let names = header.iter().enumerate().map(name).collect();
        let marks = Marks::new(settings.marks.clone(), settings.notation);
        let mut cells = Self { settings, names, rows, file, marks, header_line, delimiter };
        cells.rename()?;
        Ok(cells)
    }

    /// Gives columns the names of the settings.
    fn rename(&mut self) -> Result<(), Error> {
        let renamed = self.settings.renamed.iter().map(|(column, name)| Ok((self.column(column)?, name.clone())));
        for (column, name) in renamed.collect::<Result<Vec<_>, Error>>()? {
            self.names[column] = name;
        }
        Ok(())
    }

    /// Returns the index of a column.
    pub(super) fn column(&self, column: &Column) -> Result<usize, Error> {
        let found = match column {
            Column::Index(index) => Some(*index).filter(|index| *index < self.names.len()),
            Column::Name(name) => self.names.iter().position(|other| other == name),
        };
        if let (Column::Name(name), Some(first)) = (column, found)
            && self.names[first + 1..].contains(name)
        {
            return Err(self.header_error(CsvReason::SameName { name: name.clone() }));
        }
        let reason = || CsvReason::NoColumn { column: column.clone(), columns: self.names.clone() };
        found.ok_or_else(|| self.columns_error(reason()))
    }

    /// Returns the name of the file without its ending.
    pub(super) fn file_stem(&self) -> Option<String> {
        Some(self.file.as_ref()?.file_stem()?.to_string_lossy().into_owned())
    }

    pub(super) fn is_missing(&self, row: &Row, column: usize) -> bool {
        self.marks.hold(&row.cells[column])
    }

    pub(super) fn missing_in(&self, row: &Row, columns: &[usize]) -> Option<usize> {
        columns.iter().copied().find(|&column| self.is_missing(row, column))
    }

    /// Returns the number in a cell.
    pub(super) fn number(&self, row: &Row, column: usize, purpose: Purpose) -> Result<f32, Error> {
        let cell = &row.cells[column];
        let Some(number) = self.settings.notation.float(cell) else {
            return Err(self.no_number(row, column));
        };
        if self.settings.rounded || !self.changes(cell, number) {
            return Ok(number);
        }
        let nearest = format!("{:.0}", f64::from(number)).into();
        let expected = match purpose {
            Purpose::Input => CsvExpected::ExactInput { nearest },
            Purpose::Target => CsvExpected::ExactTarget { nearest },
        };
        Err(self.cell_error(row, column, expected))
    }

    /// Returns whether a cell is a whole number that differs from its nearest `f32` and from the text of that `f32`.
    fn changes(&self, cell: &str, number: f32) -> bool {
        // the nearest f32 of a whole number below 2^24 is the number itself
        if number.abs() < 16_777_216.0 {
            return false;
        }
        let Some(written) = self.settings.notation.decimal(cell).filter(Decimal::is_whole) else { return false };
        // with the fewest digits that tell it from its neighbours, and with all
        let shown = [format!("{number}"), format!("{:.0}", f64::from(number))];
        !shown.iter().any(|text| Decimal::parse(text).as_ref() == Some(&written))
    }

    /// Returns the error of a cell that is no number, with what it may be instead.
    fn no_number(&self, row: &Row, column: usize) -> Error {
        let (cell, settings) = (&row.cells[column], &self.settings);
        let readable = settings.notation.settings_for(cell, settings.delimiter.into());
        // the only number of a row may have a decimal comma, but the header has none
        let header = settings.header && delimiter(settings).not_found_in(self.names[0].as_bytes()).is_some();
        if (readable.is_empty() || header)
            && let Some(reason) = delimiter(settings).not_found_in_cell(cell, row.cells.iter())
        {
            return self.error(Some(row.line), reason);
        }
        let expected = if let Some(first) = comment_in(row.cells[0].as_bytes(), settings.comment) {
            CsvExpected::NumberOrComment(first)
        } else if settings.comment.is_some_and(|first| cell.contains(char::from(first))) {
            CsvExpected::NumberBeforeComment
        } else if readable.is_empty() {
            CsvExpected::FiniteNumber
        } else {
            CsvExpected::NumberInNotation(readable.into())
        };
        self.cell_error(row, column, expected)
    }

    pub(super) fn cell_error(&self, row: &Row, column: usize, expected: CsvExpected) -> Error {
        let (name, found) = (self.names[column].clone(), row.cells[column].to_string());
        self.error(Some(row.line), CsvReason::Cell { column: column + 1, name, found, expected })
    }

    /// Returns an error about the columns of the whole table: the delimiter that was not found, if there is one.
    pub(super) fn columns_error(&self, reason: CsvReason) -> Error {
        match &self.delimiter {
            Some((line, delimiter)) => self.error(Some(*line), delimiter.clone()),
            None => self.error(None, reason),
        }
    }

    /// Returns an error in the header.
    pub(super) fn header_error(&self, reason: CsvReason) -> Error {
        self.error(Some(self.header_line), reason)
    }

    pub(super) fn error(&self, line: Option<u64>, reason: CsvReason) -> Error {
        Error::Csv { file: self.file.clone(), line, reason }
    }
}

fn reader(settings: &Csv) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(settings.delimiter).comment(settings.comment).has_headers(settings.header).trim(Trim::All);
    builder
}
