//! Directions and noise in the plane, identical on every machine.

use crate::math::ln;
use crate::random::SplitMix64;
use crate::simd::root::square_root;
use core::f64::consts::TAU;

/// Returns `[cos a, sin a]` of the angle `a = 2 pi turns`, for `turns >= 0`, with an error of 1e-7.
///
/// Taylor series on an eighth of a turn to either side of the nearest axis, because `core` has no sine.
#[expect(clippy::cast_possible_truncation, reason = "whole quarters of a turn, and an f64 that becomes an f32")]
pub(super) fn direction(turns: f64) -> [f32; 2] {
    let quarters = (4.0 * turns + 0.5) as i64;
    let angle = TAU * (turns - quarters as f64 / 4.0);
    let square = angle * angle;
    let (mut cosine, mut sine) = (1.0, 1.0);
    for k in (1..=7).rev() {
        let k = f64::from(2 * k);
        cosine = 1.0 - cosine * square / (k * (k - 1.0));
        sine = 1.0 - sine * square / (k * (k + 1.0));
    }
    let (cosine, sine) = (cosine as f32, (sine * angle) as f32);
    match quarters.rem_euclid(4) {
        0 => [cosine, sine],
        1 => [-sine, cosine],
        2 => [-cosine, -sine],
        _ => [sine, -cosine],
    }
}

/// Returns two independent standard normal values (Box & Muller 1958).
pub(super) fn normal_pair(numbers: &mut SplitMix64) -> [f32; 2] {
    // 1 - u is in (0, 1], where the logarithm is finite
    let radius = square_root(-2.0 * ln(1.0 - numbers.unit()));
    direction(f64::from(numbers.unit())).map(|x| radius * x)
}

/// Returns a point moved by normal noise with the standard deviation `noise` in each coordinate.
pub(super) fn scatter(point: [f32; 2], noise: f32, numbers: &mut SplitMix64) -> [f32; 2] {
    let [x, y] = normal_pair(numbers);
    [point[0] + noise * x, point[1] + noise * y]
}

#[cfg(test)]
mod tests {
    use super::{direction, normal_pair};
    use crate::random::SplitMix64;

    #[test]
    fn directions_are_those_of_a_circle() {
        for (turns, expected) in [(0.0, [1.0, 0.0]), (0.25, [0.0, 1.0]), (1.5, [-1.0, 0.0]), (2.75, [0.0, -1.0])] {
            let [x, y] = direction(turns);
            assert!((x - expected[0]).abs() < 1e-7 && (y - expected[1]).abs() < 1e-7, "{turns}: {x} {y}");
        }
        // the addition theorem, with a step that reaches no axis
        let [c, s] = direction(0.137);
        for k in 0..100 {
            let turns = f64::from(k) * 0.031;
            let ([c0, s0], [c1, s1]) = (direction(turns), direction(turns + 0.137));
            assert!((c0 * c - s0 * s - c1).abs() < 3e-7 && (s0 * c + c0 * s - s1).abs() < 3e-7, "{turns}");
        }
        let eighth = direction(0.125)[0];
        assert!((eighth - core::f32::consts::FRAC_1_SQRT_2).abs() < 1e-7);
    }

    #[test]
    fn normal_numbers_have_the_moments_of_a_normal_distribution() {
        let (mut moments, mut product) = ([0.0_f64; 4], 0.0);
        let pairs = 1_000_000;
        let mut numbers = SplitMix64::new(1);
        for _ in 0..pairs {
            let [x, y] = normal_pair(&mut numbers).map(f64::from);
            for z in [x, y] {
                let mut power = 1.0;
                for moment in &mut moments {
                    power *= z;
                    *moment += power / f64::from(2 * pairs);
                }
            }
            product += x * y / f64::from(pairs);
        }
        // five standard errors each: the root of the moment's variance over the number of samples
        for (moment, (expected, tolerance)) in
            moments.iter().zip([(0.0, 0.004), (1.0, 0.005), (0.0, 0.014), (3.0, 0.035)])
        {
            assert!((moment - expected).abs() < tolerance, "{moments:?}");
        }
        assert!(product.abs() < 0.005, "{product}");
    }
}
