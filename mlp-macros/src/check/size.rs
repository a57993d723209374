//! Sizes, where all widths are literals; rustc knows the others.

use quote::ToTokens;

use crate::ast::Net;
use crate::errors::{Errors, message};
use crate::network::{Layer, Width};
use crate::written::written;

/// Parameters that a network may have: 8 GiB of them.
const PARAMETERS: u128 = 1 << 31;

/// Multiply-adds that a layer may have under `unroll = full`.
const FULL: u128 = 4096;

/// A layer with the number of its inputs.
pub(super) fn shapes<'a>(inputs: &'a Width, layers: &'a [Layer]) -> impl Iterator<Item = (&'a Width, &'a Layer)> {
    let inputs = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width));
    inputs.zip(layers)
}

/// Reports a network that is too large, at its largest layer.
pub(super) fn parameters(inputs: &Width, layers: &[Layer], errors: &mut Errors) {
    let count = |(inputs, layer): (&Width, &Layer)| {
        let (inputs, units) = (inputs.literal()? as u128, layer.width.literal()? as u128);
        // Two 64-bit factors fit; the sum of many products may not.
        Some((inputs * units).saturating_add(if layer.bias { units } else { 0 }))
    };
    let Some(counts) = shapes(inputs, layers).map(count).collect::<Option<Vec<u128>>>() else { return };
    let total = counts.iter().fold(0, |sum: u128, count| sum.saturating_add(*count));
    let largest = layers.iter().zip(&counts).max_by_key(|(_, count)| **count);
    if let Some((largest, _)) = largest
        && total > PARAMETERS
    {
        errors.report(&largest.width, message::too_many_parameters(total));
    }
}

/// Reports every layer that `unroll = full` does not take.
pub(super) fn full(net: &Net, inputs: &Width, layers: &[Layer], errors: &mut Errors) {
    for (index, (inputs, layer)) in shapes(inputs, layers).enumerate() {
        let name = match &net.links[index].stage.label {
            Some(label) => format!("layer `{label}`"),
            None => format!("layer {}", index + 1),
        };
        match (inputs.literal(), layer.width.literal()) {
            (Some(inputs), Some(units)) => {
                let macs = inputs as u128 * units as u128;
                if macs > FULL {
                    errors.report(&layer.width, message::full_too_large(name, macs));
                }
            }
            (known, _) => {
                let width = if known.is_none() { inputs } else { &layer.width };
                let trees: Vec<_> = width.to_token_stream().into_iter().collect();
                errors.report(width, message::full_needs_literals(name, written(&trees)));
                // One width that is not known is one mistake, though two layers depend on it.
                return;
            }
        }
    }
}
