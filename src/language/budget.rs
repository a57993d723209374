//! The limits of `budget(...)`, as in `budget(bytes <= 4 KiB, macs <= 10_000)`.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// `bytes <= 4 KiB`: the bytes of all parameters, four for each. The units are those of [`unit`](mod@super::unit).
#[derive(Debug)]
pub struct bytes;

/// `params <= 1_000`: the number of parameters, that is, of all weights and biases.
#[derive(Debug)]
pub struct params;

/// `macs <= 10_000`: the multiply-adds in one forward pass, one for each weight.
#[derive(Debug)]
pub struct macs;
