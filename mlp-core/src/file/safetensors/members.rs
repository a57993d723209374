//! All members of a population in one file: each tensor has the members in front, `[member, unit, input]`.
//!
//! This is the layout of `torch.func.stack_module_state`. Names, metadata and checks are those of one network.

use super::checksum;
use super::compare::{Contents, best};
use super::find::{check_ends, longest_name, misplaced};
use super::header::{self, Entry};
use super::naming::Naming;
use super::remedy::Remedies;
use super::tensor::{Tensor, tensors};
use super::write::{Bytes, named};
use super::{limits, number};
use crate::error::{Error, SafetensorsReason};
use crate::file::disk::file_error;
use crate::layer::info::VisitLayers;
use crate::schema::Schema;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The network of which a file has several.
#[derive(Clone, Copy)]
pub(crate) struct MemberTensors<'a> {
    pub(crate) visit_layers: VisitLayers,
    pub(crate) ends: Schema,
    /// The number of parameters of one network.
    pub(crate) parameters: usize,
    /// The network in words.
    pub(crate) declaration: &'a str,
}

impl MemberTensors<'_> {
    /// Checks that the parameters of each member are finite: no others are read.
    pub(crate) fn check_finite(&self, members: usize, copy: impl Fn(usize, &mut [f32])) -> Result<(), Error> {
        let mut parameters = alloc::vec![0.0; self.parameters];
        for member in 0..members {
            copy(member, &mut parameters);
            for tensor in tensors(self.visit_layers) {
                let mut values = (0..tensor.len()).map(|index| (index, parameters[tensor.parameter(index)]));
                if let Some((index, value)) = values.find(|(_, value)| !value.is_finite()) {
                    return Err(not_finite(&tensor, member, index, value));
                }
            }
        }
        Ok(())
    }

    /// Returns the bytes of a file; `copy` writes the parameters of a member.
    pub(crate) fn write(&self, members: usize, copy: impl Fn(usize, &mut [f32])) -> Vec<u8> {
        let tensors = tensors(self.visit_layers);
        let mut bytes: Vec<Vec<u8>> =
            tensors.iter().map(|tensor| Vec::with_capacity(4 * members * tensor.len())).collect();
        let mut parameters = alloc::vec![0.0; self.parameters];
        for member in 0..members {
            copy(member, &mut parameters);
            for (tensor, bytes) in tensors.iter().zip(&mut bytes) {
                bytes.extend((0..tensor.len()).flat_map(|index| parameters[tensor.parameter(index)].to_le_bytes()));
            }
        }
        let views = tensors.into_iter().zip(bytes).map(|(tensor, bytes)| {
            let shape = with_members(members, &tensor);
            (tensor.name, Bytes { shape, bytes })
        });
        let declaration = self.declaration;
        let entry = checksum::with_room(&format!("{} {declaration}{}", env!("CARGO_PKG_VERSION"), named(self.ends)));
        let metadata = [(checksum::KEY.to_string(), entry)].into();
        let file =
            safetensors::serialize(views, Some(metadata)).expect("tensors with as many bytes as their shapes say");
        checksum::fill(file)
    }

    /// Reads the bytes of a file, and returns the parameters `[member][parameter]`.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<Vec<f32>, Error> {
        let (header, data) = header::split(bytes)?;
        self.find(header)?.values(self.parameters, data)
    }

    /// Reads a file, of which no more is read than its header says, and returns the parameters `[member][parameter]`.
    pub(crate) fn load(&self, path: &Path) -> Result<Vec<f32>, Error> {
        let failed = |error| file_error(path, error);
        let mut file = File::open(path).map_err(failed)?;
        let header = header::take(&mut file, failed)?;
        let found = self.find(&header)?;
        let (length, mut data) = (found.entries.iter().map(Entry::len).sum::<usize>(), Vec::new());
        // one byte more, to see that there is none
        file.take((length as u64).saturating_add(1)).read_to_end(&mut data).map_err(failed)?;
        found.values(self.parameters, &data)
    }

    /// Returns where the tensors are, if the file has all of them with the right shapes, and no others.
    fn find(&self, header: &[u8]) -> Result<FoundMembers, Error> {
        let (naming, contents) =
            (Naming::whole(), Contents { visit_layers: self.visit_layers, beside: &[], ends: self.ends });
        let tensors = naming.tensors(self.visit_layers)?;
        limits::check(header, longest_name(&tensors))?;
        let (tensors, header::Header { found, unexpected, checksum }) = best(header, contents, &naming, tensors)?;
        let (mut entries, mut members) = (Vec::with_capacity(found.len()), None);
        for (tensor, entry) in tensors.iter().zip(found) {
            let entry = entry.ok_or_else(|| Remedies { header, contents }.missing(tensor))?;
            // the first tensor says how many there are
            let members = *members.get_or_insert(entry.shape().first().copied().unwrap_or(0));
            check(tensor, &entry, members)?;
            entries.push(entry);
        }
        check_ends(header, self.ends)?;
        match unexpected {
            Some(name) => Err(Error::UnexpectedTensor { name, of_layer: false }),
            None => Ok(FoundMembers { tensors, entries, checksum, members: members.unwrap_or(0) }),
        }
    }
}

