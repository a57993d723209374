//! A file of named tensors and texts with a checksum, for checkpoints.
//!
//! It is a safetensors file, so other programs can read it.

use super::checksum::Checksum;
use super::safetensors::number::name as dtype_name;
use crate::error::{CheckpointReason, ParseError};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use safetensors::tensor::{Dtype, SafeTensors, View};

/// The name of the text that holds the checksum of everything else.
const CHECKSUM: &str = "checksum";

/// The values of a tensor, as bytes.
#[derive(Debug)]
pub(crate) struct Numbers {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// A type of values.
pub(crate) trait Number: Sized {
    const DTYPE: Dtype;
    fn write(self, bytes: &mut Vec<u8>);
    fn read(bytes: &[u8]) -> Vec<Self>;
}

macro_rules! number {
    ($($number:ty: $dtype:ident),*) => {$(
        impl Number for $number {
            const DTYPE: Dtype = Dtype::$dtype;
            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend(self.to_le_bytes());
            }
            fn read(bytes: &[u8]) -> Vec<Self> {
                bytes.as_chunks().0.iter().map(|bytes| Self::from_le_bytes(*bytes)).collect()
            }
        }
    )*};
}
number!(f32: F32, f64: F64, u64: U64);

impl View for Numbers {
    fn dtype(&self) -> Dtype {
        self.dtype
    }
    fn shape(&self) -> &[usize] {
        &self.shape
    }
    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// The contents of a checkpoint, by name.
#[derive(Debug, Default)]
pub(crate) struct Checkpoint {
    tensors: BTreeMap<String, Numbers>,
    words: BTreeMap<String, String>,
}

fn missing(name: &str) -> CheckpointReason {
    CheckpointReason::Missing { name: name.to_string() }
}

impl Checkpoint {
    /// Adds a tensor; `shape` has as many elements as there are numbers.
    pub(crate) fn tensor<T: Number>(&mut self, name: &str, shape: &[usize], numbers: impl Iterator<Item = T>) {
        let mut bytes = Vec::new();
        numbers.for_each(|number| number.write(&mut bytes));
        self.tensors.insert(name.to_string(), Numbers { dtype: T::DTYPE, shape: shape.to_vec(), bytes });
    }

    /// Adds a list of values.
    pub(crate) fn list<T: Number + Copy>(&mut self, name: &str, numbers: &[T]) {
        self.tensor(name, &[numbers.len()], numbers.iter().copied());
    }

    /// Adds a text.
    pub(crate) fn word(&mut self, name: &str, word: &impl ToString) {
        self.words.insert(name.to_string(), word.to_string());
    }

    /// Returns the values of a tensor.
    pub(crate) fn numbers<T: Number>(&self, name: &str) -> Result<Vec<T>, CheckpointReason> {
        let tensor = self.tensors.get(name).ok_or_else(|| missing(name))?;
        if tensor.dtype != T::DTYPE {
            let (found, expected) = (dtype_name(tensor.dtype), dtype_name(T::DTYPE));
            return Err(CheckpointReason::Dtype { name: name.to_string(), found, expected });
        }
        Ok(T::read(&tensor.bytes))
    }

    /// Returns the values of a tensor, of which there must be `count`.
    pub(crate) fn exactly<T: Number>(&self, name: &str, count: usize) -> Result<Vec<T>, CheckpointReason> {
        let numbers = self.numbers(name)?;
        if numbers.len() == count {
            return Ok(numbers);
        }
        Err(CheckpointReason::Count { name: name.to_string(), found: numbers.len(), expected: count })
    }

    pub(crate) fn text(&self, name: &str) -> Result<&str, CheckpointReason> {
        self.words.get(name).map(String::as_str).ok_or_else(|| missing(name))
    }

    /// Returns a text parsed as a number.
    pub(crate) fn parse<T: core::str::FromStr>(&self, name: &str) -> Result<T, CheckpointReason> {
        let text = self.text(name)?;
        text.parse().map_err(|_| CheckpointReason::NotNumber { name: name.to_string(), found: text.to_string() })
    }

    /// Returns the bytes of the file.
    pub(crate) fn encode(mut self) -> Vec<u8> {
        let checksum = format!("{:016x}", self.checksum());
        self.word(CHECKSUM, &checksum);
        let words = self.words.into_iter().collect();
        safetensors::serialize(self.tensors, Some(words)).expect("tensors with as many bytes as their shapes say")
    }

    /// Reads the bytes of a file and checks the checksum.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, CheckpointReason> {
        let broken = |error| CheckpointReason::NotSafetensors(ParseError::new(error));
        let file = SafeTensors::deserialize(bytes).map_err(broken)?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(broken)?;
        let mut words: BTreeMap<String, String> = header.metadata().clone().unwrap_or_default().into_iter().collect();
        let checksum = words.remove(CHECKSUM).ok_or_else(|| missing(CHECKSUM))?;
        let tensors = file.tensors().into_iter().map(|(name, view)| {
            (name, Numbers { dtype: view.dtype(), shape: view.shape().to_vec(), bytes: view.data().to_vec() })
        });
        let checkpoint = Self { tensors: tensors.collect(), words };
        let expected = checkpoint.checksum();
        if checksum == format!("{expected:016x}") {
            Ok(checkpoint)
        } else {
            Err(CheckpointReason::Checksum { found: checksum, expected })
        }
    }

    /// Returns a checksum that changes with every bit; it is no protection against tampering.
    fn checksum(&self) -> u64 {
        let mut sum = Checksum(0);
        for (name, word) in &self.words {
            sum.add(name.as_bytes());
            sum.add(word.as_bytes());
        }
        for (name, tensor) in &self.tensors {
            sum.add(name.as_bytes());
            sum.add(format!("{:?}{:?}", tensor.dtype, tensor.shape).as_bytes());
            sum.add(&tensor.bytes);
        }
        sum.0
    }
}

#[cfg(test)]
mod tests {
    use super::Checkpoint;
    use alloc::string::ToString;

    fn example() -> Checkpoint {
        let mut file = Checkpoint::default();
        file.word("seed", &5);
        file.word("loss", &"Mse");
        file.tensor("weights", &[2, 3], [1.0_f32, 2.0, 3.0, 4.0, 5.0, 6.0].into_iter());
        file.list("order", &[1_u64, 2, 3]);
        file
    }

    /// Whatever is another in a checkpoint, its checksum is another: words, names, kinds, shapes and numbers.
    #[test]
    fn the_checksum_is_that_of_everything() {
        let sum = example().checksum();
        assert_eq!(Checkpoint::decode(&example().encode()).expect("a whole checkpoint").checksum(), sum);
        let differs = |change: &dyn Fn(&mut Checkpoint), what: &str| {
            let mut other = example();
            change(&mut other);
            assert_ne!(other.checksum(), sum, "{what}");
        };
        differs(&|file| file.word("seed", &6), "a word");
        differs(
            &|file| drop(file.words.remove("loss").map(|word| file.words.insert("lost".to_string(), word))),
            "its name",
        );
        differs(
            &|file| drop(file.tensors.remove("order").map(|list| file.tensors.insert("other".to_string(), list))),
            "a name",
        );
        differs(&|file| file.list("order", &[1.0_f32, 2.0, 3.0, 4.0, 5.0, 6.0]), "a kind of number");
        differs(&|file| file.tensors.get_mut("weights").expect("weights").shape.reverse(), "a shape");
        for byte in 0..24 {
            differs(&|file| file.tensors.get_mut("weights").expect("weights").bytes[byte] ^= 1, "a number");
        }
    }
}
