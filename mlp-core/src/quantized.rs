//! Networks in integers: inputs, outputs, weights and all values between them are `i8`.
//!
//! The definition is TensorFlow Lite's [8-bit quantization specification]. A real number is
//! `scale * (integer - zero_point)`, an `i8` of -128 to 127 ([`Quantization`]):
//!
//! | values | integers | scale | zero point |
//! |---|---|---|---|
//! | inputs, sums, outputs of a layer | `i8` | one for all, from the samples | one for all, from the samples |
//! | weights | `i8`, -127 to 127 | one for each unit | 0 |
//! | biases and sums | `i32` | inputs' scale times weights' scale | 0 |
//! | outputs of `tanh` | `i8` | 1/128 | 0 |
//! | outputs of `sigmoid` and `softmax` | `i8` | 1/256 | -128 |
//!
//! A unit computes `sum = bias + sum_i weight[i] (input[i] - zero_point)` in `i32`, which cannot overflow
//! ([`MOST_INPUTS`]), and from it
//!
//! `clamp(zero_point + round(sum * multiplier / 2^(32 + shift)))`, where `multiplier / 2^(32 + shift)` is `inputs' scale *
//! weights' scale / outputs' scale`, with a multiplier of 31 bits, and halves are rounded up: TensorFlow Lite's
//! `MultiplyByQuantizedMultiplier` with `TFLITE_SINGLE_ROUNDING`.
//!
//! - `relu` and `hard_tanh` are limits of the clamp; the factor 1/6 of `hard_sigmoid` is in its multiplier, and its 1/2
//!   is in its biases.
//! - The other activations of one value are tables of 256 outputs, as in TensorFlow Lite.
//! - `softmax` adds up exponentials of differences from the largest sum, from a table of 256 numbers of 16 bits. The
//!   specification has only the scale and the zero point of its outputs: an output here is within one of the nearest.
//!
//! A network on a desktop, [`Network::quantize`](crate::Network::quantize), and one that the compiler reads from its file,
//! `arithmetic = i8`, compute the same integers on every machine.
//!
//! [8-bit quantization specification]: https://ai.google.dev/edge/litert/models/quantization_spec

#[cfg(feature = "std")]
mod calibration;
mod clamp;
#[cfg(all(target_arch = "arm", target_os = "none"))]
mod cortex_m;
#[cfg(feature = "std")]
mod float;
mod layer;
#[cfg(feature = "std")]
mod network;
mod products;
mod scale;
mod table;
#[cfg(feature = "safetensors")]
mod write;

#[cfg(feature = "std")]
pub(crate) use calibration::quantize;
pub use clamp::MOST_INPUTS;
pub use layer::{Layer, Units};
#[doc(hidden)]
pub use layer::{resized, signed};
#[cfg(feature = "std")]
pub use network::Quantized;
pub use scale::Quantization;
pub use table::{Clamp, LayerTable, Softmax, Table};
