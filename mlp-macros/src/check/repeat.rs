//! `repeat(4, 64 relu)`: found again among the layers in a row that it was written out as.

use crate::ast::Link;
use crate::network::Repeat;

/// Returns all `repeat`s of a network with at least two copies.
pub(super) fn blocks(links: &[Link]) -> Vec<Repeat> {
    let mut repeats = Vec::new();
    let mut first = 0;
    while first < links.len() {
        let second = (first..links.len()).find(|index| links[*index].repeats == Some(first));
        let Some(length) = second.map(|second| second - first) else {
            first += 1;
            continue;
        };
        let is_copy = |index: usize| links[index].repeats == Some(first + (index - first) % length);
        let end = (first + length..links.len()).find(|index| !is_copy(*index)).unwrap_or(links.len());
        repeats.push(Repeat { first, length, copies: (end - first) / length });
        first = end;
    }
    repeats
}
