//! Numbers of inputs and of units.

use std::fmt::Display;

use proc_macro2::{Group, Ident, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;

use super::ends;
use crate::ast::{self, Path, Stage, Word};
use crate::errors::{Errors, message};
use crate::language::{activation, block, modifier};
use crate::network::Width;
use crate::network::ends::End;
use crate::parse::flattened;
use crate::source_text::source_text;

/// The stage before a width.
#[derive(Clone, Copy)]
pub(super) enum Before<'a> {
    /// Nothing: it is the number of inputs.
    Nothing,
    /// The number of inputs.
    Inputs(&'a Stage),
    /// A layer.
    Layer(&'a Stage),
}

/// Checks a width; `None` where it is missing or wrong, which has been reported. `end` are its names.
pub(super) fn width(stage: &Stage, end: Option<&End>, before: Before<'_>, errors: &mut Errors) -> Option<Width> {
    let zero = if matches!(before, Before::Nothing) { message::no_input_numbers() } else { message::no_units() };
    match stage.width.as_ref()? {
        ast::Width::Number(number) => literal(number, zero, errors),
        ast::Width::Path(path) => {
            if is_misplaced(path, stage, before, errors) {
                return None;
            }
            Some(Width::Constant(path.to_token_stream()))
        }
        ast::Width::Expression(group) if group.stream().is_empty() => {
            errors.report(group, message::empty_braces());
            None
        }
        ast::Width::Expression(group) => Some(Width::Constant(group.to_token_stream())),
        ast::Width::Call(path, group) => {
            call(path, group, before, errors);
            None
        }
        ast::Width::Named(written) => ends::width(end, written),
    }
}

/// Checks a width that is a number.
fn literal(number: &ast::Number, zero: &str, errors: &mut Errors) -> Option<Width> {
    let ast::Number { minus, literal } = number;
    let sign = if minus.is_some() { "-" } else { "" };
    let written = format!("{sign}{literal}");
    let message = match Lit::new(literal.clone()) {
        Lit::Int(int) if !int.suffix().is_empty() => suffix(&written, int.suffix()),
        Lit::Int(_) if minus.is_some() => message::negative_width(written),
        Lit::Int(int) => match int.base10_digits().parse() {
            Ok(0) => zero.to_owned(),
            Ok(value) => return Some(Width::Literal { value, tokens: literal.to_token_stream() }),
            Err(_) => message::huge_width(written),
        },
        Lit::Float(_) => message::broken_width(written),
        _ => message::not_a_width(written),
    };
    errors.report(number, message);
    None
}

/// Returns the message for `3u32`, or for `3relu` without the space.
fn suffix(written: &str, suffix: &str) -> String {
    let bare = written.strip_suffix(suffix).unwrap_or(written).trim_end_matches('_');
    match activation::meant(suffix) {
        Some(word) => message::space_missing(bare, word),
        None => message::suffix(written, bare),
    }
}

/// Returns whether the path in place of a width is not a constant but belongs elsewhere, which is reported.
fn is_misplaced(path: &Path, stage: &Stage, before: Before<'_>, errors: &mut Errors) -> bool {
    let Some(TokenTree::Ident(word)) = path.trees.last() else { return false };
    let text = word.to_string();
    if path.word().is_none() {
        // `activation::Relu`, but not `sizes::ELU`
        let meant = activation::meant(&text).filter(|_| is_camel_case(&text));
        if let Some(meant) = meant {
            errors.report(path, without_width(source_text(path), meant, before));
        }
        return meant.is_some();
    }
    if modifier::find(&text).is_some() {
        modifier_alone(word, errors);
        return true;
    }
    if block::is_block(&text) {
        errors.report(word, message::block_alone(&text));
        return true;
    }
    let Some(meant) = activation::meant(&text) else {
        let is_type = is_camel_case(&text) && !matches!(before, Before::Nothing);
        if is_type {
            errors.report(word, message::type_as_width(word));
        }
        return is_type;
    };
    match stage.words.first() {
        Some(Word::Number(number)) => {
            let ast::Number { literal, .. } = number;
            errors.report(quote!(#word #number), message::width_first(literal, meant));
            true
        }
        // `ELU` may be a constant
        _ if text.contains(char::is_lowercase) => {
            errors.report(word, activation_alone(word, meant, before));
            true
        }
        _ => false,
    }
}

/// Returns the message for an activation in place of a width.
fn without_width(word: impl Display, meant: &str, before: Before<'_>) -> String {
    match before {
        Before::Nothing => message::activation_before_inputs(word, format_args!("2 => 3 {meant}")),
        _ => message::no_width(word, format_args!("3 {meant}")),
    }
}

/// Returns the message for an activation between two arrows.
fn activation_alone(word: &Ident, meant: &str, before: Before<'_>) -> String {
    let (stage, is_inputs) = match before {
        Before::Nothing => return without_width(word, meant, before),
        Before::Inputs(stage) => (stage, true),
        Before::Layer(stage) => (stage, false),
    };
    match &stage.width {
        Some(ast::Width::Number(width)) if stage.words.is_empty() && is_inputs => {
            message::no_width(word, format_args!("{} {meant}", source_text(width)))
        }
        Some(ast::Width::Number(width)) if stage.words.is_empty() => {
            message::layer_of_its_own(word, format_args!("{} {meant}", source_text(width)))
        }
        _ => message::no_width(word, format_args!("3 {meant}")),
    }
}

/// Returns whether a word is written like a type and not like a constant.
fn is_camel_case(word: &str) -> bool {
    activation::is_type_name(word) && word.contains(char::is_lowercase)
}

/// Reports `word(...)` in place of a width.
fn call(path: &Path, group: &Group, before: Before<'_>, errors: &mut Errors) {
    let Some(word) = path.word() else { return path_call(path, group, before, errors) };
    let text = word.to_string();
    if block::is_block(&text) {
        errors.report(word, message::block_elsewhere(word));
    } else if modifier::find(&text).is_some() {
        modifier_alone(word, errors);
    } else if let Some(meant) = activation::meant(&text) {
        errors.report(word, layer_as_a_call(word, meant, group, before));
    } else if let Some(meant) = block::meant(&text) {
        errors.report(word, message::unknown_block(word, meant));
    } else if activation::is_type_name(&text) {
        errors.report(word, message::not_a_width(format_args!("{word}(...)")));
    } else if let [TokenTree::Literal(width)] = &flattened(group.stream())[..] {
        errors.report(word, message::name_in_parentheses(word, width));
    } else {
        errors.report(word, message::unknown_call(word, source_text(quote!(#path #group))));
    }
}

/// Reports `nn::Linear(2, 64)`, or a call that computes a width and needs braces.
fn path_call(path: &Path, group: &Group, before: Before<'_>, errors: &mut Errors) {
    let mut words = path.trees.iter().rev().filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    // `Linear::new`
    let layer = words.find(|word| word != "new");
    let meant = layer.filter(|word| is_camel_case(word)).and_then(|word| activation::meant(&word));
    match meant {
        Some(meant) => errors.report(path, layer_as_a_call(source_text(path), meant, group, before)),
        None => errors.report(quote!(#path #group), message::in_braces(source_text(quote!(#path #group)))),
    }
}

/// Returns the message for `Dense(64, relu)`, `nn.Linear(2, 64)` or `relu(3)`, with the layer that they are.
fn layer_as_a_call(word: impl Display, meant: &str, group: &Group, before: Before<'_>) -> String {
    let trees = flattened(group.stream());
    let widths: Vec<String> = trees.iter().filter_map(whole_number).collect();
    let activation = trees.iter().find_map(named_activation).or_else(|| (meant != "identity").then_some(meant));
    // of `Linear(2, 64)` the first is the number of inputs
    let suffix = activation.map(|activation| format!(" {activation}")).unwrap_or_default();
    match (&widths[..], activation) {
        ([], _) if matches!(before, Before::Nothing) => {
            message::network_as_a_call(word, format_args!("2 => 3{suffix}"))
        }
        ([width], _) if matches!(before, Before::Nothing) => {
            message::network_as_a_call(word, format_args!("2 => {width}{suffix}"))
        }
        ([inputs, width, ..], _) if matches!(before, Before::Nothing) => {
            message::layer_as_a_call(word, format_args!("{inputs} => {width}{suffix}"))
        }
        ([], _) => message::no_width(word, format_args!("3 {}", activation.unwrap_or(meant))),
        ([width] | [_, width, ..], Some(activation)) => {
            message::layer_as_a_call(word, format_args!("{width} {activation}"))
        }
        ([width] | [_, width, ..], None) => message::layer_as_a_call(word, width),
    }
}

/// Returns a whole number as it was written.
fn whole_number(tree: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = tree else { return None };
    matches!(Lit::new(literal.clone()), Lit::Int(_)).then(|| literal.to_string())
}

/// Returns the activation that a word or a text names.
fn named_activation(tree: &TokenTree) -> Option<&'static str> {
    match tree {
        TokenTree::Ident(word) => activation::meant(&word.to_string()),
        TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
            Lit::Str(text) => activation::meant(&text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Reports a modifier between two arrows.
fn modifier_alone(word: &Ident, errors: &mut Errors) {
    let usage = modifier::usage(&word.to_string()).unwrap_or_default();
    errors.report(word, message::modifier_alone(word, usage));
}
