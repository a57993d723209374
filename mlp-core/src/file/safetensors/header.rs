//! The header of a file: a map in JSON from names to the types, shapes and positions of tensors.
//!
//! It is read piece by piece and compared with the network's tensors at the same time. The reader of the crate
//! `safetensors` stores the whole header first, which a hostile file can make take up to fifty times the file's size.

use super::tensor::Tensor;
use crate::error::{Error, ParseError, SafetensorsReason};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Formatter};
use safetensors::tensor::Dtype;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The largest number of dimensions that is stored, and shown in errors.
const DIMENSIONS: usize = 8;

/// The tensors of a network in a header.
#[derive(Default)]
pub(super) struct Header {
    /// In the order of the network.
    pub(super) found: Vec<Option<Entry>>,
    /// The first tensor that is not one of the network's.
    pub(super) unexpected: Option<String>,
}

/// The entry of one tensor.
pub(super) struct Entry {
    pub(super) dtype: Dtype,
    sizes: [usize; DIMENSIONS],
    dimensions: usize,
    /// The positions in the data, after the header, where its bytes begin and end.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Entry {
    pub(super) fn shape(&self) -> &[usize] {
        &self.sizes[..self.dimensions]
    }
}

/// Returns the error for an error of the parser.
fn unparsed(error: serde_json::Error) -> Error {
    Error::from(SafetensorsReason::Header(ParseError::new(error)))
}

/// Splits a file into its header, of at most `longest` bytes, and its data.
pub(super) fn split(bytes: &[u8], longest: usize) -> Result<(&[u8], &[u8]), Error> {
    let (length, rest) = bytes.split_first_chunk().ok_or_else(|| Error::from(SafetensorsReason::TooShort))?;
    let length = u64::from_le_bytes(*length);
    let there = rest.len();
    if length > there as u64 {
        return Err(Error::from(SafetensorsReason::HeaderCutOff { length, found: there }));
    }
    if length > longest as u64 {
        return Err(Error::from(SafetensorsReason::HeaderTooLong { length, longest }));
    }
    // not larger than the length of a slice
    Ok(rest.split_at(usize::try_from(length).unwrap_or(there)))
}

/// Compares a header with the network's tensors.
pub(super) fn read(header: &[u8], tensors: &[Tensor]) -> Result<Header, Error> {
    let mut json = serde_json::Deserializer::from_slice(header);
    let header = Tensors(tensors).deserialize(&mut json).map_err(unparsed)?;
    json.end().map_err(unparsed)?;
    Ok(header)
}

/// Checks that the tensors follow each other from the first byte to the last.
pub(super) fn without_gaps<'a>(entries: impl Iterator<Item = &'a Entry>, length: usize) -> Result<(), Error> {
    let mut ranges: Vec<(usize, usize)> = entries.map(|entry| (entry.start, entry.end)).collect();
    ranges.sort_unstable();
    let end = ranges.iter().try_fold(0, |end, range| (range.0 == end).then_some(range.1));
    if end == Some(length) { Ok(()) } else { Err(Error::from(SafetensorsReason::Gaps)) }
}

/// The whole header.
struct Tensors<'a>(&'a [Tensor]);

impl<'de> DeserializeSeed<'de> for Tensors<'_> {
    type Value = Header;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Header, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Tensors<'_> {
    type Value = Header;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of tensors")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
        let mut header = Header { found: self.0.iter().map(|_| None).collect(), unexpected: None };
        while let Some(key) = map.next_key_seed(Key { tensors: self.0, known: header.unexpected.is_some() })? {
            match key {
                Name::Tensor(index) if header.found[index].is_some() => {
                    return Err(A::Error::custom(format_args!("tensor `{}` is there twice", self.0[index].name)));
                }
                Name::Tensor(index) => header.found[index] = Some(map.next_value_seed(Information)?),
                Name::Unexpected(name) => {
                    header.unexpected = header.unexpected.or(name);
                    map.next_value::<IgnoredAny>()?;
                }
                Name::Metadata => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(header)
    }
}

/// A name in the header.
struct Key<'a> {
    tensors: &'a [Tensor],
    /// An unexpected name is known already.
    known: bool,
}

enum Name {
    Tensor(usize),
    Unexpected(Option<String>),
    Metadata,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Name;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Name;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a tensor")
    }
    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Name, E> {
        Ok(match self.tensors.iter().position(|tensor| tensor.name == name) {
            Some(index) => Name::Tensor(index),
            None if name == "__metadata__" => Name::Metadata,
            None => Name::Unexpected((!self.known).then(|| name.to_owned())),
        })
    }
}

/// The information on one tensor: `{"dtype": "F32", "shape": [3, 2], "data_offsets": [0, 24]}`.
struct Information;

impl<'de> DeserializeSeed<'de> for Information {
    type Value = Entry;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Information {
    type Value = Entry;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a tensor's dtype, shape and data_offsets")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let (mut dtype, mut shape, mut offsets) = (None, None, None);
        while let Some(field) = map.next_key_seed(Field)? {
            match field {
                Some("dtype") => dtype = Some(map.next_value::<Dtype>()?),
                Some("shape") => shape = Some(map.next_value_seed(Sizes)?),
                Some("data_offsets") => offsets = Some(map.next_value::<[usize; 2]>()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let missing = A::Error::missing_field;
        let (sizes, dimensions) = shape.ok_or_else(|| missing("shape"))?;
        let [start, end] = offsets.ok_or_else(|| missing("data_offsets"))?;
        Ok(Entry { dtype: dtype.ok_or_else(|| missing("dtype"))?, sizes, dimensions, start, end })
    }
}

/// A field of a tensor's information, if it is known.
struct Field;

impl<'de> DeserializeSeed<'de> for Field {
    type Value = Option<&'static str>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Field {
    type Value = Option<&'static str>;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }
    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(["dtype", "shape", "data_offsets"].into_iter().find(|known| *known == name))
    }
}

/// The shape of a tensor.
struct Sizes;

impl<'de> DeserializeSeed<'de> for Sizes {
    type Value = ([usize; DIMENSIONS], usize);
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Sizes {
    type Value = ([usize; DIMENSIONS], usize);
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "a shape of at most {DIMENSIONS} dimensions")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let (mut sizes, mut dimensions) = ([0; DIMENSIONS], 0);
        while let Some(size) = seq.next_element()? {
            *sizes.get_mut(dimensions).ok_or_else(|| A::Error::invalid_length(dimensions + 1, &self))? = size;
            dimensions += 1;
        }
        Ok((sizes, dimensions))
    }
}
