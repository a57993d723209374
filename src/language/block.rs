//! The words in place of a layer that stand for several.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// `repeat(4, 64 relu)` writes its layers several times, one after the other.
///
/// ```
/// let net = mlp::mlp!(2 => repeat(4, 8 relu) => 1);
/// assert_eq!(net.params().len(), 2 * 8 + 8 + 3 * (8 * 8 + 8) + 8 + 1);
/// ```
#[derive(Debug)]
pub struct repeat;

/// `residual(32 relu => 64)` adds the inputs of its first layer to the outputs of its last one.
///
/// He et al., *Deep Residual Learning for Image Recognition* (2016).
///
/// ```
/// let net = mlp::mlp!(2 => residual(2 init(zeros)));
/// assert_eq!(net.forward(&[3.0, 4.0]), [3.0, 4.0]);
/// ```
#[derive(Debug)]
pub struct residual;

/// `net(Encoder)` makes a declared network a part of this one.
///
/// ```
/// mlp::mlp! {
///     struct Encoder: 4 => 2 tanh;
///     struct Whole: 4 => encoder: net(Encoder) => 1
/// }
/// let whole = Whole::seeded(0);
/// assert_eq!(whole.encoder.forward(&[1.0; 4]).len(), 2);
/// ```
#[derive(Debug)]
pub struct net;
