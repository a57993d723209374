//! The reference in `f64` with a bound on the error of `f32` beside each value.

mod activation;
mod jacobian;
mod loss;
mod near;
mod network;
mod optimizer;

pub use jacobian::Jacobian;
pub use near::Near;
pub use network::{Bounded, Truth};
pub use optimizer::Steps;
