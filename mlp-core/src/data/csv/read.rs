//! Reading a table.

use super::format::Csv;
use super::table::Table;
use crate::error::{CsvReason, Error};
use crate::file::disk::file_error;
use alloc::vec::Vec;
use std::io::Read;
use std::path::Path;

impl Csv {
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
    /// [`Error::File`] if the file cannot be read, [`Error::Csv`] if it is not CSV in UTF-8, if its rows differ in
    /// length, or if two settings have the same character.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Table, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| file_error(path, error))?;
        Table::parse(self, &bytes, Some(path.to_path_buf()))
    }

    /// Reads from a reader: text in memory, or a file that has to be decompressed.
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
