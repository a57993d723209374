//! Square roots that are the same on every machine and need no `std`.

/// Returns the square root of a non-negative value, correctly rounded, without `std`.
#[inline(always)]
pub(crate) fn square_root(x: f32) -> f32 {
    #[cfg(feature = "std")]
    {
        x.sqrt()
    }
    #[cfg(all(not(feature = "std"), target_arch = "arm", target_abi = "eabihf"))]
    {
        hardware_square_root(x)
    }
    #[cfg(all(not(feature = "std"), not(all(target_arch = "arm", target_abi = "eabihf"))))]
    {
        integer_square_root(x)
    }
}

/// Computes the square root by the instruction that every Arm with registers for floats has.
///
/// A function of its own: rustc accepts these registers in assembly only where `f64` is in hardware too.
#[cfg(all(not(feature = "std"), target_arch = "arm", target_abi = "eabihf"))]
#[unsafe(naked)]
extern "C" fn hardware_square_root(x: f32) -> f32 {
    core::arch::naked_asm!(".fpu fpv4-sp-d16", "vsqrt.f32 s0, s0", "bx lr")
}

/// Computes the square root digit by digit, in integers of 32 bits.
///
/// The root has one binary digit more than an `f32`, which rounds it: a tie would be the root of a number of 49 digits.
#[cfg(any(test, not(feature = "std")))]
#[cfg_attr(
    all(not(test), target_arch = "arm", target_abi = "eabihf"),
    expect(dead_code, reason = "the instruction is shorter")
)]
pub(crate) fn integer_square_root(x: f32) -> f32 {
    if x.is_nan() || x < 0.0 {
        return f32::NAN;
    }
    if x == 0.0 || x.is_infinite() {
        return x;
    }
    // x = significand * 2^(exponent - 23), with a significand of 24 digits
    let denormal = if x < f32::MIN_POSITIVE { x.to_bits().leading_zeros() - 8 } else { 0 };
    let exponent = (x.to_bits() >> 23).cast_signed() - denormal.cast_signed() - 126 - i32::from(denormal == 0);
    let significand = if denormal == 0 { (x.to_bits() & 0x7f_ffff) | 0x80_0000 } else { x.to_bits() << denormal };
    // an even exponent; the rest of what was not yet subtracted, twice as large with each digit
    let mut rest = significand << (1 + (exponent & 1));
    let (mut root, mut twice) = (0, 0);
    let mut digit = 1 << 24;
    while digit > 0 {
        if twice + digit <= rest {
            rest -= twice + digit;
            twice += 2 * digit;
            root += digit;
        }
        rest <<= 1;
        digit >>= 1;
    }
    // the digit below the last is a half, and there is always more behind it
    f32::from_bits(((root + (root & 1)) >> 1) + (((exponent >> 1) + 126) << 23).cast_unsigned())
}
