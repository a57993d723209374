//! Multilayer perceptrons from the beginning, each step with its formula, a few lines that run, and the example that
//! draws it.
//!
//! | part | in this order |
//! |---|---|
//! | [`circles`] | logistic regression, where it fails, the perceptron with a hidden layer, binary cross-entropy, the chain rule, gradient descent, the space of the hidden layer, networks without activations |
//! | [`matrices`] | layers as matrices and biases, activations, losses, all parameters as one vector, backpropagation in matrices |
//! | [`practice`] | a project in order: data, splits, scaling, early stopping, reading a loss curve, saving, a network in use |
//! | [`populations`] | many networks at once: members in the lanes, an ensemble and its error band, a sweep over settings, training without a gradient |
//!
//! The names are the same everywhere, and those of the fields and variables in the examples:
//!
//! ```text
//! x    the inputs of a sample             W, w   weights: W[input][unit], w one of them
//! t    the target                         b      biases, one for each unit
//! z    weighted sums of a layer           σ      the sigmoid, 1 / (1 + e⁻ᶻ)
//! a    outputs of a layer, a = σ(z)       C      the cost, or loss
//! δ    ∂C/∂z, the error of a layer        η      the learning rate
//! ```
//!
//! Every step names a program in the repository's folder `examples`; run it with
//!
//! ```sh
//! cargo run --release --example circles
//! ```
//!
//! and look at its pictures in `target/figures`.

pub mod circles;
pub mod matrices;
pub mod populations;
pub mod practice;
