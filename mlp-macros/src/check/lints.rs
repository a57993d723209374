//! Networks that are legal but rarely intended. Each warning says how to write that it is intended.

use proc_macro2::{Group, Span};
use quote::ToTokens;

use super::initialization::FirstValues;
use super::position::Position;
use crate::errors::{Errors, message};
use crate::language::initialization::Initialization;
use crate::network::{Layer, Lint, Warning, Width};
use crate::parse::flattened;
use crate::source_text::{source_text, text_of};

/// Warns of a hidden layer whose activation was left out; `identity` would be the word.
pub(super) fn linear_layer(position: Position, width: &Width) -> Warning {
    let text = message::linear_layer(position.number, source_text(width));
    Warning { lint: Lint::LinearLayers, span: first_span(width), text }
}

/// Replaces the warnings of a network whose layers are all linear by one warning of the whole.
pub(super) fn whole_network(mut layers: Vec<Layer>) -> Vec<Layer> {
    let count = layers.len();
    let is_linear = |warning: &Warning| warning.lint == Lint::LinearLayers;
    let Some((last, hidden)) = layers.split_last_mut() else { return layers };
    let all_linear = hidden.iter().all(|layer| layer.warnings.iter().any(is_linear)) && last.activation.is_identity();
    if hidden.len() < 2 || !all_linear {
        return layers;
    }
    if let Some(first) = hidden.first_mut() {
        let text = message::linear_network(count, source_text(&first.width));
        first
            .warnings
            .iter_mut()
            .filter(|warning| is_linear(warning))
            .for_each(|warning| warning.text.clone_from(&text));
    }
    for layer in hidden.iter_mut().skip(1) {
        layer.warnings.retain(|warning| !is_linear(warning));
    }
    layers
}

/// Warns of weights that are zero and stay so. Other distributions have no warning: docs/first-weights.md measures them.
pub(super) fn initialization(position: Position, first: &FirstValues) -> Option<Warning> {
    // zeros at the end of a residual block make it begin as if it were not there
    if first.weights != Initialization::Zeros || position.last || position.ends_residual {
        return None;
    }
    let text = message::zeros_in_a_hidden_layer(position.number);
    Some(Warning { lint: Lint::Initialization, span: first_span(&first.written), text })
}

/// Reads `allow(init)` and returns whether that is what it says.
pub(super) fn allows_initialization(group: &Group, usage: &str, errors: &mut Errors) -> bool {
    let trees = flattened(group.stream());
    let word = text_of(&trees);
    if trees.is_empty() {
        errors.report(group, message::no_lint(usage));
    } else if word != "init" {
        errors.report(group.stream(), message::unknown_lint(&word));
    }
    word == "init"
}

/// Returns the span of the first token.
fn first_span(tokens: &impl ToTokens) -> Span {
    tokens.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}
