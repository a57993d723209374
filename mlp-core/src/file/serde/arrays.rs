//! `serde` for arrays of any length, as sequences; `serde` itself has those of up to 32 values.

use core::fmt::{self, Formatter};
use core::marker::PhantomData;
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Serializes an array.
///
/// # Errors
///
/// If the serializer fails.
pub fn serialize<T: Serialize, S: Serializer, const N: usize>(
    values: &[T; N],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut tuple = serializer.serialize_tuple(N)?;
    for value in values {
        tuple.serialize_element(value)?;
    }
    tuple.end()
}

/// Deserializes an array, of at least one value.
///
/// # Errors
///
/// If there are more or fewer values, or if one of them is not of its type.
pub fn deserialize<'de, T: Deserialize<'de> + Copy, D: Deserializer<'de>, const N: usize>(
    deserializer: D,
) -> Result<[T; N], D::Error> {
    deserializer.deserialize_tuple(N, Values(PhantomData))
}

struct Values<T, const N: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Copy, const N: usize> Visitor<'de> for Values<T, N> {
    type Value = [T; N];

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "an array of {N} values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<[T; N], A::Error> {
        let missing = |index| A::Error::invalid_length(index, &"as many values as the array has");
        let first = values.next_element()?.ok_or_else(|| missing(0))?;
        let mut array = [first; N];
        for index in 1..N {
            array[index] = values.next_element()?.ok_or_else(|| missing(index))?;
        }
        Ok(array)
    }
}

/// An array inside of another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inner<T, const N: usize>(pub(super) [T; N]);

impl<T: Serialize, const N: usize> Serialize for Inner<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, T: Deserialize<'de> + Copy, const N: usize> Deserialize<'de> for Inner<T, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}
