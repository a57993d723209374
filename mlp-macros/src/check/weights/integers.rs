//! Files of networks in integers, as `mlp-core/src/quantized/write.rs` writes them.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;

use super::modules::{Modules, sequence};
use super::{FileOfWeights, Place, checksum, tensors};
use crate::errors::{Errors, message};
use crate::network::{FileWidth, IntegerLayer, IntegerTable, Integers, Layer, Quantization, Width};

/// The largest bias: with it, sums of 2^15 products fit 32 bits, as `mlp-core/src/quantized/clamp.rs` shows.
const MOST_BIAS: i32 = 1 << 30;

/// A message and the tokens that it underlines.
type Mistake = (TokenStream, String);

/// Returns the network in integers of a file, if it is this network; only the first difference is reported.
pub(in crate::check) fn read(
    file: &FileOfWeights,
    inputs: &Width,
    layers: &[Layer],
    errors: &mut Errors,
) -> Option<Integers> {
    match integers(file, inputs, layers) {
        Ok(integers) => Some(integers),
        Err((underlined, text)) => {
            errors.report(underlined, text);
            None
        }
    }
}

fn integers(file: &FileOfWeights, inputs: &Width, layers: &[Layer]) -> Result<Integers, Mistake> {
    let FileOfWeights { path, place } = file;
    let at_path = |text: String| (path.to_token_stream(), text);
    match place {
        Place::Whole => {}
        Place::Behind(prefix) => return Err((prefix.to_token_stream(), message::PLACE_OF_INTEGERS.to_owned())),
        Place::Layers(group, _) => return Err((group.to_token_stream(), message::PLACE_OF_INTEGERS.to_owned())),
    }
    let found = tensors::find(path).map_err(at_path)?;
    let content = std::fs::read(&found).map_err(|error| at_path(message::unreadable_weights(path.value(), error)))?;
    let parsed = tensors::parse(&content, path).map_err(at_path)?;
    if !checksum::fits(&content) {
        return Err(at_path(message::damaged_weights(path.value())));
    }
    let activations = activations(&content).ok_or_else(|| at_path(message::not_integers(path.value())))?;
    compare_activations(&activations, layers).map_err(|(layer, text)| {
        (layer.map_or_else(|| path.to_token_stream(), |layer| layer.width.to_token_stream()), text)
    })?;
    let widths = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width)).map(Width::literal).collect();
    let modules = Modules::by_hand(sequence(layers, &[]));
    let mut reader = Reader { file: &parsed, widths, open: Vec::new(), used: Vec::new() };
    let input = reader.meaning("the network", "input.").map_err(at_path)?;
    let mut read = Vec::new();
    let mut zero_point = input.zero_point;
    for (index, (layer, module)) in layers.iter().zip(&modules.names).enumerate() {
        let integers = reader.layer(index, layer, module, zero_point);
        let integers = integers.map_err(|text| (layer.width.to_token_stream(), text))?;
        zero_point = integers.output.zero_point;
        read.push(integers);
    }
    if let Some(unused) = reader.unused() {
        return Err(at_path(message::unexpected_tensor(unused)));
    }
    let (written, file) = (path.value(), found.to_string_lossy().into_owned());
    Ok(Integers { written, file, open: reader.open, input, layers: read })
}

/// Returns the activations in the metadata of a network in integers.
fn activations(content: &[u8]) -> Option<Vec<String>> {
    let (_, header) = SafeTensors::read_metadata(content).ok()?;
    let entry = header.metadata().as_ref()?.get("mlp")?;
    let (_, behind) = entry.split_once("; arithmetic i8; activations ")?;
    let words = behind.split_once(';').map_or(behind, |(words, _)| words);
    Some(words.split(", ").map(str::to_owned).collect())
}

/// Compares the activations; of a mistake in a layer, the layer is returned with the message.
fn compare_activations<'a>(file: &[String], layers: &'a [Layer]) -> Result<(), (Option<&'a Layer>, String)> {
    if file.len() != layers.len() {
        return Err((None, message::other_number_of_layers(layers.len(), file.len())));
    }
    for (file, layer) in file.iter().zip(layers) {
        let here = layer.activation.with_argument();
        if here != *file {
            return Err((Some(layer), message::other_activation(&layer.name, &here, file)));
        }
    }
    Ok(())
}

/// A file that is read.
struct Reader<'a, 'data> {
    file: &'a SafeTensors<'data>,
    /// The number of inputs and the units of each layer; `None` until the file says what a constant must be.
    widths: Vec<Option<usize>>,
    /// The rules for widths that only rustc knows.
    open: Vec<FileWidth>,
    /// The names of the tensors so far.
    used: Vec<String>,
}

