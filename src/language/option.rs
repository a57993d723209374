//! The options behind the last layer, as in `2 => 1 sigmoid, seed = 9`.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// `seed = 9` is the seed of the first weights of a network without a name. It is 0 without the option.
///
/// ```
/// let net = mlp::mlp!(2 => 1 sigmoid, seed = 9);
/// assert_ne!(net.params(), mlp::mlp!(2 => 1 sigmoid).params());
/// ```
#[derive(Debug)]
pub struct seed;

/// `unroll = full` writes all layers out as straight-line code, `unroll = none` none of them; `unroll = auto`, the
/// default, the small ones. The outputs are the same to the last bit; speed, size and compile time differ.
///
/// ```
/// let net = mlp::mlp!(2 => 3 sigmoid => 1 sigmoid, unroll = none);
/// let same = mlp::mlp!(2 => 3 sigmoid => 1 sigmoid);
/// assert_eq!(net.forward(&[0.0, 1.0]), same.forward(&[0.0, 1.0]));
/// ```
#[derive(Debug)]
pub struct unroll;

/// `weights = "digits.safetensors"` compiles the weights of a file into the program: the constant `TRAINED`. The
/// file is read and checked while the program compiles; `at "actor"` selects the tensors whose names begin with this prefix.
#[derive(Debug)]
pub struct weights;

/// `export = "c"` adds functions that C calls, `digits_forward` and `digits_forward_batch` of a network `Digits` with
/// `weights`, and the method `c_header`, which returns their header.
#[derive(Debug)]
pub struct export;

/// `arithmetic = i8` computes with integers of eight bits, which [`Network::quantize`](crate::Network::quantize) has
/// written to a file: `weights = "digits-int8.safetensors", arithmetic = i8`. Such a network has the constants `TRAINED`,
/// `INPUT` and `OUTPUT`, which say what the integers mean, and the methods `forward` and `forward_i8`; it is not trained.
/// [`quantized`](crate::quantized) has the formulas.
#[derive(Debug)]
pub struct arithmetic;

/// `storage = f16` keeps the weights of a file as floating-point numbers of 16 bits, which is half of the flash, and
/// widens each where it is used: `weights = "digits.safetensors", storage = f16`. A weight is off by at most 1/2048 of
/// itself. Such a network has the constant `TRAINED` and the method `forward`; it is not trained.
#[derive(Debug)]
pub struct storage;

/// `budget(bytes <= 4 KiB, macs <= 10_000)` limits the cost of the network: exceeding it is a compile error.
///
/// ```
/// let net = mlp::mlp!(
///     2 => 3 sigmoid => 1 sigmoid,
///     budget(bytes <= 64 B, params <= 13, macs <= 9)
/// );
/// assert_eq!(net.params().len(), 13);
/// ```
#[derive(Debug)]
pub struct budget;
