//! Ranges, means and deviations.

use proc_macro2::{Group, Ident, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;

use crate::ast::Number;
use crate::errors::{Errors, message};
use crate::parse::flattened;
use crate::source_text::text_of;

/// Returns a number as it was written: `-0.5`.
fn written(number: &Number) -> String {
    let sign = if number.minus.is_some() { "-" } else { "" };
    format!("{sign}{}", number.literal)
}

/// Returns a number's digits with its sign, and its suffix; `None` for another literal.
fn parts(number: &Number) -> Option<(String, String)> {
    let (digits, suffix) = match Lit::new(number.literal.clone()) {
        Lit::Int(int) => (int.base10_digits().to_owned(), int.suffix().to_owned()),
        Lit::Float(float) => (float.base10_digits().to_owned(), float.suffix().to_owned()),
        _ => return None,
    };
    let sign = if number.minus.is_some() { "-" } else { "" };
    Some((format!("{sign}{digits}"), suffix))
}

/// Returns the value of a number without a suffix.
fn value(number: &Number, errors: &mut Errors) -> Option<f32> {
    let Some((digits, suffix)) = parts(number) else {
        errors.report(number, message::not_a_bound(written(number)));
        return None;
    };
    if !suffix.is_empty() {
        errors.report(number, message::suffix(written(number), digits));
        return None;
    }
    // every string of digits is an f32, if need be infinity
    Some(digits.parse().unwrap_or(f32::INFINITY))
}

/// Checks a range: two finite numbers, the second above the first.
pub(super) fn range(low: &Number, high: &Number, errors: &mut Errors) -> Option<(f32, f32)> {
    if let (Some((low_digits, unit)), Some((high_digits, _))) = (parts(low), parts(high))
        && !unit.is_empty()
        && !["f32", "f64"].contains(&unit.as_str())
    {
        let plain = format!("{low_digits}..{high_digits}").parse().unwrap_or_default();
        errors.report(low, message::unit_in_a_range(unit.trim_start_matches('_'), plain));
        return None;
    }
    let (low_value, high_value) = (value(low, errors), value(high, errors));
    let (low_value, high_value) = (low_value?, high_value?);
    let tokens = quote!(#low .. #high);
    let (low, high) = (written(low), written(high));
    let half = 0.5 * high_value - 0.5 * low_value;
    if low_value > high_value {
        errors.report(tokens, message::reversed_range(low, high));
    } else if !half.is_finite() || !(high_value - low_value).is_finite() {
        errors.report(tokens, message::huge_range(low, high));
    } else if half <= 0.0 {
        errors.report(tokens, message::empty_range(low, high));
    } else {
        return Some((low_value, high_value));
    }
    None
}

/// Reads the mean and the deviation of `standard(201, 14)`.
pub(super) fn standard(word: &Ident, argument: Option<&Group>, errors: &mut Errors) -> Option<(f32, f32)> {
    let Some(group) = argument else {
        errors.report(word, message::standard_usage());
        return None;
    };
    let trees = flattened(group.stream());
    let comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let numbers: Vec<Option<Number>> = trees.split(comma).map(number).collect();
    let [Some(mean), Some(deviation)] = &numbers[..] else {
        // `mean = 201, std = 14`
        let signed = |at: usize| at > 0 && matches!(&trees[at - 1], TokenTree::Punct(minus) if minus.as_char() == '-');
        let literal = |at: usize| {
            matches!(trees[at], TokenTree::Literal(_)).then(|| text_of(&trees[at - usize::from(signed(at))..=at]))
        };
        let written: Vec<String> = (0..trees.len()).filter_map(literal).collect();
        let text = match &written[..] {
            [_, _] => message::standard_of(written.join(", ")),
            _ => message::standard_usage().to_owned(),
        };
        errors.report(group, text);
        return None;
    };
    let (mean_value, deviation_value) = (value(mean, errors), value(deviation, errors));
    let (mean_value, deviation_value) = (mean_value?, deviation_value?);
    if !(deviation_value > 0.0 && deviation_value.is_finite() && mean_value.is_finite()) {
        errors.report(deviation.to_token_stream(), message::deviation(written(deviation)));
        return None;
    }
    Some((mean_value, deviation_value))
}

/// Reads one number.
fn number(trees: &[TokenTree]) -> Option<Number> {
    match trees {
        [TokenTree::Literal(literal)] => Some(Number { minus: None, literal: literal.clone() }),
        [TokenTree::Punct(minus), TokenTree::Literal(literal)] if minus.as_char() == '-' => {
            Some(Number { minus: Some(minus.clone()), literal: literal.clone() })
        }
        _ => None,
    }
}
