//! Compares a file's tensors with the layers of a network.

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

use super::modules::Modules;
use super::tensors;
use crate::errors::message;
use crate::network::{FileWidth, Layer, Width};

/// A comparison of a file with a network, in progress.
pub(super) struct Comparison<'a, 'data> {
    file: &'a SafeTensors<'data>,
    /// The number of inputs and the units of each layer; `None` until the file says what a constant must be.
    widths: Vec<Option<usize>>,
    /// The rules for widths that only rustc knows.
    pub(super) open: Vec<FileWidth>,
    /// The parameters so far.
    pub(super) bytes: Vec<u8>,
    /// The names of the tensors so far.
    used: Vec<String>,
}

/// Why a file does not fit.
pub(super) enum Mismatch {
    /// The tensor of this name is missing.
    Missing(String),
    /// A shape differs; rows and columns may be turned round.
    Shape { text: String, is_turned: bool },
    /// The values of a tensor cannot be weights.
    Values(String),
}

impl<'a, 'data> Comparison<'a, 'data> {
    pub(super) fn new(file: &'a SafeTensors<'data>, inputs: &Width, layers: &[Layer]) -> Self {
        let widths = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width)).map(Width::literal);
        Self { file, widths: widths.collect(), open: Vec::new(), bytes: Vec::new(), used: Vec::new() }
    }

    /// Copies the tensors of all layers; of a mismatch, with the index of its layer, the first one is returned.
    pub(super) fn layers(&mut self, layers: &[Layer], modules: &Modules) -> Result<(), (usize, Mismatch)> {
        for (index, (layer, module)) in layers.iter().zip(&modules.names).enumerate() {
            self.layer(index, layer, module).map_err(|mismatch| (index, mismatch))?;
        }
        Ok(())
    }

    /// Copies the tensors of a layer; `index` is from 0.
    fn layer(&mut self, index: usize, layer: &Layer, module: &str) -> Result<(), Mismatch> {
        let (name, weights) = self.tensor(module, "weight")?;
        if let &[units, inputs] = weights.shape() {
            self.learn(index, inputs, layer, weights.shape());
            self.learn(index + 1, units, layer, weights.shape());
        }
        let needed = [self.widths[index + 1], self.widths[index]];
        compare(layer, "weights", &needed, &weights)?;
        let values = finite_values(layer, &name, &weights)?;
        let [units, inputs] = needed.map(Option::unwrap_or_default);
        for input in 0..inputs {
            // the file has `weights[unit][input]`, a layer has `weights[input][unit]`
            let row = (0..units).map(|unit| values[unit * inputs + input]);
            self.bytes.extend(row.flat_map(f32::to_le_bytes));
        }
        if layer.bias {
            let (name, biases) = self.tensor(module, "bias")?;
            compare(layer, "biases", &needed[..1], &biases)?;
            self.bytes.extend(finite_values(layer, &name, &biases)?.into_iter().flat_map(f32::to_le_bytes));
        }
        Ok(())
    }

    /// Returns the tensor `module.kind` with its name.
    fn tensor(&mut self, module: &str, kind: &str) -> Result<(String, TensorView<'data>), Mismatch> {
        let name = format!("{module}.{kind}");
        let tensor = self.file.tensor(&name).map_err(|_| Mismatch::Missing(name.clone()))?;
        self.used.push(name.clone());
        Ok((name, tensor))
    }

    /// Takes a width that only rustc knows from the file, which it must then equal.
    fn learn(&mut self, width: usize, found: usize, layer: &Layer, shape: &[usize]) {
        if self.widths[width].is_none() {
            self.widths[width] = Some(found);
            self.open.push(FileWidth { width, found, text: message::weights_of_a_constant(&layer.name, shape) });
        }
    }

    /// Returns the first tensor that no layer has, but that has a name as if it were one's.
    pub(super) fn unused(&self, modules: &Modules) -> Option<&str> {
        let is_unused = |name: &&str| modules.claim(name) && self.used.iter().all(|used| used != name);
        self.file.names().into_iter().filter(is_unused).min()
    }
}

/// Returns the values of a tensor, if all of them are finite.
fn finite_values(layer: &Layer, name: &str, tensor: &TensorView<'_>) -> Result<Vec<f32>, Mismatch> {
    let other = || {
        let remedy = if tensor.dtype() == Dtype::I8 { message::NUMBERS_OF_INTEGERS } else { "" };
        Mismatch::Values(message::other_numbers(&layer.name, name, tensor.dtype()) + remedy)
    };
    let values = tensors::values(tensor).ok_or_else(other)?;
    if let Some(index) = values.iter().position(|value| !value.is_finite()) {
        let indices = match tensor.shape() {
            &[_, inputs] => format!("[{}, {}]", index / inputs, index % inputs),
            _ => format!("[{index}]"),
        };
        return Err(Mismatch::Values(message::not_finite(&layer.name, name, values[index], &indices)));
    }
    Ok(values)
}

/// Checks that a tensor has the shape that its layer needs.
fn compare(layer: &Layer, what: &str, needed: &[Option<usize>], tensor: &TensorView<'_>) -> Result<(), Mismatch> {
    let known: Option<Vec<usize>> = needed.iter().copied().collect();
    if known.as_deref() == Some(tensor.shape()) {
        return Ok(());
    }
    let is_turned = matches!((known.as_deref(), tensor.shape()), (Some([a, b]), [c, d]) if (a, b) == (d, c));
    let width = |width: &Option<usize>| width.map_or_else(|| "_".to_owned(), |width| width.to_string());
    let needed: Vec<String> = needed.iter().map(width).collect();
    let text = message::other_weights(&layer.name, what, &needed.join(", "), tensor.shape());
    Err(Mismatch::Shape { text, is_turned })
}
