//! Networks joined by type.

mod chain;
#[cfg(feature = "compose")]
mod concat;
mod part;
mod widths;

pub use chain::{Chain, Follows};
#[cfg(feature = "compose")]
pub use concat::{Beside, Concat, Joins, TakesSame};
pub use part::Part;
pub use widths::{network_inputs, residual_widths};

const fn larger(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}
