//! `budget(bytes <= 4 KiB, macs <= 10_000)`: reads what a network may cost.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, LitInt};

use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::language::budget::{self, Cost};
use crate::network::Limit;
use crate::parse;
use crate::source_text::text_of;

/// Reads the limits of a budget; those that are wrong are reported.
pub(super) fn limits(setting: &Setting, errors: &mut Errors) -> Vec<Limit> {
    let Some(group) = parenthesized(setting) else {
        errors.report(&setting.name, message::budget_in_parentheses());
        return Vec::new();
    };
    let trees = parse::flattened(group.stream());
    if trees.is_empty() {
        errors.report(group, message::empty_budget());
    }
    let mut limits: Vec<Limit> = Vec::new();
    for limit in trees.split(is_comma).filter(|limit| !limit.is_empty()) {
        let Some((word, limit)) = self::limit(limit, errors) else { continue };
        if limits.iter().any(|other| other.cost == limit.cost) {
            errors.report(&word, message::given_twice(&word));
        } else {
            limits.push(limit);
        }
    }
    limits
}

/// Returns the parentheses of `budget(...)`.
fn parenthesized(setting: &Setting) -> Option<Group> {
    match parse::flattened(setting.value.clone()).as_slice() {
        [TokenTree::Group(group)] if setting.equals.is_none() && group.delimiter() == Delimiter::Parenthesis => {
            Some(group.clone())
        }
        _ => None,
    }
}

fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// Reads `bytes <= 4 KiB`.
fn limit(trees: &[TokenTree], errors: &mut Errors) -> Option<(Ident, Limit)> {
    let [TokenTree::Ident(word), rest @ ..] = trees else {
        errors.report(stream(trees), message::limit_expected(text_of(trees)));
        return None;
    };
    let Some(cost) = budget::find(&word.to_string()) else {
        errors.report(word, message::unknown_limit(word, budget::meant(&word.to_string())));
        return None;
    };
    let value = match rest {
        [TokenTree::Punct(less), TokenTree::Punct(equals), value @ ..]
            if less.as_char() == '<' && equals.as_char() == '=' =>
        {
            value
        }
        _ => {
            let underlined = rest.first().map_or_else(|| word.to_token_stream(), ToTokens::to_token_stream);
            // `bytes < 4 KiB`
            let most =
                rest.iter().position(|tree| matches!(tree, TokenTree::Literal(_))).map(|at| text_of(&rest[at..]));
            errors.report(underlined, message::limit_sign_expected(word, most.as_deref().unwrap_or("4096")));
            return None;
        }
    };
    Some((word.clone(), Limit { cost, most: number(value, word, cost, errors)? }))
}

/// Reads `4 KiB`, or `10_000`.
fn number(value: &[TokenTree], word: &Ident, cost: Cost, errors: &mut Errors) -> Option<u128> {
    let (literal, unit) = match value {
        [] => {
            errors.report(word, message::limit_sign_expected(word, "4096"));
            return None;
        }
        [TokenTree::Literal(literal)] => (literal, None),
        [TokenTree::Literal(literal), TokenTree::Ident(unit)] => (literal, Some(unit.to_string())),
        [TokenTree::Literal(_), .., TokenTree::Ident(next), TokenTree::Punct(less), _, _]
        | [TokenTree::Literal(_), .., TokenTree::Ident(next), TokenTree::Punct(less), _, _, _]
            if less.as_char() == '<' =>
        {
            errors.report(next, message::comma_between_limits(next));
            return None;
        }
        _ => {
            errors.report(stream(value), message::bad_limit(text_of(value)));
            return None;
        }
    };
    let Lit::Int(int) = Lit::new(literal.clone()) else {
        errors.report(literal, message::bad_limit(literal));
        return None;
    };
    let factor = match unit.or_else(|| attached_unit(&int)) {
        None => 1,
        Some(unit) => match factor(&unit, word, cost, &int) {
            Ok(factor) => factor,
            Err(text) => {
                errors.report(stream(value), text);
                return None;
            }
        },
    };
    let most = int.base10_parse::<u64>().ok().map(|count| u128::from(count) * factor);
    if most.is_none() {
        errors.report(literal, message::huge_width(int.base10_digits()));
    }
    most
}

/// Returns the unit of `4KiB`, where the space is missing.
fn attached_unit(int: &LitInt) -> Option<String> {
    Some(int.suffix().to_owned()).filter(|suffix| !suffix.is_empty())
}

/// Returns what a unit multiplies a limit by, or what is wrong with it.
fn factor(unit: &str, word: &Ident, cost: Cost, int: &LitInt) -> Result<u128, String> {
    match cost {
        Cost::Bytes => budget::bytes_of(unit).ok_or_else(|| message::unknown_unit(unit, budget::meant_unit(unit))),
        Cost::Params | Cost::Macs => Err(message::unit_of_a_count(unit, word, int.base10_digits())),
    }
}

fn stream(trees: &[TokenTree]) -> TokenStream {
    trees.iter().cloned().collect()
}
