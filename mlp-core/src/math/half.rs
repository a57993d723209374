//! Halves: floating-point numbers of 16 bits, IEEE 754's binary16.

/// Returns a half as an `f32`, which holds every half exactly. Integers alone, for machines without floats; NaNs keep
/// their payload.
#[inline(always)]
pub(crate) const fn from_half(half: u16) -> f32 {
    let (sign, magnitude) = ((half as u32 & 0x8000) << 16, half as u32 & 0x7fff);
    let widened = match magnitude {
        0 => 0,
        // below 2^-14: magnitude * 2^-24, whose highest bit becomes the implicit one
        1..0x400 => {
            let shift = magnitude.leading_zeros() - 21;
            (113 - shift) << 23 | (magnitude << (13 + shift) & 0x007f_ffff)
        }
        0x400..0x7c00 => (magnitude << 13) + (112 << 23),
        // infinity and NaN
        _ => magnitude << 13 | 0x7f80_0000,
    };
    f32::from_bits(sign | widened)
}

#[cfg(test)]
mod tests {
    use super::from_half;

    /// The definition: `+-(1024 + fraction) * 2^(exponent - 25)`, and at the ends of the exponents what IEEE 754 says.
    fn defined(half: u16) -> f64 {
        let (exponent, fraction) = (i32::from(half >> 10 & 31), f64::from(half & 1023));
        let power = |exponent: i32| f64::from_bits(u64::try_from(1023 + exponent).expect("a normal power") << 52);
        let magnitude = match exponent {
            0 => fraction * power(-24),
            31 if fraction == 0.0 => f64::INFINITY,
            31 => f64::NAN,
            _ => (1024.0 + fraction) * power(exponent - 25),
        };
        if half >> 15 == 1 { -magnitude } else { magnitude }
    }

    #[test]
    fn every_half_is_what_the_standard_says() {
        for half in 0..=u16::MAX {
            let (found, expected) = (f64::from(from_half(half)), defined(half));
            let are_both_nan = found.is_nan() && expected.is_nan();
            assert!(are_both_nan || found.to_bits() == expected.to_bits(), "{half:#06x}: {found} {expected}");
            // a NaN keeps sign and payload
            let bits = from_half(half).to_bits();
            assert!(
                !are_both_nan || (bits >> 31 == u32::from(half >> 15) && bits >> 13 & 0x3ff == u32::from(half) & 0x3ff)
            );
        }
    }
}
