//! Tables in CSV files, through the `csv` crate (feature `csv`).
//!
//! The targets of a table are classes ([`Table::classes`]) or values ([`Table::targets`]), or there are none
//! ([`Table::inputs`]).
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
//! let flowers = Csv::new().missing(Missing::Keep).read(file.as_bytes())?.classes("species")?;
//! assert_eq!(flowers.dataset.targets, [0, 1, 1, 2]);
//! assert_eq!(flowers.output_names, ["setosa", "versicolor", "virginica"]);
//! // what is missing is replaced by the training samples' mean: here those are all but the last one
//! let imputer = mlp::Imputer::mean(&flowers.dataset.inputs[..3])?;
//! assert_eq!(imputer.transform(&flowers.dataset.inputs[2]), [3.0, 1.5]);
//!
//! let error = Csv::new().read(file.as_bytes())?.classes::<2>("species").unwrap_err();
//! assert_eq!(error.to_string(), "the table, line 4, column 1 (`length`): found nothing, expected a number; \
//!     `missing` decides what stands for it");
//! # Ok::<(), mlp::Error>(())
//! ```
//!
//! A network with named inputs and outputs says itself what it reads: [`Table::records`]. [`suggest`] writes its
//! declaration from a table.
//!
//! The settings, and what they are called by `read_csv` of pandas:
//!
//! | setting | pandas | note |
//! |---|---|---|
//! | [`Csv::delimiter`] | `sep` | |
//! | [`Csv::without_header`] | `header=None` | |
//! | [`Csv::comment`] | `comment` | whole lines only |
//! | [`Csv::decimal`] | `decimal` | |
//! | [`Csv::thousands`] | `thousands` | groups of the wrong size are an error |
//! | [`Csv::marks`] | `na_values`, `keep_default_na=False` | |
//! | [`Csv::one_hot`] | `get_dummies` | |
//! | [`Csv::renamed`] | `names` | |
//! | [`Csv::inputs`] | `usecols` | in the order that is given |
//!
//! Labels are texts, as scikit-learn's `LabelEncoder` takes them from a column of texts; [`Csv::numeric_classes`]
//! compares them as numbers. Numbers become `f32`: [`Csv::rounded_integers`] says what becomes of those that it cannot
//! hold.

mod cells;
mod characters;
mod decimal;
mod delimiter;
mod encoding;
mod format;
mod identifier;
mod input;
mod layout;
mod lines;
mod marks;
mod notation;
mod read;
mod records;
mod suggest;
mod table;
#[cfg(test)]
mod tests;

pub use crate::error::Column;
pub use format::{Csv, Missing};
pub use records::Records;
pub use suggest::suggest;
pub use table::{Samples, Table};
