//! Whole files, read up to a limit.

use crate::error::Error;
#[cfg(feature = "safetensors")]
use alloc::format;
#[cfg(feature = "safetensors")]
use alloc::vec::Vec;
#[cfg(feature = "safetensors")]
use std::fs::File;
#[cfg(feature = "safetensors")]
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Returns the error for an error of the operating system on the file at `path`.
pub(crate) fn file_error(path: &Path, error: std::io::Error) -> Error {
    Error::File { path: path.to_path_buf(), source: error.into() }
}

/// Checks that files can be created in a folder, before there is something to write.
#[cfg(feature = "safetensors")]
pub(crate) fn check_folder(folder: &Path) -> Result<(), Error> {
    match std::fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(file_error(folder, std::io::Error::new(ErrorKind::NotADirectory, "it is no folder"))),
        Err(error) => Err(file_error(folder, error)),
    }
}

/// Returns whether there is a file, which must not be a device, a pipe or a folder.
#[cfg(feature = "safetensors")]
pub(crate) fn is_regular(path: &Path) -> Result<bool, Error> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(_) => Err(file_error(path, std::io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(file_error(path, error)),
    }
}

/// Reads a whole file of at most `longest` bytes.
#[cfg(feature = "safetensors")]
pub(crate) fn load(path: &Path, longest: usize) -> Result<Vec<u8>, Error> {
    let read = |file: File| {
        let mut bytes = Vec::new();
        let found = file.metadata()?;
        if found.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        let length = found.len();
        // a device has no length and no end
        bytes.reserve_exact(usize::try_from(length).unwrap_or(usize::MAX).min(longest));
        file.take(longest as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = File::open(path).and_then(read).map_err(|error| file_error(path, error))?;
    if bytes.len() > longest {
        let reason = format!("the file is longer than the {longest} bytes that this network can have in a file");
        return Err(file_error(path, std::io::Error::new(ErrorKind::FileTooLarge, reason)));
    }
    Ok(bytes)
}
