//! Networks joined by type: one after another, side by side, and one inside another.

mod chain;
#[cfg(feature = "compose")]
mod concat;
mod nested;
#[cfg(feature = "serde")]
mod serde;
mod widths;

pub use chain::{Chain, Follows};
#[cfg(feature = "compose")]
pub use concat::{Beside, Concat, Joins, TakesSame};
pub use nested::Nested;
pub use widths::{network_inputs, residual_widths};

const fn larger(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}
