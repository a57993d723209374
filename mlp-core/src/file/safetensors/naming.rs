//! The names under which a file has the tensors of a network.

use super::tensor::{Tensor, labelled, tensors};
use crate::error::{Error, NamesOf};
use crate::layer::info::VisitLayers;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The names under which a file has the tensors of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Behind a prefix, which is empty or ends with a dot: names as in `nn.Sequential`, or those of the layers.
    Behind(String),
    /// One module for each layer: `fc1` has `fc1.weight` and `fc1.bias`.
    Layers(Vec<String>),
    /// One name for each tensor, the weights of a layer before its biases.
    Tensors(Vec<String>),
}

impl Naming {
    /// Returns the names of a file that has nothing but one network.
    pub(crate) const fn whole() -> Self {
        Self::Behind(String::new())
    }

    /// Returns whether everything in the file must be the network's.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Behind(prefix) if prefix.is_empty())
    }

    /// Returns whether a tensor of this name must be one of the network's.
    pub(super) fn claims(&self, name: &str) -> bool {
        match self {
            Self::Behind(prefix) => name.starts_with(prefix.as_str()),
            Self::Layers(modules) => {
                let module = name.rsplit_once('.').map(|(module, _)| module);
                module.is_some_and(|module| modules.iter().any(|known| known == module))
            }
            Self::Tensors(_) => false,
        }
    }

    /// Returns the network's tensors under these names.
    pub(super) fn tensors(&self, visit_layers: VisitLayers) -> Result<Vec<Tensor>, Error> {
        let mut tensors = tensors(visit_layers);
        match self {
            Self::Behind(prefix) => add_prefix(prefix, &mut tensors),
            Self::Layers(modules) => {
                let layers = tensors.iter().filter(|tensor| tensor.inputs.is_some()).count();
                compare(NamesOf::Layers, modules, layers)?;
                let mut layer = 0;
                for tensor in &mut tensors {
                    layer += usize::from(tensor.inputs.is_some());
                    tensor.name = format!("{}.{}", modules[layer - 1], tensor.kind());
                }
            }
            Self::Tensors(names) => {
                compare(NamesOf::Tensors, names, tensors.len())?;
                for (tensor, name) in tensors.iter_mut().zip(names) {
                    tensor.name.clone_from(name);
                }
            }
        }
        Ok(tensors)
    }

    /// Returns the network's tensors under the names of the layers, if these may stand for those of `nn.Sequential`.
    pub(super) fn labelled(&self, visit_layers: VisitLayers) -> Option<Vec<Tensor>> {
        let Self::Behind(prefix) = self else { return None };
        let mut tensors = labelled(visit_layers);
        add_prefix(prefix, &mut tensors);
        Some(tensors)
    }
}

fn add_prefix(prefix: &str, tensors: &mut [Tensor]) {
    for tensor in tensors {
        tensor.name.insert_str(0, prefix);
    }
}

/// Checks the number of names.
fn compare(of: NamesOf, names: &[String], expected: usize) -> Result<(), Error> {
    if names.len() == expected {
        return Ok(());
    }
    Err(Error::NameCount { of, found: names.len(), expected })
}
