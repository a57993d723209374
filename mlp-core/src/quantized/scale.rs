//! The real value of an integer.

/// The meaning of the integers of a tensor: `real = scale * (integer - zero_point)`.
///
/// ```
/// use mlp::quantized::Quantization;
///
/// let celsius = Quantization { scale: 0.5, zero_point: -28 };
/// assert_eq!(celsius.quantize(21.3), 15);
/// assert_eq!(celsius.dequantize(15), 21.5);
/// assert_eq!(celsius.quantize(1000.0), 127);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantization {
    /// The difference between the real numbers of two integers that follow each other; above 0.
    pub scale: f32,
    /// The integer that means 0.
    pub zero_point: i8,
}

impl Quantization {
    /// Of values of a sigmoid or a softmax: 0 to 255/256.
    #[cfg(feature = "std")]
    pub(super) const OF_PROBABILITIES: Self = Self { scale: 1.0 / 256.0, zero_point: -128 };

    /// Of values of tanh: -1 to 127/128.
    #[cfg(feature = "std")]
    pub(super) const OF_TANH: Self = Self { scale: 1.0 / 128.0, zero_point: 0 };

    /// Returns the nearest integer, of two the one away from 0, or the nearest limit: `zero_point + round(real / scale)`.
    ///
    /// NaN becomes the zero point.
    #[must_use]
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the limits of `i32` and `i8` are what is wanted")]
    pub fn quantize(self, real: f32) -> i8 {
        let steps = real / self.scale;
        let whole = steps as i32;
        let rest = steps - whole as f32;
        let away = i32::from(rest >= 0.5) - i32::from(rest <= -0.5);
        let integer = whole.saturating_add(away).saturating_add(i32::from(self.zero_point));
        integer.clamp(i32::from(i8::MIN), i32::from(i8::MAX)) as i8
    }

    /// Returns the real number that an integer means.
    #[must_use]
    #[inline]
    pub fn dequantize(self, integer: i8) -> f32 {
        self.scale * (i32::from(integer) - i32::from(self.zero_point)) as f32
    }

    /// Returns the nearest integers of all values.
    #[must_use]
    #[inline]
    pub fn quantize_all<const WIDTH: usize>(self, real: &[f32; WIDTH]) -> [i8; WIDTH] {
        let mut integers = [0; WIDTH];
        for (integer, real) in integers.iter_mut().zip(real) {
            *integer = self.quantize(*real);
        }
        integers
    }

    /// Returns the real numbers that all integers mean.
    #[must_use]
    #[inline]
    pub fn dequantize_all<const WIDTH: usize>(self, integers: &[i8; WIDTH]) -> [f32; WIDTH] {
        let mut real = [0.0; WIDTH];
        for (real, integer) in real.iter_mut().zip(integers) {
            *real = self.dequantize(*integer);
        }
        real
    }
}

#[cfg(test)]
mod tests {
    use super::Quantization;

    #[test]
    fn halves_go_away_from_zero_and_limits_hold() {
        let steps = Quantization { scale: 1.0, zero_point: 3 };
        for (real, integer) in [
            (0.5, 4),
            (-0.5, 2),
            (0.499_999_97, 3),
            (2.5, 6),
            (-2.4, 1),
            (1e30, 127),
            (-1e30, -128),
            (f32::INFINITY, 127),
            (f32::NEG_INFINITY, -128),
            (f32::NAN, 3),
        ] {
            assert_eq!(steps.quantize(real), integer, "{real}");
        }
    }
}
