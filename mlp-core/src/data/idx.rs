//! Arrays in the IDX format of MNIST (feature `idx`).
//!
//! A file consists of a magic number, the size of each dimension, and the values, most significant byte first. It may
//! be compressed with gzip. The format is described at <http://yann.lecun.com/exdb/mnist/>.

use crate::error::{Error, IdxReason};
use crate::file::disk::file_error;
use alloc::vec::Vec;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// An array of values, whose first dimension is the number of samples.
///
/// ```
/// use mlp::data::idx::Idx;
///
/// // unsigned bytes (8) in two dimensions of 2 and 3
/// let bytes = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 255, 255, 0, 0];
/// let images = Idx::from_bytes(&bytes)?;
/// assert_eq!(images.sizes(), [2, 3]);
/// assert_eq!(images.rows::<3>()?, [[0.0, 51.0, 255.0], [255.0, 0.0, 0.0]]);
/// assert_eq!(images.pixels::<3>()?, [[0.0, 0.2, 1.0], [1.0, 0.0, 0.0]]);
/// assert_eq!(
///     images.rows::<4>().unwrap_err().to_string(),
///     "the array has 3 numbers for each sample, but 4 are expected",
/// );
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Idx {
    /// The file it was read from, for messages.
    file: Option<PathBuf>,
    kind: Kind,
    sizes: Vec<usize>,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    U8,
    I8,
    I16,
    I32,
    F32,
    F64,
}

impl Kind {
    fn of(code: u8) -> Option<Self> {
        Some(match code {
            0x08 => Self::U8,
            0x09 => Self::I8,
            0x0b => Self::I16,
            0x0c => Self::I32,
            0x0d => Self::F32,
            0x0e => Self::F64,
            _ => return None,
        })
    }

