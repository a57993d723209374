//! The backward pass of a layer over a batch.
//!
//! With `d[unit][sample]` the derivatives of the loss with respect to the layer's sums `z`:
//!
//! - weights: `g[input][unit] += sum over samples of x[input][sample] * d[unit][sample]`
//! - biases: `g[unit] += sum over samples of d[unit][sample]`
//! - inputs: `sum over units of weights[input][unit] * d[unit][sample]`, times the slope of the layer before
//!
//! A strip of inputs is finished before the next one begins. Its input gradient needs only the old weights of that
//! strip, so that the optimizer may change them at once, and the gradient is not stored.

mod dots;
mod layer;
mod run;
mod strips;
#[cfg(feature = "rayon")]
mod threads;

pub(crate) use layer::{BackwardLayer, InputGradient, Slope, replace, scratch_size};
