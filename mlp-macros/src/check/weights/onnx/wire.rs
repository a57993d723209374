//! Messages of Protocol Buffers, read in place: nothing is copied, and nothing that they say is trusted.
//!
//! The encoding is that of <https://protobuf.dev/programming-guides/encoding/>. `mlp-core` and `mlp-macros` have the
//! same text, since neither depends on the other; `tests/files` compares them.

/// A message: fields, each with a number and a value.
#[derive(Clone, Copy)]
pub(super) struct Message<'a>(pub(super) &'a [u8]);

/// The value of a field.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Number(u64),
    /// A text, a message, or several numbers.
    Bytes(&'a [u8]),
    /// Four bytes: an `f32`.
    Word([u8; 4]),
    /// Eight bytes.
    Long,
}

impl<'a> Message<'a> {
    /// Returns whether the message is fields from the first byte to the last.
    pub(super) fn is_whole(self) -> bool {
        let mut fields = Fields(self.0);
        fields.by_ref().for_each(drop);
        fields.0.is_empty()
    }

    /// Returns the values of the fields with this number.
    pub(super) fn values(self, number: u64) -> impl Iterator<Item = Value<'a>> {
        Fields(self.0).filter(move |(found, _)| *found == number).map(|(_, value)| value)
    }

    /// Returns the bytes of the fields with this number.
    pub(super) fn all_bytes(self, number: u64) -> impl Iterator<Item = &'a [u8]> {
        self.values(number).filter_map(|value| if let Value::Bytes(bytes) = value { Some(bytes) } else { None })
    }

    /// Returns the messages in the fields with this number.
    pub(super) fn messages(self, number: u64) -> impl Iterator<Item = Self> {
        self.all_bytes(number).map(Self)
    }

    /// Returns the texts in the fields with this number; what is not UTF-8 is empty.
    pub(super) fn texts(self, number: u64) -> impl Iterator<Item = &'a str> {
        self.all_bytes(number).map(|bytes| core::str::from_utf8(bytes).unwrap_or_default())
    }

    /// Returns the text of a field, which is empty by default.
    pub(super) fn text(self, number: u64) -> &'a str {
        self.texts(number).last().unwrap_or_default()
    }

    /// Returns the number of a field.
    pub(super) fn number(self, number: u64) -> Option<u64> {
        self.values(number).filter_map(|value| if let Value::Number(value) = value { Some(value) } else { None }).last()
    }
}

/// The fields that are left, up to the first that is broken.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);
    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.0;
        let tag = varint(&mut rest)?;
        let value = match tag & 7 {
            0 => Value::Number(varint(&mut rest)?),
            1 => {
                take(&mut rest, 8)?;
                Value::Long
            }
            2 => {
                let length = varint(&mut rest)?;
                Value::Bytes(take(&mut rest, usize::try_from(length).ok()?)?)
            }
            5 => Value::Word(*take(&mut rest, 4)?.first_chunk()?),
            _ => return None,
        };
        self.0 = rest;
        Some((tag >> 3, value))
    }
}

/// Takes a number: seven bits a byte, the lowest first; all but the last byte have the highest bit.
pub(super) fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(rest, 1)?[0];
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn fields() {
        let message = Message(b"\x08\xac\x02\x12\x02ab\x1d\0\0\x80\x3f\x12\x01c");
        assert!(message.is_whole());
        assert_eq!((message.number(1), message.number(2)), (Some(300), None));
        assert!(message.texts(2).eq(["ab", "c"]));
        assert_eq!(message.text(2), "c");
    }

    #[test]
    fn broken_messages() {
        for bytes in
            [&b"\x08"[..], b"\x12\x05abc", b"\x0b", b"\x1d\0\0", b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"]
        {
            assert!(!Message(bytes).is_whole(), "{bytes:?}");
        }
        let long = b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01a";
        assert!(!Message(long).is_whole());
    }
}
