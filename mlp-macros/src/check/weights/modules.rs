//! The names that the layers of a network have in a file.

use safetensors::SafeTensors;

use super::Place;
use crate::check::names::plain;
use crate::network::{Layer, Residual, modules};

/// The names of all layers in a file, `0` or `module.fc1`, and whose the other tensors are.
pub(super) struct Modules {
    /// In the order of the layers.
    pub(super) names: Vec<String>,
    /// The prefix, if what stands behind it must be the network's.
    prefix: Option<String>,
}

impl Modules {
    /// Returns a name for each layer, given by hand.
    pub(super) fn by_hand(names: Vec<String>) -> Self {
        Self { names, prefix: None }
    }

    /// Returns the names behind a prefix, which is empty or ends with a dot: those of `nn.Sequential`, or those of the
    /// layers if the file has more of these.
    pub(super) fn behind(prefix: &str, layers: &[Layer], residuals: &[Residual], file: &SafeTensors<'_>) -> Self {
        let behind = |names: Vec<String>| {
            let names = names.iter().map(|name| format!("{prefix}{name}")).collect();
            Self { names, prefix: Some(prefix.to_owned()) }
        };
        let (sequence, labels) = (behind(sequence(layers, residuals)), behind(labels(layers)));
        if labels.count(layers, file) > sequence.count(layers, file) { labels } else { sequence }
    }

    /// Returns the names for what was written.
    pub(super) fn of(place: &Place, layers: &[Layer], residuals: &[Residual], file: &SafeTensors<'_>) -> Self {
        match place {
            Place::Whole => Self::behind("", layers, residuals, file),
            Place::Behind(prefix) => Self::behind(&with_dot(&prefix.value()), layers, residuals, file),
            Place::Layers(_, names) => Self::by_hand(names.iter().map(syn::LitStr::value).collect()),
        }
    }

    /// Returns whether a tensor of this name must be one of the network's.
    pub(super) fn claim(&self, tensor: &str) -> bool {
        match &self.prefix {
            Some(prefix) => tensor.starts_with(prefix.as_str()),
            None => tensor.rsplit_once('.').is_some_and(|(module, _)| self.names.iter().any(|name| name == module)),
        }
    }

    /// Returns how many of the network's tensors the file has under these names.
    fn count(&self, layers: &[Layer], file: &SafeTensors<'_>) -> usize {
        let has = |name: &str, kind: &str| usize::from(file.tensor(&format!("{name}.{kind}")).is_ok());
        let all = layers.iter().zip(&self.names);
        all.map(|(layer, name)| has(name, "weight") + if layer.bias { has(name, "bias") } else { 0 }).sum()
    }
}

/// Returns the names that PyTorch's `nn.Sequential` gives the layers.
pub(super) fn sequence(layers: &[Layer], residuals: &[Residual]) -> Vec<String> {
    let paths = modules::paths(layers, residuals).into_iter();
    paths.map(|path| path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")).collect()
}

/// Returns the names of the layers' fields.
pub(super) fn labels(layers: &[Layer]) -> Vec<String> {
    layers.iter().map(|layer| plain(&layer.name)).collect()
}

/// Returns a prefix with the dot that may be left out.
pub(super) fn with_dot(prefix: &str) -> String {
    if prefix.ends_with('.') { prefix.to_owned() } else { format!("{prefix}.") }
}
