//! Reading the weights of a network; whatever does not fit the network is rejected.

use super::checksum;
use super::compare::Contents;
use super::entry;
use super::find::{Found, find, misplaced};
use super::header::{self, Entry};
use super::naming::Naming;
use super::number;
use super::tensor::Tensor;
use crate::error::Error;
use crate::file::disk::file_error;
use crate::layer::info::VisitLayers;
use crate::schema::Schema;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// The destination of a file: the parameters of a network, and vectors beside it that have names of their own.
pub(crate) struct Place<'a> {
    pub(crate) parameters: &'a mut [f32],
    pub(crate) visit_layers: VisitLayers,
    pub(crate) beside: &'a mut [(&'static str, &'a mut [f32])],
    /// The names of the network's inputs and outputs, which must be those of the file.
    pub(crate) ends: Schema,
}

/// Reads the bytes of a file. On an error nothing is changed.
pub(crate) fn read(place: &mut Place<'_>, naming: &Naming, bytes: &[u8]) -> Result<(), Error> {
    let (header, data) = header::split(bytes)?;
    let found = place.find(header, naming)?;
    checksum::check(found.checksum, data)?;
    place.fill(&found, naming, data)
}

/// Reads a file, of which no more is read than its header and the network, unless it has a checksum, which is one of
/// all data. On an error nothing is changed.
pub(crate) fn load(place: &mut Place<'_>, naming: &Naming, path: &Path) -> Result<(), Error> {
    let failed = |error| file_error(path, error);
    let mut file = File::open(path).map_err(failed)?;
    let header = header::take(&mut file, failed)?;
    let mut found = place.find(&header, naming)?;
    let begin = 8 + header.len() as u64;
    drop(header);
    let data = if naming.is_whole() {
        let data = rest(&mut file, &found).map_err(failed)?;
        checksum::check(found.checksum, &data)?;
        data
    } else {
        checksum::check_file(found.checksum, &mut file, begin, failed)?;
        parts(&mut file, begin, &mut found, failed)?
    };
    place.fill(&found, naming, &data)
}

/// Returns a file, of which no more is read than the longest header and `data` bytes, and one if it is longer.
pub(crate) fn take_at_most(path: &Path, data: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take((8 + header::LONGEST).saturating_add(data) as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the text of this crate's entry in the metadata of a file, if there is one.
pub(crate) fn entry_text(bytes: &[u8]) -> Option<String> {
    let (header, _) = header::split(bytes).ok()?;
    entry::read(header, ToString::to_string)
}

impl Place<'_> {
    fn find(&self, header: &[u8], naming: &Naming) -> Result<Found, Error> {
        let beside: Vec<_> = self.beside.iter().map(|(name, vector)| (*name, vector.len())).collect();
        find(header, Contents { visit_layers: self.visit_layers, beside: &beside, ends: self.ends }, naming)
    }

    /// Copies all values, if they are finite.
    fn fill(&mut self, found: &Found, naming: &Naming, data: &[u8]) -> Result<(), Error> {
        let Found { tensors, entries, .. } = found;
        let mut values = Vec::with_capacity(tensors.len());
        for (tensor, entry) in tensors.iter().zip(entries) {
            values.push(finite(tensor, entry, data)?);
        }
        if naming.is_whole() {
            header::without_gaps(entries.iter(), data.len())?;
        }
        for ((tensor, entry), (index, bytes)) in tensors.iter().zip(entries).zip(values.iter().enumerate()) {
            let numbers = number::all(entry.dtype, bytes);
            match self.beside.get_mut(index) {
                Some((_, vector)) => vector.iter_mut().zip(numbers).for_each(|(x, number)| *x = number),
                None => numbers.enumerate().for_each(|(at, number)| self.parameters[tensor.parameter(at)] = number),
            }
        }
        Ok(())
    }
}

/// Reads the rest of a file, as far as it is the network's, and one byte if it is longer.
fn rest(file: &mut File, found: &Found) -> std::io::Result<Vec<u8>> {
    let length: usize = found.entries.iter().map(Entry::len).sum();
    let mut data = Vec::new();
    data.reserve_exact(length.saturating_add(1));
    file.take(length as u64 + 1).read_to_end(&mut data)?;
    Ok(data)
}

/// Reads the bytes of the network's tensors, which begin behind the header, one after the other. Their entries are
/// changed to where they are then.
fn parts(
    file: &mut File,
    begin: u64,
    found: &mut Found,
    failed: impl Fn(std::io::Error) -> Error,
) -> Result<Vec<u8>, Error> {
    let mut data = Vec::new();
    for (tensor, entry) in found.tensors.iter().zip(&mut found.entries) {
        let (start, length) = (data.len(), entry.len());
        // the largest place that an operating system knows; behind the end of a file are no bytes
        let place = begin.saturating_add(entry.start as u64).min(i64::MAX as u64);
        file.seek(SeekFrom::Start(place)).map_err(&failed)?;
        file.by_ref().take(length as u64).read_to_end(&mut data).map_err(&failed)?;
        (entry.start, entry.end) = (start, data.len());
        if entry.len() < length {
            return Err(misplaced(tensor));
        }
    }
    Ok(data)
}

/// Returns the bytes of a tensor, if all of its values are finite.
fn finite<'a>(tensor: &Tensor, entry: &Entry, data: &'a [u8]) -> Result<&'a [u8], Error> {
    let bytes = data.get(entry.start..entry.end).ok_or_else(|| misplaced(tensor))?;
    match number::all(entry.dtype, bytes).enumerate().find(|(_, number)| !number.is_finite()) {
        Some((index, value)) => Err(tensor.not_finite(index, value)),
        None => Ok(bytes),
    }
}
