//! The values of `storage = ...`: the numbers that parameters are in memory.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// Floating-point numbers of 32 bits. The default.
#[derive(Debug)]
pub struct f32;

/// Floating-point numbers of 16 bits, half of the flash. See [`storage`](super::option::storage).
#[derive(Debug)]
pub struct f16;
