//! Sums of products, and the way from a sum to an output: what every integer of a network goes through.

/// The most inputs of a layer: its sums then fit an `i32`, whatever its weights and inputs are.
///
/// A bias is at most 2^30. The zero point of the inputs changes it by at most `128 * 127 * inputs`, and the products add
/// at most `128 * 128 * inputs`: together `2^30 + 32_640 * 2^15`, which is below 2^31.
pub const MOST_INPUTS: usize = 1 << 15;

/// The largest bias.
pub(super) const MOST_BIAS: i32 = 1 << 30;

const _: () = assert!(MOST_BIAS as u64 + (128 * 127 + 128 * 128) * MOST_INPUTS as u64 <= i32::MAX as u64);

/// The way from a sum to an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    /// The zero point of the outputs.
    pub(super) zero_point: i8,
    /// The smallest output.
    pub(super) least: i8,
    /// The largest output.
    pub(super) most: i8,
}

impl Limits {
    /// Returns the output: `clamp(zero_point + round(sum * multiplier / 2^(32 + shift)))`, with a shift of 1 to 31.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "a value between two of `i8`")]
    pub(super) fn output(self, sum: i32, multiplier: i32, shift: u8) -> i8 {
        let output = i32::from(self.zero_point).wrapping_add(rounded(high(sum, multiplier), shift));
        output.min(i32::from(self.most)).max(i32::from(self.least)) as i8
    }
}

/// Returns `floor(sum * multiplier / 2^32)`.
#[inline(always)]
const fn high(sum: i32, multiplier: i32) -> i32 {
    if cfg!(all(target_arch = "arm", not(target_has_atomic = "32"))) {
        high_by_halves(sum, multiplier)
    } else {
        ((sum as i64 * multiplier as i64) >> 32) as i32
    }
}

/// Returns the same from products of 32 bits: a Cortex-M0 has no others, and would call a function.
///
/// The halves of the multiplier are not negative, and its upper half is below 2^15, so that no step overflows (Warren,
/// "Hacker's Delight", 2nd edition, figure 8-2).
#[inline(always)]
const fn high_by_halves(sum: i32, multiplier: i32) -> i32 {
    let (upper, lower) = (sum >> 16, sum & 0xffff);
    let (upper_factor, lower_factor) = (multiplier >> 16, multiplier & 0xffff);
    let lowest = lower.wrapping_mul(lower_factor).cast_unsigned() >> 16;
    let middle = upper.wrapping_mul(lower_factor).wrapping_add(lowest.cast_signed());
    let other = lower.wrapping_mul(upper_factor).wrapping_add(middle & 0xffff);
    upper.wrapping_mul(upper_factor).wrapping_add(middle >> 16).wrapping_add(other >> 16)
}

/// Returns `high / 2^shift`, rounded to the nearest, halves up.
///
/// It is also the product's rounding: the half is a multiple of 2^32, so the lower half of the product changes nothing.
/// One bit is left for the rounding, which takes an instruction less than to add a half.
#[inline(always)]
const fn rounded(high: i32, shift: u8) -> i32 {
    (high.wrapping_shr((shift as u32).wrapping_sub(1)) + 1) >> 1
}

#[cfg(test)]
mod tests {
    use super::{high, high_by_halves, rounded};

    #[test]
    fn halves_go_up() {
        for (sum, expected) in [(6, 2), (5, 1), (2, 1), (1, 0), (-2, 0), (-3, -1), (-6, -1), (-7, -2)] {
            // a quarter: 2^30 / 2^(32 + 0) is one, so 2^30 / 2^(32 + s) with the sum times 2^s
            assert_eq!(rounded(high(sum << 20, 1 << 30), 20), expected, "{sum}");
        }
    }

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "parts of random bits")]
    fn it_is_the_rounded_product() {
        let mut bits = 1_u64;
        for _ in 0..100_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (sum, multiplier, shift) =
                ((bits >> 32) as i32, 1 << 30 | (bits >> 7) as i32 & 0x3fff_ffff, 1 + (bits >> 40) as u8 % 31);
            let total = 32 + u32::from(shift);
            let expected = (i128::from(sum) * i128::from(multiplier) + (1 << (total - 1))) >> total;
            assert_eq!(i128::from(rounded(high(sum, multiplier), shift)), expected);
            assert_eq!(high_by_halves(sum, multiplier), high(sum, multiplier));
        }
    }
}
