//! The values of `unroll = ...`: which layers become straight-line code.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// The small layers, which are faster so; the others are loops. The default.
#[derive(Debug)]
pub struct auto;

/// All layers, in debug builds too. Each needs widths that are literals and at most 4,096 multiply-adds, and all together
/// at most 8,192.
#[derive(Debug)]
pub struct full;

/// No layer: the smallest program, and the shortest time to compile.
#[derive(Debug)]
pub struct none;
