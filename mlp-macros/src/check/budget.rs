//! `budget(bytes <= 4 KiB, macs <= 10_000)`: what a network may cost.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, LitInt};

use super::size::shapes;
use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::network::{Cost, Layer, Limit, Width};
use crate::parse;
use crate::spelling::nearest;
use crate::written::written;

/// What is counted.
const COSTS: [(&str, Cost); 3] = [("bytes", Cost::Bytes), ("params", Cost::Params), ("macs", Cost::Macs)];

/// Other names of it.
const SYNONYMS: [(&str, &str); 8] = [
    ("size", "bytes"),
    ("memory", "bytes"),
    ("flash", "bytes"),
    ("parameters", "params"),
    ("weights", "params"),
    ("flops", "macs"),
    ("operations", "macs"),
    ("multiply_adds", "macs"),
];

/// Units of bytes.
const UNITS: [(&str, u128); 7] = [
    ("B", 1),
    ("kB", 1000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
];

/// The limits of a budget; those that are wrong are reported.
pub(super) fn limits(setting: &Setting, errors: &mut Errors) -> Vec<Limit> {
    let group = match parse::flattened(setting.value.clone()).as_slice() {
        [TokenTree::Group(group)] if setting.equals.is_none() && group.delimiter() == Delimiter::Parenthesis => {
            group.clone()
        }
        _ => {
            errors.report(&setting.name, message::budget_in_parentheses());
            return Vec::new();
        }
    };
    let trees = parse::flattened(group.stream());
    if trees.is_empty() {
        errors.report(group, message::empty_budget());
    }
    let mut limits: Vec<Limit> = Vec::new();
    for part in trees.split(is_comma).filter(|part| !part.is_empty()) {
        let Some((word, limit)) = limit(part, errors) else { continue };
        if limits.iter().any(|other| other.cost == limit.cost) {
            errors.report(&word, message::given_twice(&word));
        } else {
            limits.push(limit);
        }
    }
    limits
}

fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// `bytes <= 4 KiB`
fn limit(part: &[TokenTree], errors: &mut Errors) -> Option<(Ident, Limit)> {
    let [TokenTree::Ident(word), rest @ ..] = part else {
        errors.report(stream(part), message::limit_expected(written(part)));
        return None;
    };
    let Some((name, cost)) = COSTS.iter().find(|(name, _)| word == name) else {
        errors.report(word, unknown(word));
        return None;
    };
    let value = match rest {
        [TokenTree::Punct(less), TokenTree::Punct(equals), value @ ..]
            if less.as_char() == '<' && equals.as_char() == '=' =>
        {
            value
        }
        _ => {
            let place = rest.first().map_or_else(|| word.to_token_stream(), ToTokens::to_token_stream);
            errors.report(place, message::limit_sign_expected(name));
            return None;
        }
    };
    Some((word.clone(), Limit { cost: *cost, most: number(value, word, *cost, errors)? }))
}

fn unknown(word: &Ident) -> String {
    let written = word.to_string();
    let words = COSTS.iter().map(|(name, _)| *name).chain(SYNONYMS.iter().map(|(name, _)| *name));
    let meant = nearest(&written, words);
    let meant = meant.map(|near| SYNONYMS.iter().find(|(name, _)| *name == near).map_or(near, |(_, word)| word));
    message::unknown_limit(word, meant)
}

/// `4 KiB`, or `10_000`.
fn number(value: &[TokenTree], word: &Ident, cost: Cost, errors: &mut Errors) -> Option<u128> {
    let (literal, unit) = match value {
        [] => {
            errors.report(word, message::limit_sign_expected(word));
            return None;
        }
        [TokenTree::Literal(literal)] => (literal, None),
        [TokenTree::Literal(literal), TokenTree::Ident(unit)] => (literal, Some(unit.to_string())),
        _ => {
            errors.report(stream(value), message::bad_limit(written(value)));
            return None;
        }
    };
    let Lit::Int(int) = Lit::new(literal.clone()) else {
        errors.report(literal, message::bad_limit(literal));
        return None;
    };
    let unit = unit.or_else(|| suffix(&int));
    let factor = match (&unit, cost) {
        (None, _) => 1,
        (Some(unit), Cost::Bytes) => {
            let Some((_, factor)) = UNITS.iter().find(|(name, _)| name == unit) else {
                let meant = nearest(unit, UNITS.iter().map(|(name, _)| *name));
                errors.report(stream(value), message::unknown_unit(unit, meant));
                return None;
            };
            *factor
        }
        (Some(unit), _) => {
            errors.report(stream(value), message::unit_of_a_count(unit, word, int.base10_digits()));
            return None;
        }
    };
    let most = int.base10_parse::<u64>().ok().map(|count| u128::from(count) * factor);
    if most.is_none() {
        errors.report(literal, message::huge_width(int.base10_digits()));
    }
    most
}

/// `4KiB` without the space.
fn suffix(int: &LitInt) -> Option<String> {
    Some(int.suffix().to_owned()).filter(|suffix| !suffix.is_empty())
}

fn stream(trees: &[TokenTree]) -> TokenStream {
    trees.iter().cloned().collect()
}

/// Reports each limit that the network exceeds, at its costliest layer; what is left depends on widths that only rustc
/// knows.
pub(super) fn hold(limits: Vec<Limit>, inputs: &Width, layers: &[Layer], errors: &mut Errors) -> Vec<Limit> {
    let mut open = Vec::new();
    for limit in limits {
        let cost = |(inputs, layer): (&Width, &Layer)| {
            let (inputs, units) = (inputs.literal()? as u128, layer.width.literal()? as u128);
            let biases = if layer.bias { units } else { 0 };
            let params = (inputs * units).saturating_add(biases);
            Some(match limit.cost {
                Cost::Bytes => params.saturating_mul(4),
                Cost::Params => params,
                Cost::Macs => inputs * units,
            })
        };
        let Some(costs) = shapes(inputs, layers).map(cost).collect::<Option<Vec<u128>>>() else {
            open.push(limit);
            continue;
        };
        let total = costs.iter().fold(0, |sum: u128, cost| sum.saturating_add(*cost));
        // the first of several that cost the same
        let largest = layers.iter().zip(&costs).rev().max_by_key(|(_, cost)| **cost);
        if let Some((layer, cost)) = largest
            && total > limit.most
        {
            let text = message::over_budget(limit.cost.unit(), total, limit.most, &layer.name, *cost);
            errors.report(&layer.width, text);
        }
    }
    open
}
