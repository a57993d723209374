//! How a CSV file is read.

use super::encoding::Comparison;
use super::marks;
use super::notation::Notation;
use crate::data::columns::Columns;
use crate::error::Column;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The settings for reading a CSV file.
///
/// By default it has a header and commas, and all columns are read.
#[derive(Clone, Debug)]
pub struct Csv {
    pub(super) delimiter: u8,
    pub(super) header: bool,
    pub(super) comment: Option<u8>,
    pub(super) notation: Notation,
    pub(super) rounded: bool,
    pub(super) missing: Missing,
    pub(super) without_target: bool,
    pub(super) marks: Vec<String>,
    pub(super) inputs: Option<Vec<Column>>,
    pub(super) without: Vec<Column>,
    pub(super) renamed: Vec<(Column, String)>,
    pub(super) one_hot: Vec<OneHot>,
    pub(super) classes: Option<Vec<String>>,
    pub(super) comparison: Comparison,
}

/// A column of texts that is an input for each class.
#[derive(Clone, Debug)]
pub(super) struct OneHot {
    pub(super) column: Column,
    /// The classes; by default those of the file.
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
    /// A missing input stays missing: it is NaN, which an [`Imputer`](crate::Imputer) that was fitted to the training
    /// samples replaces.
    Keep,
    /// The mean of the column's other values, over the whole file. It tells a network about its test samples: for
    /// training use [`Missing::Keep`].
    ColumnMean,
}

impl Default for Csv {
    fn default() -> Self {
        Self {
            delimiter: b',',
            header: true,
            comment: None,
            notation: Notation::default(),
            rounded: false,
            missing: Missing::Error,
            without_target: false,
            marks: marks::DEFAULT.map(ToString::to_string).to_vec(),
            inputs: None,
            without: Vec::new(),
            renamed: Vec::new(),
            one_hot: Vec::new(),
            classes: None,
            comparison: Comparison::Text,
        }
    }
}

