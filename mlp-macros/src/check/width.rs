//! Numbers of inputs and of units.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;

use super::position::Before;
use super::{ends, foreign};
use crate::ast::{self, Path, Stage, Word};
use crate::errors::{Errors, message};
use crate::language::{activation, block, modifier};
use crate::network::Width;
use crate::network::ends::End;
use crate::parse::flattened;
use crate::source_text::{source_text, text_of};

/// Types that somebody may write for a number.
const PRIMITIVES: [&str; 8] = ["f16", "f32", "f64", "usize", "i32", "i64", "u32", "bool"];

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
        ast::Width::Expression(group) => {
            let trees = flattened(group.stream());
            if let (Delimiter::Brace, Some(text)) = (group.delimiter(), broken_expression(&trees)) {
                errors.report(group, text);
                return None;
            }
            Some(Width::Constant(group.to_token_stream()))
        }
        ast::Width::Call(path, group) => {
            call(path, group, stage, before, errors);
            None
        }
        ast::Width::Named(written) => ends::width(end, written),
    }
}

/// Returns the message for braces around a layer, or around half an expression.
fn broken_expression(trees: &[TokenTree]) -> Option<String> {
    let is_operator =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if "+-*/%.&|^=<>:".contains(punct.as_char()));
    match trees {
        [TokenTree::Literal(_), TokenTree::Ident(word), ..] if word != "as" => {
            Some(message::layer_in_braces(text_of(trees)))
        }
        [.., last] if is_operator(last) => Some(message::unfinished_expression(text_of(trees))),
        [TokenTree::Punct(first), ..] if "+/%.^=".contains(first.as_char()) => {
            Some(message::unfinished_expression(text_of(trees)))
        }
        _ => None,
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
        Lit::Str(text) if text.value().contains("=>") => message::quoted(text.value()),
        _ => message::not_a_width(written),
    };
    errors.report(number, message);
    None
}

/// Returns the message for `3u32`, or for `3relu` without the space.
fn suffix(written: &str, suffix: &str) -> String {
    let bare = written.strip_suffix(suffix).unwrap_or(written).trim_end_matches('_');
    // `2x3x1`
    if suffix.starts_with('x') && suffix.split('x').skip(1).all(|width| width.parse::<usize>().is_ok()) {
        return message::list_of_layers(written.replace('x', " => "), true);
    }
    match activation::meant(suffix) {
        Some(word) => message::space_missing(bare, word),
        None => message::suffix(written, bare),
    }
}

/// Returns whether the path in place of a width is not a constant but belongs elsewhere, which is reported.
fn is_misplaced(path: &Path, stage: &Stage, before: Before<'_>, errors: &mut Errors) -> bool {
    let Some(word) = path.word() else { return foreign::path(path, stage, before, errors) };
    let text = word.to_string();
    if let (Some(meant), Some(Word::Number(number))) = (activation::meant(&text), stage.words.first()) {
        let ast::Number { literal, .. } = number;
        errors.report(quote!(#word #number), message::width_first(literal, meant));
        return true;
    }
    if modifier::find(&text).is_some() {
        return foreign::path(path, stage, before, errors);
    }
    if block::is_block(&text) {
        errors.report(word, message::block_alone(&text));
        return true;
    }
    if activation::meant(&text).is_some() {
        // `ELU` may be a constant
        return text.contains(char::is_lowercase) && foreign::path(path, stage, before, errors);
    }
    if PRIMITIVES.contains(&text.as_str()) {
        errors.report(word, message::number_type_as_width(word));
        return true;
    }
    let is_type = foreign::is_camel_case(&text) && !matches!(before, Before::Nothing);
    if is_type {
        errors.report(word, message::type_as_width(word));
    }
    is_type
}

/// Reports `word(...)` in place of a width.
fn call(path: &Path, group: &Group, stage: &Stage, before: Before<'_>, errors: &mut Errors) {
    let word = path.word();
    if let Some(word) = word.filter(|word| block::is_block(&word.to_string())) {
        errors.report(word, message::block_elsewhere(word));
        return;
    }
    if foreign::path(path, stage, before, errors) {
        return;
    }
    let constructed = path.trees.first().zip(path.trees.last()).filter(|(_, last)| last.to_string() == "new");
    if let Some((network, _)) = constructed {
        errors.report(path, message::network_as_a_width(network));
        return;
    }
    let Some(word) = word else {
        errors.report(quote!(#path #group), message::in_braces(source_text(quote!(#path #group))));
        return;
    };
    let (text, inner) = (word.to_string(), flattened(group.stream()));
    let meant = block::meant(&text);
    let text = match &inner[..] {
        _ if meant.is_some() => message::unknown_block(word, meant.unwrap_or_default()),
        _ if activation::is_type_name(&text) => message::network_as_a_width(word),
        [TokenTree::Literal(_), words @ ..] => {
            let rest = foreign::trees(stage).split_off(2);
            let layer = inner.iter().chain(&rest).cloned().collect::<Vec<_>>();
            let computed = words.is_empty().then(|| source_text(quote!(#word #group)));
            message::name_in_parentheses(word, text_of(&layer), computed)
        }
        _ => message::unknown_call(word, source_text(quote!(#path #group))),
    };
    errors.report(word, text);
}
