//! Whole files: written in one step, and read up to a limit.

use crate::error::Error;
use alloc::format;
#[cfg(feature = "safetensors")]
use alloc::vec::Vec;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::fs::File;
use std::io::Write;
#[cfg(feature = "safetensors")]
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Returns the error for an error of the operating system on the file at `path`.
pub(crate) fn file_error(path: &Path, error: std::io::Error) -> Error {
    Error::File { path: path.to_path_buf(), source: error.into() }
}

/// Writes a file in one step: at any moment either the whole old file or the whole new one is there.
///
/// A process that is killed while writing leaves a `*.partial` beside it.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // two threads that save to the same path must not write the same partial file
    static SAVES: AtomicUsize = AtomicUsize::new(0);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.{}.partial", std::process::id(), SAVES.fetch_add(1, Ordering::Relaxed)));
    let partial: PathBuf = path.with_file_name(name);
    let written = File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        // the name must not refer to bytes that are not on the disk yet
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&partial, path)).map_err(|error| {
        // the partial file is of no use; the first error is the one to report
        let _ = std::fs::remove_file(&partial);
        file_error(path, error)
    })
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

/// Reads a whole file of at most `longest` bytes.
#[cfg(feature = "safetensors")]
pub(crate) fn load(path: &Path, longest: usize) -> Result<Vec<u8>, Error> {
    let read = |file: File| {
        let mut bytes = Vec::new();
        let length = file.metadata()?.len();
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
