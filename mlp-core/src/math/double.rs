//! The exponential of one value, through `f64`.
//!
//! For one value at a time, a table in `f64` takes half the instructions of the polynomial in `f32` that vectors use.
//! The reduction needs one product instead of two, and with 64 steps from one power of two to the next a polynomial of
//! degree two is enough (Tang 1989). This holds only where `f64` is in hardware; elsewhere one value uses the
//! polynomial too.

/// Whether `f64` is as fast as `f32`.
///
/// `RUSTFLAGS="--cfg mlp_slow_double"` says no: this machine then computes what a microcontroller does.
pub(crate) const IN_HARDWARE: bool = cfg!(all(
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "wasm32", target_arch = "riscv64"),
    not(mlp_slow_double)
));

/// The number of steps between two powers of two.
const STEPS: usize = 64;
/// `2^(1/64)`
const ROOT: f64 = 1.010_889_286_051_700_5;
/// `2^52 * 1.5`: adding it rounds to the nearest integer, and leaves that integer in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// `ln(2) / 64`: the distance of the steps, as exponents of `e`.
const DISTANCE: f64 = core::f64::consts::LN_2 / STEPS as f64;
/// The limit of arguments, beyond which the exponent of an `f64` would overflow.
///
/// `e^200` is already far beyond `f32`.
const FARTHEST: f32 = 200.0;

/// The bits of `2^(step/64)`, minus what adding the step's index to the exponent will add.
const POWERS: [u64; STEPS] = {
    let (mut powers, mut power, mut step) = ([0; STEPS], 1.0_f64, 0);
    while step < STEPS {
        powers[step] = power.to_bits().wrapping_sub((step as u64) << (52 - STEPS.ilog2()));
        power *= ROOT;
        step += 1;
    }
    powers
};

/// Returns `e^(sign x)`, with `x` clamped to -200 to 200; relative error 3e-8; NaN gives NaN.
#[inline(always)]
pub(crate) fn exp(x: f32, sign: f64) -> f64 {
    // written so that NaN fails both comparisons and stays
    let x = if x < -FARTHEST { -FARTHEST } else { x };
    let x = if FARTHEST < x { FARTHEST } else { x };
    let steps = f64::from(x) * (sign / DISTANCE);
    let rounded = steps + ROUND;
    let whole = rounded.to_bits();
    let rest = steps - (rounded - ROUND);
    // the series of e^(rest DISTANCE); rest is at most a half
    let [linear, square] = [DISTANCE, DISTANCE * DISTANCE / 2.0];
    let series = (rest * rest) * square + (rest * linear + 1.0);
    #[expect(clippy::cast_possible_truncation, reason = "below 64")]
    let step = (whole % STEPS as u64) as usize;
    let power = POWERS[step].wrapping_add(whole << (52 - STEPS.ilog2()));
    series * f64::from_bits(power)
}
