//! Numbers in parentheses: slopes and rates.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::Lit;

use crate::errors::{Errors, message};
use crate::parse::flattened;
use crate::written::written;

/// The number in `group`, which is from 0 to below 1; `name` and `usage` are for the messages.
pub(super) fn fraction(group: &Group, name: &str, usage: &str, errors: &mut Errors) -> Option<f32> {
    let trees = flattened(group.stream());
    let tokens: TokenStream = trees.iter().cloned().collect();
    let (negative, literal) = match &trees[..] {
        [] => {
            errors.report(group, message::no_number(name, usage));
            return None;
        }
        [TokenTree::Literal(literal)] => (false, literal),
        [TokenTree::Punct(minus), TokenTree::Literal(literal)] if minus.as_char() == '-' => (true, literal),
        _ => {
            errors.report(&tokens, message::not_a_number(name, written(&trees)));
            return None;
        }
    };
    let (digits, suffix) = match Lit::new(literal.clone()) {
        Lit::Int(number) => (number.base10_digits().to_owned(), number.suffix().to_owned()),
        Lit::Float(number) => (number.base10_digits().to_owned(), number.suffix().to_owned()),
        _ => {
            errors.report(&tokens, message::not_a_number(name, literal));
            return None;
        }
    };
    if !suffix.is_empty() {
        errors.report(literal, message::suffix(literal, digits));
        return None;
    }
    // Every string of digits is an f32, if need be infinity.
    let size: f32 = digits.parse().unwrap_or(f32::INFINITY);
    let value = if negative { -size } else { size };
    if !(0.0..1.0).contains(&value) {
        errors.report(&tokens, message::out_of_range(name, written(&trees)));
        return None;
    }
    Some(value)
}
