//! Compares a file's tensors with the layers of a network.

use proc_macro2::TokenStream;
use quote::ToTokens;
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;
use syn::LitStr;

use super::tensors;
use crate::errors::{Errors, message};
use crate::network::{FileWidth, Layer, Residual, Weights, Width, modules};

/// A message and the tokens that it underlines.
type Mistake = (TokenStream, String);

/// Returns the weights of a file, if it has those of this network. Only the first difference is reported, since later
/// ones follow from it.
pub(in crate::check) fn read(
    path: &LitStr,
    inputs: &Width,
    layers: &[Layer],
    residuals: &[Residual],
    errors: &mut Errors,
) -> Option<Weights> {
    match weights(path, inputs, layers, residuals) {
        Ok(weights) => Some(weights),
        Err((underlined, text)) => {
            errors.report(underlined, text);
            None
        }
    }
}

fn weights(path: &LitStr, inputs: &Width, layers: &[Layer], residuals: &[Residual]) -> Result<Weights, Mistake> {
    let at_path = |text: String| (path.to_token_stream(), text);
    let file = tensors::find(path).map_err(at_path)?;
    let content = std::fs::read(&file).map_err(|error| at_path(message::unreadable_weights(path.value(), error)))?;
    let parsed = tensors::parse(&content, path).map_err(at_path)?;
    let mut comparison = Comparison::new(&parsed, inputs, layers);
    for (index, (layer, module)) in layers.iter().zip(modules::paths(layers, residuals)).enumerate() {
        let module = module.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
        let at_width = |text: String| (layer.width.to_token_stream(), text);
        comparison.layer(index, layer, &module).map_err(at_width)?;
    }
    if let Some(unused) = comparison.unused().first() {
        return Err(at_path(message::unexpected_weights(unused)));
    }
    let Comparison { bytes, open, .. } = comparison;
    Ok(Weights { written: path.value(), file: file.to_string_lossy().into_owned(), bytes, open })
}

/// A comparison of a file with a network, in progress.
struct Comparison<'a, 'data> {
    file: &'a SafeTensors<'data>,
    /// The number of inputs and the units of each layer; `None` until the file says what a constant must be.
    widths: Vec<Option<usize>>,
    /// The rules for widths that only rustc knows.
    open: Vec<FileWidth>,
    /// The parameters so far.
    bytes: Vec<u8>,
    /// The names of the tensors so far.
    used: Vec<String>,
}

impl<'a, 'data> Comparison<'a, 'data> {
    fn new(file: &'a SafeTensors<'data>, inputs: &Width, layers: &[Layer]) -> Self {
        let widths = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width)).map(Width::literal);
        Self { file, widths: widths.collect(), open: Vec::new(), bytes: Vec::new(), used: Vec::new() }
    }

    /// Copies the tensors of a layer; `index` is from 0.
    fn layer(&mut self, index: usize, layer: &Layer, module: &str) -> Result<(), String> {
        let (name, weights) = self.tensor(layer, module, "weight")?;
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
            let (name, biases) = self.tensor(layer, module, "bias")?;
            compare(layer, "biases", &needed[..1], &biases)?;
            self.bytes.extend(finite_values(layer, &name, &biases)?.into_iter().flat_map(f32::to_le_bytes));
        }
        Ok(())
    }

    /// Returns the tensor `module.kind` with its name.
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

    /// Takes a width that only rustc knows from the file, which it must then equal.
    fn learn(&mut self, width: usize, found: usize, layer: &Layer, shape: &[usize]) {
        if self.widths[width].is_none() {
            self.widths[width] = Some(found);
            self.open.push(FileWidth { width, found, text: message::weights_of_a_constant(&layer.name, shape) });
        }
    }

    /// Returns the names of the tensors that no layer has.
    fn unused(&self) -> Vec<&str> {
        let mut unused: Vec<&str> = self.file.names();
        unused.retain(|name| self.used.iter().all(|used| used != name));
        unused.sort_unstable();
        unused
    }
}

/// Returns the values of a tensor, if all of them are finite.
fn finite_values(layer: &Layer, name: &str, tensor: &TensorView<'_>) -> Result<Vec<f32>, String> {
    let values = tensors::values(tensor).ok_or_else(|| message::other_numbers(&layer.name, name, tensor.dtype()))?;
    if let Some(index) = values.iter().position(|value| !value.is_finite()) {
        let indices = match tensor.shape() {
            &[_, inputs] => format!("[{}, {}]", index / inputs, index % inputs),
            _ => format!("[{index}]"),
        };
        return Err(message::not_finite(&layer.name, name, values[index], &indices));
    }
    Ok(values)
}

/// Checks that a tensor has the shape that its layer needs.
fn compare(layer: &Layer, what: &str, needed: &[Option<usize>], tensor: &TensorView<'_>) -> Result<(), String> {
    let known: Option<Vec<usize>> = needed.iter().copied().collect();
    if known.as_deref() == Some(tensor.shape()) {
        return Ok(());
    }
    let width = |width: &Option<usize>| width.map_or_else(|| "_".to_owned(), |width| width.to_string());
    let needed: Vec<String> = needed.iter().map(width).collect();
    Err(message::other_weights(&layer.name, what, &needed.join(", "), tensor.shape()))
}
