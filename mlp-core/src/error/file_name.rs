//! The file of an error in words.

use alloc::string::{String, ToString};
use std::path::Path;

/// The path of a file, or what stands for it where bytes came from memory.
pub(super) fn name(file: Option<&Path>, from_memory: &str) -> String {
    file.map_or_else(|| from_memory.to_string(), |path| path.display().to_string())
}
