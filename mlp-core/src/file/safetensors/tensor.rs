//! The tensors of a network in a file: their names, shapes and order.

use crate::error::CheckpointReason;
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

/// Returns all tensors of a network, in its order.
pub(super) fn tensors(visit_layers: VisitLayers) -> Vec<Tensor> {
    let (mut tensors, mut first) = (Vec::new(), 0);
    visit_layers(&LayerPath::TOP, &mut |path: &LayerPath<'_>, layer: &LayerInfo| {
        let module = prefix(path) + &layer.module.to_string();
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
