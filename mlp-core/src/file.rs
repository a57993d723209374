//! Files: safetensors, ONNX, and containers for scalers and checkpoints.

#[cfg(feature = "std")]
pub(crate) mod checksum;
#[cfg(feature = "safetensors")]
pub(crate) mod container;
#[cfg(feature = "std")]
pub(crate) mod disk;
#[cfg(feature = "safetensors")]
pub(crate) mod lock;
#[cfg(feature = "onnx")]
pub(crate) mod onnx;
#[cfg(feature = "std")]
pub(crate) mod replace;
#[cfg(feature = "safetensors")]
pub(crate) mod safetensors;
#[cfg(feature = "serde")]
pub mod serde;
