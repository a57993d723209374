//! Files that are replaced in one step.
//!
//! The bytes go to a partial file in the same folder, and its name becomes that of the file once all of them are on the
//! disk. A partial file is locked while it is written, so that the next save can tell one that a killed process left.

use super::checksum::Checksum;
use super::disk::file_error;
use crate::error::Error;
use alloc::format;
use alloc::string::String;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The longest name of a file that a partial file is named after, in bytes: file systems allow 255 for both.
const NAME_BYTES: usize = 200;
/// The links that may lead to a file, as on Linux.
const LINKS: usize = 40;
/// The number of random names that are tried for a partial file.
const NAMES: u32 = 16;

/// Replaces a file in one step: at any moment either the whole old file or the whole new one is there.
///
/// - A new file has the mode that the process gives to new files; a file that is replaced keeps its mode.
/// - The file that a symbolic link leads to is replaced, and the link stays.
/// - A device or a pipe is written to.
/// - A file without permission to write is left as it is, and so is a folder: both are errors.
///
/// A process that is killed while writing leaves a `*.partial` beside the file, which the next save removes.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let saved = follow_links(path).and_then(|path| match fs::metadata(&path) {
        Ok(old) if old.is_file() => replace(&path, bytes, Some(&old)),
        Ok(old) if old.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(_) => OpenOptions::new().write(true).open(&path).and_then(|mut device| device.write_all(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => replace(&path, bytes, None),
        Err(error) => Err(error),
    });
    saved.map_err(|error| file_error(path, error))
}

/// Returns the path that a chain of symbolic links leads to, whether there is a file or not.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            // not a link, or nothing at all
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("symbolic links lead in a circle"))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a partial file and renames it to `path`.
fn replace(path: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let name = path.file_name().ok_or(ErrorKind::InvalidFilename)?;
    if old.is_some_and(|old| old.permissions().readonly()) {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let (folder, beginning) = (folder_of(path), partial_name(name));
    remove_abandoned(folder, &beginning);
    let mut partial = Partial::create(folder, &beginning)?;
    if let Some(old) = old {
        partial.file.set_permissions(old.permissions())?;
    }
    partial.file.write_all(bytes)?;
    // the name must not refer to bytes that are not on the disk yet
    partial.file.sync_all()?;
    partial.rename(path)?;
    sync_folder(folder)
}

/// Returns the beginning of the names of a file's partial files.
fn partial_name(name: &OsStr) -> String {
    match name.to_str() {
        Some(name) if name.len() <= NAME_BYTES => format!("{name}."),
        // long names only have to differ
        _ => {
            let mut sum = Checksum(0);
            sum.add(name.as_encoded_bytes());
            format!("{:016x}.", sum.0)
        }
    }
}

/// Returns the path of a file in the same folder that belongs to the file at `path`.
#[cfg(feature = "safetensors")]
pub(super) fn beside(path: &Path, ending: &str) -> Option<PathBuf> {
    Some(folder_of(path).join(format!("{}{ending}", partial_name(path.file_name()?))))
}

/// A partial file, which is removed unless it gets its name.
struct Partial {
    path: PathBuf,
    file: File,
    is_renamed: bool,
}

impl Partial {
    /// Creates a file that was not there, and locks it.
    fn create(folder: &Path, beginning: &str) -> io::Result<Self> {
        for _ in 0..NAMES {
            let path = folder.join(format!("{beginning}{:016x}.partial", random()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    let created = Self { path, file, is_renamed: false };
                    let is_taken = matches!(created.file.try_lock(), Err(TryLockError::WouldBlock));
                    // another save may have found it without a lock, and removed it
                    if !is_taken && created.path.exists() {
                        return Ok(created);
                    }
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "all names for a partial file are taken"))
    }

    fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.is_renamed = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_renamed {
            // the first error is the one to report
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Returns a number that no other process has: the id of a process is that of another one in another container.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Removes partial files whose process is gone: nobody holds their locks.
fn remove_abandoned(folder: &Path, beginning: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file
            && is_partial(&entry.file_name(), beginning)
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file has a name that [`Partial::create`] gives.
fn is_partial(name: &OsStr, beginning: &str) -> bool {
    let token = name.to_str().and_then(|name| name.strip_prefix(beginning)?.strip_suffix(".partial"));
    token.is_some_and(|token| token.len() == 16 && token.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Writes the names in a folder to the disk, where a folder can be opened.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // a folder that may not be read, or a file system that syncs no folders: the file itself is on the disk
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::PermissionDenied | ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        synced => synced,
    }
}
