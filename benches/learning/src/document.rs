//! Tables in documents, between two markers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Returns the path of a document of the repository.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// Puts `text` between `begin` and `end`, which are lines of the file.
///
/// # Errors
///
/// If the file cannot be read or written, or lacks a marker.
pub fn write(file: &Path, [begin, end]: [&str; 2], text: &str) -> io::Result<()> {
    let old = fs::read_to_string(file)?;
    let missing = || io::Error::other(format!("{} lacks the marker {begin} or {end}", file.display()));
    let (before, rest) = old.split_once(begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(end).ok_or_else(missing)?;
    fs::write(file, format!("{before}{begin}\n\n{}\n\n{end}{after}", text.trim()))
}
