//! Reports layers that are written as other frameworks do, with the layer that they are here.

use std::fmt::Display;

use proc_macro2::TokenTree;

use super::position::Before;
use crate::ast::{self, Link, Path, Stage};
use crate::errors::{Errors, message};
use crate::language::{activation, modifier};
use crate::parse::flattened;
use crate::parse::foreign::{self, Item, Layer};
use crate::source_text::source_text;

/// Returns the tokens of a stage without its name.
pub(super) fn trees(stage: &Stage) -> Vec<TokenTree> {
    let mut trees = flattened(stage.tokens.clone());
    if stage.is_labelled && trees.len() > 2 {
        trees.drain(..2);
    }
    trees
}

/// Returns whether a word is written like a type and not like a constant.
pub(super) fn is_camel_case(word: &str) -> bool {
    activation::is_type_name(word) && word.contains(char::is_lowercase)
}

/// Returns whether a path in place of a width, with what is in its parentheses, is a layer or an activation, here or
/// elsewhere; it is reported.
pub(super) fn path(path: &Path, stage: &Stage, before: Before<'_>, errors: &mut Errors) -> bool {
    let is_called = matches!(stage.width, Some(ast::Width::Call(..)));
    let has_dots = path.trees.iter().any(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '.'));
    let last = path.trees.iter().rev().find_map(|tree| match tree {
        TokenTree::Ident(word) if word != "new" => Some(word.to_string()),
        _ => None,
    });
    let last = last.unwrap_or_default();
    // `sizes::ELU` and `sizes::hidden(3)` are numbers
    let is_number = path.word().is_none() && !has_dots && !is_camel_case(&last) && !is_called;
    let item = foreign::item(&trees(stage)).filter(|_| !is_number);
    let found = source_text(path);
    match item {
        Some(item) => errors.report(path, text(&found, is_called, &item, before)),
        None if has_dots && !is_called => errors.report(path, message::in_braces(&found)),
        None => return false,
    }
    true
}

/// Returns the message for an item in place of a width.
fn text(found: &str, is_called: bool, item: &Item, before: Before<'_>) -> String {
    let is_first = matches!(before, Before::Nothing);
    match item {
        Item::Inputs(inputs) if is_first => message::inputs_as_a_call(found, inputs),
        Item::Inputs(inputs) => message::inputs_come_first(found, inputs),
        Item::Flatten => message::flatten(found),
        Item::Absent(_) => message::absent_layer(found),
        Item::Network(items) => network(found, items, is_first),
        Item::Plain(layer) | Item::Layer(layer) if layer.width.is_none() => words(found, is_called, layer, before),
        Item::Plain(layer) | Item::Layer(layer) => match (&layer.inputs, is_first) {
            (Some(inputs), true) => {
                message::layer_as_a_call(found, format_args!("{inputs} => {}", layer.text()), &layer.homeless)
            }
            (None, true) => message::network_as_a_call(found, format_args!("2 => {}", layer.text())),
            (_, false) => message::layer_as_a_call(found, layer.text(), &layer.homeless),
        },
    }
}

/// Returns the message for `Sequential(...)`.
pub(super) fn network(found: &str, items: &[Item], is_first: bool) -> String {
    match foreign::network(items) {
        None => message::network_of_another(found),
        Some(foreign::Written { absent: Some(absent), .. }) => message::absent_layer(absent),
        Some(network) => {
            let text = if is_first { network.text() } else { network.layers.clone() };
            message::network_of_layers(found, &text, !is_first || network.inputs.is_some(), &network.homeless)
        }
    }
}

/// Returns the message for an activation or a modifier between two arrows, which belongs to the layer before.
fn words(found: &str, is_called: bool, words: &Layer, before: Before<'_>) -> String {
    let example = |width: &str| Layer { width: Some(width.to_owned()), ..words.clone() };
    let is_dropout = words.modifiers.iter().any(|modifier| modifier.starts_with("dropout"));
    let alone = |layer: Layer| match (&layer.activation, &words.modifiers[..]) {
        (None, [modifier, ..]) => modifier_alone(found, modifier),
        (None, []) => message::no_width(found, format_args!("{} identity", layer.text())),
        (Some(_), _) => message::no_width(found, layer.text()),
    };
    match before {
        Before::Nothing if words.activation.is_some() => {
            let network = format!("2 => {}", example("3").text());
            if is_called {
                message::network_as_a_call(found, network)
            } else {
                message::activation_before_inputs(found, network)
            }
        }
        Before::Nothing => alone(example("3")),
        Before::Inputs(stage) => match &stage.width {
            Some(ast::Width::Number(width)) if stage.words.is_empty() => alone(example(&source_text(width))),
            _ => alone(example("3")),
        },
        Before::Layers { last: true, .. } if is_dropout => message::last_dropout().to_owned(),
        Before::Layers { links, last } => match base(links) {
            Some((number, layer)) => match layer.clone().joined(words) {
                Some(joined) if joined.activation.as_deref() == Some("softmax") && !last => {
                    message::hidden_softmax(number)
                }
                Some(joined) if joined.activation.as_deref() == Some("softmax") && is_one(&joined) => {
                    message::single_softmax().to_owned()
                }
                Some(joined) => message::layer_of_its_own(found, joined.text()),
                None => alone(example(layer.width.as_deref().unwrap_or("3"))),
            },
            None => alone(example("3")),
        },
    }
}

fn is_one(layer: &Layer) -> bool {
    layer.width.as_deref() == Some("1")
}

/// Returns the message for a modifier, for which there is no layer before.
fn modifier_alone(found: impl Display, modifier: &str) -> String {
    let word = modifier.split('(').next().unwrap_or_default();
    // `init` alone needs what belongs to it
    let usage = if word == modifier { modifier::usage(word).unwrap_or(modifier) } else { modifier };
    message::modifier_alone(found, usage)
}

/// Returns the last layer with a width, with its number and with all words behind it that stand between arrows of their
/// own.
fn base(links: &[Link]) -> Option<(usize, Layer)> {
    let mut behind = Vec::new();
    for link in links.iter().rev() {
        let mut layer = foreign::layer(&trees(&link.stage))?;
        if layer.width.is_none() {
            behind.push(layer);
            continue;
        }
        layer.label =
            link.stage.label.as_ref().filter(|_| link.stage.is_labelled).map(ToString::to_string).or(layer.label);
        for words in behind.iter().rev() {
            layer = layer.joined(words)?;
        }
        return Some((link.number, layer));
    }
    None
}
