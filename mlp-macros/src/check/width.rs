//! Numbers of inputs and of units.

use proc_macro2::{Group, Ident};
use quote::{ToTokens, quote};
use syn::Lit;

use super::ends;
use crate::ast::{self, Path, Stage, Word};
use crate::errors::{Errors, message};
use crate::language::{activation, block, modifier};
use crate::network::Width;
use crate::network::ends::End;
use crate::source_text::source_text;

/// Checks the width of a layer.
pub(super) fn layer(stage: &Stage, outputs: Option<&End>, errors: &mut Errors) -> Option<Width> {
    width(stage, outputs, message::no_units(), errors)
}

/// Checks the number of inputs.
pub(super) fn inputs(stage: &Stage, inputs: Option<&End>, errors: &mut Errors) -> Option<Width> {
    width(stage, inputs, message::no_input_numbers(), errors)
}

/// Checks a width; `None` where it is missing or wrong, which has been reported. `end` are its names, and `zero` is the
/// message for `0`.
fn width(stage: &Stage, end: Option<&End>, zero: &str, errors: &mut Errors) -> Option<Width> {
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

/// Returns whether the word in place of a width is not a constant but belongs elsewhere, which is reported.
fn is_misplaced(word: &Ident, stage: &Stage, errors: &mut Errors) -> bool {
    let text = word.to_string();
    if modifier::find(&text).is_some() {
        modifier_alone(word, errors);
        return true;
    }
    if block::is_block(&text) {
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
        // `ELU` may be a constant
        _ if text.contains(char::is_lowercase) => {
            errors.report(word, message::no_width(word, meant));
            true
        }
        _ => false,
    }
}

/// Reports `word(...)` in place of a width.
fn call(path: &Path, group: &Group, errors: &mut Errors) {
    let Some(word) = path.word() else { return errors.report(quote!(#path #group), message::computed_width()) };
    let text = word.to_string();
    if block::is_block(&text) {
        errors.report(word, message::block_elsewhere(word));
    } else if modifier::find(&text).is_some() {
        modifier_alone(word, errors);
    } else if let Some(meant) = activation::meant(&text) {
        errors.report(word, message::no_width(word, meant));
    } else if let Some(meant) = block::meant(&text) {
        errors.report(word, message::unknown_block(word, meant));
    } else if activation::is_type_name(&text) {
        errors.report(word, message::not_a_width(format_args!("{word}(...)")));
    } else {
        errors.report(word, message::unknown_call(word, source_text(quote!(#path #group))));
    }
}

/// Reports a modifier between two arrows.
fn modifier_alone(word: &Ident, errors: &mut Errors) {
    let usage = modifier::usage(&word.to_string()).unwrap_or_default();
    errors.report(word, message::modifier_alone(word, usage));
}
