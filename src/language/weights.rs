//! The word in the value of `weights = ...`.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// `weights = "policy.safetensors" at "actor"` reads the tensors whose names begin so, and `at ["fc1", "out"]` those of
/// these layers, in the order of the declaration.
#[derive(Debug)]
pub struct at;
