//! The words behind the width of a layer: one activation, then modifiers, as in `8 relu no_bias`.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

pub use mlp_core::activation::{
    Elu as elu, Gelu as gelu, HardSigmoid as hard_sigmoid, HardTanh as hard_tanh, Identity as identity,
    LeakyRelu as leaky_relu, Mish as mish, Relu as relu, Selu as selu, Sigmoid as sigmoid, Silu as silu,
    Softmax as softmax, Softplus as softplus, Softsign as softsign, Tanh as tanh,
};

/// The layer has no biases: `z[unit] = sum(x[input] * weights[input][unit])`. Its type is
/// [`DenseNoBias`](crate::DenseNoBias).
///
/// ```
/// let net = mlp::mlp!(2 => 3 tanh no_bias => 1);
/// assert_eq!(net.params().len(), 2 * 3 + 3 + 1);
/// ```
#[derive(Debug)]
pub struct no_bias;

/// `init(he)` chooses the distribution of the layer's first weights, `init(he, uniform(0.1))` that of its first biases too;
/// see [`initialization`](super::initialization).
///
/// ```
/// let net = mlp::mlp!(2 => 3 tanh init(zeros) => 1);
/// assert_eq!(net.l1.weights, [[0.0; 3]; 2]);
/// ```
#[derive(Debug)]
pub struct init;

/// `dropout(0.2)` sets each output of the layer to zero with this probability in every training step, and multiplies
/// the others by `1 / (1 - 0.2)`. Outside of training it does nothing. From 0 to below 1, for hidden layers.
///
/// Srivastava et al., *Dropout: A Simple Way to Prevent Neural Networks from Overfitting* (2014).
///
/// ```
/// let net = mlp::mlp!(2 => 8 relu dropout(0.2) => 1);
/// assert_eq!(net.forward(&[1.0, 2.0]), net.forward(&[1.0, 2.0]));
/// ```
#[derive(Debug)]
pub struct dropout;

/// Training leaves the weights and biases of the layer as they are.
///
/// ```
/// use mlp::prelude::*;
///
/// let mut net = mlp!(2 => 3 tanh freeze => 1);
/// let before = net.l1.weights;
/// let optimizer = Sgd::new(0.1);
/// net.train_batch(Mse, &optimizer, &mut optimizer.init(), &[[1.0, 2.0]], &[[3.0]]);
/// assert_eq!(net.l1.weights, before);
/// ```
#[derive(Debug)]
pub struct freeze;

/// `allow(init)` turns off the warning about a hidden layer whose weights begin at zero.
///
/// ```
/// let net = mlp::mlp!(2 => 8 relu init(zeros, normal(0.1)) allow(init) => 1);
/// assert_eq!(net.l1.weights, [[0.0; 8]; 2]);
/// ```
#[derive(Debug)]
pub struct allow;
