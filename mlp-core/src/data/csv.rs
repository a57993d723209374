//! Tables in CSV files, through the `csv` crate: inputs with classes, with numbers, or alone.
//!
//! ```
//! use mlp::data::csv::{Csv, Missing};
//!
//! let file = "\
//! length,width,species
//! 1.5,0.25,setosa
//! 4.5,1.5,versicolor
//! ,1.5,versicolor
//! 5.5,2.0,virginica
//! ";
//! let flowers = Csv::new().missing(Missing::ColumnMean).read(file.as_bytes())?.classes("species")?;
//! assert_eq!(flowers.dataset.inputs, [[1.5, 0.25], [4.5, 1.5], [23.0 / 6.0, 1.5], [5.5, 2.0]]);
//! assert_eq!(flowers.dataset.targets, [0, 1, 1, 2]);
//! assert_eq!(flowers.output_names, ["setosa", "versicolor", "virginica"]);
//!
//! let error = Csv::new().read(file.as_bytes())?.classes::<2>("species").unwrap_err();
//! assert_eq!(error.to_string(), "the table, line 4, column 1 (`length`): found nothing, expected a number; \
//!     `missing` decides what stands for it");
//! # Ok::<(), mlp::Error>(())
//! ```

mod encoding;
mod table;

pub use crate::error::Column;
pub use table::{Samples, Table};

use crate::error::{CsvReason, Error};
use crate::file::disk::file_error;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io::Read;
use std::path::Path;

/// How a CSV file is written, and what is wanted of it: a header, commas, and all columns, if nothing else is said.
#[derive(Clone, Debug)]
pub struct Csv {
    delimiter: u8,
    header: bool,
    missing: Missing,
    marks: Vec<String>,
    inputs: Option<Vec<Column>>,
    without: Vec<Column>,
    classes: Option<Vec<String>>,
}

/// What stands for an input that is missing. A class or a target that is missing is an error, if its row is not left out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Missing {
    /// Nothing: an error, with the line and the column.
    #[default]
    Error,
    /// Nothing: the whole row is left out.
    DropRow,
    /// This number.
    Value(f32),
    /// The mean of the column's other numbers: of all in the file, whatever they are used for later.
    ColumnMean,
}

impl Default for Csv {
    fn default() -> Self {
        let marks = ["", "?", "NA", "N/A", "NaN", "nan", "NULL", "null"].map(ToString::to_string).to_vec();
        let missing = Missing::Error;
        Self { delimiter: b',', header: true, missing, marks, inputs: None, without: Vec::new(), classes: None }
    }
}

impl Csv {
    /// Commas between the columns, and their names in the first row.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What stands between columns.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let samples = Csv::new().delimiter(b';').without_header().read("1;2\n3;4".as_bytes())?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[1.0, 2.0], [3.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn delimiter(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// The first row is a sample as all others; columns are named by their index.
    #[must_use]
    pub fn without_header(self) -> Self {
        Self { header: false, ..self }
    }

    /// What stands for inputs that are missing.
    ///
    /// ```
    /// use mlp::data::csv::{Csv, Missing};
    ///
    /// let table = Csv::new().missing(Missing::Value(-1.0)).read("x,y\n1,\n3,4".as_bytes())?;
    /// assert_eq!(table.inputs()?.dataset.inputs, [[1.0, -1.0], [3.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn missing(self, missing: Missing) -> Self {
        Self { missing, ..self }
    }

    /// What is written where something is missing, in place of nothing, `?`, `NA`, `N/A`, `NaN`, `nan`, `NULL` and
    /// `null`. Spaces around it do not count.
    ///
    /// ```
    /// use mlp::data::csv::{Csv, Missing};
    ///
    /// let file = "x,y\n1,-999\n3,4";
    /// let table = Csv::new().marks(["-999"]).missing(Missing::DropRow).read(file.as_bytes())?;
    /// assert_eq!(table.inputs()?.dataset.inputs, [[3.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn marks<S: Into<String>>(self, marks: impl IntoIterator<Item = S>) -> Self {
        Self { marks: marks.into_iter().map(Into::into).collect(), ..self }
    }

    /// The columns that are inputs, in this order; without it all that are not targets.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "id,width,height\n7,2,3";
    /// let samples = Csv::new().inputs(["height", "width"]).read(file.as_bytes())?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[3.0, 2.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn inputs<C: Into<Column>>(self, columns: impl IntoIterator<Item = C>) -> Self {
        Self { inputs: Some(columns.into_iter().map(Into::into).collect()), ..self }
    }

    /// Columns that are neither inputs nor targets.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let samples = Csv::new().without(["id"]).read("id,x\na7,2".as_bytes())?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[2.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn without<C: Into<Column>>(self, columns: impl IntoIterator<Item = C>) -> Self {
        Self { without: columns.into_iter().map(Into::into).collect(), ..self }
    }

    /// The names of the classes, in the order of their indices: for a file that may lack some of them, or has them in
    /// another order than is wanted. Without them the classes are those of the file, sorted: by number if all are
    /// numbers, otherwise by letters.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "x,class\n1,yes\n2,no\n3,maybe";
    /// let error = Csv::new().class_names(["no", "yes"]).read(file.as_bytes())?.classes::<1>("class").unwrap_err();
    /// assert_eq!(error.to_string(), "the table, line 4, column 2 (`class`): found `maybe`, expected one of no, yes");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn class_names<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Self {
        Self { classes: Some(names.into_iter().map(Into::into).collect()), ..self }
    }

    /// Reads a file.
    ///
    /// ```no_run
    /// use mlp::data::csv::Csv;
    ///
    /// let houses = Csv::new().without(["address"]).open("houses.csv")?.targets::<8, 1>(["price"])?;
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::File`], if it cannot be read; [`Error::Csv`], if it is not CSV in UTF-8, or its rows differ in length.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Table, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| file_error(path, error))?;
        Table::parse(self, &bytes, Some(path.to_path_buf()))
    }

    /// Reads what a reader gives: text in memory, or a file that has to be decompressed.
    ///
    /// ```
    /// assert_eq!(mlp::data::csv::Csv::new().read("x,y\n1,2".as_bytes())?.columns(), ["x", "y"]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn read(self, mut reader: impl Read) -> Result<Table, Error> {
        let mut bytes = Vec::new();
        let read = reader.read_to_end(&mut bytes);
        read.map_err(|error| Error::Csv { file: None, line: None, reason: CsvReason::Read(error.into()) })?;
        Table::parse(self, &bytes, None)
    }
}
