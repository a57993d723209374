//! Weights to and from safetensors files, named and shaped as PyTorch's `nn.Sequential` does.
//!
//! A layer is `"0.weight"`, `[units][inputs]`, and `"0.bias"`, `[units]`; activations and dropouts count as modules, an
//! identity does not. Layers of joined networks stand under `"first."` and `"second."`.
//!
//! A file that somebody else made may say anything. Nothing that it says is believed before it is compared with the
//! network, and reading it takes no more memory than a list of the network's tensors and a few kilobytes.

mod header;
mod limits;
pub(crate) mod number;

use crate::error::{CheckpointReason, Error, SafetensorsReason};
use crate::layer::info::{LayerInfo, LayerPath, VisitLayers};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use header::{Entry, Header};
use safetensors::tensor::{Dtype, View};

pub(crate) use crate::file::disk::{load, save};

/// Bytes that the header of a file may have beside the network's tensors: for metadata, and for the tensors of a network
/// of another kind, so that its error names one of them.
const HEADER_ROOM: usize = 64 << 10;

/// Bytes of a header that one tensor takes, with a long name.
pub(crate) const HEADER_OF_A_TENSOR: usize = 256;

/// Bytes that the names in a header may have, beyond those of the network's tensors.
const LONGEST_NAME: usize = 512;

/// One tensor of a network: where it goes in a file, and which parameters it holds.
struct Tensor {
    name: String,
    units: usize,
    /// `None`: biases.
    inputs: Option<usize>,
    /// The index of its first parameter.
    first: usize,
}

impl Tensor {
    /// `[units, inputs]` or `[units]`
    fn shape(&self) -> Vec<usize> {
        core::iter::once(self.units).chain(self.inputs).collect()
    }

    fn len(&self) -> usize {
        self.units * self.inputs.unwrap_or(1)
    }

    /// The parameter that stands at `index` of the file's order.
    fn parameter(&self, index: usize) -> usize {
        match self.inputs {
            Some(inputs) => self.first + index % inputs * self.units + index / inputs,
            None => self.first + index,
        }
    }

    /// The numbers that the file has for this tensor, if they fit it.
    fn numbers<'a>(&self, entry: &Entry, data: &'a [u8]) -> Result<Numbers<'a>, Error> {
        let name = || self.name.clone();
        if entry.shape() != self.shape() {
            return Err(Error::TensorShape { name: name(), network: self.shape(), file: entry.shape().to_vec() });
        }
        let size = number::size(entry.dtype)
            .ok_or_else(|| Error::TensorType { name: name(), found: number::name(entry.dtype) })?;
        let bytes = data.get(entry.start..entry.end).filter(|bytes| bytes.len() == self.len() * size);
        let bytes = bytes.ok_or_else(|| header::broken(SafetensorsReason::Misplaced { name: name() }))?;
        let odd = number::all(entry.dtype, bytes).enumerate().find(|(_, number)| !number.is_finite());
        if let Some((index, value)) = odd {
            let index = self.inputs.map_or([index].to_vec(), |inputs| [index / inputs, index % inputs].to_vec());
            return Err(Error::TensorNotFinite { name: name(), index, value });
        }
        Ok(Numbers { dtype: entry.dtype, bytes })
    }
}

/// The numbers of a tensor, in the file's bytes.
struct Numbers<'a> {
    dtype: Dtype,
    bytes: &'a [u8],
}

fn prefix(place: &LayerPath<'_>) -> String {
    match place.parent {
        Some(parent) => prefix(parent) + place.name + ".",
        None => String::new(),
    }
}

/// All tensors of a network, in its order.
fn tensors(visit_layers: VisitLayers) -> Vec<Tensor> {
    let (mut tensors, mut first) = (Vec::new(), 0);
    visit_layers(&LayerPath::TOP, &mut |place: &LayerPath<'_>, layer: &LayerInfo| {
        let module = prefix(place) + &layer.module.to_string();
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

/// Shows one number for each parameter, tensor by tensor: its name, its shape, and the numbers in the file's order.
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

/// Asks for one number for each parameter, tensor by tensor: for its name and how many there are.
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

/// How many bytes the header of a file for this network may have.
fn longest_header(tensors: &[Tensor]) -> usize {
    HEADER_ROOM + tensors.iter().map(|tensor| HEADER_OF_A_TENSOR + tensor.name.len()).sum::<usize>()
}

/// How many bytes a name in the header of a file for this network may have.
fn longest_name(tensors: &[Tensor]) -> usize {
    tensors.iter().map(|tensor| tensor.name.len()).fold(LONGEST_NAME, usize::max)
}

/// How many bytes a file for this network may have.
pub(crate) fn longest(visit_layers: VisitLayers) -> usize {
    let tensors = tensors(visit_layers);
    let parameters: usize = tensors.iter().map(Tensor::len).sum();
    8 + longest_header(&tensors) + parameters * size_of::<f64>()
}

/// Reads a file's bytes into a network, and into vectors that stand beside it under names of their own; on an error nothing
/// is changed.
pub(crate) fn read(
    parameters: &mut [f32],
    visit_layers: VisitLayers,
    vectors: &mut [(&'static str, &mut [f32])],
    bytes: &[u8],
) -> Result<(), Error> {
    let beside = |(name, vector): &(&str, &mut [f32])| Tensor {
        name: name.to_string(),
        units: vector.len(),
        inputs: None,
        first: 0,
    };
    let mut all: Vec<Tensor> = vectors.iter().map(beside).collect();
    all.extend(tensors(visit_layers));
    let found = find(&all, bytes)?;
    let (beside, own) = found.split_at(vectors.len());
    for ((_, vector), numbers) in vectors.iter_mut().zip(beside) {
        for (x, number) in vector.iter_mut().zip(number::all(numbers.dtype, numbers.bytes)) {
            *x = number;
        }
    }
    for (tensor, numbers) in all[vectors.len()..].iter().zip(own) {
        for (index, number) in number::all(numbers.dtype, numbers.bytes).enumerate() {
            parameters[tensor.parameter(index)] = number;
        }
    }
    Ok(())
}

/// The numbers that a file has for these tensors, if it has all of them, no others, and nothing else.
fn find<'a>(tensors: &[Tensor], bytes: &'a [u8]) -> Result<Vec<Numbers<'a>>, Error> {
    let (header, data) = header::split(bytes, longest_header(tensors))?;
    limits::check(header, longest_name(tensors))?;
    let Header { found, mut unexpected } = header::read(header, tensors)?;
    let mut numbers = Vec::with_capacity(tensors.len());
    for (tensor, entry) in tensors.iter().zip(&found) {
        let Some(entry) = entry else {
            return Err(Error::MissingTensor { name: tensor.name.clone(), unexpected: unexpected.take() });
        };
        numbers.push(tensor.numbers(entry, data)?);
    }
    if let Some(name) = unexpected {
        return Err(Error::UnexpectedTensor { name });
    }
    header::without_gaps(found.iter().flatten(), data.len())?;
    Ok(numbers)
}
