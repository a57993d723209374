//! The units of bytes in `budget(bytes <= 4 KiB)`.
#![allow(non_camel_case_types, reason = "they are the words of the language")]

/// A byte.
#[derive(Debug)]
pub struct B;

/// 1,000 bytes.
#[derive(Debug)]
pub struct kB;

/// 1,000,000 bytes.
#[derive(Debug)]
pub struct MB;

/// 1,000,000,000 bytes.
#[derive(Debug)]
pub struct GB;

/// 1,024 bytes.
#[derive(Debug)]
pub struct KiB;

/// 1,048,576 bytes: 1,024 KiB.
#[derive(Debug)]
pub struct MiB;

/// 1,073,741,824 bytes: 1,024 MiB.
#[derive(Debug)]
pub struct GiB;
