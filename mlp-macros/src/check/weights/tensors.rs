//! Finds a file and reads its tensors.

use std::path::{Path, PathBuf};

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use syn::LitStr;

use super::foreign::{self, Format};
use crate::errors::message;

/// Finds the file that a path in a declaration names: in the folder of the crate's `Cargo.toml`, or else beside the
/// source.
pub(super) fn find(path: &LitStr) -> Result<PathBuf, String> {
    let written = path.value();
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    // the compiler's own spans know their files; those of tests do not
    let source = proc_macro::is_available().then(|| path.span().unwrap().local_file()).flatten();
    let folders = [manifest, source.and_then(|file| file.parent().map(Path::to_path_buf))];
    let mut files = folders.into_iter().flatten().map(|folder| folder.join(&written));
    let found = files.find(|file| file.is_file()).ok_or_else(|| message::no_weights(&written))?;
    std::path::absolute(found).map_err(|error| message::unreadable_weights(&written, error))
}

/// Parses the bytes of a file.
pub(super) fn parse<'a>(bytes: &'a [u8], path: &LitStr) -> Result<SafeTensors<'a>, String> {
    SafeTensors::deserialize(bytes).map_err(|error| {
        match foreign::recognize(&bytes[..bytes.len().min(foreign::START)]) {
            Some(Format { name, remedy }) => message::foreign_weights(path.value(), name, remedy),
            None => message::broken_weights(path.value(), error),
        }
    })
}

/// Returns the values of a tensor; `None` if their type is not supported.
pub(super) fn values(tensor: &TensorView<'_>) -> Option<Vec<f32>> {
    let data = tensor.data();
    Some(match tensor.dtype() {
        Dtype::F32 => data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
        #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
        Dtype::F64 => data.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes) as f32).collect(),
        Dtype::F16 => data.as_chunks().0.iter().map(|bytes| f32_from_half(u16::from_le_bytes(*bytes))).collect(),
        Dtype::BF16 => data.as_chunks().0.iter().map(|[low, high]| f32::from_le_bytes([0, 0, *low, *high])).collect(),
        _ => return None,
    })
}

/// Converts an IEEE 754 half: `+-(1024 + fraction) * 2^(exponent - 25)`, except at both ends of the exponents.
fn f32_from_half(bits: u16) -> f32 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2_f32.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::f32_from_half;

    #[test]
    fn halves() {
        for (bits, value) in [(0x8000, -0.0), (0x3c00, 1.0), (0xc100, -2.5), (0x7bff, 65504.0), (3, 1.788_139_3e-7)] {
            assert_eq!(f32_from_half(bits).to_bits(), f32::to_bits(value));
        }
        assert!(f32_from_half(0x7e00).is_nan() && f32_from_half(0xfc00) == f32::NEG_INFINITY);
    }
}
