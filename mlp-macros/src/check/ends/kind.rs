//! The kinds of fields, and which end each is for.

use proc_macro2::{Group, Ident, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;

use super::{classes, number};
use crate::ast;
use crate::errors::{Errors, message};
use crate::language::activation;
use crate::language::ends::{self, KindWord};
use crate::network::ends::Kind;
use crate::parse::flattened;
use crate::source_text::{source_text, text_of};

/// An end of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Inputs,
    Outputs,
}

/// Checks the kind of a field, and returns it with the length of an array.
pub(super) fn kind(written: &ast::Kind, side: Side, errors: &mut Errors) -> Option<(Kind, Option<usize>)> {
    let ast::Kind::Array { kind, length, group, .. } = written else {
        return Some((single(written, side, errors)?, None));
    };
    let inner = kind.as_deref();
    if matches!(inner, Some(ast::Kind::Array { .. })) {
        errors.report(group, message::array_in_an_array());
        return None;
    }
    let kind = inner.and_then(|kind| single(kind, side, errors));
    let parsed = match syn::parse2::<Lit>(length.clone()) {
        Ok(Lit::Int(int)) if int.suffix().is_empty() => int.base10_parse::<usize>().ok().filter(|length| *length > 0),
        _ => None,
    };
    if parsed.is_none() {
        if length.is_empty() {
            errors.report(group, message::array_usage());
        } else {
            errors.report(length, message::array_length(source_text(length)));
        }
    }
    Some((kind?, Some(parsed?)))
}

/// Checks the kind of one value.
fn single(written: &ast::Kind, side: Side, errors: &mut Errors) -> Option<Kind> {
    match written {
        ast::Kind::Range { activation: None, low, high, .. } => {
            let (low, high) = number::range(low, high, errors)?;
            Some(Kind::Range { low, high })
        }
        ast::Kind::Range { activation: Some(word), low, dots, high } => {
            if side == Side::Inputs {
                errors.report(written.to_token_stream(), message::activation_of_an_input(quote!(#low #dots #high)));
                return None;
            }
            let Some(activation) = ends::activation(&word.to_string()) else {
                errors.report(word, no_activation(word));
                return None;
            };
            let (low, high) = number::range(low, high, errors)?;
            Some(Kind::Activated { activation, low, high })
        }
        ast::Kind::Word { word, argument } => self::word(word, argument.as_ref(), side, errors),
        ast::Kind::Array { .. } => None,
    }
}

/// Returns the message for a word before a range that is no activation of a head.
fn no_activation(word: &Ident) -> String {
    let text = word.to_string();
    match (activation::find(&text), activation::meant(&text)) {
        (None, Some(meant)) if ends::activation(meant).is_some() => message::unknown_activation(word, meant),
        _ => message::activation_of_no_head(word, &ends::activations()),
    }
}

/// Checks a kind that is a word.
fn word(word: &Ident, argument: Option<&Group>, side: Side, errors: &mut Errors) -> Option<Kind> {
    let text = word.to_string();
    let Some(kind) = ends::find(&text) else {
        errors.report(word, unknown(&text, argument, side));
        return None;
    };
    if let (Some(group), KindWord::Raw | KindWord::Bool | KindWord::Sigmoid) = (argument, kind) {
        errors.report(group, message::no_argument(word));
        return None;
    }
    match (kind, side) {
        (KindWord::Raw, _) => Some(Kind::Raw),
        (KindWord::Standard, _) => {
            let (mean, deviation) = number::standard(word, argument, errors)?;
            Some(Kind::Standard { mean, deviation })
        }
        (KindWord::Bool, Side::Inputs) => Some(Kind::Bool),
        (KindWord::Sigmoid, Side::Outputs) => Some(Kind::Probability),
        (KindWord::OneOf, Side::Inputs) => classes::named(word, argument, errors).map(Kind::OneOf),
        (KindWord::Softmax, Side::Outputs) => classes::softmax(word, argument, errors),
        (KindWord::Bool, Side::Outputs) => report(word, message::bool_as_output(), errors),
        (KindWord::Sigmoid, Side::Inputs) => report(word, message::sigmoid_as_input(), errors),
        (KindWord::OneOf, Side::Outputs) => report(word, message::one_of_as_output(listed(argument)), errors),
        (KindWord::Softmax, Side::Inputs) => {
            let classes = listed(argument);
            let text = match classes.parse::<usize>() {
                Ok(count) => message::class_count_of_inputs(count),
                Err(_) => message::softmax_as_input(classes),
            };
            report(word, text, errors)
        }
    }
}

/// Returns the classes in parentheses as they were written.
fn listed(argument: Option<&Group>) -> String {
    argument.map_or_else(|| "A, B".to_owned(), |group| source_text(group.stream()))
}

fn report(word: &Ident, text: impl std::fmt::Display, errors: &mut Errors) -> Option<Kind> {
    errors.report(word, text);
    None
}

/// Returns the message for a word that is no kind.
fn unknown(word: &str, argument: Option<&Group>, side: Side) -> String {
    if word != "identity"
        && let Some(builtin) = activation::find(word)
    {
        return match (ends::activation(builtin.word), side) {
            (Some(activation), Side::Inputs) => {
                let range = activation.usage.trim_start_matches(activation.word).trim_start();
                message::word_of_an_input(word, range)
            }
            (None, Side::Inputs) => message::word_of_an_input(word, "0..1"),
            (Some(_), Side::Outputs) if argument.is_some() => {
                let range = argument.map(Group::stream).unwrap_or_default();
                message::activation_behind_a_range(word, range)
            }
            (Some(activation), Side::Outputs) => message::activation_without_a_range(word, activation.usage),
            (None, Side::Outputs) => message::activation_of_no_head(word, &ends::activations()),
        };
    }
    if crate::language::loss::meant(word).is_some() && ends::meant(word).is_none() {
        return message::loss_of_a_head(word);
    }
    let meant = ends::meant(word);
    let kind = meant.and_then(|usage| ends::find(usage.split('(').next().unwrap_or_default()));
    match (kind, side) {
        (Some(KindWord::Bool), Side::Outputs) => message::unknown_kind_of_another_end(word, message::bool_as_output()),
        (Some(KindWord::OneOf), Side::Outputs) => {
            message::unknown_kind_of_another_end(word, message::one_of_as_output("A, B"))
        }
        (Some(KindWord::Softmax), Side::Inputs) => {
            message::unknown_kind_of_another_end(word, message::softmax_as_input("A, B"))
        }
        (Some(KindWord::Sigmoid), Side::Inputs) => {
            message::unknown_kind_of_another_end(word, message::sigmoid_as_input())
        }
        _ => message::unknown_kind(word, meant.map(|usage| with_argument(usage, argument)).as_deref()),
    }
}

/// Returns how a kind is used, with the argument that was written if it fits.
fn with_argument(usage: &str, argument: Option<&Group>) -> String {
    let Some((word, _)) = usage.split_once('(') else { return usage.to_owned() };
    let Some(group) = argument else { return usage.to_owned() };
    let trees = flattened(group.stream());
    let fits = |tree: &TokenTree| match (tree, word) {
        (TokenTree::Ident(_), "one_of" | "softmax") | (TokenTree::Literal(_), "standard") => true,
        (TokenTree::Punct(punct), _) => matches!(punct.as_char(), ',' | '-'),
        _ => false,
    };
    if trees.len() > 2 && trees.iter().all(fits) { format!("{word}({})", text_of(&trees)) } else { usage.to_owned() }
}
