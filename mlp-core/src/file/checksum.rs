//! A checksum, which finds damage and is no protection against tampering.

use crate::random::mix;

/// A 64-bit checksum.
pub(crate) struct Checksum(pub(crate) u64);

impl Checksum {
    /// Adds bytes and their number to the checksum.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        let (whole, rest) = bytes.as_chunks();
        for bytes in whole {
            self.number(u64::from_le_bytes(*bytes));
        }
        for byte in rest {
            self.number(u64::from(*byte));
        }
    }

    /// Adds a number to the checksum.
    pub(crate) fn number(&mut self, number: u64) {
        self.0 = mix(self.0 ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
    }
}
