//! The naive multilayer perceptron: plain loops over `Vec`, in `f32` or `f64`.
//!
//! It is the definition of what every fast path computes, and the oracle they are tested against. It depends on none of
//! them. Each operation's `forward` stands beside its `backward`, with the formula and the shapes in its documentation.
//!
//! # Conventions
//!
//! - `weights[input][unit]`, `biases[unit]`: `z[u] = biases[u] + sum_i x[i] weights[i][u]`, `y = activation(z)`.
//! - One flat vector of parameters: layer by layer, the weights row after row, then the biases.
//! - A gradient is called `d_` and the name of what the loss is differentiated by: `d_z[u]` is `dL/dz[u]`.
//! - Losses are means over the batch and the outputs; the cross-entropies over the batch alone, as in `PyTorch`.
//!
//! # Example
//!
//! ```
//! use mlp_reference::{Activation, Dense, Loss, Network, Optimizer, Target};
//!
//! let mut network = Network::new(vec![Dense::zeroed(1, 1, Activation::Identity)]);
//! let (xs, ts) = (vec![vec![2.0_f64]], vec![Target::Values(vec![3.0])]);
//! let gradient = network.gradient(Loss::Mse, &xs, &ts);
//! assert_eq!(gradient.loss, 9.0);
//! assert_eq!(gradient.d_params, [-12.0, -6.0]);
//!
//! let mut params = network.params();
//! Optimizer::sgd(0.1).update(&mut params, &gradient.d_params);
//! network.set_params(&params);
//! assert!((network.outputs(&xs[0])[0] - 3.0).abs() < 1e-12);
//! ```
#![forbid(unsafe_code)]

mod activation;
mod dense;
mod difference;
pub mod golden;
mod loss;
mod network;
mod optimizer;
mod quantized;
mod random;
mod scalar;
mod tolerance;

pub use activation::{Activation, softmax_backward, softmax_forward};
pub use dense::Dense;
pub use difference::{input_differences, parameter_differences};
pub use loss::{Loss, Target};
pub use network::{Gradient, Network, Trace};
pub use optimizer::{Optimizer, Rule, clip_norm};
pub use quantized::{
    QuantizedDense, activation_table, dequantized, multiply_by_quantized_multiplier, quantized_softmax,
};
pub use random::{BatchOrder, SplitMix64};
pub use scalar::Scalar;
pub use tolerance::Tolerance;
