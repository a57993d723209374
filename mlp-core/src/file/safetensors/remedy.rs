//! Remedies for a file that has no tensors of the expected names or shapes.

use super::compare::{Contents, fits};
use super::header::{self, Entry};
use super::naming::Naming;
use super::proposal::{self, Candidate, Fit, Needed};
use super::tensor::{Tensor, labelled, tensors};
use crate::error::{Error, FileTensors, Proposal};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The number of tensors that an error lists.
const LISTED: usize = 6;

/// The number of bytes of a name that are shown.
const SHOWN: usize = 48;

/// The number of tensors that are compared with each of the network's, so that memory does not depend on the file.
const COMPARED: usize = 8;

/// The number of bytes of a name that is compared: models have shorter ones, and files that lie are not worth the memory.
const LONGEST: usize = 128;

/// The number of prefixes that are tried.
const PREFIXES: usize = 8;

/// A file that does not fit.
pub(super) struct Remedies<'a> {
    pub(super) header: &'a [u8],
    pub(super) contents: Contents<'a>,
}

impl Remedies<'_> {
    /// Returns the error for a tensor that the file does not have.
    pub(super) fn missing(&self, tensor: &Tensor) -> Error {
        // the search takes more memory than the list
        let proposal = self.proposal();
        Error::MissingTensor { name: tensor.name.clone(), file: self.listed(), proposal }
    }

    /// Returns the error for a tensor of another shape.
    pub(super) fn other_shape(&self, tensor: &Tensor, entry: &Entry) -> Error {
        let (network, file) = (tensor.shape(), entry.shape().to_vec());
        Error::TensorShape { name: tensor.name.clone(), network, file, proposal: self.proposal() }
    }

    fn listed(&self) -> FileTensors {
        let mut tensors = FileTensors::default();
        header::list(self.header, &mut |name, entry| {
            tensors.count += 1;
            if tensors.first.len() < LISTED {
                tensors.first.push((shortened(name), entry.shape().to_vec()));
            }
        });
        tensors
    }

    /// Returns names that fit, if there are any. A file with scalers has all names from this crate.
    fn proposal(&self) -> Option<Proposal> {
        if !self.contents.beside.is_empty() {
            return None;
        }
        let own = tensors(self.contents.visit_layers);
        let candidates = self.candidates(&own);
        self.prefix(&own, &candidates).or_else(|| self.by_shape(&own, &candidates))
    }

    /// Returns the tensors of the file that have a shape of the network's, in natural order.
    fn candidates(&self, own: &[Tensor]) -> Vec<Candidate<'_>> {
        let mut candidates = Vec::with_capacity(COMPARED * own.len());
        header::list(self.header, &mut |name, entry| {
            let (units, inputs) = match *entry.shape() {
                [units] => (units, None),
                [units, inputs] => (units, Some(inputs)),
                _ => return,
            };
            let fits = own.iter().any(|tensor| (tensor.units, tensor.inputs) == (units, inputs));
            if fits && name.len() <= LONGEST && candidates.len() < candidates.capacity() {
                candidates.push(Candidate { name, units, inputs });
            }
        });
        proposal::sort(&mut candidates);
        candidates
    }

    /// Returns the prefix behind which the file has the whole network.
    fn prefix(&self, own: &[Tensor], candidates: &[Candidate<'_>]) -> Option<Proposal> {
        let labelled = labelled(self.contents.visit_layers);
        let first = [&own.first()?.name, &labelled.first()?.name];
        let prefix = |name: &str| first.iter().find_map(|first| name.strip_suffix(first.as_str())).map(str::to_owned);
        let prefixes = candidates.iter().filter_map(|candidate| prefix(candidate.name));
        let namings = prefixes.filter(|prefix| prefix.ends_with('.')).take(PREFIXES).map(Naming::Behind);
        let mut namings = namings.filter(|naming| fits(self.header, self.contents, naming));
        let code = code(&namings.next()?);
        Some(Proposal { code, has_rivals: namings.next().is_some() })
    }

    /// Returns names in the order that the shapes of the layers tell.
    fn by_shape(&self, own: &[Tensor], candidates: &[Candidate<'_>]) -> Option<Proposal> {
        let needed = needed(own);
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let proposed = |fit: Fit<'_>, naming: fn(Vec<String>) -> Naming| {
            let naming = naming(owned(&fit.names));
            fits(self.header, self.contents, &naming)
                .then(|| Proposal { code: code(&naming), has_rivals: fit.has_rivals })
        };
        match proposal::layers(&needed, candidates) {
            // of layers that do not fit, say for biases that the network has no place for, no tensors are picked
            Some(fit) => proposed(fit, Naming::Layers),
            None => proposed(proposal::tensors(&needed, candidates)?, Naming::Tensors),
        }
    }
}

/// Returns the layers of these tensors.
fn needed(tensors: &[Tensor]) -> Vec<Needed> {
    let mut layers: Vec<Needed> = Vec::new();
    for tensor in tensors {
        match layers.last_mut() {
            Some(layer) if tensor.inputs.is_none() => layer.bias = true,
            _ => layers.push(Needed { inputs: tensor.inputs, units: Some(tensor.units), bias: false }),
        }
    }
    layers
}

/// Returns names as the code of a user.
fn code(naming: &Naming) -> String {
    match naming {
        Naming::Behind(prefix) => format!("Weights::at({prefix:?})"),
        Naming::Layers(names) => format!("Weights::layers({names:?})"),
        Naming::Tensors(names) => format!("Weights::tensors({names:?})"),
    }
}

/// Returns a name, or the beginning of a long one.
fn shortened(name: &str) -> String {
    let end = (0..=SHOWN).rev().find(|end| name.is_char_boundary(*end)).unwrap_or_default();
    if name.len() <= SHOWN { name.to_owned() } else { format!("{}...", &name[..end]) }
}
