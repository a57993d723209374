//! The values of `arithmetic = ...`: the numbers that a network computes with.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// Floating-point numbers of 32 bits. The default.
#[derive(Debug)]
pub struct f32;

/// Integers of eight bits, which [`Network::quantize`](crate::Network::quantize) has written to the file of `weights`. See
/// [`arithmetic`](super::option::arithmetic).
#[derive(Debug)]
pub struct i8;
