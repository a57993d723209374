//! Remedies for names or shapes in a file that do not fit.

use safetensors::SafeTensors;

use super::compare::Comparison;
use super::modules::{Modules, labels, sequence};
use super::proposal::{self, Candidate, Needed};
use crate::errors::message;
use crate::network::{Layer, Residual, Width};

/// A file that does not fit its network.
pub(super) struct Remedies<'a, 'data> {
    pub(super) file: &'a SafeTensors<'data>,
    pub(super) inputs: &'a Width,
    pub(super) layers: &'a [Layer],
    pub(super) residuals: &'a [Residual],
}

impl Remedies<'_, '_> {
    /// Returns the tensors of the file, each with its shape, in the order of their names.
    pub(super) fn tensors(&self) -> Vec<(String, Vec<usize>)> {
        let tensors = self.file.iter().map(|(name, tensor)| (name.to_owned(), tensor.shape().to_vec()));
        let mut tensors: Vec<_> = tensors.collect();
        tensors.sort_unstable();
        tensors
    }

    /// Returns what to write behind the path so that the file fits, as the end of a message; empty if nothing fits.
    pub(super) fn proposal(&self) -> String {
        let tensors = self.tensors();
        let mut candidates: Vec<_> = tensors.iter().filter_map(|(name, shape)| candidate(name, shape)).collect();
        proposal::sort(&mut candidates);
        self.prefix(&candidates).or_else(|| self.by_shape(&candidates)).unwrap_or_default()
    }

    fn prefix(&self, candidates: &[Candidate<'_>]) -> Option<String> {
        let first = [sequence(self.layers, self.residuals), labels(self.layers)];
        let first: Vec<String> = first.iter().filter_map(|names| Some(format!("{}.weight", names.first()?))).collect();
        let prefix = |name: &str| first.iter().find_map(|first| name.strip_suffix(first.as_str()).map(str::to_owned));
        let prefixes = candidates.iter().filter_map(|candidate| prefix(candidate.name));
        let mut prefixes = prefixes.filter(|prefix| {
            let modules = Modules::behind(prefix, self.layers, self.residuals, self.file);
            prefix.ends_with('.') && self.fits(&modules)
        });
        let found = prefixes.next()?;
        Some(message::names_that_fit(format_args!("at {found:?}"), prefixes.next().is_some()))
    }

    fn by_shape(&self, candidates: &[Candidate<'_>]) -> Option<String> {
        let needed = self.needed();
        if let Some(fit) = proposal::layers(&needed, candidates) {
            let modules = Modules::by_hand(fit.names.iter().map(ToString::to_string).collect());
            let text = message::names_that_fit(format_args!("at {:?}", fit.names), fit.has_rivals);
            return self.fits(&modules).then_some(text);
        }
        let fit = proposal::tensors(&needed, candidates)?;
        Some(message::tensors_that_fit(format_args!("Weights::tensors({:?})", fit.names), fit.has_rivals))
    }

    /// Returns the layers as far as the macro knows their widths.
    fn needed(&self) -> Vec<Needed> {
        let widths = std::iter::once(self.inputs).chain(self.layers.iter().map(|layer| &layer.width));
        let widths: Vec<_> = widths.map(Width::literal).collect();
        let layer = |(layer, widths): (&Layer, &[Option<usize>])| Needed {
            inputs: widths[0],
            units: widths[1],
            bias: layer.bias,
        };
        self.layers.iter().zip(widths.windows(2)).map(layer).collect()
    }

    fn fits(&self, modules: &Modules) -> bool {
        let mut comparison = Comparison::new(self.file, self.inputs, self.layers);
        comparison.layers(self.layers, modules).is_ok() && comparison.unused(modules).is_none()
    }
}

/// Returns a tensor that may be weights or biases.
fn candidate<'a>(name: &'a str, shape: &[usize]) -> Option<Candidate<'a>> {
    match *shape {
        [units] => Some(Candidate { name, units, inputs: None }),
        [units, inputs] => Some(Candidate { name, units, inputs: Some(inputs) }),
        _ => None,
    }
}
