//! Files of networks in integers.
//!
//! For each layer, behind the number of its module in `nn.Sequential`:
//!
//! | tensor | type and shape | what it is |
//! |---|---|---|
//! | `0.weight` | `I8 [units, inputs]` | |
//! | `0.bias` | `I32 [units]` | in steps of the inputs' scale times the weights' |
//! | `0.weight_scale` | `F32 [units]` | |
//! | `0.multiplier`, `0.shift` | `I32 [units]`, `U8 [units]` | `multiplier / 2^(32 + shift)`: from sums to steps of the clamp |
//! | `0.sum_scale`, `0.sum_zero_point` | `F32 [1]`, `I8 [1]` | of what the clamp returns |
//! | `0.range` | `I8 [2]` | the limits of the clamp |
//! | `0.table` | `I8 [256]` | outputs for -128 to 127, of activations that need them |
//! | `0.exponentials` | `U16 [256]` | of softmax |
//! | `0.scale`, `0.zero_point` | `F32 [1]`, `I8 [1]` | of the outputs |
//!
//! The inputs have `input.scale` and `input.zero_point`. The metadata end with the activations of all layers.

use super::network::{Finish, Quantized, QuantizedLayer};
use super::scale::Quantization;
use crate::error::Error;
use crate::file::safetensors::{checksum, save};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use safetensors::tensor::{Dtype, View};
use std::path::Path;

/// Why nothing can go wrong when a file is written.
const FITTING: &str = "tensors with as many bytes as their shapes say";

/// A tensor in the order of the file.
struct Tensor {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl View for Tensor {
    fn dtype(&self) -> Dtype {
        self.dtype
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

impl Tensor {
    fn new(name: String, dtype: Dtype, shape: Vec<usize>, bytes: impl Iterator<Item = u8>) -> Self {
        Self { name, dtype, shape, bytes: bytes.collect() }
    }

    /// Returns one dimension of `i8`.
    fn signed(name: String, values: &[i8]) -> Self {
        Self::new(name, Dtype::I8, vec![values.len()], values.iter().map(|value| value.cast_unsigned()))
    }

    fn integers(name: String, values: &[i32]) -> Self {
        Self::new(name, Dtype::I32, vec![values.len()], values.iter().flat_map(|value| value.to_le_bytes()))
    }

    fn floats(name: String, values: &[f32]) -> Self {
        Self::new(name, Dtype::F32, vec![values.len()], values.iter().flat_map(|value| value.to_le_bytes()))
    }
}

/// Returns the tensors of a scale and a zero point.
fn meaning(before: &str, quantization: Quantization) -> [Tensor; 2] {
    [
        Tensor::floats(format!("{before}scale"), &[quantization.scale]),
        Tensor::signed(format!("{before}zero_point"), &[quantization.zero_point]),
    ]
}

impl QuantizedLayer {
    /// Returns the tensors of the layer.
    fn tensors(&self) -> Vec<Tensor> {
        let module = &self.module;
        let units = self.biases.len();
        let weights = self.weights.iter().map(|weight| weight.cast_unsigned());
        let mut tensors = vec![
            Tensor::new(format!("{module}.weight"), Dtype::I8, vec![units, self.inputs], weights),
            Tensor::integers(format!("{module}.bias"), &self.biases),
            Tensor::floats(format!("{module}.weight_scale"), &self.weight_scales),
            Tensor::integers(format!("{module}.multiplier"), &self.multipliers),
            Tensor::new(format!("{module}.shift"), Dtype::U8, vec![units], self.shifts.iter().copied()),
            Tensor::signed(format!("{module}.range"), &[self.limits.least, self.limits.most]),
        ];
        tensors.extend(meaning(&format!("{module}.sum_"), self.sums));
        tensors.extend(meaning(&format!("{module}."), self.output));
        match &self.finish {
            Finish::Clamp => {}
            Finish::Table(table) => tensors.push(Tensor::signed(format!("{module}.table"), &table[..])),
            Finish::Softmax(exponentials) => {
                let bytes = exponentials.iter().flat_map(|value| value.to_le_bytes());
                let name = format!("{module}.exponentials");
                tensors.push(Tensor::new(name, Dtype::U16, vec![exponentials.len()], bytes));
            }
        }
        tensors
    }
}

impl<const INPUTS: usize, const OUTPUTS: usize> Quantized<INPUTS, OUTPUTS> {
    /// Returns the network as the bytes of a safetensors file, which `weights = ".."` with `arithmetic = i8` reads.
    ///
    /// The same network results in the same bytes. The file has its weights, its biases, and all of its scales and zero
    /// points.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "the shapes are those of the bytes")]
    pub fn to_safetensors(&self) -> Vec<u8> {
        let tensors = meaning("input.", self.input).into_iter();
        let tensors = tensors.chain(self.layers.iter().flat_map(QuantizedLayer::tensors));
        let activations: Vec<&str> = self.layers.iter().map(|layer| layer.activation).collect();
        let version = env!("CARGO_PKG_VERSION");
        let entry = format!("{version} {}; arithmetic i8; activations {}", self.declaration, activations.join(", "));
        let metadata = [("mlp".to_string(), checksum::with_room(&entry))].into();
        let views = tensors.map(|tensor| (tensor.name.clone(), tensor));
        checksum::fill(safetensors::serialize(views, Some(metadata)).expect(FITTING))
    }

    /// Writes the network to a safetensors file, which `weights = ".."` with `arithmetic = i8` reads.
    ///
    /// At any moment either the whole old file or the whole new one is there.
    ///
    /// # Errors
    ///
    /// [`Error::File`] if the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        save(path.as_ref(), &self.to_safetensors())
    }
}
