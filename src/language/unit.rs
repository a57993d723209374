//! The units of bytes in `budget(bytes <= 4 KiB)`.
#![allow(non_upper_case_globals, reason = "they are the words of the language")]

/// A byte.
pub const B: u64 = 1;

/// 1,000 bytes.
pub const kB: u64 = 1_000;

/// 1,000,000 bytes.
pub const MB: u64 = 1_000_000;

/// 1,000,000,000 bytes.
pub const GB: u64 = 1_000_000_000;

/// 1,024 bytes.
pub const KiB: u64 = 1 << 10;

/// 1,048,576 bytes: 1,024 KiB.
pub const MiB: u64 = 1 << 20;

/// 1,073,741,824 bytes: 1,024 MiB.
pub const GiB: u64 = 1 << 30;
