//! Weights to and from safetensors files, named and shaped as PyTorch's `nn.Sequential` does.
//!
//! A layer is `"0.weight"`, `[units][inputs]`, and `"0.bias"`, `[units]`; activations and dropouts count as modules, an
//! identity does not. Layers of joined networks stand under `"first."` and `"second."`.

use crate::error::Error;
use crate::layer::{Layer, Place};
use crate::network::Network;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use safetensors::tensor::{Dtype, SafeTensors, TensorView, View};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// One tensor of a network: where it goes in a file, and which parameters it holds.
struct Tensor {
    name: String,
    /// `[units, inputs]` or `[units]`
    shape: Vec<usize>,
    /// The index of its first parameter.
    first: usize,
}

impl Tensor {
    fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// The parameter that stands at `index` of the file's order.
    fn parameter(&self, index: usize) -> usize {
        match self.shape[..] {
            [units, inputs] => self.first + index % inputs * units + index / inputs,
            _ => self.first + index,
        }
    }
}

fn prefix(place: &Place<'_>) -> String {
    match place.parent {
        Some(parent) => prefix(parent) + place.name + ".",
        None => String::new(),
    }
}

/// All tensors of a network, in its order.
fn tensors<N: Network>() -> Vec<Tensor> {
    let (mut tensors, mut first) = (Vec::new(), 0);
    N::visit_layers(&Place::TOP, &mut |place: &Place<'_>, layer: &Layer| {
        let module = prefix(place) + &layer.module.to_string();
        let shape = [layer.units, layer.inputs].to_vec();
        tensors.push(Tensor { name: format!("{module}.weight"), shape, first });
        if layer.bias {
            let first = first + layer.units * layer.inputs;
            tensors.push(Tensor { name: format!("{module}.bias"), shape: [layer.units].to_vec(), first });
        }
        first += layer.params();
    });
    tensors
}

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

/// The network as a file's bytes.
pub(crate) fn write<N: Network>(net: &N) -> Vec<u8> {
    let parameters = net.params_slice();
    let views = tensors::<N>().into_iter().map(|tensor| {
        let bytes = (0..tensor.len()).flat_map(|index| parameters[tensor.parameter(index)].to_le_bytes()).collect();
        (tensor.name, Bytes { shape: tensor.shape, bytes })
    });
    safetensors::serialize(views, None).expect("tensors with as many bytes as their shapes say")
}

/// Reads a file's bytes into a network; on an error nothing is changed.
pub(crate) fn read<N: Network>(net: &mut N, bytes: &[u8]) -> Result<(), Error> {
    let file = SafeTensors::deserialize(bytes).map_err(|error| Error::Safetensors { reason: error.to_string() })?;
    let tensors = tensors::<N>();
    let mut found = Vec::with_capacity(tensors.len());
    for tensor in &tensors {
        let view = file.tensor(&tensor.name).map_err(|_| Error::MissingTensor { name: tensor.name.clone() })?;
        found.push(numbers(tensor, &view)?);
    }
    if let Some(name) = file.names().into_iter().find(|name| tensors.iter().all(|tensor| tensor.name != **name)) {
        return Err(Error::UnexpectedTensor { name: name.to_string() });
    }
    let parameters = net.params_slice_mut();
    for (tensor, numbers) in tensors.iter().zip(found) {
        for (index, number) in numbers.into_iter().enumerate() {
            parameters[tensor.parameter(index)] = number;
        }
    }
    Ok(())
}

/// The numbers of a tensor, if it has the network's shape.
fn numbers(tensor: &Tensor, view: &TensorView<'_>) -> Result<Vec<f32>, Error> {
    if view.shape() != tensor.shape {
        let (name, network, file) = (tensor.name.clone(), tensor.shape.clone(), view.shape().to_vec());
        return Err(Error::TensorShape { name, network, file });
    }
    let data = view.data();
    match view.dtype() {
        Dtype::F32 => Ok(data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
        #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
        Dtype::F64 => Ok(data.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes) as f32).collect()),
        Dtype::F16 => Ok(data.as_chunks().0.iter().map(|bytes| half(u16::from_le_bytes(*bytes))).collect()),
        Dtype::BF16 => Ok(data.as_chunks().0.iter().map(|bytes| brain(u16::from_le_bytes(*bytes))).collect()),
        other => Err(Error::TensorType { name: tensor.name.clone(), found: format!("{other:?}") }),
    }
}

/// A bfloat16: the upper half of an `f32`.
fn brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

/// An IEEE 754 half: 1 sign bit, 5 exponent bits, 10 fraction bits.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    let magnitude = match exponent {
        // denormal: a multiple of 2^-24
        0 => (fraction as f32 / 16_777_216.0).to_bits(),
        31 => 0x7f80_0000 | fraction << 13,
        _ => (exponent + 127 - 15) << 23 | fraction << 13,
    };
    f32::from_bits(sign | magnitude)
}

fn file_error(path: &Path, error: &std::io::Error) -> Error {
    Error::File { path: path.to_path_buf(), reason: error.to_string() }
}

/// Writes a file in one step: whenever it stops, the old file or the new one is there, whole.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.partial", std::process::id()));
    let partial: PathBuf = path.with_file_name(name);
    let written = File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&partial, path)).map_err(|error| {
        // the partial file is of no use to anybody; the first error is the one to tell
        let _ = std::fs::remove_file(&partial);
        file_error(path, &error)
    })
}

/// Reads a whole file.
pub(crate) fn load(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| file_error(path, &error))
}

#[cfg(test)]
mod tests {
    use super::{brain, half};

    #[test]
    fn halves() {
        for (bits, value) in [(0, 0.0), (0x3c00, 1.0), (0xc000, -2.0), (0x7bff, 65504.0), (1, 5.960_464_5e-8)] {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7e00).is_nan() && half(0xfc00) == f32::NEG_INFINITY);
        assert_eq!(brain(0x3f80), 1.0);
    }
}
