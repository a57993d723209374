//! The forward pass of a layer over a batch.
//!
//! `z[unit][sample] = biases[unit] + sum over inputs of weights[input][unit] * x[input][sample]`

mod layer;
mod panels;
mod run;
mod tiles;

pub(crate) use layer::ForwardLayer;
