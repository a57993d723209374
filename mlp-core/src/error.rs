//! Errors in settings, data and files: [`Error`], and the types of its fields.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! { struct Net: 1 => 1 }
//!
//! let trainer = Trainer::new(Mse, Sgd::new(0.1));
//! let error = trainer.fit(&mut Net::seeded(7), &[[0.0], [f32::NAN]], &[[1.0], [3.0]]).unwrap_err();
//! assert!(matches!(error, mlp::Error::InputNotFinite { sample: 1, column: 0, .. }));
//! assert_eq!(error.to_string(), "input 0 of sample 1 is NaN: inputs must be finite");
//! ```

#[cfg(feature = "csv")]
mod csv;
#[cfg(any(feature = "csv", feature = "idx"))]
mod file_name;
#[cfg(feature = "idx")]
mod idx;
#[cfg(feature = "std")]
mod io;
mod message;
#[cfg(feature = "onnx")]
mod onnx;
mod part;
#[cfg(feature = "std")]
mod quantization;
#[cfg(feature = "safetensors")]
mod safetensors;
mod setting;
#[cfg(feature = "safetensors")]
mod tensors;
mod variants;

#[cfg(feature = "csv")]
pub use csv::{Column, CsvExpected, CsvNotation, CsvReason, MissingColumn};
#[cfg(feature = "idx")]
pub use idx::IdxReason;
#[cfg(feature = "std")]
pub use io::IoError;
#[cfg(feature = "onnx")]
pub use onnx::OnnxReason;
pub use part::{SplitPart, WeightOf};
#[cfg(feature = "std")]
pub use quantization::QuantizationReason;
#[cfg(feature = "safetensors")]
pub use safetensors::{CheckpointReason, Dtype, ParseError, SafetensorsReason};
pub(crate) use setting::{
    assert_valid, check, check_below_one, check_count, check_fraction, check_not_negative, debug_assert_valid,
};
#[cfg(feature = "safetensors")]
pub use tensors::{FileTensors, NamesOf, Proposal};
pub use variants::Error;
