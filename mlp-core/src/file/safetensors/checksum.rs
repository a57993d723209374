//! The checksum of a file of weights: damage is found, and not read as other weights.
//!
//! It is the end of the entry `"mlp"` of the metadata: `"0.1.0 Net: 2 => 1; checksum 0123456789abcdef"`. Files of other
//! programs have none and are read without.

use crate::error::{Error, SafetensorsReason};
use crate::file::checksum::Checksum;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// The key of this crate's entry in the metadata.
pub(super) const KEY: &str = "mlp";

/// The text before the checksum.
const BEFORE: &str = "; checksum ";

/// The number of bytes that are read at once: whole numbers of eight.
const PIECE: usize = 4096;

/// The digits of a checksum that is not known yet.
const UNKNOWN: &str = "0000000000000000";

/// Returns an entry of the metadata with room for the checksum, in the place of the one that it may have.
pub(crate) fn with_room(entry: &str) -> String {
    with_more(entry, "")
}

/// Returns an entry of the metadata with more text, and behind it room for the checksum.
pub(super) fn with_more(entry: &str, more: &str) -> String {
    let without = split(entry).map_or(entry, |(without, _)| without);
    format!("{without}{more}{BEFORE}{UNKNOWN}")
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
    found.map_or(Ok(()), |found| compare(found, of_data(data)))
}

/// Checks the data of a file, which begin at a place, without holding all of them.
pub(super) fn check_file(
    found: Option<u64>,
    file: &mut File,
    begin: u64,
    failed: impl Fn(std::io::Error) -> Error + Copy,
) -> Result<(), Error> {
    let Some(found) = found else { return Ok(()) };
    file.seek(SeekFrom::Start(begin)).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len().saturating_sub(begin);
    let (mut sum, mut left, mut memory) = (Checksum::of_length(length), length, [0; PIECE]);
    while left > 0 {
        let piece = &mut memory[..usize::try_from(left).unwrap_or(PIECE).min(PIECE)];
        file.read_exact(piece).map_err(failed)?;
        sum.add_piece(piece);
        left -= piece.len() as u64;
    }
    compare(found, sum.0)
}

fn compare(found: u64, expected: u64) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(SafetensorsReason::Checksum { found, expected }.into()) }
}

fn of_data(data: &[u8]) -> u64 {
    let mut sum = Checksum(0);
    sum.add(data);
    sum.0
}
