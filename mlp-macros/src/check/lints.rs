//! What is legal but seldom meant. Each warning says how to write that it is.

use proc_macro2::{Group, Span, TokenStream};
use quote::ToTokens;

use super::layer::Position;
use crate::errors::{Errors, message};
use crate::initialization;
use crate::network::{Activation, Initialization, Layer, Lint, Warning, Width};
use crate::parse::flattened;
use crate::written::written;

fn place(tokens: &impl ToTokens) -> Span {
    tokens.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

fn text(width: &Width) -> String {
    written(&width.to_token_stream().into_iter().collect::<Vec<_>>())
}

/// A hidden layer whose activation was left out; `identity` would be the word.
pub(super) fn linear_layer(position: Position, width: &Width) -> Warning {
    let text = message::linear_layer(position.number, text(width));
    Warning { lint: Lint::LinearLayers, place: place(width), text }
}

/// Of a network that is linear as a whole it is said once.
pub(super) fn of_the_network(mut layers: Vec<Layer>) -> Vec<Layer> {
    let count = layers.len();
    let linear = |layer: &Layer| layer.warnings.iter().any(|warning| warning.lint == Lint::LinearLayers);
    let Some((last, hidden)) = layers.split_last_mut() else { return layers };
    if hidden.len() < 2 || !hidden.iter().all(linear) || !matches!(last.activation, Activation::Identity) {
        return layers;
    }
    for (index, layer) in hidden.iter_mut().enumerate() {
        if index == 0 {
            let text = message::linear_network(count, text(&layer.width));
            let warnings = layer.warnings.iter_mut();
            warnings
                .filter(|warning| warning.lint == Lint::LinearLayers)
                .for_each(|warning| warning.text.clone_from(&text));
        } else {
            layer.warnings.retain(|warning| warning.lint != Lint::LinearLayers);
        }
    }
    layers
}

/// A written `init(...)` that does not suit the layer.
pub(super) fn initialization(
    position: Position,
    activation: &Activation,
    initialization: Initialization,
    word: &TokenStream,
) -> Option<Warning> {
    use Activation::{Elu, HardSigmoid, HardTanh, LeakyRelu, Relu, Selu, Sigmoid, Softsign, Tanh};
    use Initialization::{He, HeNormal, LeCun, LeCunNormal, Xavier, XavierNormal, Zeros};
    let fitting = match (activation, initialization) {
        // zeros at the end of a residual block make it begin as if it were not there
        (_, Zeros) if !position.last && !position.residual => None,
        (Sigmoid | Tanh | Softsign | HardTanh | HardSigmoid, He) => Some(Xavier),
        (Sigmoid | Tanh | Softsign | HardTanh | HardSigmoid, HeNormal) => Some(XavierNormal),
        (Relu | LeakyRelu { .. } | Elu, Xavier) => Some(He),
        (Relu | LeakyRelu { .. } | Elu, XavierNormal) => Some(HeNormal),
        (Selu, Xavier | He) => Some(LeCun),
        (Selu, XavierNormal | HeNormal) => Some(LeCunNormal),
        _ => return None,
    };
    let text = match fitting {
        Some(fitting) => {
            let written = written(&flattened(word.clone()));
            message::initialization_mismatch(&activation.word(), &written, initialization::word(fitting))
        }
        None => message::zeros_in_a_hidden_layer(position.number),
    };
    Some(Warning { lint: Lint::Initialization, place: place(word), text })
}

/// Reads `allow(init)`.
pub(super) fn allowed(group: &Group, usage: &str, errors: &mut Errors) -> bool {
    let trees = flattened(group.stream());
    let word = written(&trees);
    if trees.is_empty() {
        errors.report(group, message::no_lint(usage));
    } else if word != "init" {
        errors.report(group.stream(), message::unknown_lint(&word));
    }
    word == "init"
}