impl Reader<'_, '_> {
    /// Reads a layer, whose inputs have this zero point; `index` is from 0.
    fn layer(&mut self, index: usize, layer: &Layer, module: &str, zero_point: i8) -> Result<IntegerLayer, String> {
        self.learn(index, layer, module);
        let [inputs, units] = [index, index + 1].map(|width| self.widths[width].unwrap_or_default());
        let owner = layer.name.to_string();
        let mut tensor =
            |kind: &str, dtype: Dtype, shape: &[usize]| self.tensor(&owner, &format!("{module}.{kind}"), dtype, shape);
        let weights = tensor("weight", Dtype::I8, &[units, inputs])?;
        let biases = integers_of(&tensor("bias", Dtype::I32, &[units])?);
        let multipliers = integers_of(&tensor("multiplier", Dtype::I32, &[units])?);
        let shifts = tensor("shift", Dtype::U8, &[units])?;
        in_range(&owner, &format!("{module}.bias"), &biases, [-MOST_BIAS, MOST_BIAS])?;
        in_range(&owner, &format!("{module}.multiplier"), &multipliers, [0, i32::MAX])?;
        in_range(&owner, &format!("{module}.shift"), &shifts, [1, 31])?;
        tensor("weight_scale", Dtype::F32, &[units])?;
        let range = tensor("range", Dtype::I8, &[2])?;
        let table = match layer.activation.word().as_str() {
            "identity" | "relu" | "hard_tanh" | "hard_sigmoid" => IntegerTable::Clamp,
            "softmax" => {
                let bytes = tensor("exponentials", Dtype::U16, &[256])?;
                IntegerTable::Exponentials(bytes.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two)).collect())
            }
            _ => IntegerTable::Outputs(tensor("table", Dtype::I8, &[256])?),
        };
        let sums = self.meaning(&owner, &format!("{module}.sum_"))?;
        let output = self.meaning(&owner, &format!("{module}."))?;
        let folded = biases.iter().zip(weights.chunks_exact(inputs.max(1)));
        let biases = folded.map(|(bias, weights)| without_zero_point(*bias, weights, zero_point)).collect();
        let limits = [sums.zero_point, range[0].cast_signed(), range[1].cast_signed()];
        Ok(IntegerLayer { weights, biases, multipliers, shifts, limits, table, output })
    }

    /// Takes widths that only rustc knows from the weights of the file, which they must then equal.
    fn learn(&mut self, index: usize, layer: &Layer, module: &str) {
        let Ok(weights) = self.file.tensor(&format!("{module}.weight")) else { return };
        let &[units, inputs] = weights.shape() else { return };
        for (width, found) in [(index, inputs), (index + 1, units)] {
            if self.widths[width].is_none() {
                self.widths[width] = Some(found);
                let text = message::weights_of_a_constant(&layer.name, weights.shape());
                self.open.push(FileWidth { width, found, text });
            }
        }
    }

    /// Returns the bytes of a tensor of this type and shape.
    fn tensor(&mut self, owner: &str, name: &str, dtype: Dtype, shape: &[usize]) -> Result<Vec<u8>, String> {
        let Ok(tensor) = self.file.tensor(name) else {
            return Err(message::no_tensor(owner, name, &self.tensors(), ""));
        };
        if tensor.dtype() != dtype || tensor.shape() != shape {
            let found = format!("{} {:?}", tensor.dtype(), tensor.shape());
            return Err(message::other_tensor(owner, name, &format!("{dtype} {shape:?}"), &found));
        }
        self.used.push(name.to_owned());
        Ok(tensor.data().to_vec())
    }

    /// Returns the scale and the zero point behind a name.
    fn meaning(&mut self, owner: &str, before: &str) -> Result<Quantization, String> {
        let scale = self.tensor(owner, &format!("{before}scale"), Dtype::F32, &[1])?;
        let zero_point = self.tensor(owner, &format!("{before}zero_point"), Dtype::I8, &[1])?[0].cast_signed();
        let scale = f32::from_le_bytes(scale.try_into().unwrap_or_default());
        if !scale.is_finite() || scale <= 0.0 {
            return Err(message::bad_scale(owner, format_args!("{before}scale"), scale));
        }
        Ok(Quantization { scale, zero_point })
    }

    /// Returns the tensors of the file, each with its shape, in the order of their names.
    fn tensors(&self) -> Vec<(String, Vec<usize>)> {
        let tensors = self.file.iter().map(|(name, tensor)| (name.to_owned(), tensor.shape().to_vec()));
        let mut tensors: Vec<_> = tensors.collect();
        tensors.sort_unstable();
        tensors
    }

    /// Returns the first tensor that was not read.
    fn unused(&self) -> Option<&str> {
        self.file.names().into_iter().filter(|name| self.used.iter().all(|used| used != name)).min()
    }
}

/// Checks the integers of a tensor, which the core asserts too.
fn in_range<T: Copy + PartialOrd + Display>(
    owner: &str,
    tensor: &str,
    found: &[T],
    [least, most]: [T; 2],
) -> Result<(), String> {
    match found.iter().find(|number| **number < least || **number > most) {
        Some(number) => Err(message::tensor_out_of_range(owner, tensor, number, least, most)),
        None => Ok(()),
    }
}

fn integers_of(bytes: &[u8]) -> Vec<i32> {
    bytes.as_chunks().0.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect()
}

/// Returns `bias - zero_point * sum_i weight[i]`, so that products need no zero point. What is too large stays so, for
/// the core to refuse it.
fn without_zero_point(bias: i32, weights: &[u8], zero_point: i8) -> i32 {
    let sum: i64 = weights.iter().map(|weight| i64::from(weight.cast_signed())).sum();
    let folded = i64::from(bias) - i64::from(zero_point) * sum;
    i32::try_from(folded).unwrap_or(i32::MAX)
}
