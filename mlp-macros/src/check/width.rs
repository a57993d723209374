//! Numbers of inputs and of units.

use proc_macro2::Ident;
use quote::{ToTokens, quote};
use syn::Lit;

use crate::ast::{self, Stage, Word};
use crate::errors::{Errors, message};
use crate::network::Width;
use crate::written::written;
use crate::{activation, modifier};

/// The width of a layer.
pub(super) fn layer(stage: &Stage, errors: &mut Errors) -> Option<Width> {
    width(stage, message::no_units(), errors)
}

/// The number of inputs.
pub(super) fn inputs(stage: &Stage, errors: &mut Errors) -> Option<Width> {
    width(stage, message::no_input_numbers(), errors)
}

/// `None` where it is missing or wrong; that has been reported then.
fn width(stage: &Stage, zero: &str, errors: &mut Errors) -> Option<Width> {
    match stage.width.as_ref()? {
        ast::Width::Number(number) => literal(number, zero, errors),
        ast::Width::Path(path) => {
            if let Some(word) = path.word()
                && is_misplaced(word, stage, errors)
            {
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
            call(path, group, errors);
            None
        }
    }
}

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

/// `3u32`, or `3relu` without the space.
fn suffix(written: &str, suffix: &str) -> String {
    let bare = written.strip_suffix(suffix).unwrap_or(written).trim_end_matches('_');
    match activation::meant(suffix) {
        Some(word) => message::space_missing(bare, word),
        None => message::suffix(written, bare),
    }
}

/// Whether the word in a width's place is no constant but belongs elsewhere; reports it.
fn is_misplaced(word: &Ident, stage: &Stage, errors: &mut Errors) -> bool {
    let text = word.to_string();
    if modifier::usage(&text).is_some() {
        alone(word, errors);
        return true;
    }
    if modifier::is_block(&text) {
        errors.report(word, message::block_alone(&text));
        return true;
    }
    let Some(meant) = activation::meant(&text) else { return false };
    match stage.words.first() {
        Some(Word::Number(number)) => {
            let ast::Number { literal, .. } = number;
            errors.report(quote!(#word #number), message::width_first(literal, meant));
            true
        }
        // `ELU` may well be somebody's constant.
        _ if text.contains(char::is_lowercase) => {
            errors.report(word, message::no_width(word, meant));
            true
        }
        _ => false,
    }
}

/// `word(...)` in a width's place.
fn call(path: &ast::Path, group: &proc_macro2::Group, errors: &mut Errors) {
    let Some(word) = path.word() else { return errors.report(quote!(#path #group), message::computed_width()) };
    let text = word.to_string();
    if modifier::is_block(&text) {
        errors.report(word, message::block_elsewhere(word));
    } else if modifier::usage(&text).is_some() {
        alone(word, errors);
    } else if let Some(meant) = activation::meant(&text) {
        errors.report(word, message::no_width(word, meant));
    } else if let Some(meant) = modifier::meant_block(&text) {
        errors.report(word, message::unknown_block(word, meant));
    } else if activation::is_type_name(&text) {
        errors.report(word, message::not_a_width(format_args!("{word}(...)")));
    } else {
        let call = written(&quote!(#path #group).into_iter().collect::<Vec<_>>());
        errors.report(word, message::unknown_call(word, call));
    }
}

/// A modifier between two arrows.
fn alone(word: &Ident, errors: &mut Errors) {
    let usage = modifier::usage(&word.to_string()).unwrap_or_default();
    errors.report(word, message::modifier_alone(word, usage));
}
