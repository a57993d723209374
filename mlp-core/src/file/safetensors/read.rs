//! Reading the weights of a network; whatever does not fit the network is rejected.

use super::header::{self, Entry, Header};
use super::limits;
use super::number;
use super::tensor::{Tensor, tensors};
use crate::error::{Error, SafetensorsReason};
use crate::layer::info::VisitLayers;
use alloc::string::ToString;
use alloc::vec::Vec;
use safetensors::tensor::Dtype;

/// The number of bytes that the header of a file may have besides the network's tensors.
///
/// They are for metadata, and for the tensors of a different network, so that the error names one of them.
const HEADER_ROOM: usize = 64 << 10;

/// The number of bytes that one tensor takes in a header, if its name is long.
pub(crate) const HEADER_OF_A_TENSOR: usize = 256;

/// The number of bytes that a name in a header may have, if no name of the network is longer.
const LONGEST_NAME: usize = 512;

/// Returns the largest number of bytes of a header for this network.
fn longest_header(tensors: &[Tensor]) -> usize {
    HEADER_ROOM + tensors.iter().map(|tensor| HEADER_OF_A_TENSOR + tensor.name.len()).sum::<usize>()
}

/// Returns the largest number of bytes of a name in a header for this network.
fn longest_name(tensors: &[Tensor]) -> usize {
    tensors.iter().map(|tensor| tensor.name.len()).fold(LONGEST_NAME, usize::max)
}

/// Returns the largest number of bytes of a file for this network.
pub(crate) fn longest(visit_layers: VisitLayers) -> usize {
    let tensors = tensors(visit_layers);
    let parameters: usize = tensors.iter().map(Tensor::len).sum();
    8 + longest_header(&tensors) + parameters * size_of::<f64>()
}

/// Reads the bytes of a file into a network, and into vectors beside it that have names of their own.
///
/// On an error nothing is changed.
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

/// Returns the values that a file has for these tensors, if it has all of them and no others.
fn find<'a>(tensors: &[Tensor], bytes: &'a [u8]) -> Result<Vec<Numbers<'a>>, Error> {
    let (header, data) = header::split(bytes, longest_header(tensors))?;
    limits::check(header, longest_name(tensors))?;
    let Header { found, mut unexpected } = header::read(header, tensors)?;
    let mut numbers = Vec::with_capacity(tensors.len());
    for (tensor, entry) in tensors.iter().zip(&found) {
        let Some(entry) = entry else {
            return Err(Error::MissingTensor { name: tensor.name.clone(), unexpected: unexpected.take() });
        };
        numbers.push(numbers_of(tensor, entry, data)?);
    }
    if let Some(name) = unexpected {
        return Err(Error::UnexpectedTensor { name });
    }
    header::without_gaps(found.iter().flatten(), data.len())?;
    Ok(numbers)
}

/// The values of a tensor, in the bytes of the file.
struct Numbers<'a> {
    dtype: Dtype,
    bytes: &'a [u8],
}

/// Returns the values that the file has for a tensor, if they fit it.
fn numbers_of<'a>(tensor: &Tensor, entry: &Entry, data: &'a [u8]) -> Result<Numbers<'a>, Error> {
    let name = || tensor.name.clone();
    if entry.shape() != tensor.shape() {
        return Err(Error::TensorShape { name: name(), network: tensor.shape(), file: entry.shape().to_vec() });
    }
    let size = number::size(entry.dtype)
        .ok_or_else(|| Error::TensorType { name: name(), found: number::name(entry.dtype) })?;
    let bytes = data.get(entry.start..entry.end).filter(|bytes| bytes.len() == tensor.len() * size);
    let bytes = bytes.ok_or_else(|| Error::from(SafetensorsReason::Misplaced { name: name() }))?;
    let odd = number::all(entry.dtype, bytes).enumerate().find(|(_, number)| !number.is_finite());
    if let Some((index, value)) = odd {
        let index = tensor.inputs.map_or([index].to_vec(), |inputs| [index / inputs, index % inputs].to_vec());
        return Err(Error::TensorNotFinite { name: name(), index, value });
    }
    Ok(Numbers { dtype: entry.dtype, bytes })
}
