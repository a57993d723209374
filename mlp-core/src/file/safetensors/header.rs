//! The header of a file: a map in JSON from names to the types, shapes and positions of tensors.
//!
//! It is read piece by piece and compared with the network's tensors at the same time. The reader of the crate
//! `safetensors` stores the whole header first, which a hostile file can make take up to fifty times the file's size.

use super::checksum;
use super::foreign::{self, Format};
use super::naming::Naming;
use super::tensor::Tensor;
use crate::error::{Error, ParseError, SafetensorsReason};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Formatter};
use safetensors::tensor::Dtype;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::io::Read;

/// The largest number of dimensions that is stored, and shown in errors.
const DIMENSIONS: usize = 8;

/// The key of the metadata, which are no tensor.
pub(super) const METADATA: &str = "__metadata__";

/// The largest number of bytes of a header: some ten thousand tensors, of which a network may be a part.
pub(super) const LONGEST: usize = 1 << 20;

/// The tensors of a network in a header.
#[derive(Default)]
pub(super) struct Header {
    /// In the order of the network.
    pub(super) found: Vec<Option<Entry>>,
    /// The first tensor that is not one of the network's, but has a name as if it were.
    pub(super) unexpected: Option<String>,
    /// The checksum in the metadata.
    pub(super) checksum: Option<u64>,
}

impl Header {
    /// Returns whether the file has all tensors of the network, and no others where there must be none.
    pub(super) fn is_complete(&self) -> bool {
        self.unexpected.is_none() && self.found.iter().all(Option::is_some)
    }
}

/// The entry of one tensor.
#[derive(Clone, Copy)]
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

    /// Returns the number of its bytes.
    pub(super) fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

/// Returns the error for an error of the parser.
fn unparsed(error: serde_json::Error) -> Error {
    Error::from(SafetensorsReason::Header(ParseError::new(error)))
}

/// Splits a file into its header and its data.
pub(super) fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), Error> {
    let (first, rest) = bytes.split_first_chunk().ok_or_else(|| Error::from(SafetensorsReason::TooShort))?;
    let length = length(*first, bytes)?;
    rest.split_at_checked(length).ok_or_else(|| cut_off(length, rest.len()))
}

/// Reads the header of a file.
pub(super) fn take(file: &mut impl Read, failed: impl Fn(std::io::Error) -> Error) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    file.take(8).read_to_end(&mut bytes).map_err(&failed)?;
    let first = *bytes.first_chunk().ok_or_else(|| Error::from(SafetensorsReason::TooShort))?;
    if length(first, &bytes).is_err() {
        // some formats are recognized by what stands behind
        file.take(foreign::START as u64).read_to_end(&mut bytes).map_err(&failed)?;
    }
    let length = length(first, &bytes)?;
    bytes.clear();
    file.take(length as u64).read_to_end(&mut bytes).map_err(&failed)?;
    if bytes.len() == length { Ok(bytes) } else { Err(cut_off(length, bytes.len())) }
}

/// Returns the length of a header, which is the first number of a file, if headers may be so long.
///
/// The bytes of other formats are numbers that are too large.
fn length(first: [u8; 8], start: &[u8]) -> Result<usize, Error> {
    let length = u64::from_le_bytes(first);
    usize::try_from(length).ok().filter(|length| *length <= LONGEST).ok_or_else(|| {
        Error::from(match foreign::recognize(start) {
            Some(Format { name, remedy }) => SafetensorsReason::OtherFormat { format: name, remedy },
            None => SafetensorsReason::HeaderTooLong { length, longest: LONGEST },
        })
    })
}

fn cut_off(length: usize, found: usize) -> Error {
    Error::from(SafetensorsReason::HeaderCutOff { length: length as u64, found })
}

/// Compares a header with the network's tensors, which have the names of `naming`.
pub(super) fn read(header: &[u8], tensors: &[Tensor], naming: &Naming) -> Result<Header, Error> {
    let mut json = serde_json::Deserializer::from_slice(header);
    let mut header = Tensors { tensors, naming }.deserialize(&mut json).map_err(unparsed)?;
    json.end().map_err(unparsed)?;
    // of several tensors under one name only the first has been found
    for index in 1..tensors.len() {
        let same = |other: &usize| tensors[*other].name == tensors[index].name;
        if header.found[index].is_none()
            && let Some(other) = (0..index).find(same)
        {
            header.found[index] = header.found[other];
        }
    }
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
struct Tensors<'a> {
    tensors: &'a [Tensor],
    naming: &'a Naming,
}

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
        let Self { tensors, naming } = self;
        let mut header = Header { found: alloc::vec![None; tensors.len()], unexpected: None, checksum: None };
        while let Some(key) = map.next_key_seed(Key { tensors, naming, known: header.unexpected.is_some() })? {
            match key {
                Name::Tensor(index) if header.found[index].is_some() => {
                    return Err(A::Error::custom(format_args!("tensor `{}` is there twice", tensors[index].name)));
                }
                Name::Tensor(index) => header.found[index] = Some(map.next_value_seed(Information)?),
                Name::Unexpected(name) => {
                    header.unexpected = Some(name);
                    map.next_value::<IgnoredAny>()?;
                }
                Name::Metadata => header.checksum = map.next_value_seed(Metadata)?,
                Name::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(header)
    }
}

/// A name in the header.
struct Key<'a> {
    tensors: &'a [Tensor],
    naming: &'a Naming,
    /// An unexpected name is known already.
    known: bool,
}

enum Name {
    Tensor(usize),
    Unexpected(String),
    Metadata,
    /// A tensor of another part, or one more that is unexpected.
    Other,
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
            None if name == METADATA => Name::Metadata,
            None if self.known || !self.naming.claims(name) => Name::Other,
            None => Name::Unexpected(name.to_owned()),
        })
    }
}

/// The metadata, a map of texts, of which the checksum is read.
struct Metadata;

impl<'de> DeserializeSeed<'de> for Metadata {
    type Value = Option<u64>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<u64>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Metadata {
    type Value = Option<u64>;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of texts")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<u64>, A::Error> {
        let mut checksum = None;
        while let Some(is_ours) = map.next_key_seed(Text(|key: &str| key == checksum::KEY))? {
            if is_ours {
                checksum = map.next_value_seed(Text(checksum::of_entry))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(checksum)
    }
}

/// A text, of which only the result of the function is kept.
struct Text<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Text<F> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Text<F> {
    type Value = T;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

/// Calls `visit` with the name and the entry of each tensor, up to the first mistake. Names with escapes are left out.
pub(super) fn list<'a>(header: &'a [u8], visit: &mut dyn FnMut(&'a str, &Entry)) {
    // the tensors before a mistake are known all the same
    let _ = List(visit).deserialize(&mut serde_json::Deserializer::from_slice(header));
}

/// The tensors of a header, one after the other.
struct List<'a, 'visit>(&'visit mut dyn FnMut(&'a str, &Entry));

impl<'de> DeserializeSeed<'de> for List<'de, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for List<'de, '_> {
    type Value = ();
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of tensors")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(PlainName)? {
            match name.filter(|name| *name != METADATA) {
                Some(name) => (self.0)(name, &map.next_value_seed(Information)?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A name as it stands in the header; `None` if it has escapes.
struct PlainName;

impl<'de> DeserializeSeed<'de> for PlainName {
    type Value = Option<&'de str>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for PlainName {
    type Value = Option<&'de str>;
    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a tensor")
    }
    fn visit_borrowed_str<E: serde::de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Some(name))
    }
    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
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
