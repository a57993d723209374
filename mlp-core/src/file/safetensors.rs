//! Weights in safetensors files, with the names and shapes of PyTorch's `nn.Sequential`.
//!
//! A layer is `"0.weight"`, `[units][inputs]`, and `"0.bias"`, `[units]`. Activations and dropouts count as modules, an
//! identity does not. The layers of joined networks have the prefixes `"first."` and `"second."`. Files may have other
//! names: those of the layers (`"fc1.weight"`), a prefix, or names by hand.
//!
//! A file from an unknown source may contain anything. Nothing in it is trusted before it has been compared with the
//! network, and reading it takes no more memory than a list of the network's tensors and a few kilobytes.

pub(crate) mod checksum;
mod compare;
mod entry;
mod fields;
mod find;
mod foreign;
mod header;
mod limits;
mod members;
pub(crate) mod naming;
pub(crate) mod number;
mod proposal;
mod read;
mod remedy;
mod tensor;
mod write;

pub(crate) use crate::file::replace::save;
pub(crate) use members::MemberTensors;
pub(crate) use read::{Place, entry_text, load, read, take_at_most};
pub(crate) use tensor::{from_file_order, to_file_order};
pub(crate) use write::{check_finite, with_vectors, write};
