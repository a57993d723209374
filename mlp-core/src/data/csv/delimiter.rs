//! The delimiter that a file has, where it is not the one that was set.

use super::lines::outside_quotes;
use super::notation::Notation;
use crate::error::CsvReason;

/// The characters that may stand between columns, the rarest in texts and numbers first.
const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];

/// The delimiter that was set, and the notation of numbers, whose characters stand between no columns.
#[derive(Clone, Copy)]
pub(super) struct Delimiter {
    pub(super) set: u8,
    pub(super) notation: Notation,
}

impl Delimiter {
    /// Returns the reason why a row is one cell, if it has none of the delimiter that was set, but others.
    pub(super) fn not_found_in(self, row: &[u8]) -> Option<CsvReason> {
        if count(row, self.set) > 0 {
            return None;
        }
        let other = self.others().find(|&other| count(row, other) > 0);
        other.map(|other| self.reason(0, other, count(row, other))).or_else(|| self.spaces_in(row))
    }

    /// Returns the reason why a row has more or fewer cells than the first one, if both are rows of another delimiter.
    pub(super) fn not_found_in_both(self, first: &[u8], row: &[u8]) -> Option<CsvReason> {
        let other = self.others().find(|&other| {
            let columns = count(first, other);
            let decimals = |row| most_between(row, other, self.set) <= 1;
            columns > 0 && columns == count(row, other) && decimals(first) && decimals(row)
        })?;
        Some(self.reason(count(row, self.set), other, count(row, other)))
    }

    /// Returns the reason why a cell of a row is no number, if it is several cells with another delimiter between.
    pub(super) fn not_found_in_cell<'a>(
        self,
        cell: &str,
        row: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<CsvReason> {
        let found = row.clone().count() as u64 - 1;
        if found == 0 {
            return self.not_found_in(cell.as_bytes());
        }
        // what was set has cut numbers with a decimal comma: `1,5;-2` is `1` and `5;-2`
        let is_number = |part: &str| part.trim().trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
        let numbers = |other| cell.split(char::from(other)).all(is_number);
        let other = self.others().find(|&other| cell.contains(char::from(other)) && numbers(other))?;
        let count = row.map(|cell| count(cell.as_bytes(), other)).sum();
        // each number has one comma at most
        (found <= count + 1).then(|| self.reason(found, other, count))
    }

    /// Returns the reason why a row is one cell, if it is numbers with a space between them.
    pub(super) fn spaces_in(self, row: &[u8]) -> Option<CsvReason> {
        let spaces = self.set != b' ' && has_spaces_between_numbers(row);
        spaces.then(|| self.reason(0, b' ', count(row, b' ')))
    }

    fn others(self) -> impl Iterator<Item = u8> {
        let taken = [Some(char::from(self.set)), Some(self.notation.decimal), self.notation.thousands];
        CANDIDATES.into_iter().filter(move |&other| !taken.contains(&Some(char::from(other))))
    }

    fn reason(self, found: u64, likely: u8, count: u64) -> CsvReason {
        CsvReason::Delimiter { delimiter: self.set.into(), found, likely: likely.into(), count }
    }
}

fn count(row: &[u8], delimiter: u8) -> u64 {
    outside_quotes(row).filter(|(_, byte)| *byte == delimiter).count() as u64
}

/// Returns the largest number of times that a byte stands between two delimiters.
fn most_between(row: &[u8], delimiter: u8, byte: u8) -> u64 {
    row.split(|&other| other == delimiter).map(|cell| count(cell, byte)).max().unwrap_or(0)
}

/// Whether a row is numbers with one space between them, which may stand between columns too.
fn has_spaces_between_numbers(row: &[u8]) -> bool {
    let Ok(text) = core::str::from_utf8(row) else { return false };
    let mut cells = text.trim().split(' ');
    text.trim().contains(' ') && cells.all(|cell| Notation::default().float(cell).is_some())
}
