//! The tensors of a network in a file: their names, shapes and order.

use crate::error::{CheckpointReason, Error};
use crate::layer::info::{LayerInfo, LayerPath, VisitLayers};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// One tensor of a network: its name in a file, and the parameters it holds.
pub(super) struct Tensor {
    pub(super) name: String,
    pub(super) units: usize,
    /// The number of inputs; `None` for biases.
    pub(super) inputs: Option<usize>,
    /// The index of its first parameter.
    pub(super) first: usize,
}

impl Tensor {
    /// Returns the shape, `[units, inputs]` or `[units]`.
    pub(super) fn shape(&self) -> Vec<usize> {
        core::iter::once(self.units).chain(self.inputs).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.units * self.inputs.unwrap_or(1)
    }

    /// Returns the error for a value that is not finite; `index` is in the order of the file.
    pub(super) fn not_finite(&self, index: usize, value: f32) -> Error {
        let index = self.inputs.map_or([index].to_vec(), |inputs| [index / inputs, index % inputs].to_vec());
        Error::TensorNotFinite { name: self.name.clone(), index, value }
    }

    /// Returns the last part of its name in PyTorch: `weight` or `bias`.
    pub(super) fn kind(&self) -> &'static str {
        if self.inputs.is_some() { "weight" } else { "bias" }
    }

    /// Returns the index of the parameter at `index` in the order of the file.
    pub(super) fn parameter(&self, index: usize) -> usize {
        match self.inputs {
            Some(inputs) => self.first + index % inputs * self.units + index / inputs,
            None => self.first + index,
        }
    }
}

fn prefix(path: &LayerPath<'_>) -> String {
    match path.parent {
        Some(parent) => prefix(parent) + path.name + ".",
        None => String::new(),
    }
}

/// Returns the names of the fields around a layer.
fn fields(path: &LayerPath<'_>) -> String {
    match path.parent {
        Some(parent) if path.label.is_empty() => fields(parent),
        Some(parent) => fields(parent) + plain(path.label) + ".",
        None => String::new(),
    }
}

/// Returns a name without the `r#` of a Rust keyword.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Returns all tensors of a network, in its order, with the names of `nn.Sequential`.
pub(super) fn tensors(visit_layers: VisitLayers) -> Vec<Tensor> {
    named(visit_layers, |path, layer| prefix(path) + &layer.module.to_string())
}

/// Returns all tensors of a network, in its order, with the names of its layers: `fc1.weight`.
pub(super) fn labelled(visit_layers: VisitLayers) -> Vec<Tensor> {
    named(visit_layers, |path, layer| fields(path) + plain(layer.name))
}

fn named(visit_layers: VisitLayers, module: fn(&LayerPath<'_>, &LayerInfo) -> String) -> Vec<Tensor> {
    let (mut tensors, mut first) = (Vec::new(), 0);
    visit_layers(&LayerPath::TOP, &mut |path: &LayerPath<'_>, layer: &LayerInfo| {
        let module = module(path, layer);
        let (units, inputs) = (layer.units, Some(layer.inputs));
        tensors.push(Tensor { name: format!("{module}.weight"), units, inputs, first });
        if layer.bias {
            let first = first + layer.units * layer.inputs;
            tensors.push(Tensor { name: format!("{module}.bias"), units, inputs: None, first });
        }
        first += layer.params();
    });
    tensors
}

/// Writes one value per parameter, tensor by tensor.
///
/// `write` is called with each tensor's name, its shape, and its values in the order of the file.
pub(crate) fn to_file_order(
    parameters: &[f32],
    visit_layers: VisitLayers,
    mut write: impl FnMut(&str, &[usize], &mut dyn Iterator<Item = f32>),
) {
    for tensor in tensors(visit_layers) {
        let mut numbers = (0..tensor.len()).map(|index| parameters[tensor.parameter(index)]);
        write(&tensor.name, &tensor.shape(), &mut numbers);
    }
}

/// Reads one value per parameter, tensor by tensor.
///
/// `read` is called with each tensor's name and its number of values, and returns the values in the order of the file.
pub(crate) fn from_file_order(
    parameters: &mut [f32],
    visit_layers: VisitLayers,
    mut read: impl FnMut(&str, usize) -> Result<Vec<f32>, CheckpointReason>,
) -> Result<(), CheckpointReason> {
    for tensor in tensors(visit_layers) {
        for (index, number) in read(&tensor.name, tensor.len())?.into_iter().enumerate() {
            parameters[tensor.parameter(index)] = number;
        }
    }
    Ok(())
}
