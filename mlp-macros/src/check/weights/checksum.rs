//! The checksum that this crate writes into its files of weights.
//!
//! The same as in `mlp-core/src/file`; `what_save_writes_has_a_checksum` in `tests/files/tests/weights.rs` compares them.

use safetensors::SafeTensors;

/// The text before the checksum, at the end of the entry `"mlp"` of the metadata.
const BEFORE: &str = "; checksum ";

/// Whether the data of a file have the checksum in its metadata, if there is one.
pub(super) fn fits(file: &[u8]) -> bool {
    let Ok((length, header)) = SafeTensors::read_metadata(file) else { return true };
    let entry = header.metadata().as_ref().and_then(|metadata| metadata.get("mlp"));
    let Some((_, digits)) = entry.and_then(|entry| entry.rsplit_once(BEFORE)) else { return true };
    let is_checksum = digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    !is_checksum || u64::from_str_radix(digits, 16) == Ok(checksum(&file[8 + length..]))
}

fn checksum(data: &[u8]) -> u64 {
    let (whole, rest) = data.as_chunks();
    let numbers = whole.iter().map(|bytes| u64::from_le_bytes(*bytes)).chain(rest.iter().map(|byte| u64::from(*byte)));
    core::iter::once(data.len() as u64)
        .chain(numbers)
        .fold(0, |sum, number| mix(sum ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15))
}

/// The finalizer of splitmix64 (Steele, Lea & Flood 2014).
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
