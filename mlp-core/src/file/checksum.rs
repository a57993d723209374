//! A checksum, which finds damage and is no protection against tampering.

use crate::random::mix;

/// A 64-bit checksum.
pub(crate) struct Checksum(pub(crate) u64);

impl Checksum {
    /// Returns the checksum of bytes that are still to come, by their number.
    #[cfg(feature = "safetensors")]
    pub(crate) fn of_length(bytes: u64) -> Self {
        let mut sum = Self(0);
        sum.number(bytes);
        sum
    }

    /// Adds bytes and their number to the checksum.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.add_piece(bytes);
    }

    /// Adds bytes alone; every piece but the last one is whole numbers of eight.
    pub(crate) fn add_piece(&mut self, bytes: &[u8]) {
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
