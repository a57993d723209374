//! The fields of a checkpoint, written to a file or read from it by one list.

use crate::error::CheckpointReason;
use crate::file::container::{Checkpoint, Number};
use crate::file::safetensors::{from_file_order, to_file_order};
use crate::layer::info::VisitLayers;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;

/// Visits fields by name: a writer leaves them as they are, a reader replaces them.
pub(super) trait Fields {
    /// One value per parameter of the network, tensor by tensor, under names that begin with `prefix`.
    fn parameters(&mut self, prefix: &str, parameters: &mut [f32]) -> Result<(), CheckpointReason>;
    /// A text.
    fn text(&mut self, name: &str, text: &mut String) -> Result<(), CheckpointReason>;
    /// A number, stored as text.
    fn number<T: ToString + FromStr>(&mut self, name: &str, number: &mut T) -> Result<(), CheckpointReason>;
    /// Any number of values.
    fn list<T: Number + Copy>(&mut self, name: &str, numbers: &mut Vec<T>) -> Result<(), CheckpointReason>;
    /// Exactly `count` values.
    fn exactly<T: Number + Copy>(
        &mut self,
        name: &str,
        numbers: &mut Vec<T>,
        count: usize,
    ) -> Result<(), CheckpointReason>;

    /// `count` values, or none.
    fn all_or_none<T: Number + Copy>(
        &mut self,
        name: &str,
        numbers: &mut Vec<T>,
        count: usize,
    ) -> Result<(), CheckpointReason> {
        self.list(name, numbers)?;
        if numbers.is_empty() { Ok(()) } else { self.exactly(name, numbers, count) }
    }
}

/// Writes fields to a file.
pub(super) struct Writer {
    pub(super) file: Checkpoint,
    pub(super) visit_layers: VisitLayers,
}

impl Fields for Writer {
    fn parameters(&mut self, prefix: &str, parameters: &mut [f32]) -> Result<(), CheckpointReason> {
        to_file_order(parameters, self.visit_layers, |name, shape, numbers| {
            self.file.tensor(&format!("{prefix}.{name}"), shape, numbers);
        });
        Ok(())
    }

    fn text(&mut self, name: &str, text: &mut String) -> Result<(), CheckpointReason> {
        self.file.word(name, text);
        Ok(())
    }

    fn number<T: ToString + FromStr>(&mut self, name: &str, number: &mut T) -> Result<(), CheckpointReason> {
        self.file.word(name, number);
        Ok(())
    }

    fn list<T: Number + Copy>(&mut self, name: &str, numbers: &mut Vec<T>) -> Result<(), CheckpointReason> {
        self.file.list(name, numbers);
        Ok(())
    }

    fn exactly<T: Number + Copy>(
        &mut self,
        name: &str,
        numbers: &mut Vec<T>,
        count: usize,
    ) -> Result<(), CheckpointReason> {
        debug_assert_eq!(numbers.len(), count, "a reader would refuse `{name}`");
        self.list(name, numbers)
    }
}

/// Reads fields from a file.
pub(super) struct Reader<'a> {
    pub(super) file: &'a Checkpoint,
    pub(super) visit_layers: VisitLayers,
}

impl Fields for Reader<'_> {
    fn parameters(&mut self, prefix: &str, parameters: &mut [f32]) -> Result<(), CheckpointReason> {
        let read = |name: &str, count| self.file.exactly(&format!("{prefix}.{name}"), count);
        from_file_order(parameters, self.visit_layers, read)
    }

    fn text(&mut self, name: &str, text: &mut String) -> Result<(), CheckpointReason> {
        *text = self.file.text(name)?.to_string();
        Ok(())
    }

    fn number<T: ToString + FromStr>(&mut self, name: &str, number: &mut T) -> Result<(), CheckpointReason> {
        *number = self.file.parse(name)?;
        Ok(())
    }

    fn list<T: Number + Copy>(&mut self, name: &str, numbers: &mut Vec<T>) -> Result<(), CheckpointReason> {
        *numbers = self.file.numbers(name)?;
        Ok(())
    }

    fn exactly<T: Number + Copy>(
        &mut self,
        name: &str,
        numbers: &mut Vec<T>,
        count: usize,
    ) -> Result<(), CheckpointReason> {
        *numbers = self.file.exactly(name, count)?;
        Ok(())
    }
}
