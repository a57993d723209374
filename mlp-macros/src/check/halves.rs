//! `storage = f16`: weights become halves, IEEE 754's binary16.

use quote::ToTokens;

use crate::errors::{Errors, message};
use crate::network::{Halves, Layer, Weights, Width};

/// Returns the weights as halves. The first that is too large for one is reported, at its layer.
pub(super) fn of(weights: Weights, inputs: &Width, layers: &[Layer], errors: &mut Errors) -> Option<Halves> {
    let Weights { written, file, bytes, open } = weights;
    let found = |width: usize, known: &Width| {
        let open = || open.iter().find(|open| open.width == width).map(|open| open.found);
        known.literal().or_else(open).unwrap_or_default()
    };
    let mut inputs = found(0, inputs);
    let (mut numbers, mut halves) = (bytes.as_chunks::<4>().0, Vec::new());
    for (index, layer) in layers.iter().enumerate() {
        let units = found(index + 1, &layer.width);
        let count = inputs * units + if layer.bias { units } else { 0 };
        let (own, rest) = numbers.split_at_checked(count)?;
        match own.iter().map(|bytes| half(f32::from_le_bytes(*bytes))).collect::<Result<Vec<_>, _>>() {
            Ok(own) => halves.push(own.into_iter().flat_map(u16::to_le_bytes).collect()),
            Err(value) => {
                let at = own.iter().position(|bytes| f32::from_le_bytes(*bytes) == value).unwrap_or_default();
                let parameter = match at.checked_sub(inputs * units) {
                    Some(unit) => format!("biases[{unit}]"),
                    None => format!("weights[{}][{}]", at / units, at % units),
                };
                let text = message::too_large_for_halves(&layer.name, parameter, value);
                errors.report(layer.width.to_token_stream(), text);
                return None;
            }
        }
        (numbers, inputs) = (rest, units);
    }
    Some(Halves { written, file, open, layers: halves })
}

/// Returns the nearest half, of two the one whose last bit is 0; or the value, if it is beyond them.
fn half(value: f32) -> Result<u16, f32> {
    /// 65,520, from which on the nearest half would be infinite.
    const TOO_LARGE: u32 = 0x477f_f000;
    /// 2^-14, the smallest half whose exponent is its own.
    const NORMAL: u32 = 0x3880_0000;
    let bits = value.to_bits();
    let (sign, magnitude) = ((bits >> 16) & 0x8000, bits & 0x7fff_ffff);
    let rounded = if magnitude >= TOO_LARGE {
        return Err(value);
    } else if magnitude >= NORMAL {
        let rebiased = magnitude - (112 << 23);
        (rebiased + 0xfff + (rebiased >> 13 & 1)) >> 13
    } else {
        let multiple_of_the_smallest = (f32::from_bits(magnitude) * 16_777_216.0).round_ties_even();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number up to 1024")]
        let rounded = multiple_of_the_smallest as u32;
        rounded
    };
    u16::try_from(sign | rounded).map_err(|_| value)
}

#[cfg(test)]
mod tests {
    use super::half;

    /// The definition, for what is neither infinite nor NaN.
    fn value_of(half: u16) -> f64 {
        let (exponent, fraction) = (i32::from(half >> 10 & 31), f64::from(half & 1023));
        let magnitude = match exponent {
            0 => fraction * 2_f64.powi(-24),
            _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
        };
        if half >> 15 == 1 { -magnitude } else { magnitude }
    }

    /// Every half, the middle between it and the next, and the neighbours of that middle.
    #[test]
    fn the_nearest_half_and_of_two_the_even_one() {
        for below in 0..0x7c00_u16 {
            #[expect(clippy::cast_possible_truncation, reason = "exact")]
            let exact = value_of(below) as f32;
            assert_eq!((half(exact), half(-exact)), (Ok(below), Ok(below | 0x8000)), "{exact}");
            let above = below + 1;
            #[expect(clippy::cast_possible_truncation, reason = "exact")]
            let middle = (f64::midpoint(value_of(below), value_of(above))) as f32;
            if above == 0x7c00 {
                assert_eq!((half(middle), half(middle.next_down())), (Err(middle), Ok(below)));
                continue;
            }
            let even = if below % 2 == 0 { below } else { above };
            assert_eq!(half(middle), Ok(even), "{middle}");
            assert_eq!((half(middle.next_down()), half(middle.next_up())), (Ok(below), Ok(above)), "{middle}");
        }
        assert_eq!(half(f32::from_bits(1)), Ok(0));
        assert!(half(f32::INFINITY).is_err() && half(-1e9).is_err());
    }
}
