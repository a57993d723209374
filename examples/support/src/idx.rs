//! Files in the IDX format of MNIST: a magic number, the sizes of each dimension, then bytes.

use flate2::read::GzDecoder;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The content of a file of unsigned bytes.
#[derive(Clone, Debug)]
pub struct Idx {
    path: PathBuf,
    sizes: Vec<usize>,
    bytes: Vec<u8>,
}

/// Why a file could not be used.
#[derive(Debug)]
pub struct Problem {
    path: PathBuf,
    reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

/// Reads `NAME` or `NAME.gz` from a folder.
///
/// # Errors
///
/// If there is neither, or the file is not in the format.
pub fn read(folder: &Path, name: &str) -> Result<Idx, Problem> {
    let plain = folder.join(name);
    let packed = folder.join(format!("{name}.gz"));
    let path = if packed.exists() && !plain.exists() { packed } else { plain };
    let content = content(&path).map_err(|error| Problem { path: path.clone(), reason: error.to_string() })?;
    parse(&path, &content).ok_or_else(|| Problem { path, reason: "not an IDX file of unsigned bytes".into() })
}

fn content(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut content = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).read_to_end(&mut content)?;
    } else {
        file.read_to_end(&mut content)?;
    }
    Ok(content)
}

/// Two zeros, 8 for unsigned bytes, the number of dimensions, and for each its size: four bytes, the largest first.
fn parse(path: &Path, content: &[u8]) -> Option<Idx> {
    let (&[0, 0, 8, dimensions], rest) = content.split_first_chunk()? else { return None };
    let (sizes, bytes) = rest.split_at_checked(4 * usize::from(dimensions))?;
    let size = |four: &[u8]| Some(u32::from_be_bytes(four.try_into().ok()?) as usize);
    let sizes: Vec<usize> = sizes.chunks(4).map(size).collect::<Option<_>>()?;
    (sizes.iter().product::<usize>() == bytes.len()).then(|| Idx { path: path.into(), sizes, bytes: bytes.to_vec() })
}

impl Idx {
    /// What the first dimension counts, each item of `length` bytes.
    ///
    /// # Errors
    ///
    /// If the items have another length.
    pub fn items(&self, length: usize) -> Result<impl Iterator<Item = &[u8]>, Problem> {
        let found: usize = self.sizes.iter().skip(1).product();
        if found == length {
            Ok(self.bytes.chunks(length))
        } else {
            let reason = format!("items of {found} bytes, expected {length}");
            Err(Problem { path: self.path.clone(), reason })
        }
    }
}
