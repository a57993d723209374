//! Files that do not fit the settings, and the settings that they seem to need: another delimiter, or comments.

use super::delimiter::Delimiter;
use super::format::Csv;
use super::lines::{Lines, Row};
use crate::error::CsvReason;
use ::csv::{ErrorKind, Position, StringRecord};

pub(super) fn delimiter(settings: &Csv) -> Delimiter {
    Delimiter { set: settings.delimiter, notation: settings.notation }
}

/// Returns the reason why a table may have other columns than it seems to have, and the line that says so.
///
/// A table of one column has another delimiter in its first line, or numbers below a header of names that may have
/// spaces. More columns may come from decimal commas, if the first line is numbers.
pub(super) fn other_columns(
    first: &StringRecord,
    second: Option<&StringRecord>,
    settings: &Csv,
    lines: &Lines<'_>,
) -> Option<(u64, CsvReason)> {
    let delimiter = delimiter(settings);
    let row = |record: &StringRecord| Some(lines.clone().row(record.position()?));
    if first.len() > 1 {
        let mut cells = first.iter().filter(|_| !settings.header);
        return Some((row(first)?.line, cells.find_map(|cell| delimiter.not_found_in_cell(cell, first.iter()))?));
    }
    let header = row(first).and_then(|row| Some((row.line, delimiter.not_found_in(row.text)?)));
    header.or_else(|| second.and_then(row).and_then(|row| Some((row.line, delimiter.spaces_in(row.text)?))))
}

/// Returns the first character of a row, if it may begin a comment that is not left out.
pub(super) fn comment_in(row: &[u8], set: Option<u8>) -> Option<char> {
    let first = row.first().filter(|first| matches!(first, b'#' | b'%'))?;
    (Some(*first) != set).then_some(char::from(*first))
}

/// Returns the reason of an error of the `csv` crate, and its line. The `first` row is the one that decides how many
/// columns there are.
pub(super) fn reason(
    error: ::csv::Error,
    first: Option<&Position>,
    settings: &Csv,
    lines: &Lines<'_>,
) -> (Option<u64>, CsvReason) {
    let row = error.position().map(|position| lines.clone().row(position));
    let line = row.map(|row| row.line);
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let (found, expected) = (*len, *expected_len);
            let first = first.map(|position| lines.clone().row(position));
            let other = first.zip(row).and_then(|(first, row)| unequal(first, row, [found, expected], settings));
            other.unwrap_or((line, CsvReason::Columns { found, expected }))
        }
        ErrorKind::Utf8 { err, .. } => (line, CsvReason::NotUtf8 { column: err.field() + 1 }),
        _ => (line, CsvReason::Read(std::io::Error::from(error).into())),
    }
}

/// Returns why a row may have more or fewer columns than the first one, if there is more to say than that.
fn unequal(
    first: Row<'_>,
    row: Row<'_>,
    [found, expected]: [u64; 2],
    settings: &Csv,
) -> Option<(Option<u64>, CsvReason)> {
    let delimiter = delimiter(settings);
    let in_first = delimiter.not_found_in(first.text).map(|reason| (Some(first.line), reason));
    if let Some(reason) = delimiter.not_found_in_both(first.text, row.text) {
        return in_first.or(Some((Some(row.line), reason)));
    }
    for Row { line, text } in [row, first] {
        if let Some(mark) = comment_in(text, settings.comment) {
            return Some((Some(row.line), CsvReason::Comment { found, expected, line, first: mark }));
        }
    }
    in_first
}
