//! The peak speed of the machine, for comparison.

use super::{InstructionSet, Vectorized, dispatch};
use crate::simd::lanes::Lanes;

/// Measures the machine's peak speed in floating-point operations per nanosecond.
///
/// The loop consists of multiply-adds on registers alone. Benchmarks compare kernels with it. A call takes a few
/// milliseconds.
///
/// ```
/// assert!(mlp::simd::peak() > 0.0);
/// ```
#[must_use]
pub fn peak() -> f64 {
    dispatch(Peak)
}

struct Peak;

impl Vectorized for Peak {
    type Output = f64;

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> f64 {
        const ROUNDS: usize = 200_000;
        let factor = I::Native::splat(set, std::hint::black_box(0.999));
        let mut sums = [I::Native::splat(set, 1.0); 12];
        let start = std::time::Instant::now();
        for _ in 0..ROUNDS {
            for sum in &mut sums {
                *sum = sum.mul_add(factor, factor);
            }
        }
        let nanoseconds = start.elapsed().as_secs_f64() * 1e9;
        std::hint::black_box(sums.map(Lanes::sum));
        (ROUNDS * sums.len() * I::Native::LANES * 2) as f64 / nanoseconds
    }
}
