//! Errors of the operating system, as values that can be cloned and compared.

use core::fmt;
use core::ops::Deref;
use std::io;
use std::sync::Arc;

/// An [`std::io::Error`] that can be cloned and compared.
///
/// Its [`kind`](io::Error::kind) distinguishes, for example, a missing file from one without permission to read it. Two
/// of them are equal if their kinds and their texts are equal.
///
/// ```
/// # use mlp::{Error, History};
/// use std::io::ErrorKind;
///
/// fn save(history: &History) -> Result<(), Error> {
///     match history.save_csv("results/history.csv") {
///         Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(()), // no such folder
///         saved => saved,
///     }
/// }
/// ```
#[derive(Clone)]
pub struct IoError(Arc<io::Error>);

impl IoError {
    /// Returns the error as a trait object, for `source`.
    pub(super) fn source(&self) -> &(dyn core::error::Error + 'static) {
        &*self.0
    }
}

impl From<io::Error> for IoError {
    fn from(error: io::Error) -> Self {
        Self(Arc::new(error))
    }
}

impl Deref for IoError {
    type Target = io::Error;
    fn deref(&self) -> &io::Error {
        &self.0
    }
}

impl PartialEq for IoError {
    fn eq(&self, other: &Self) -> bool {
        use alloc::string::ToString;
        self.kind() == other.kind() && self.to_string() == other.to_string()
    }
}

impl fmt::Display for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.0, f)
    }
}

impl fmt::Debug for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}
