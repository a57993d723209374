//! The arguments of other frameworks' layers: `64`, `activation = "relu"`, `2 => 64`.

use proc_macro2::{Delimiter, TokenTree};
use syn::Lit;

use super::super::tokens::flattened;
use crate::language::foreign::{self, Keyword};
use crate::source_text::text_of;

/// One argument.
pub(super) enum Argument<'a> {
    /// `64`
    Positional(&'a [TokenTree]),
    /// `2 => 64`
    Pair(&'a [TokenTree], &'a [TokenTree]),
    /// `units = 64`: what it means, its name, and its value.
    Keyword(Option<Keyword>, String, &'a [TokenTree]),
}

impl<'a> Argument<'a> {
    pub(super) fn of(trees: &'a [TokenTree]) -> Self {
        let sign = |tree: Option<&TokenTree>, sign: char| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        if let Some(arrow) = trees.windows(2).position(|pair| sign(pair.first(), '=') && sign(pair.last(), '>')) {
            return Self::Pair(&trees[..arrow], &trees[arrow + 2..]);
        }
        match trees {
            [TokenTree::Ident(name), equals, value @ ..] if sign(Some(equals), '=') => {
                let name = name.to_string();
                Self::Keyword(foreign::keyword(&name), name, value)
            }
            _ => Self::Positional(trees),
        }
    }

    pub(super) fn is_positional(&self) -> bool {
        matches!(self, Self::Positional(_))
    }
}

/// Splits at commas, except for those in `Linear<2, 64>`; what is empty is left out.
pub(super) fn split(trees: &[TokenTree]) -> Vec<&[TokenTree]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (index, tree) in trees.iter().enumerate() {
        let TokenTree::Punct(punct) = tree else { continue };
        let before = index.checked_sub(1).map(|before| &trees[before]);
        match punct.as_char() {
            '<' if matches!(before, Some(TokenTree::Ident(_))) => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&trees[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&trees[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns what is in the only list among the arguments, as in `Sequential([..])` or `vec![..]`, or else all of them.
pub(super) fn opened(trees: &[TokenTree]) -> Vec<TokenTree> {
    match trees {
        [TokenTree::Group(group)] | [TokenTree::Ident(_), TokenTree::Punct(_), TokenTree::Group(group)] => {
            flattened(group.stream())
        }
        [TokenTree::Group(group), TokenTree::Punct(comma)] if comma.as_char() == ',' => flattened(group.stream()),
        _ => trees.to_vec(),
    }
}

/// Returns the number of inputs in `2`, `shape = (2,)` or `(28, 28)`.
pub(super) fn inputs(trees: &[TokenTree]) -> Option<String> {
    let first = *split(trees).first()?;
    let (Argument::Positional(value) | Argument::Keyword(Some(Keyword::Inputs), _, value)) = Argument::of(first) else {
        return None;
    };
    size(value)
}

/// Returns the number of values in `2`, `(2,)` or `(28, 28)`, or a constant as it was written.
pub(super) fn size(value: &[TokenTree]) -> Option<String> {
    let [TokenTree::Group(group)] = value else { return Some(width(value)).filter(|width| !width.is_empty()) };
    let dimensions = flattened(group.stream());
    let parts = split(&dimensions);
    // `(None, 2)`: of a batch
    let parts: Vec<_> = parts.into_iter().filter(|part| text_of(part) != "None").collect();
    if let [part] = parts[..] {
        return Some(width(part));
    }
    let product = parts.iter().try_fold(1_usize, |product, part| product.checked_mul(text_of(part).parse().ok()?));
    product.filter(|_| !parts.is_empty()).map(|product| product.to_string())
}

/// Returns a width as it is written here: what is computed stands in braces.
pub(super) fn width(trees: &[TokenTree]) -> String {
    let text = text_of(trees);
    match trees {
        [] | [TokenTree::Literal(_) | TokenTree::Ident(_)] => text,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => text,
        trees if super::super::is_path(&trees.iter().cloned().collect()) => text,
        _ => format!("{{ {text} }}"),
    }
}

/// Returns the only number among arguments, positional or not.
pub(super) fn number_in(trees: &[TokenTree]) -> Option<String> {
    let numbers: Vec<String> = split(trees)
        .into_iter()
        .filter_map(|argument| match Argument::of(argument) {
            Argument::Keyword(Some(Keyword::Nothing), ..) | Argument::Pair(..) => None,
            Argument::Positional(value) | Argument::Keyword(_, _, value) => number(value),
        })
        .collect();
    if let [number] = &numbers[..] { Some(number.clone()) } else { None }
}

/// Returns a number as it was written.
pub(super) fn number(value: &[TokenTree]) -> Option<String> {
    let [TokenTree::Literal(literal)] = value else { return None };
    matches!(Lit::new(literal.clone()), Lit::Int(_) | Lit::Float(_)).then(|| literal.to_string())
}
