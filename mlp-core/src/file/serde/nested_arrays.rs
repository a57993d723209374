//! `serde` for arrays of arrays, both of any length.

use super::arrays::{self, Inner};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Serializes an array of arrays.
///
/// # Errors
///
/// If the serializer fails.
pub fn serialize<T: Serialize + Copy, S: Serializer, const M: usize, const N: usize>(
    values: &[[T; M]; N],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    arrays::serialize(&values.map(Inner), serializer)
}

/// Deserializes an array of arrays, each of at least one value.
///
/// # Errors
///
/// As for an array.
pub fn deserialize<'de, T: Deserialize<'de> + Copy, D: Deserializer<'de>, const M: usize, const N: usize>(
    deserializer: D,
) -> Result<[[T; M]; N], D::Error> {
    arrays::deserialize(deserializer).map(|values: [Inner<T, M>; N]| values.map(|inner| inner.0))
}
