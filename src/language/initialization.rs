#![doc = concat!("[measures]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/first-weights.md\n")]
//! The words of `init(...)`: how `seeded` draws the first weights and biases of a layer.
//!
//! `init(he)` names the distribution of the weights, and biases begin at zero. `init(he, uniform(0.1))` names one for
//! each. Without `init`, weights have `he` in layers with `relu`, `leaky_relu`, `elu`, `gelu`, `silu`, `mish` or an
//! activation of your own, `lecun` with `selu`, and `xavier` in all others. These are the recommendations of the papers
//! below. A document [measures] them: with `relu` and `tanh`, `init(xavier, xavier)` is ahead, since biases that are
//! drawn are better than zeros.
//!
//! `inputs` and `units` are the numbers of the layer's inputs and outputs, for biases too.
//!
//! ```
//! let net = mlp::mlp!(2 => 16 tanh init(xavier, uniform(0.1)) => 1 sigmoid init(pytorch));
//! assert!(net.l1.biases.iter().all(|bias| *bias != 0.0 && bias.abs() <= 0.1));
//! assert!(net.l2.biases[0].abs() <= 0.25); // 1 / sqrt(16)
//! ```
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

/// Uniform from `-a` to `a`, `a = 1 / sqrt(inputs)`: the default of PyTorch's `nn.Linear`, which draws biases too. So
/// `init(pytorch)` does, and `init(pytorch, zeros)` does not.
#[derive(Debug)]
pub struct pytorch;

/// Uniform from `-a` to `a`: `uniform(0.1)`.
#[derive(Debug)]
pub struct uniform;

/// Normal with the deviation `s`: `normal(0.05)`.
#[derive(Debug)]
pub struct normal;

/// All zero.
#[derive(Debug)]
pub struct zeros;
