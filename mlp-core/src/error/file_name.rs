//! The name of a file in the text of an error.

use alloc::string::{String, ToString};
use std::path::Path;

/// Returns the path of a file, or `from_memory` for bytes from memory.
pub(super) fn name(file: Option<&Path>, from_memory: &str) -> String {
    file.map_or_else(|| from_memory.to_string(), |path| path.display().to_string())
}
