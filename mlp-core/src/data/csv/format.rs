//! How a CSV file is written, and what is wanted of it.

use crate::error::Column;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How a CSV file is written, and what is wanted of it: a header, commas, and all columns, if nothing else is said.
#[derive(Clone, Debug)]
pub struct Csv {
    pub(super) delimiter: u8,
    pub(super) header: bool,
    pub(super) missing: Missing,
    pub(super) marks: Vec<String>,
    pub(super) inputs: Option<Vec<Column>>,
    pub(super) without: Vec<Column>,
    pub(super) classes: Option<Vec<String>>,
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
}
