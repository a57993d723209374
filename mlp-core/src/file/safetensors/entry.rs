//! The entry of this crate in the metadata of a file, read without storing anything.

use super::checksum;
use super::header::METADATA;
use core::fmt::{self, Formatter};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// Returns what a function returns for the text of this crate's entry; `None` without the entry.
pub(super) fn read<T>(header: &[u8], with: impl FnOnce(&str) -> T) -> Option<T> {
    let mut json = serde_json::Deserializer::from_slice(header);
    At { path: &[METADATA, checksum::KEY], with: Some(with) }.deserialize(&mut json).ok().flatten()
}

/// A text at a path of keys.
struct At<'a, F> {
    path: &'a [&'a str],
    /// `None` as soon as it was called.
    with: Option<F>,
}

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for At<'_, F> {
    type Value = Option<T>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        if self.path.is_empty() { deserializer.deserialize_str(self) } else { deserializer.deserialize_map(self) }
    }
}

impl<'de, T, F: FnOnce(&str) -> T> Visitor<'de> for At<'_, F> {
    type Value = Option<T>;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of texts")
    }
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Option<T>, A::Error> {
        let Some((key, path)) = self.path.split_first() else { return Ok(None) };
        let mut result = None;
        while let Some(is_key) = map.next_key_seed(IsKey(key))? {
            match self.with.take_if(|_| is_key) {
                Some(with) => result = map.next_value_seed(At { path, with: Some(with) })?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(result)
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Option<T>, E> {
        Ok(self.with.map(|with| with(text)))
    }
}

/// Whether a key is this one.
struct IsKey<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for IsKey<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsKey<'_> {
    type Value = bool;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }
    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}
