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
mod read;
mod tensor;
mod write;

pub(crate) use crate::file::disk::{load, save};
pub(crate) use read::{HEADER_OF_A_TENSOR, longest, read};
pub(crate) use tensor::{from_file_order, to_file_order};
pub(crate) use write::write;
