//! Numbers in parentheses: slopes, rates, bounds and deviations.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::Lit;

use crate::errors::{Errors, message};
use crate::parse::flattened;
use crate::source_text::text_of;

/// Reads the number in `group`, which must be from 0 to below 1; `name` and `usage` are for the messages.
pub(super) fn fraction(group: &Group, name: &str, usage: &str, errors: &mut Errors) -> Option<f32> {
    let (value, tokens) = number(group, name, usage, errors)?;
    if !(0.0..1.0).contains(&value) {
        errors.report(tokens, message::out_of_range(name, text_of(&flattened(group.stream()))));
        return None;
    }
    Some(value)
}

/// Reads the number in `group`, which must be finite and above 0; `name` and `usage` are for the messages.
pub(super) fn positive(group: &Group, name: &str, usage: &str, errors: &mut Errors) -> Option<f32> {
    let (value, tokens) = number(group, name, usage, errors)?;
    if !(value > 0.0 && value.is_finite()) {
        errors.report(tokens, message::not_positive(name, text_of(&flattened(group.stream()))));
        return None;
    }
    Some(value)
}

/// Reads the number in `group`, with its tokens.
fn number(group: &Group, name: &str, usage: &str, errors: &mut Errors) -> Option<(f32, TokenStream)> {
    let trees = flattened(group.stream());
    let tokens: TokenStream = trees.iter().cloned().collect();
    // what other frameworks write with two numbers
    let is_spread = ["deviation", "bound"].contains(&name);
    let (sign, literal) = match &trees[..] {
        [] => {
            errors.report(group, message::no_number(name, usage));
            return None;
        }
        [TokenTree::Literal(literal)] => (1.0, literal),
        [TokenTree::Punct(minus), TokenTree::Literal(literal)] if minus.as_char() == '-' => (-1.0, literal),
        [TokenTree::Literal(percent), TokenTree::Punct(sign)] if sign.as_char() == '%' => {
            let fraction = percent.to_string().parse::<f32>().unwrap_or_default() / 100.0;
            errors.report(&tokens, message::percent(fraction, text_of(&trees)));
            return None;
        }
        // `slope = 0.1`
        [TokenTree::Ident(_), TokenTree::Punct(_), value @ ..] if matches!(value, [TokenTree::Literal(_)]) => {
            errors.report(&tokens, message::number_by_name(text_of(value)));
            return None;
        }
        // `-0.1, 0.1`, `mean = 0, std = 0.1`
        [.., TokenTree::Punct(sign), last]
            if (sign.as_char() == '=' || is_spread && matches!(sign.as_char(), ',' | '.')) && is_number(last) =>
        {
            errors.report(&tokens, message::one_number(name, last));
            return None;
        }
        _ => {
            errors.report(&tokens, message::not_a_number(name, text_of(&trees)));
            return None;
        }
    };
    let Some((digits, suffix)) = digits_and_suffix(literal) else {
        errors.report(&tokens, message::not_a_number(name, literal));
        return None;
    };
    if !suffix.is_empty() {
        errors.report(literal, message::suffix(literal, digits));
        return None;
    }
    // every string of digits is an f32, if need be infinity
    let value = sign * digits.parse().unwrap_or(f32::INFINITY);
    Some((value, tokens))
}

fn is_number(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Literal(literal) if matches!(Lit::new(literal.clone()), Lit::Int(_) | Lit::Float(_)))
}

/// Splits a number into its digits and its suffix: `0.1f32` into `0.1` and `f32`.
fn digits_and_suffix(literal: &Literal) -> Option<(String, String)> {
    match Lit::new(literal.clone()) {
        Lit::Int(number) => Some((number.base10_digits().to_owned(), number.suffix().to_owned())),
        Lit::Float(number) => Some((number.base10_digits().to_owned(), number.suffix().to_owned())),
        _ => None,
    }
}
