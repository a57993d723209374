//! A lock on a file that is replaced again and again.

use super::replace::{beside, follow_links};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The lock of a file, held until it is dropped or the process ends.
///
/// The file itself cannot be locked: each save puts another one in its place. A file with `.lock` behind its name is.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    file: File,
}

/// Another training run, in this process or another one, holds the lock.
#[derive(Debug)]
pub(crate) struct IsHeld;

impl Lock {
    /// Locks the file at `path`; `None` where a lock cannot be had, as in a folder that is read-only.
    pub(crate) fn of(path: &Path) -> Result<Option<Self>, IsHeld> {
        let Some(path) = follow_links(path).ok().and_then(|path| beside(&path, "lock")) else { return Ok(None) };
        loop {
            let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
            let Ok(file) = opened else { return Ok(None) };
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Some(Self { path, file })),
                // a run that ended in between removed it
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(IsHeld),
                Err(TryLockError::Error(_)) => return Ok(None),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // elsewhere, who opened it before it was removed could not tell that it was
        if cfg!(unix) && is_at(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether the path still leads to the file.
fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(file), Ok(named)) => same(&file, &named),
        _ => false,
    }
}

#[cfg(unix)]
fn same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same(_: &Metadata, _: &Metadata) -> bool {
    true
}
