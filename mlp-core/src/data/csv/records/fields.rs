//! Cells as the values of fields.

use super::columns::of_field;
use crate::data::csv::cells::{Cells, Purpose, Row};
use crate::data::csv::identifier::of_class;
use crate::error::{CsvExpected, Error};
use crate::schema::value::encode_class;
use crate::schema::{Field, Kind};
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Reads one end of the declaration from the rows of a table.
pub(super) struct Reader<'a> {
    cells: &'a Cells,
    values: Vec<Place>,
}

/// A value of a field: its column, and its place among the numbers of the end.
struct Place {
    column: usize,
    kind: Kind,
    purpose: Purpose,
    first: usize,
    /// The text of each class that is not spelled as its name, the first one in the file.
    texts: Vec<Option<String>>,
}

impl<'a> Reader<'a> {
    /// Finds the columns of all fields, and what the table writes for each class.
    pub(super) fn new(cells: &'a Cells, fields: &[Field], end: &'static str) -> Result<Self, Error> {
        let (mut values, mut first) = (Vec::new(), 0);
        let purpose = if end == "input" { Purpose::Input } else { Purpose::Target };
        for field in fields {
            let kind = field.kind;
            for column in of_field(cells, field, end)? {
                values.push(Place { column, kind, purpose, first, texts: texts(cells, column, &kind)? });
                first += kind.width();
            }
        }
        Ok(Self { cells, values })
    }

    /// Writes a row's values as numbers and returns the column of the first one that is missing. Its numbers are NaN.
    pub(super) fn read(&self, row: &Row, numbers: &mut [f32]) -> Result<Option<usize>, Error> {
        let mut missing = None;
        for place in &self.values {
            let numbers = &mut numbers[place.first..place.first + place.kind.width()];
            if self.is_missing(row, place) {
                numbers.fill(f32::NAN);
                missing = missing.or(Some(place.column));
            } else {
                self.write(row, place, numbers)?;
            }
        }
        Ok(missing)
    }

    /// A declared class is never missing, whatever it is called.
    fn is_missing(&self, row: &Row, place: &Place) -> bool {
        self.cells.is_missing(row, place.column) && place.class(&row.cells[place.column]).is_none()
    }

    fn write(&self, row: &Row, place: &Place, numbers: &mut [f32]) -> Result<(), Error> {
        let cell = &row.cells[place.column];
        let refused = |expected| self.cells.cell_error(row, place.column, expected);
        match place.kind {
            Kind::OneOf(classes) | Kind::Classes(classes) => {
                let names = || classes.iter().map(ToString::to_string).collect();
                encode_class(place.class(cell).ok_or_else(|| refused(CsvExpected::Class(names())))?, numbers);
            }
            Kind::Numbered(classes) => {
                let number = self.cells.settings.notation.float(cell);
                let class = (0..classes).find(|class| number == Some(*class as f32));
                encode_class(class.ok_or_else(|| refused(CsvExpected::ClassIndex(classes)))?, numbers);
            }
            Kind::Bool => {
                let value = boolean(cell).ok_or_else(|| refused(CsvExpected::Boolean))?;
                numbers[0] = f32::from(u8::from(value));
            }
            Kind::Probability => {
                let number = boolean(cell).map(|value| f32::from(u8::from(value)));
                let number = number.or_else(|| self.cells.settings.notation.float(cell));
                let number = number.filter(|number| (0.0..=1.0).contains(number));
                numbers[0] = number.ok_or_else(|| refused(CsvExpected::Probability))?;
            }
            _ => numbers[0] = self.cells.number(row, place.column, place.purpose)?,
        }
        Ok(())
    }
}

impl Place {
    /// Returns the index of the class with a text.
    fn class(&self, cell: &str) -> Option<usize> {
        let (Kind::OneOf(classes) | Kind::Classes(classes)) = self.kind else { return None };
        classes
            .iter()
            .position(|class| *class == cell)
            .or_else(|| self.texts.iter().position(|text| text.as_deref() == Some(cell)))
    }
}

/// Returns what a column writes for each class whose name it does not have, or an error if a class has two texts.
fn texts(cells: &Cells, column: usize, kind: &Kind) -> Result<Vec<Option<String>>, Error> {
    let (Kind::OneOf(classes) | Kind::Classes(classes)) = kind else { return Ok(Vec::new()) };
    let mut texts: Vec<Option<String>> = alloc::vec![None; classes.len()];
    let mut exact = alloc::vec![false; classes.len()];
    for row in &cells.rows {
        let cell = &row.cells[column];
        let is_name = classes.iter().position(|class| *class == cell);
        let found = is_name.or_else(|| {
            let name = of_class(cell);
            classes.iter().position(|class| *class == name)
        });
        let Some(class) = found else { continue };
        exact[class] |= is_name.is_some();
        if is_name.is_none() && texts[class].is_none() {
            texts[class] = Some(cell.to_owned());
        }
        let other = match &texts[class] {
            Some(text) if exact[class] => {
                if is_name.is_some() {
                    text.as_str()
                } else {
                    classes[class]
                }
            }
            Some(text) if text != cell => text,
            _ => continue,
        };
        let expected = CsvExpected::OneSpelling(Box::new([classes[class], other].map(ToString::to_string)));
        return Err(cells.cell_error(row, column, expected));
    }
    Ok(texts)
}

/// Returns the meaning of a text that says yes or no.
pub(in crate::data::csv) fn boolean(text: &str) -> Option<bool> {
    let says = |words: [&str; 4]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let [yes, no] = [says(["true", "yes", "1", "1.0"]), says(["false", "no", "0", "0.0"])];
    (yes || no).then_some(yes)
}