impl Csv {
    /// Returns the default settings: commas between the columns, whose names are in the first row.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the delimiter between columns, an ASCII character; `,` by default.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "1;2\n3;4".as_bytes();
    /// let samples = Csv::new().delimiter(b';').without_header().read(file)?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[1.0, 2.0], [3.0, 4.0]]);
    ///
    /// let error = Csv::new().without_header().read(file)?.inputs::<2>().unwrap_err();
    /// assert_eq!(error.to_string(), "the table, line 1: found no `,`, but 1 `;`: try `delimiter(b';')`");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn delimiter(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// Reads the first row as a sample; the columns are then named by their indices.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let table = Csv::new().without_header().read("1,2\n3,4".as_bytes())?;
    /// assert_eq!(table.columns(), ["0", "1"]);
    /// assert_eq!(table.inputs()?.dataset.inputs, [[1.0, 2.0], [3.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn without_header(self) -> Self {
        Self { header: false, ..self }
    }

    /// Leaves out the lines that begin with this character; by default no line is a comment.
    ///
    /// A comment is a whole line: one behind a value is part of the value's cell. Comments may stand before the header.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "# measured in May\nx,y\n1,2\n# the second day\n3,4";
    /// let samples = Csv::new().comment(b'#').read(file.as_bytes())?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[1.0, 2.0], [3.0, 4.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn comment(self, first: u8) -> Self {
        Self { comment: Some(first), ..self }
    }

    /// Sets the character before decimals; `.` by default.
    ///
    /// A number with another character there is an error. The delimiter must be set to another character.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "width;height\n0,5;2\n1,25;1e-1".as_bytes();
    /// let samples = Csv::new().delimiter(b';').decimal(',').read(file)?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[0.5, 2.0], [1.25, 0.1]]);
    ///
    /// let error = Csv::new().decimal(',').read(file).unwrap_err();
    /// let remedy = "set another character for one of them";
    /// assert_eq!(error.to_string(), format!("the table: `,` cannot be both `delimiter` and `decimal`: {remedy}"));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn decimal(self, decimal: impl Into<char>) -> Self {
        Self { notation: Notation { decimal: decimal.into(), ..self.notation }, ..self }
    }

    /// Sets the separator of thousands; by default numbers have none.
    ///
    /// The digits before the decimals are then together or in groups of three, in India of two before the last three.
    /// Other groups are an error. The separator may be the delimiter: a number that has it must then stand in quotes.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "1.234,5;1234,5\n-12.345;0".as_bytes();
    /// let german = Csv::new().delimiter(b';').decimal(',').thousands('.').without_header();
    /// assert_eq!(german.read(file)?.inputs()?.dataset.inputs, [[1234.5, 1234.5], [-12345.0, 0.0]]);
    ///
    /// let file = "x,y\n\"1,234.5\",2".as_bytes();
    /// assert_eq!(Csv::new().thousands(',').read(file)?.inputs()?.dataset.inputs, [[1234.5, 2.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn thousands(self, thousands: impl Into<char>) -> Self {
        Self { notation: Notation { thousands: Some(thousands.into()), ..self.notation }, ..self }
    }

    /// Takes the nearest `f32` for whole numbers that `f32` cannot hold, such as 16777217 = 2²⁴ + 1.
    ///
    /// By default such an input or target is an error, for timestamps and numbers that identify something lose what
    /// distinguishes them. Decimal fractions are always rounded, and a whole number that an `f32` is printed as, such
    /// as 100000000000 for 99999997952, is no error.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "time\n1700000001".as_bytes();
    /// let error = Csv::new().read(file)?.inputs::<1>().unwrap_err().to_string();
    /// assert!(error.starts_with("the table, line 2, column 1 (`time`): found `1700000001`, expected a number that an \
    ///     f32 can hold, the nearest is 1700000000; leave the column out"));
    ///
    /// let samples = Csv::new().rounded_integers().read(file)?.inputs()?;
    /// assert_eq!(samples.dataset.inputs, [[1_700_000_000.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn rounded_integers(self) -> Self {
        Self { rounded: true, ..self }
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

    /// Leaves out the rows whose class or target is missing, whatever is done about missing inputs.
    ///
    /// ```
    /// use mlp::data::csv::{Csv, Missing};
    ///
    /// let csv = Csv::new().missing(Missing::Keep).drop_without_target();
    /// let samples = csv.read("x,y\n1,2\n3,\n,4".as_bytes())?.targets::<1, 1>(["y"])?;
    /// assert_eq!((samples.dataset.targets, samples.dropped), (vec![[2.0], [4.0]], vec![3]));
    /// assert!(samples.dataset.inputs[1][0].is_nan());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn drop_without_target(self) -> Self {
        Self { without_target: true, ..self }
    }

    /// Sets the texts that mark a missing value, instead of the default ones.
    ///
    /// The default ones are the empty text, `?`, `NA`, `N/A`, `NaN`, `nan`, `NULL` and `null`. Spaces around them are
    /// ignored. A mark is a text as the file has it; one that is a number marks every spelling of it: `-999` marks
    /// `-999.0` too.
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
        Self { marks: trimmed(marks), ..self }
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

    /// Gives a column another name, such as that of an input of the declaration.
    ///
    /// Columns of several calls are all looked up by the names that the file has.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct House: { area: 20..220 } => 8 tanh => { price: 50_000..950_000 } }
    ///
    /// let file = "size,price\n80,200000".as_bytes();
    /// let houses = Csv::new().renamed("size", "area").read(file)?.records::<House>()?;
    /// assert_eq!(houses.dataset.inputs, [HouseInput { area: 80.0 }]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn renamed(mut self, column: impl Into<Column>, name: impl Into<String>) -> Self {
        self.renamed.push((column.into(), name.into()));
        self
    }

    /// Takes the texts of columns as classes: each is an input, 1 for the class of a row and 0 for the others.
    ///
    /// The classes are those of the file, in the order of [`Self::class_names`], and the width of the inputs is checked
    /// with them. A table that is read later has the same classes by [`Self::columns`].
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let csv = Csv::new().one_hot(["island"]);
    /// let file = "island,flipper\nDream,190\nBiscoe,217\nDream,185";
    /// let samples = csv.clone().read(file.as_bytes())?.inputs()?;
    /// assert_eq!(samples.input_names, ["island=Biscoe", "island=Dream", "flipper"]);
    /// assert_eq!(samples.dataset.inputs, [[0.0, 1.0, 190.0], [1.0, 0.0, 217.0], [0.0, 1.0, 185.0]]);
    ///
    /// let error = csv.read(file.as_bytes())?.inputs::<2>().unwrap_err().to_string();
    /// let message = "the table has 3 columns of inputs (island=Biscoe, island=Dream, flipper), but 2 are expected";
    /// assert!(error.starts_with(message));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn one_hot<C: Into<Column>>(mut self, columns: impl IntoIterator<Item = C>) -> Self {
        self.one_hot.extend(columns.into_iter().map(|column| OneHot { column: column.into(), classes: None }));
        self
    }

    /// Reads a table with the columns and classes of another one, whatever its order: that of the training samples.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "island,flipper,species\nDream,190,Adelie\nBiscoe,217,Gentoo";
    /// let train = Csv::new().one_hot(["island"]).read(file.as_bytes())?.classes::<3>("species")?;
    ///
    /// let later = Csv::new().columns(&train.columns());
    /// let file = "species,flipper,island\nGentoo,220,Biscoe";
    /// let samples = later.clone().read(file.as_bytes())?.classes::<3>("species")?;
    /// assert_eq!((&samples.dataset.inputs[0], samples.dataset.targets[0]), (&[1.0, 0.0, 220.0], 1));
    ///
    /// let error = later.read("species,flipper,island\nGentoo,220,Bisco".as_bytes())?.classes::<3>("species");
    /// assert_eq!(error.unwrap_err().to_string(), "the table, line 2, column 3 (`island`): found `Bisco`, \
    ///     expected one of Biscoe, Dream");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn columns(self, columns: &Columns) -> Self {
        let with_classes = columns.inputs.iter().filter(|column| !column.classes.is_empty());
        let one_hot = with_classes
            .map(|column| OneHot { column: column.name.clone().into(), classes: Some(column.classes.clone()) })
            .collect();
        let inputs = columns.inputs.iter().map(|column| column.name.clone().into()).collect();
        Self { one_hot, inputs: Some(inputs), classes: Some(columns.outputs.clone()), ..self }
    }

    /// Sets the names of the classes, in the order of their indices.
    ///
    /// For a file in which some classes may not occur, or for another order. By default the classes are those of the
    /// file, sorted by value if all of them are numbers, otherwise alphabetically. A name that is listed is a class
    /// also where it would mark a missing value, as `NA` does ([`Self::marks`]). For a file that is read after the
    /// training, list the `output_names` of the training's [`Samples`](super::Samples).
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
        Self { classes: Some(trimmed(names)), ..self }
    }

    /// Compares classes as numbers: `1`, `1.0` and `01` are one class, with the name that comes first in the file.
    ///
    /// By default labels are texts, and each spelling is a class: `01234` and `1234` may be two postal codes. A class
    /// that is no number is then an error.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "x,digit\n0,10\n1,9\n2,9.0".as_bytes();
    /// let numbers = Csv::new().numeric_classes().read(file)?.classes::<1>("digit")?;
    /// assert_eq!((numbers.dataset.targets, numbers.output_names), (vec![1, 0, 0], vec!["9".into(), "10".into()]));
    ///
    /// let texts = Csv::new().read(file)?.classes::<1>("digit")?;
    /// assert_eq!(texts.output_names, ["9", "9.0", "10"]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn numeric_classes(self) -> Self {
        Self { comparison: Comparison::Number, ..self }
    }
}

/// Returns texts as cells are compared with them: without spaces around them, which cells lose too.
fn trimmed<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Vec<String> {
    texts.into_iter().map(|text| text.into().trim().to_string()).collect()
}
