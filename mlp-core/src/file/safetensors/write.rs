//! Writing the weights of a network.

use super::checksum;
use super::tensor::{Tensor, tensors};
use crate::error::Error;
use crate::layer::info::VisitLayers;
use crate::schema::{Field, Listed, Schema};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use safetensors::tensor::{Dtype, SafeTensors, TensorView, View};

/// The bytes of a tensor in the order of the file.
pub(super) struct Bytes {
    pub(super) shape: Vec<usize>,
    pub(super) bytes: Vec<u8>,
}

impl View for Bytes {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }
    fn shape(&self) -> &[usize] {
        &self.shape
    }
    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// Checks that all parameters are finite: no others are read.
pub(crate) fn check_finite(parameters: &[f32], visit_layers: VisitLayers) -> Result<(), Error> {
    if parameters.iter().all(|parameter| parameter.is_finite()) {
        return Ok(());
    }
    let odd = |tensor: &Tensor| {
        let mut values = (0..tensor.len()).map(|index| (index, parameters[tensor.parameter(index)]));
        values.find(|(_, value)| !value.is_finite()).map(|(index, value)| tensor.not_finite(index, value))
    };
    tensors(visit_layers).iter().find_map(odd).map_or(Ok(()), Err)
}

/// Returns the names of inputs and outputs as the entry of the metadata has them, see `fields.rs`.
pub(super) fn named(ends: Schema) -> String {
    let end = |name: &str, fields: &[Field]| {
        if fields.is_empty() { String::new() } else { format!("; {name} {}", Listed(fields)) }
    };
    end("inputs", ends.inputs) + &end("outputs", ends.outputs)
}

/// Returns a network as the bytes of a file; the same network results in the same bytes.
///
/// The metadata hold a description of the network, its `declaration`, and the names of its inputs and outputs.
pub(crate) fn write(parameters: &[f32], visit_layers: VisitLayers, ends: Schema, declaration: &str) -> Vec<u8> {
    let views = tensors(visit_layers).into_iter().map(|tensor| {
        let bytes = (0..tensor.len()).flat_map(|index| parameters[tensor.parameter(index)].to_le_bytes()).collect();
        let shape = tensor.shape();
        (tensor.name, Bytes { shape, bytes })
    });
    // a single entry: several have no fixed order in the hash map of the crate
    let entry = checksum::with_room(&format!("{} {declaration}{}", env!("CARGO_PKG_VERSION"), named(ends)));
    let metadata = [(checksum::KEY.to_string(), entry)].into();
    let file = safetensors::serialize(views, Some(metadata)).expect("tensors with as many bytes as their shapes say");
    checksum::fill(file)
}

/// Returns the file of a network with vectors beside its tensors, and with more text in the entry of the metadata.
///
/// # Panics
///
/// If the bytes are no file that [`write`] returned.
pub(crate) fn with_vectors(network: &[u8], vectors: &[(&str, &[f32])], more: &str) -> Vec<u8> {
    let whole = "bytes that were made as a file's";
    let (_, header) = SafeTensors::read_metadata(network).expect(whole);
    let bytes: Vec<Vec<u8>> =
        vectors.iter().map(|(_, numbers)| numbers.iter().flat_map(|x| x.to_le_bytes()).collect()).collect();
    let mut tensors = SafeTensors::deserialize(network).expect(whole).tensors();
    for ((name, numbers), bytes) in vectors.iter().zip(&bytes) {
        let view = TensorView::new(Dtype::F32, [numbers.len()].to_vec(), bytes).expect(whole);
        tensors.push(((*name).to_string(), view));
    }
    let mut metadata = header.metadata().clone();
    // the data are others now
    for entry in metadata.iter_mut().flat_map(|metadata| metadata.values_mut()) {
        *entry = checksum::with_more(entry, more);
    }
    checksum::fill(safetensors::serialize(tensors, metadata).expect(whole))
}
