//! The size of a network, where the macro knows all widths; rustc knows the others.

use super::integers::Kind;
use crate::ast::Net;
use crate::errors::{Errors, message};
use crate::language::budget::Cost;
use crate::network::{Dense, Layer, Limit, MAX_PARAMETERS, Width};
use crate::source_text::source_text;

/// The most multiply-adds of a layer under `unroll = full`.
const MAX_UNROLLED_MACS: u128 = 4096;

/// The most multiply-adds of a network under `unroll = full`: rustc takes 50 seconds and 1.8 GB for two layers of 4096
/// that are trained.
const MAX_UNROLLED_TOTAL: u128 = 8192;

/// Returns each layer with the number of its inputs.
fn with_inputs<'a>(inputs: &'a Width, layers: &'a [Layer]) -> impl Iterator<Item = (&'a Width, &'a Layer)> {
    let inputs = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width));
    inputs.zip(layers)
}

/// Returns one number for each layer, if the macro knows all widths.
fn counts(inputs: &Width, layers: &[Layer], count: impl Fn(Dense) -> u128) -> Option<Vec<u128>> {
    let count = |(inputs, layer): (&Width, &Layer)| {
        Some(count(Dense { inputs: inputs.literal()?, units: layer.width.literal()?, bias: layer.bias }))
    };
    with_inputs(inputs, layers).map(count).collect()
}

/// Returns the sum, or the largest number if it is too large.
fn total(counts: &[u128]) -> u128 {
    counts.iter().fold(0, |sum: u128, count| sum.saturating_add(*count))
}

/// Reports a network that is too large, at its largest layer.
pub(super) fn parameters(inputs: &Width, layers: &[Layer], errors: &mut Errors) {
    let Some(counts) = counts(inputs, layers, Dense::params) else { return };
    let total = total(&counts);
    if total > MAX_PARAMETERS {
        errors.report(largest(layers, &counts), message::too_many_parameters(total));
    }
}

/// Returns the width of the layer with the largest number.
fn largest<'a>(layers: &'a [Layer], counts: &[u128]) -> Option<&'a Width> {
    layers.iter().zip(counts).max_by_key(|(_, count)| **count).map(|(layer, _)| &layer.width)
}

/// Reports every layer that is too large for `unroll = full`, or the largest layer where all together are.
pub(super) fn full_unroll(net: &Net, inputs: &Width, layers: &[Layer], errors: &mut Errors) {
    let mistakes = errors.len();
    full_unroll_of_layers(net, inputs, layers, errors);
    let Some(counts) = counts(inputs, layers, Dense::macs).filter(|_| errors.len() == mistakes) else { return };
    let total = total(&counts);
    if total > MAX_UNROLLED_TOTAL {
        errors.report(largest(layers, &counts), message::full_too_large_in_all(total, MAX_UNROLLED_TOTAL));
    }
}

/// Reports every layer that is too large for `unroll = full`.
fn full_unroll_of_layers(net: &Net, inputs: &Width, layers: &[Layer], errors: &mut Errors) {
    for (index, (inputs, layer)) in with_inputs(inputs, layers).enumerate() {
        let name = match &net.links[index].stage.label {
            Some(label) => format!("layer `{label}`"),
            None => format!("layer {}", index + 1),
        };
        match (inputs.literal(), layer.width.literal()) {
            (Some(inputs), Some(units)) => {
                let macs = Dense { inputs, units, bias: layer.bias }.macs();
                if macs > MAX_UNROLLED_MACS {
                    errors.report(&layer.width, message::full_too_large(name, macs));
                }
            }
            (known_inputs, _) => {
                let width = if known_inputs.is_none() { inputs } else { &layer.width };
                errors.report(width, message::full_needs_literals(name, source_text(width)));
                // one unknown width is one mistake, though two layers depend on it
                return;
            }
        }
    }
}

/// Reports each limit that the network exceeds, at its costliest layer, and returns the limits that depend on widths
/// which only rustc knows.
pub(super) fn limits(
    limits: Vec<Limit>,
    inputs: &Width,
    layers: &[Layer],
    kind: Option<Kind>,
    errors: &mut Errors,
) -> Vec<Limit> {
    let mut open = Vec::new();
    for limit in limits {
        let cost = |layer: Dense| match limit.cost {
            Cost::Bytes => match kind {
                Some(Kind::Integers) => layer.integer_bytes(),
                Some(Kind::Halves) => layer.params().saturating_mul(2),
                None => layer.params().saturating_mul(4),
            },
            Cost::Params => layer.params(),
            Cost::Macs => layer.macs(),
        };
        match counts(inputs, layers, cost) {
            Some(costs) => over_budget(&limit, layers, &costs, errors),
            None => open.push(limit),
        }
    }
    open
}

/// Reports a limit that the costs of all layers exceed together.
fn over_budget(limit: &Limit, layers: &[Layer], costs: &[u128], errors: &mut Errors) {
    let total = total(costs);
    // the first of several that cost the same
    let costliest = layers.iter().zip(costs).rev().max_by_key(|(_, cost)| **cost);
    if let Some((layer, cost)) = costliest
        && total > limit.most
    {
        let text = message::over_budget(limit.cost.unit(), total, limit.most, &layer.name, *cost);
        errors.report(&layer.width, text);
    }
}
