//! Square roots that are the same on every machine and need no `std`.

/// Returns the square root of a non-negative value, correctly rounded, without `std`.
#[inline(always)]
pub(crate) fn square_root(x: f32) -> f32 {
    #[cfg(feature = "std")]
    {
        x.sqrt()
    }
    #[cfg(not(feature = "std"))]
    {
        integer_square_root(x)
    }
}

/// Computes the square root from the integer square root of the significand.
///
/// The integer square root is exact, so that the result can be rounded correctly.
#[cfg(any(test, not(feature = "std")))]
pub(crate) fn integer_square_root(x: f32) -> f32 {
    if x.is_nan() || x < 0.0 {
        return f32::NAN;
    }
    if x == 0.0 || x.is_infinite() {
        return x;
    }
    // x = significand * 2^exponent with an even exponent and a significand of 48 to 50 bits
    let shift = if x < f32::MIN_POSITIVE { 64 } else { 0 };
    let normal = if shift == 0 { x } else { x * 18_446_744_073_709_551_616.0 };
    let bits = normal.to_bits();
    let mut exponent = (bits >> 23).cast_signed() - 127 - 23 - shift;
    let mut significand = u64::from(bits & 0x7f_ffff | 0x80_0000) << 25;
    exponent -= 25;
    if exponent % 2 != 0 {
        significand <<= 1;
        exponent -= 1;
    }
    let root = significand.isqrt();
    // one bit too many: half a unit in the last place; a remainder breaks the tie upwards
    let sticky = u64::from(root * root != significand);
    let extended = (root << 1) | sticky;
    let rounded = (extended >> 2) + u64::from(extended & 3 > 2 || extended & 7 == 6);
    rounded as f32 * f32::from_bits((exponent / 2 + 1 + 127).cast_unsigned() << 23)
}