/// The tensors of a file.
struct FoundMembers {
    tensors: Vec<Tensor>,
    entries: Vec<Entry>,
    checksum: Option<u64>,
    members: usize,
}

impl FoundMembers {
    /// Returns the parameters `[member][parameter]`, if all are finite.
    fn values(&self, parameters: usize, data: &[u8]) -> Result<Vec<f32>, Error> {
        checksum::check(self.checksum, data)?;
        header::without_gaps(self.entries.iter(), data.len())?;
        // no more than the data: each parameter has a value in it
        let mut values = alloc::vec![0.0; self.members * parameters];
        for (tensor, entry) in self.tensors.iter().zip(&self.entries) {
            let bytes = data.get(entry.start..entry.end).ok_or_else(|| misplaced(tensor))?;
            for (at, value) in number::all(entry.dtype, bytes).enumerate() {
                let (member, index) = (at / tensor.len(), at % tensor.len());
                if !value.is_finite() {
                    return Err(not_finite(tensor, member, index, value));
                }
                values[member * parameters + tensor.parameter(index)] = value;
            }
        }
        Ok(values)
    }
}

/// Returns the shape of a tensor with members in front.
fn with_members(members: usize, tensor: &Tensor) -> Vec<usize> {
    core::iter::once(members).chain(tensor.shape()).collect()
}

/// Checks the shape of a tensor, its type, and that it takes as many bytes as they say.
fn check(tensor: &Tensor, entry: &Entry, members: usize) -> Result<(), Error> {
    let expected = with_members(members, tensor);
    if entry.shape() != expected {
        let (name, file) = (tensor.name.clone(), entry.shape().to_vec());
        return Err(Error::TensorShape { name, network: expected, file, proposal: None });
    }
    let size = number::size(entry.dtype)
        .ok_or_else(|| Error::TensorType { name: tensor.name.clone(), found: number::name(entry.dtype) })?;
    let bytes = members.checked_mul(tensor.len()).and_then(|count| count.checked_mul(size));
    if bytes.is_some() && entry.end.checked_sub(entry.start) == bytes {
        return Ok(());
    }
    Err(Error::from(SafetensorsReason::Misplaced { name: tensor.name.clone() }))
}

/// Returns the error for a value that is not finite, whose index has the member in front.
fn not_finite(tensor: &Tensor, member: usize, index: usize, value: f32) -> Error {
    match tensor.not_finite(index, value) {
        Error::TensorNotFinite { name, mut index, value } => {
            index.insert(0, member);
            Error::TensorNotFinite { name, index, value }
        }
        other => other,
    }
}