    const fn size(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::I16 => 2,
            Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    /// Returns one value from its bytes, of which there are [`Self::size`].
    #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
    fn number(self, bytes: &[u8]) -> f32 {
        match (self, bytes) {
            (Self::U8, [a]) => f32::from(*a),
            (Self::I8, [a]) => f32::from(a.cast_signed()),
            (Self::I16, [a, b]) => f32::from(i16::from_be_bytes([*a, *b])),
            (Self::I32, [a, b, c, d]) => i32::from_be_bytes([*a, *b, *c, *d]) as f32,
            (Self::F32, [a, b, c, d]) => f32::from_be_bytes([*a, *b, *c, *d]),
            (_, bytes) => f64::from_be_bytes(bytes.try_into().expect("eight bytes")) as f32,
        }
    }
}

/// Reads a file, or the file with `.gz` appended to its name if there is none of this name.
///
/// ```no_run
/// use mlp::data::{Dataset, idx};
///
/// let images = idx::open("train-images-idx3-ubyte")?.pixels::<784>()?;
/// let train = Dataset::new(images, idx::open("train-labels-idx1-ubyte")?.labels()?)?;
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::File`] if the file cannot be read, [`Error::Idx`] if it is not in the format.
pub fn open(path: impl AsRef<Path>) -> Result<Idx, Error> {
    let plain = path.as_ref();
    let mut name = plain.as_os_str().to_os_string();
    name.push(".gz");
    let packed = Path::new(&name);
    let path = if packed.exists() && !plain.exists() { packed } else { plain };
    let unread = |error| file_error(path, error);
    let file = Some(path.to_path_buf());
    let mut reader = BufReader::new(File::open(path).map_err(unread)?);
    let mut begin = [0; 2];
    let length = read_up_to(&mut reader, &mut begin).map_err(unread)?;
    let whole = begin[..length].chain(reader);
    // the magic number of gzip decides: a file name may be wrong
    if begin == [0x1f, 0x8b] { Idx::read(GzDecoder::new(whole), file, unread) } else { Idx::read(whole, file, unread) }
}

fn read_up_to(reader: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < bytes.len() {
        match reader.read(&mut bytes[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}

impl Idx {
    /// Returns the array in the bytes of a file, which are not compressed.
    ///
    /// # Errors
    ///
    /// [`Error::Idx`] if the bytes are not in the format.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Self::read(bytes, None, |error| unreachable!("a slice can always be read: {error}"))
    }

    /// Reads two zeros, the type of the values, the number of dimensions, their sizes, and the values.
    fn read(mut reader: impl Read, file: Option<PathBuf>, unread: impl Fn(io::Error) -> Error) -> Result<Self, Error> {
        let broken = |reason| Error::Idx { file: file.clone(), reason };
        let mut magic = [0; 4];
        if read_up_to(&mut reader, &mut magic).map_err(&unread)? < 4 {
            return Err(broken(IdxReason::TooShort));
        }
        let [0, 0, code, dimensions @ 1..=u8::MAX] = magic else {
            return Err(broken(IdxReason::Magic { found: magic }));
        };
        let kind = Kind::of(code).ok_or_else(|| broken(IdxReason::Kind { code }))?;
        let mut header = alloc::vec![0; 4 * usize::from(dimensions)];
        if read_up_to(&mut reader, &mut header).map_err(&unread)? < header.len() {
            return Err(broken(IdxReason::NoSizes { dimensions }));
        }
        let sizes: Vec<usize> = header.as_chunks().0.iter().map(|four| u32::from_be_bytes(*four) as usize).collect();
        // from the last on: the values of a sample may be too many to count even if there are no samples
        let length = sizes.iter().rev().try_fold(kind.size(), |length, size| length.checked_mul(*size));
        let length = length.ok_or_else(|| broken(IdxReason::TooLarge { sizes: sizes.clone() }))?;
        let mut bytes = Vec::new();
        // one byte more than there should be, to see whether the file ends; memory grows only with the bytes read
        reader.take((length as u64).saturating_add(1)).read_to_end(&mut bytes).map_err(&unread)?;
        if bytes.len() < length {
            return Err(broken(IdxReason::Missing { expected: length, found: bytes.len() }));
        }
        if bytes.len() > length {
            return Err(broken(IdxReason::Surplus { expected: length }));
        }
        Ok(Self { file, kind, sizes, bytes })
    }

    /// Returns the sizes of the dimensions, of which the first is the number of samples.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    fn error(&self, reason: IdxReason) -> Error {
        Error::Idx { file: self.file.clone(), reason }
    }

    /// Returns the number of values of each sample.
    fn width(&self) -> usize {
        // in the order that was checked not to overflow
        self.sizes[1..].iter().rev().product()
    }

    /// Returns the values of each sample, unchanged.
    ///
    /// Numbers with fractions of more digits than an `f32` has are rounded.
    ///
    /// # Errors
    ///
    /// [`Error::Idx`] if a sample does not have `N` values, or has a whole number that no `f32` holds.
    pub fn rows<const N: usize>(&self) -> Result<Vec<[f32; N]>, Error> {
        let rows = self.rounded_rows()?;
        let mut numbers = self.bytes.as_chunks().0.iter().map(|bytes| i32::from_be_bytes(*bytes));
        if self.kind == Kind::I32
            && let Some(index) = numbers.clone().position(|number| f64::from(number) != f64::from(number as f32))
        {
            let (sample, value) = (index / N, numbers.nth(index).unwrap_or_default());
            return Err(self.error(IdxReason::NotExact { sample, value }));
        }
        Ok(rows)
    }

    /// Returns the values of each sample, each the nearest `f32`.
    fn rounded_rows<const N: usize>(&self) -> Result<Vec<[f32; N]>, Error> {
        if self.width() != N || N == 0 {
            return Err(self.error(IdxReason::Width { found: self.width(), expected: N }));
        }
        let size = self.kind.size();
        let row = |bytes: &[u8]| core::array::from_fn(|index| self.kind.number(&bytes[size * index..][..size]));
        Ok(self.bytes.chunks_exact(N * size).map(row).collect())
    }

    /// Returns the values of each sample divided by 255: bytes become values from 0 to 1.
    ///
    /// # Errors
    ///
    /// As [`Self::rows`].
    pub fn pixels<const N: usize>(&self) -> Result<Vec<[f32; N]>, Error> {
        let mut rows = self.rows::<N>()?;
        for pixel in rows.as_flattened_mut() {
            *pixel /= 255.0;
        }
        Ok(rows)
    }

    /// Returns the class of each sample: one whole value that is not negative.
    ///
    /// ```
    /// use mlp::data::idx::Idx;
    ///
    /// assert_eq!(Idx::from_bytes(&[0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 7])?.labels()?, [9, 0, 7]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Idx`] if there is not one value per sample, or if a value is not a class.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "asked for before")]
    pub fn labels(&self) -> Result<Vec<usize>, Error> {
        let label = |(sample, [number]): (usize, [f32; 1])| {
            let class = number as usize;
            if class as f32 == number && number < 16_777_216.0 {
                return Ok(class);
            }
            Err(self.error(IdxReason::Label { sample, value: number }))
        };
        self.rounded_rows::<1>()?.into_iter().enumerate().map(label).collect()
    }
}
