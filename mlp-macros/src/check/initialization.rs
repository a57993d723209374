//! The content of `init(...)`: the distribution of the first weights, and that of the first biases.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::number;
use crate::errors::{Errors, message};
use crate::language::initialization::{self, Initialization};
use crate::parse::{self, flattened};
use crate::source_text::{source_text, text_of};

/// The distributions that were written in `init(...)`.
pub(super) struct FirstValues {
    pub(super) weights: Initialization,
    /// The tokens of the weights' distribution.
    pub(super) written: TokenStream,
    /// The biases' distribution with its tokens, if there is one.
    pub(super) biases: Option<(Initialization, TokenStream)>,
}

impl FirstValues {
    /// Returns the text in the parentheses.
    pub(super) fn text(&self) -> String {
        let biases = self.biases.iter().map(|(_, written)| format!(", {}", source_text(written)));
        [source_text(&self.written)].into_iter().chain(biases).collect()
    }
}

/// Reads `init(he)` or `init(he, uniform(0.1))`; `None` if it is wrong, which has been reported.
pub(super) fn read(group: &Group, usage: &str, errors: &mut Errors) -> Option<FirstValues> {
    let trees = flattened(group.stream());
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let parts: Vec<_> = trees.split(is_comma).collect();
    if parts.iter().any(|part| part.is_empty()) {
        errors.report(group, message::no_initialization(usage));
        return None;
    }
    match parts[..] {
        [weights] => {
            let weights = (distribution(weights, errors)?, tokens(weights));
            Some(FirstValues { weights: weights.0, written: weights.1, biases: None })
        }
        [weights, biases] => {
            // both are read, so that each has its message
            let found = (distribution(weights, errors), distribution(biases, errors));
            let biases = Some((found.1?, tokens(biases)));
            Some(FirstValues { weights: found.0?, written: tokens(weights), biases })
        }
        _ => {
            errors.report(tokens(parts[2]), message::third_initialization());
            None
        }
    }
}

/// Reads `he` or `uniform(0.1)`.
fn distribution(trees: &[TokenTree], errors: &mut Errors) -> Option<Initialization> {
    let (TokenTree::Ident(word), arguments) = trees.split_first()? else { return unknown(trees, errors) };
    let Some(found) = initialization::find(&word.to_string()) else { return unknown(trees, errors) };
    let arguments = match arguments {
        [TokenTree::Group(group)] if group.delimiter() != Delimiter::Parenthesis => return unknown(trees, errors),
        arguments => arguments,
    };
    match (found.argument(), arguments) {
        (None, []) => Some(found),
        (Some(_), []) => {
            errors.report(word, message::argument_missing(word, found.usage()));
            None
        }
        (None, [TokenTree::Group(group)]) => {
            errors.report(group, message::no_argument(word));
            None
        }
        (Some((name, _)), [TokenTree::Group(group)]) => {
            number::positive(group, name, &found.usage(), errors).map(|value| found.with_argument(value))
        }
        _ => unknown(trees, errors),
    }
}

fn unknown(trees: &[TokenTree], errors: &mut Errors) -> Option<Initialization> {
    // `"he"`, `weights = he`, `nn.init.kaiming_normal_`
    let word = parse::foreign::word(trees.split_at_checked(2).map_or(trees, |(name, value)| match name {
        [TokenTree::Ident(_), TokenTree::Punct(equals)] if equals.as_char() == '=' => value,
        _ => trees,
    }));
    let meant = word.as_deref().and_then(initialization::meant).and_then(initialization::find);
    if let (Some(meant), [TokenTree::Literal(_)] | [_, _, ..]) = (meant, trees) {
        // the number in the parentheses of `init.uniform_(0.3)` is kept
        let number = trees.iter().find_map(|tree| match tree {
            TokenTree::Group(group) => text_of(&flattened(group.stream())).parse::<f32>().ok(),
            _ => None,
        });
        let meant = number.map_or(meant, |number| meant.with_argument(number));
        errors.report(tokens(trees), message::initialization_by_name(meant.usage()));
        return None;
    }
    let (text, words) = (text_of(trees), initialization::words().collect::<Vec<_>>());
    errors.report(tokens(trees), message::unknown_initialization(&text, initialization::meant(&text), &words));
    None
}

fn tokens(trees: &[TokenTree]) -> TokenStream {
    trees.iter().cloned().collect()
}
