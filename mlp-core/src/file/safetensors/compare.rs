//! Compares the header of a file with the tensors of a network.

use super::header::{self, Entry, Header};
use super::naming::Naming;
use super::tensor::Tensor;
use crate::error::Error;
use crate::layer::info::VisitLayers;
use crate::schema::Schema;
use alloc::string::ToString;
use alloc::vec::Vec;

/// A network, and vectors beside it, each with a name and a length.
#[derive(Clone, Copy)]
pub(super) struct Contents<'a> {
    pub(super) visit_layers: VisitLayers,
    pub(super) beside: &'a [(&'static str, usize)],
    /// The names of the network's inputs and outputs.
    pub(super) ends: Schema,
}

/// Compares the header with the names of `nn.Sequential`, and if they are not there, with those of the layers. Returns
/// the comparison that found more.
pub(super) fn best(
    header: &[u8],
    contents: Contents<'_>,
    naming: &Naming,
    tensors: Vec<Tensor>,
) -> Result<(Vec<Tensor>, Header), Error> {
    let tensors = with_beside(contents, tensors);
    let first = header::read(header, &tensors, naming)?;
    if first.is_complete() {
        return Ok((tensors, first));
    }
    let Some(labelled) = naming.labelled(contents.visit_layers) else { return Ok((tensors, first)) };
    let labelled = with_beside(contents, labelled);
    let second = header::read(header, &labelled, naming)?;
    let count = |header: &Header| header.found.iter().flatten().count();
    Ok(if count(&second) > count(&first) { (labelled, second) } else { (tensors, first) })
}

/// Returns whether the file has tensors of the right shapes under these names.
pub(super) fn fits(header: &[u8], contents: Contents<'_>, naming: &Naming) -> bool {
    let Ok(tensors) = naming.tensors(contents.visit_layers) else { return false };
    best(header, contents, naming, tensors).is_ok_and(|(tensors, header)| {
        let same =
            |(tensor, entry): (&Tensor, &Option<Entry>)| entry.is_some_and(|entry| entry.shape() == tensor.shape());
        header.is_complete() && tensors.iter().zip(&header.found).all(same)
    })
}

/// Returns the tensors of the vectors beside a network, and behind them its own.
fn with_beside(contents: Contents<'_>, tensors: Vec<Tensor>) -> Vec<Tensor> {
    let tensor =
        |(name, units): &(&str, usize)| Tensor { name: name.to_string(), units: *units, inputs: None, first: 0 };
    contents.beside.iter().map(tensor).chain(tensors).collect()
}
