//! How a CSV file is read.

use super::marks::Marks;
use crate::error::Column;
use alloc::string::String;
use alloc::vec::Vec;

/// The settings for reading a CSV file.
///
/// By default it has a header and commas, and all columns are read.
#[derive(Clone, Debug)]
pub struct Csv {
    pub(super) delimiter: u8,
    pub(super) header: bool,
    pub(super) missing: Missing,
    pub(super) marks: Marks,
    pub(super) inputs: Option<Vec<Column>>,
    pub(super) without: Vec<Column>,
    pub(super) classes: Option<Vec<String>>,
}

/// The value that replaces a missing input. A missing class or target is an error, unless its row is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Missing {
    /// A missing input is an error, which names the line and the column.
    #[default]
    Error,
    /// The whole row is dropped.
    DropRow,
    /// This value.
    Value(f32),
    /// The mean of the column's other values, over the whole file: training and test samples alike.
    ColumnMean,
}

impl Default for Csv {
    fn default() -> Self {
        let (missing, marks) = (Missing::Error, Marks::default());
        Self { delimiter: b',', header: true, missing, marks, inputs: None, without: Vec::new(), classes: None }
    }
}

impl Csv {
    /// Returns the default settings: commas between the columns, whose names are in the first row.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the delimiter between columns; `,` by default.
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

    /// Reads the first row as a sample; the columns are then named by their indices.
    #[must_use]
    pub fn without_header(self) -> Self {
        Self { header: false, ..self }
    }

    /// Sets what replaces missing inputs; [`Missing::Error`] by default.
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

    /// Sets the texts that mark a missing value, instead of the default ones.
    ///
    /// The default ones are the empty text, `?`, `NA`, `N/A`, `NaN`, `nan`, `NULL` and `null`. Spaces around them are
    /// ignored. A mark that is a number marks every spelling of it: `-999` marks `-999.0` too.
    ///
    /// ```
    /// use mlp::data::csv::{Csv, Missing};
    ///
    /// let file = "x,y\n1,-999\n3,4\n5,-999.0";
    /// let table = Csv::new().marks(["-999"]).missing(Missing::DropRow).read(file.as_bytes())?;
    /// assert_eq!(table.inputs()?.dataset.inputs, [[3.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn marks<S: Into<String>>(self, marks: impl IntoIterator<Item = S>) -> Self {
        Self { marks: Marks::new(marks.into_iter().map(Into::into).collect()), ..self }
    }

    /// Sets the columns that are inputs, in this order.
    ///
    /// By default these are all columns that are not targets.
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

    /// Excludes columns: they are neither inputs nor targets.
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

    /// Sets the names of the classes, in the order of their indices.
    ///
    /// For a file in which some classes may not occur, or for another order. By default the classes are those of the
    /// file, sorted by value if all of them are numbers, otherwise alphabetically. A name that is listed is a class also
    /// where it would mark a missing value, as `NA` does ([`Self::marks`]).
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
