//! Finds the tensors of a network in the header of a file.

use super::compare::{Contents, best};
use super::entry;
use super::fields::{Difference, difference};
use super::header::{Entry, Header};
use super::naming::Naming;
use super::remedy::Remedies;
use super::tensor::Tensor;
use super::{limits, number};
use crate::error::{Error, SafetensorsReason};
use crate::schema::{Field, Schema};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The number of bytes that a name in a header may have, if no name of the network is longer.
const LONGEST_NAME: usize = 512;

/// The tensors of a network, and where they are in a file; those beside it come first.
pub(super) struct Found {
    pub(super) tensors: Vec<Tensor>,
    pub(super) entries: Vec<Entry>,
    /// The checksum in the metadata.
    pub(super) checksum: Option<u64>,
}

/// Returns where the tensors of a network are, if the file has all of them with the right shapes, and no others under
/// names of theirs.
pub(super) fn find(header: &[u8], contents: Contents<'_>, naming: &Naming) -> Result<Found, Error> {
    let tensors = naming.tensors(contents.visit_layers)?;
    limits::check(header, longest_name(&tensors))?;
    let (tensors, Header { found, unexpected, checksum }) = best(header, contents, naming, tensors)?;
    let remedies = Remedies { header, contents };
    let mut entries = Vec::with_capacity(found.len());
    for (tensor, entry) in tensors.iter().zip(found) {
        let entry = entry.ok_or_else(|| remedies.missing(tensor))?;
        if entry.shape() != tensor.shape() {
            return Err(remedies.other_shape(tensor, &entry));
        }
        check(tensor, &entry)?;
        entries.push(entry);
    }
    if naming.is_whole() {
        // of a part of a file the names of its ends say nothing
        check_ends(header, contents.ends)?;
    }
    match unexpected {
        Some(name) => {
            let of_layer = tensors.iter().any(|tensor| module(&tensor.name) == module(&name));
            Err(Error::UnexpectedTensor { name, of_layer })
        }
        None => Ok(Found { tensors, entries, checksum }),
    }
}

/// Returns the number of bytes that a name in a header may have.
pub(super) fn longest_name(tensors: &[Tensor]) -> usize {
    tensors.iter().map(|tensor| tensor.name.len()).fold(LONGEST_NAME, usize::max)
}

/// Checks that the inputs and outputs of the network have the names and kinds that they have in the file, if any.
pub(super) fn check_ends(header: &[u8], ends: Schema) -> Result<(), Error> {
    if ends.is_unnamed() {
        return Ok(());
    }
    let [inputs, outputs] = [ends.inputs, ends.outputs].map(texts);
    match entry::read(header, |entry| difference(entry, &inputs, &outputs)).flatten() {
        Some(Difference { end, number, network, file }) => Err(Error::OtherField { end, number, network, file }),
        None => Ok(()),
    }
}

/// Returns fields as they are declared.
fn texts(fields: &[Field]) -> Vec<String> {
    fields.iter().map(ToString::to_string).collect()
}

/// Returns the name of a tensor without its last part.
fn module(tensor: &str) -> Option<&str> {
    tensor.rsplit_once('.').map(|(module, _)| module)
}

/// Checks the type of a tensor's values, and that they take as many bytes as its shape says.
fn check(tensor: &Tensor, entry: &Entry) -> Result<(), Error> {
    let size = number::size(entry.dtype)
        .ok_or_else(|| Error::TensorType { name: tensor.name.clone(), found: number::name(entry.dtype) })?;
    if entry.end.checked_sub(entry.start) == Some(tensor.len() * size) {
        return Ok(());
    }
    Err(misplaced(tensor))
}

/// Returns the error for a tensor whose bytes are not in the file.
pub(super) fn misplaced(tensor: &Tensor) -> Error {
    Error::from(SafetensorsReason::Misplaced { name: tensor.name.clone() })
}
