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

#[cfg(test)]
mod tests {
    use super::Checksum;
    use std::vec::Vec;

    fn of(parts: &[&[u8]]) -> u64 {
        let mut sum = Checksum(0);
        for part in parts {
            sum.add(part);
        }
        sum.0
    }

    /// Every bit counts, in whole words and behind the last one.
    #[test]
    fn every_bit_counts() {
        for length in 1..20 {
            let bytes: Vec<u8> = (0..length).collect();
            for bit in 0..8 * usize::from(length) {
                let mut other = bytes.clone();
                other[bit / 8] ^= 1 << (bit % 8);
                assert_ne!(of(&[&other]), of(&[&bytes]), "bit {bit} of {length} bytes");
            }
        }
    }

    /// Bytes that move from one part to the next give another sum, and so does one more zero.
    #[test]
    fn parts_have_their_lengths() {
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
        assert_ne!(of(&[b"abc", b""]), of(&[b"", b"abc"]));
        assert_ne!(of(&[&[0; 8]]), of(&[&[0]]));
        assert_ne!(of(&[&[0; 16]]), of(&[&[0; 8], &[0; 8]]));
    }

    /// The same on machines of either byte order.
    #[test]
    fn the_sum_is_one_of_values() {
        assert_eq!(of(&[&[1, 0, 0, 0, 0, 0, 0, 0]]), {
            let mut sum = Checksum(0);
            sum.number(8);
            sum.number(1);
            sum.0
        });
    }
}
