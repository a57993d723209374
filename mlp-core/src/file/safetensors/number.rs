//! Numbers of the types that weights come in, as `f32`.

use safetensors::tensor::Dtype;

/// How many bytes a number has; `None` for what is not converted.
pub(super) fn size(dtype: Dtype) -> Option<usize> {
    match dtype {
        Dtype::F64 => Some(8),
        Dtype::F32 => Some(4),
        Dtype::F16 | Dtype::BF16 => Some(2),
        _ => None,
    }
}

/// All numbers of a tensor, little-endian, in order; none of a type that has no [`size`].
pub(super) fn all(dtype: Dtype, bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.chunks_exact(size(dtype).unwrap_or(bytes.len() + 1)).map(move |bytes| number(dtype, bytes))
}

fn number(dtype: Dtype, bytes: &[u8]) -> f32 {
    match (dtype, bytes) {
        #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
        (Dtype::F64, &[a, b, c, d, e, f, g, h]) => f64::from_le_bytes([a, b, c, d, e, f, g, h]) as f32,
        (Dtype::F32, &[a, b, c, d]) => f32::from_le_bytes([a, b, c, d]),
        (Dtype::F16, &[a, b]) => half(u16::from_le_bytes([a, b])),
        (Dtype::BF16, &[a, b]) => brain(u16::from_le_bytes([a, b])),
        _ => f32::NAN,
    }
}

/// A bfloat16: the upper half of an `f32`.
fn brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

/// An IEEE 754 half: 1 sign bit, 5 exponent bits, 10 fraction bits.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    let magnitude = match exponent {
        // denormal: a multiple of 2^-24
        0 => (fraction as f32 / 16_777_216.0).to_bits(),
        31 => 0x7f80_0000 | fraction << 13,
        _ => (exponent + 127 - 15) << 23 | fraction << 13,
    };
    f32::from_bits(sign | magnitude)
}

#[cfg(test)]
mod tests {
    use super::{brain, half};

    #[test]
    fn halves() {
        for (bits, value) in [(0, 0.0), (0x3c00, 1.0), (0xc000, -2.0), (0x7bff, 65504.0), (1, 5.960_464_5e-8)] {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7e00).is_nan() && half(0xfc00) == f32::NEG_INFINITY);
        assert_eq!(brain(0x3f80), 1.0);
    }
}
