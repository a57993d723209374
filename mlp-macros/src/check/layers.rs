//! The layers of a network, one by one.

use proc_macro2::{Group, Ident};

use super::position::{Before, Position};
use super::width;
use super::words;
use super::{ends, names, nested};
use crate::ast::{self, Net, Stage};
use crate::errors::Errors;
use crate::network::ends::Ends;
use crate::network::{FallbackLayer, Layer, Width};

/// A layer after its checks.
pub(super) struct CheckedLayer {
    /// `None` if it has mistakes, which have been reported.
    pub(super) layer: Option<Layer>,
    /// Its known parts, despite its mistakes.
    pub(super) fallback: FallbackLayer,
}

/// Checks all layers of a network; `network_name` is `None` for a bare network.
pub(super) fn layers(net: &Net, network_name: Option<&Ident>, ends: &Ends, errors: &mut Errors) -> Vec<CheckedLayer> {
    let names = names::layers(&net.links, errors);
    let mut has_mistakes: Vec<bool> = Vec::new();
    let mut layers = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let mut found = Errors::default();
        let mut checked = match nested::group(&net.links[index].stage) {
            Some(group) => nested_network(net, index, name, group, network_name, &mut found),
            None => dense(net, index, name, ends, &mut found),
        };
        has_mistakes.push(!found.is_empty());
        // what is wrong with a layer of a `repeat`, or worth a warning, is reported once: at the first copy
        let first_copy = net.links[index].repeats;
        if first_copy.is_none_or(|first| !has_mistakes[first]) {
            errors.append(found);
        }
        if let (Some(_), Some(layer)) = (first_copy, &mut checked.layer) {
            layer.warnings.clear();
        }
        layers.push(checked);
    }
    layers
}

/// Checks a dense layer.
fn dense(net: &Net, index: usize, name: Ident, ends: &Ends, errors: &mut Errors) -> CheckedLayer {
    let stage = &net.links[index].stage;
    let position = position(net, index);
    let before = match index {
        0 => Before::Inputs(&net.inputs),
        _ => Before::Layers { links: &net.links[..index], last: position.last },
    };
    let outputs = ends.outputs.as_ref().filter(|_| position.last);
    let width = width::width(stage, outputs, before, errors);
    let words = if matches!(stage.width, Some(ast::Width::Named(_))) {
        words::layer(&ends::modifiers(stage, errors), width.as_ref(), position, errors)
    } else {
        words::layer(stage, width.as_ref(), position, errors)
    };
    let fallback = FallbackLayer {
        arrow: net.links[index].arrow.clone(),
        has_label: stage.is_labelled,
        docs: stage.docs.clone(),
        name: name.clone(),
        width: width.clone(),
        bias: has_bias(stage),
        net: None,
    };
    CheckedLayer {
        layer: words.zip(width).map(|(words, width)| words.into_layer(stage.docs.clone(), name, width)),
        fallback,
    }
}

/// Checks a network in place of a layer.
fn nested_network(
    net: &Net,
    index: usize,
    name: Ident,
    group: &Group,
    network_name: Option<&Ident>,
    errors: &mut Errors,
) -> CheckedLayer {
    let stage = &net.links[index].stage;
    let (path, words) = (nested::path(group, network_name, errors), nested::words(stage, errors));
    let fallback = FallbackLayer {
        arrow: net.links[index].arrow.clone(),
        has_label: stage.is_labelled,
        docs: stage.docs.clone(),
        name: name.clone(),
        width: None,
        bias: has_bias(stage),
        net: path.clone(),
    };
    CheckedLayer { layer: path.map(|path| words.into_layer(stage.docs.clone(), name, Width::Net(path))), fallback }
}

/// Returns whether no word says that the layer has none.
fn has_bias(stage: &Stage) -> bool {
    stage.words.iter().all(|word| !word.is("no_bias"))
}

/// Returns where a layer is.
fn position(net: &Net, index: usize) -> Position {
    Position {
        number: net.links[index].number,
        last: index + 1 == net.links.len(),
        ends_residual: net.residuals.iter().any(|residual| residual.last == index),
    }
}
