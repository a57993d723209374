//! The lines of a file, as editors count them.

use ::csv::Position;
use alloc::borrow::Cow;

/// Returns the text of a file as the `csv` crate reads it: without the byte order mark that some programs write before
/// UTF-8, and with ends of lines that end a comment.
pub(super) fn text(bytes: &[u8], comment: Option<u8>) -> Cow<'_, [u8]> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if comment.is_none() || text.ends_with(b"\n") {
        return Cow::Borrowed(text);
    }
    // a comment of the crate ends at `\n` alone: in a file of `\r` the first one would be all the rest, and one in the
    // last line would be a row (https://github.com/BurntSushi/rust-csv/issues/363)
    let mut text = text.to_vec();
    if !text.contains(&b'\n') {
        text.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
    }
    text.push(b'\n');
    Cow::Owned(text)
}

/// The lines in which rows begin. The line number of the `csv` crate is that of the end of the row before, which is
/// wrong after empty lines and comments, and in files with two characters at the end of a line.
#[derive(Clone)]
pub(super) struct Lines<'a> {
    text: &'a [u8],
    comment: Option<u8>,
    /// The position up to which lines are counted.
    place: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a [u8], comment: Option<u8>) -> Self {
        Self { text, comment, place: 0, line: 1 }
    }

    /// Returns the line of the row that begins here, or after line ends and comments; positions must not decrease
    /// between calls.
    pub(super) fn at(&mut self, position: &Position) -> u64 {
        let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let mut in_comment = false;
        while let Some(&byte) = self.text.get(self.place) {
            in_comment |= self.place >= start && Some(byte) == self.comment;
            if self.place >= start && !in_comment && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            let pair = byte == b'\r' && self.text.get(self.place + 1) == Some(&b'\n');
            self.line += u64::from(byte == b'\n' || byte == b'\r' && !pair);
            in_comment &= byte != b'\n';
            self.place += 1;
        }
        self.line
    }

    /// Returns the text of the row that begins at a position, as it stands in the file, with its line.
    pub(super) fn row(&mut self, position: &Position) -> Row<'a> {
        let line = self.at(position);
        let rest = &self.text[self.place.min(self.text.len())..];
        let end = outside_quotes(rest).find(|(_, byte)| matches!(byte, b'\r' | b'\n'));
        Row { line, text: &rest[..end.map_or(rest.len(), |(at, _)| at)] }
    }
}

/// A row as it stands in the file.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) text: &'a [u8],
}

/// Returns the bytes that are not in a quoted cell, with their places.
pub(super) fn outside_quotes(text: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let (mut quoted, mut before) = (false, b',');
    text.iter().copied().enumerate().filter(move |(_, byte)| {
        // a quote inside a cell, as in `5" pipe`, is text; two of them inside quotes are one
        if *byte == b'"' && (quoted || !(before.is_ascii_alphanumeric() || before == b' ')) {
            quoted = !quoted;
        }
        before = *byte;
        !quoted
    })
}
