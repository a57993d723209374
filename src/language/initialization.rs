//! The words of `init(...)`: how `seeded` draws the first weights of a layer. Biases begin at zero.
//!
//! `inputs` and `units` are the numbers of the layer's inputs and outputs.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// Uniform from `-a` to `a`, `a = sqrt(6 / (inputs + units))`. Glorot and Bengio, *Understanding the difficulty of
/// training deep feedforward neural networks* (2010).
#[derive(Debug)]
pub struct xavier;

/// Normal with the variance `2 / (inputs + units)`. Glorot and Bengio (2010).
#[derive(Debug)]
pub struct xavier_normal;

/// Uniform from `-a` to `a`, `a = sqrt(6 / inputs)`. He et al., *Delving Deep into Rectifiers* (2015).
#[derive(Debug)]
pub struct he;

/// Normal with the variance `2 / inputs`. He et al. (2015).
#[derive(Debug)]
pub struct he_normal;

/// Uniform from `-a` to `a`, `a = sqrt(3 / inputs)`. LeCun et al., *Efficient Backprop* (1998).
#[derive(Debug)]
pub struct lecun;

/// Normal with the variance `1 / inputs`. LeCun et al. (1998).
#[derive(Debug)]
pub struct lecun_normal;

/// All zero.
#[derive(Debug)]
pub struct zeros;
