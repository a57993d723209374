//! The vector instructions that the kernels run with: detected once, or pinned on request.

pub(crate) mod block;
mod dispatch;
pub(crate) mod gather;
pub(crate) mod lanes;
mod level;
#[cfg(feature = "std")]
mod peak;
pub(crate) mod portable;
pub(crate) mod root;
pub(crate) mod scalar;
pub(crate) mod set;
pub(crate) mod shuffle;
pub(crate) mod tail;
#[cfg(any(feature = "simd", feature = "libm"))]
mod vector;

#[cfg(test)]
pub(crate) use dispatch::dispatch_at;
pub(crate) use dispatch::{FEW_COLUMNS, dispatch, dispatch_lanes, dispatch_narrow};
pub use level::{Level, LevelError, active, available, pin};
#[cfg(feature = "std")]
pub use peak::peak;
pub(crate) use set::{InstructionSet, Vectorized};
