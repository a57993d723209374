//! The user's attributes: all go to the struct as they are, except what would contradict it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::ast::Attribute;
use crate::errors::{Errors, message};
use crate::parse::flattened;

/// Traits that every network implements.
const IMPLEMENTED: [&str; 2] = ["Clone", "Debug"];

/// The attributes without those that are mistakes, which are reported.
pub(super) fn permitted(attributes: &[Attribute], errors: &mut Errors) -> TokenStream {
    let mut permitted = TokenStream::new();
    for attribute in attributes {
        if let Some(content) = meta(opened(attribute.content.stream()), errors) {
            permitted.extend([TokenTree::from(attribute.pound.clone()), regrouped(&attribute.content, content).into()]);
        }
    }
    permitted
}

/// The tokens without the invisible group around a `$meta:meta` of an outer macro.
fn opened(stream: TokenStream) -> Vec<TokenTree> {
    let trees = flattened(stream);
    match &trees[..] {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => opened(group.stream()),
        _ => trees,
    }
}

/// `derive(...)`, `cfg_attr(condition, ...)` or anything else.
fn meta(trees: Vec<TokenTree>, errors: &mut Errors) -> Option<TokenStream> {
    let [TokenTree::Ident(word), TokenTree::Group(group)] = &trees[..] else {
        return Some(trees.into_iter().collect());
    };
    if group.delimiter() != Delimiter::Parenthesis {
        return Some(trees.into_iter().collect());
    }
    let parts = separated(&flattened(group.stream()));
    let parts: Vec<TokenStream> = match word.to_string().as_str() {
        "repr" => {
            errors.report(word, message::representation());
            return None;
        }
        "derive" => parts.into_iter().filter_map(|path| derived(path, errors)).collect(),
        "cfg_attr" => {
            let mut parts = parts.into_iter();
            let condition = parts.next().map(|condition| condition.into_iter().collect());
            condition
                .into_iter()
                .chain(parts.filter_map(|part| meta(opened(part.into_iter().collect()), errors)))
                .collect()
        }
        _ => return Some(trees.into_iter().collect()),
    };
    let group = regrouped(group, quote::quote!(#(#parts),*));
    Some(quote::quote!(#word #group))
}

/// One path of a derive.
fn derived(path: Vec<TokenTree>, errors: &mut Errors) -> Option<TokenStream> {
    let last = path.last().map(ToString::to_string).unwrap_or_default();
    let tokens: TokenStream = path.into_iter().collect();
    if IMPLEMENTED.contains(&last.as_str()) {
        errors.report(&tokens, message::derived_already(last));
        return None;
    }
    Some(tokens)
}

/// The parts between the commas; an empty one, as after a trailing comma, is none.
fn separated(trees: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    let comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    trees.split(comma).filter(|part| !part.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

/// `group` with other contents.
fn regrouped(group: &Group, content: TokenStream) -> Group {
    let mut regrouped = Group::new(group.delimiter(), content);
    regrouped.set_span(group.span());
    regrouped
}
