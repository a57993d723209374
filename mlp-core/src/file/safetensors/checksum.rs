//! The checksum of a file of weights: damage is found, and not read as other weights.
//!
//! It is the end of the entry `"mlp"` of the metadata: `"0.1.0 Net: 2 => 1; checksum 0123456789abcdef"`. Files of other
//! programs have none and are read without.

use crate::error::{Error, SafetensorsReason};
use crate::file::checksum::Checksum;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The key of this crate's entry in the metadata.
pub(super) const KEY: &str = "mlp";

/// The text before the checksum.
const BEFORE: &str = "; checksum ";

/// The digits of a checksum that is not known yet.
const UNKNOWN: &str = "0000000000000000";

/// Returns an entry of the metadata with room for the checksum, in the place of the one that it may have.
pub(crate) fn with_room(entry: &str) -> String {
    let without = split(entry).map_or(entry, |(without, _)| without);
    format!("{without}{BEFORE}{UNKNOWN}")
}

/// Returns the text before a checksum, and the checksum.
fn split(entry: &str) -> Option<(&str, u64)> {
    let (without, digits) = entry.rsplit_once(BEFORE)?;
    let is_checksum = digits.len() == UNKNOWN.len() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    Some((without, u64::from_str_radix(digits, 16).ok().filter(|_| is_checksum)?))
}

/// Returns the checksum in an entry of the metadata.
pub(super) fn of_entry(entry: &str) -> Option<u64> {
    split(entry).map(|(_, checksum)| checksum)
}

/// Writes the checksum of a file's data into the room for it.
///
/// # Panics
///
/// If the bytes are no file whose entry has room.
pub(crate) fn fill(mut file: Vec<u8>) -> Vec<u8> {
    let length = u64::from_le_bytes(*file.first_chunk().expect("the length of the header"));
    let (header, data) = file[8..].split_at_mut(usize::try_from(length).expect("a header in memory"));
    let room = format!("{BEFORE}{UNKNOWN}");
    let at = header.windows(room.len()).rposition(|window| window == room.as_bytes()).expect("room for a checksum");
    let digits = format!("{:016x}", of_data(data));
    header[at + BEFORE.len()..at + room.len()].copy_from_slice(digits.as_bytes());
    file
}

/// Checks the data of a file, whose header may have a checksum.
pub(super) fn check(found: Option<u64>, data: &[u8]) -> Result<(), Error> {
    match found {
        Some(found) if found != of_data(data) => {
            Err(SafetensorsReason::Checksum { found, expected: of_data(data) }.into())
        }
        _ => Ok(()),
    }
}

fn of_data(data: &[u8]) -> u64 {
    let mut sum = Checksum(0);
    sum.add(data);
    sum.0
}
