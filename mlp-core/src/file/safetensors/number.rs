//! Conversion of the types of weights in files to `f32`.

use crate::error;
use crate::math::half::from_half;
use safetensors::tensor::Dtype;

/// Returns the type of a tensor's values as errors name it.
pub(crate) fn name(dtype: Dtype) -> error::Dtype {
    match dtype {
        Dtype::BOOL => error::Dtype::Bool,
        Dtype::F4 => error::Dtype::F4,
        Dtype::F6_E2M3 => error::Dtype::F6E2M3,
        Dtype::F6_E3M2 => error::Dtype::F6E3M2,
        Dtype::U8 => error::Dtype::U8,
        Dtype::I8 => error::Dtype::I8,
        Dtype::F8_E5M2 => error::Dtype::F8E5M2,
        Dtype::F8_E4M3 => error::Dtype::F8E4M3,
        Dtype::F8_E8M0 => error::Dtype::F8E8M0,
        Dtype::I16 => error::Dtype::I16,
        Dtype::U16 => error::Dtype::U16,
        Dtype::F16 => error::Dtype::F16,
        Dtype::BF16 => error::Dtype::Bf16,
        Dtype::I32 => error::Dtype::I32,
        Dtype::U32 => error::Dtype::U32,
        Dtype::F32 => error::Dtype::F32,
        Dtype::F64 => error::Dtype::F64,
        Dtype::I64 => error::Dtype::I64,
        Dtype::U64 => error::Dtype::U64,
        _ => error::Dtype::Other,
    }
}

/// Returns the size of a value in bytes; `None` for types that are not converted.
pub(super) fn size(dtype: Dtype) -> Option<usize> {
    match dtype {
        Dtype::F64 => Some(8),
        Dtype::F32 => Some(4),
        Dtype::F16 | Dtype::BF16 => Some(2),
        _ => None,
    }
}

/// Returns all values of a tensor, little-endian, in order; none for a type without a [`size`].
pub(super) fn all(dtype: Dtype, bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.chunks_exact(size(dtype).unwrap_or(bytes.len() + 1)).map(move |bytes| number(dtype, bytes))
}

fn number(dtype: Dtype, bytes: &[u8]) -> f32 {
    match (dtype, bytes) {
        #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
        (Dtype::F64, &[a, b, c, d, e, f, g, h]) => f64::from_le_bytes([a, b, c, d, e, f, g, h]) as f32,
        (Dtype::F32, &[a, b, c, d]) => f32::from_le_bytes([a, b, c, d]),
        (Dtype::F16, &[a, b]) => from_half(u16::from_le_bytes([a, b])),
        (Dtype::BF16, &[a, b]) => brain(u16::from_le_bytes([a, b])),
        _ => f32::NAN,
    }
}

/// Converts a bfloat16, which is the upper half of an `f32`.
fn brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

#[cfg(test)]
mod tests {
    use super::{Dtype, brain, name, number};

    #[test]
    fn types_have_the_names_of_the_format() {
        for dtype in [Dtype::BOOL, Dtype::F8_E4M3, Dtype::BF16, Dtype::F6_E2M3, Dtype::I64, Dtype::F32] {
            assert_eq!(alloc::format!("{}", name(dtype)), alloc::format!("{dtype:?}"));
        }
    }

    #[test]
    fn numbers_of_16_bits() {
        assert_eq!(number(Dtype::F16, &0xc100_u16.to_le_bytes()), -2.5);
        assert_eq!(number(Dtype::BF16, &0x3f80_u16.to_le_bytes()), 1.0);
        assert_eq!(brain(0x3f80), 1.0);
    }
}
