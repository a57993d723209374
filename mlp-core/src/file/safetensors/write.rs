//! Writes the weights of a network.

use super::tensor::tensors;
use crate::layer::info::VisitLayers;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use safetensors::tensor::{Dtype, View};

/// A tensor's bytes in the file's order.
struct Bytes {
    shape: Vec<usize>,
    bytes: Vec<u8>,
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

/// The network as a file's bytes: the same bytes for the same network.
///
/// The metadata have the network in words, its `declaration`.
pub(crate) fn write(parameters: &[f32], visit_layers: VisitLayers, declaration: &str) -> Vec<u8> {
    let views = tensors(visit_layers).into_iter().map(|tensor| {
        let bytes = (0..tensor.len()).flat_map(|index| parameters[tensor.parameter(index)].to_le_bytes()).collect();
        let shape = tensor.shape();
        (tensor.name, Bytes { shape, bytes })
    });
    // one entry: several have no order in the crate's hash map
    let origin = ("mlp".to_string(), format!("{} {declaration}", env!("CARGO_PKG_VERSION")));
    safetensors::serialize(views, Some([origin].into())).expect("tensors with as many bytes as their shapes say")
}
