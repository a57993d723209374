//! Tables in CSV files, through the `csv` crate.
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
mod format;
mod marks;
mod read;
mod table;
#[cfg(test)]
mod tests;

pub use crate::error::Column;
pub use format::{Csv, Missing};
pub use table::{Samples, Table};
