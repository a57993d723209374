//! A file's tensors against the layers of a network.

use proc_macro2::TokenStream;
use quote::ToTokens;
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;
use syn::LitStr;

use super::tensors;
use crate::errors::{Errors, message};
use crate::network::{FileWidth, Layer, Residual, Weights, Width, modules};

/// A message and what it underlines.
type Mistake = (TokenStream, String);

/// The weights of a file, if it has those of this network; else the first difference is reported, for later ones follow
/// from it.
pub(in crate::check) fn read(
    path: &LitStr,
    inputs: &Width,
    layers: &[Layer],
    residuals: &[Residual],
    errors: &mut Errors,
) -> Option<Weights> {
    match weights(path, inputs, layers, residuals) {
        Ok(weights) => Some(weights),
        Err((place, text)) => {
            errors.report(place, text);
            None
        }
    }
}

fn weights(path: &LitStr, inputs: &Width, layers: &[Layer], residuals: &[Residual]) -> Result<Weights, Mistake> {
    let at_path = |text: String| (path.to_token_stream(), text);
    let file = tensors::find(path).map_err(at_path)?;
    let content = std::fs::read(&file).map_err(|error| at_path(message::unreadable_weights(path.value(), error)))?;
    let parsed = tensors::parse(&content, path).map_err(at_path)?;
    let widths = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width)).map(Width::literal).collect();
    let mut comparison = Comparison { file: &parsed, widths, open: Vec::new(), bytes: Vec::new(), used: Vec::new() };
    for (index, (layer, module)) in layers.iter().zip(modules(layers, residuals)).enumerate() {
        let number = |text: String| (layer.width.to_token_stream(), text);
        comparison.layer(index, layer, &module).map_err(number)?;
    }
    let mut others: Vec<&str> = parsed.names();
    others.retain(|name| comparison.used.iter().all(|used| used != name));
    others.sort_unstable();
    if let Some(other) = others.first() {
        return Err(at_path(message::unexpected_weights(other)));
    }
    let Comparison { bytes, open, .. } = comparison;
    Ok(Weights { written: path.value(), file: file.to_string_lossy().into_owned(), bytes, open })
}

struct Comparison<'a, 'data> {
    file: &'a SafeTensors<'data>,
    /// The inputs and the units of each layer; `None` until the file says what a constant must be.
    widths: Vec<Option<usize>>,
    open: Vec<FileWidth>,
    bytes: Vec<u8>,
    /// The tensors that the network has.
    used: Vec<String>,
}

impl<'data> Comparison<'_, 'data> {
    /// Takes over the tensors of a layer, from 0.
    fn layer(&mut self, index: usize, layer: &Layer, module: &str) -> Result<(), String> {
        let (name, weights) = self.tensor(layer, module, "weight")?;
        if let &[units, inputs] = weights.shape() {
            self.learn(index, inputs, layer, weights.shape());
            self.learn(index + 1, units, layer, weights.shape());
        }
        let needed = [self.widths[index + 1], self.widths[index]];
        compare(layer, "weights", &needed, &weights)?;
        let numbers = finite(layer, &name, &weights)?;
        let [units, inputs] = needed.map(Option::unwrap_or_default);
        for input in 0..inputs {
            // the file has rows of inputs, a layer has rows of units
            let column = (0..units).map(|unit| numbers[unit * inputs + input]);
            self.bytes.extend(column.flat_map(f32::to_le_bytes));
        }
        if layer.bias {
            let (name, biases) = self.tensor(layer, module, "bias")?;
            compare(layer, "biases", &needed[..1], &biases)?;
            self.bytes.extend(finite(layer, &name, &biases)?.into_iter().flat_map(f32::to_le_bytes));
        }
        Ok(())
    }

    fn tensor(&mut self, layer: &Layer, module: &str, kind: &str) -> Result<(String, TensorView<'data>), String> {
        let name = format!("{module}.{kind}");
        let missing = |_| {
            let mut names: Vec<&str> = self.file.names();
            names.sort_unstable();
            message::no_tensor(&layer.name, &name, &names)
        };
        let tensor = self.file.tensor(&name).map_err(missing)?;
        self.used.push(name.clone());
        Ok((name, tensor))
    }

    /// The file decides what a width must be that only rustc knows.
    fn learn(&mut self, width: usize, found: usize, layer: &Layer, shape: &[usize]) {
        if self.widths[width].is_none() {
            self.widths[width] = Some(found);
            self.open.push(FileWidth { width, found, text: message::weights_of_a_constant(&layer.name, shape) });
        }
    }
}

/// The numbers of a tensor, if all of them are numbers.
fn finite(layer: &Layer, name: &str, tensor: &TensorView<'_>) -> Result<Vec<f32>, String> {
    let numbers = tensors::numbers(tensor).ok_or_else(|| message::other_numbers(&layer.name, name, tensor.dtype()))?;
    if let Some(at) = numbers.iter().position(|number| !number.is_finite()) {
        let place = match tensor.shape() {
            &[_, inputs] => format!("[{}, {}]", at / inputs, at % inputs),
            _ => format!("[{at}]"),
        };
        return Err(message::not_finite(&layer.name, name, numbers[at], &place));
    }
    Ok(numbers)
}

/// A tensor must have the shape that its layer needs.
fn compare(layer: &Layer, what: &str, needed: &[Option<usize>], tensor: &TensorView<'_>) -> Result<(), String> {
    let known: Option<Vec<usize>> = needed.iter().copied().collect();
    if known.as_deref() == Some(tensor.shape()) {
        return Ok(());
    }
    let width = |width: &Option<usize>| width.map_or_else(|| "_".to_owned(), |width| width.to_string());
    let needed: Vec<String> = needed.iter().map(width).collect();
    Err(message::other_weights(&layer.name, what, &needed.join(", "), tensor.shape()))
}
