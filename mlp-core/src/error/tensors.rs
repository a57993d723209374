//! The parts of errors about a file whose tensors are not those of the network.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// The tensors of a file, as an error lists them: the first few, and how many there are.
///
/// It is shown as `` `fc1.bias` [16], `fc1.weight` [16, 4] and 12 more``.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileTensors {
    /// The names and shapes of the first few, in the order of the file. A long name is cut off.
    pub first: Vec<(String, Vec<usize>)>,
    /// The number of all tensors.
    pub count: usize,
}

/// Lists the tensors.
impl fmt::Display for FileTensors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first.is_empty() {
            return f.write_str("no tensors");
        }
        for (index, (name, shape)) in self.first.iter().enumerate() {
            write!(f, "{}`{name}` {shape:?}", if index == 0 { "" } else { ", " })?;
        }
        match self.count.saturating_sub(self.first.len()) {
            0 => Ok(()),
            others => write!(f, " and {others} more"),
        }
    }
}

/// Names under which a file has tensors with the shapes of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proposal {
    /// The names as code: `Weights::at("module.")`, or `Weights::layers(["fc1", "out"])`.
    pub code: String,
    /// Whether other tensors have the same shapes, so that only the model itself can say which ones are right.
    pub has_rivals: bool,
}

/// Says that the names fit.
impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, has_rivals } = self;
        write!(f, "`{code}` fits")?;
        if *has_rivals {
            f.write_str(" by its shapes, but so do others: compare the names with the model's")
        } else {
            Ok(())
        }
    }
}

/// The owners of the names in [`Error::NameCount`](super::Error::NameCount).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NamesOf {
    /// Each layer has a name.
    Layers,
    /// Each tensor has a name.
    Tensors,
}

/// Writes `layer` or `tensor`.
impl fmt::Display for NamesOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Layers => "layer",
            Self::Tensors => "tensor",
        })
    }
}
