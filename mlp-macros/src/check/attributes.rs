//! The user's attributes: all are copied to the struct, except those that would contradict it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::ast::Attribute;
use crate::errors::{Errors, message};
use crate::parse::flattened;

/// The traits that every network implements.
const IMPLEMENTED: [&str; 2] = ["Clone", "Debug"];

/// Lint levels that a warning of ours obeys, beside `expect`.
const LINT_LEVELS: [&str; 3] = ["allow", "warn", "deny"];

/// The lint that our warnings are of.
const LINT: &str = "deprecated";

/// Returns the conditions of the network: its `#[cfg(..)]`, and those in its `#[cfg_attr(..)]`.
pub(super) fn conditions(attributes: &[Attribute]) -> TokenStream {
    selected(attributes, &["cfg"])
}

/// Returns the lint levels of the network, and those in its `#[cfg_attr(..)]`, for warnings of ours.
pub(super) fn lint_levels(attributes: &[Attribute]) -> TokenStream {
    let mut levels = selected(attributes, &LINT_LEVELS);
    for attribute in attributes {
        levels.extend(expectation(attribute).map(|_| quote::quote!(#[expect(deprecated)])));
    }
    levels
}

/// Returns the attributes of the struct of a network with warnings: these meet `#[expect(deprecated)]`, the struct would
/// not.
pub(super) fn without_expectation(attributes: &[Attribute]) -> TokenStream {
    let kept = attributes.iter().map(|attribute| expectation(attribute).unwrap_or_else(|| attribute.to_token_stream()));
    kept.collect()
}

/// Returns the rest of an attribute that expects our warnings.
fn expectation(attribute: &Attribute) -> Option<TokenStream> {
    let trees = opened(attribute.content.stream());
    let [TokenTree::Ident(word), TokenTree::Group(group)] = &trees[..] else { return None };
    let is_ours = |item: &Vec<TokenTree>| matches!(&item[..], [TokenTree::Ident(lint)] if lint == LINT);
    let items = separated(&flattened(group.stream()));
    if word != "expect" || !items.iter().any(is_ours) {
        return None;
    }
    let is_lint =
        |item: &&Vec<TokenTree>| !matches!(item.get(1), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    let others: Vec<TokenStream> =
        items.iter().filter(|item| !is_ours(item)).map(|item| item.iter().cloned().collect()).collect();
    let has_lints = items.iter().filter(is_lint).any(|item| !is_ours(item));
    let (pound, content) = (&attribute.pound, regrouped(group, quote::quote!(#(#others),*)));
    let content = regrouped(&attribute.content, quote::quote!(#word #content));
    Some(if has_lints { quote::quote!(#pound #content) } else { TokenStream::new() })
}

/// Returns the lint levels of all items of the network: what the user allows, and what the items need if the network is
/// deprecated, be it under a condition.
pub(super) fn allowed(attributes: &[Attribute]) -> TokenStream {
    let mut allowed = selected(attributes, &["allow"]);
    if !selected(attributes, &["deprecated"]).is_empty() {
        allowed.extend(quote::quote!(#[allow(deprecated, reason = "these are the items of its own")]));
    }
    allowed
}

/// Returns the attributes with one of these names.
fn selected(attributes: &[Attribute], names: &[&str]) -> TokenStream {
    let mut selected = TokenStream::new();
    for attribute in attributes {
        if let Some(content) = named(opened(attribute.content.stream()), names) {
            selected.extend([TokenTree::from(attribute.pound.clone()), regrouped(&attribute.content, content).into()]);
        }
    }
    selected
}

/// Returns the content of an attribute with one of these names, or of `cfg_attr` what has one.
fn named(trees: Vec<TokenTree>, names: &[&str]) -> Option<TokenStream> {
    let Some(TokenTree::Ident(word)) = trees.first() else { return None };
    let text = word.unraw().to_string();
    if let ("cfg_attr", Some(TokenTree::Group(group))) = (text.as_str(), trees.get(1)) {
        let mut items = separated(&flattened(group.stream())).into_iter();
        let condition: TokenStream = items.next()?.into_iter().collect();
        let inner: Vec<TokenStream> =
            items.filter_map(|item| named(opened(item.into_iter().collect()), names)).collect();
        let group = regrouped(group, quote::quote!(#condition #(, #inner)*));
        return (!inner.is_empty()).then(|| quote::quote!(#word #group));
    }
    names.contains(&text.as_str()).then(|| trees.into_iter().collect())
}

/// Returns the attributes without those that are mistakes, which are reported.
pub(super) fn permitted(attributes: &[Attribute], errors: &mut Errors) -> TokenStream {
    let mut permitted = TokenStream::new();
    for attribute in attributes {
        if let Some(content) = meta(opened(attribute.content.stream()), errors) {
            permitted.extend([TokenTree::from(attribute.pound.clone()), regrouped(&attribute.content, content).into()]);
        }
    }
    permitted
}

/// Removes the invisible group around a `$meta:meta` of an outer macro.
fn opened(stream: TokenStream) -> Vec<TokenTree> {
    let trees = flattened(stream);
    match &trees[..] {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => opened(group.stream()),
        _ => trees,
    }
}

/// Returns what is permitted of `derive(...)`, `cfg_attr(condition, ...)` or anything else.
fn meta(trees: Vec<TokenTree>, errors: &mut Errors) -> Option<TokenStream> {
    let [TokenTree::Ident(word), TokenTree::Group(group)] = &trees[..] else {
        return Some(trees.into_iter().collect());
    };
    if group.delimiter() != Delimiter::Parenthesis {
        return Some(trees.into_iter().collect());
    }
    let items = separated(&flattened(group.stream()));
    let permitted: Vec<TokenStream> = match word.unraw().to_string().as_str() {
        "repr" => {
            errors.report(word, message::representation());
            return None;
        }
        "derive" => items.into_iter().filter_map(|path| derived(path, errors)).collect(),
        "cfg_attr" => {
            let mut items = items.into_iter();
            let condition = items.next().map(|condition| condition.into_iter().collect());
            condition
                .into_iter()
                .chain(items.filter_map(|item| meta(opened(item.into_iter().collect()), errors)))
                .collect()
        }
        _ => return Some(trees.into_iter().collect()),
    };
    let group = regrouped(group, quote::quote!(#(#permitted),*));
    Some(quote::quote!(#word #group))
}

/// Returns one path of a derive, if it is permitted.
fn derived(path: Vec<TokenTree>, errors: &mut Errors) -> Option<TokenStream> {
    let last = path.last().map(ToString::to_string).unwrap_or_default();
    let last = last.trim_start_matches("r#").to_owned();
    let tokens: TokenStream = path.into_iter().collect();
    let mistake = match last.as_str() {
        last if IMPLEMENTED.contains(&last) => message::derived_already(last),
        "Serialize" | "Deserialize" => message::derived_by_a_feature(last),
        "Default" => message::derived_default(),
        "Copy" => message::derived_copy(),
        "Eq" | "Hash" => message::derived_of_floats(last),
        "PartialOrd" | "Ord" => message::derived_order(last),
        _ => return Some(tokens),
    };
    errors.report(&tokens, mistake);
    None
}

/// Splits at commas and leaves out what is empty, as after a trailing comma.
fn separated(trees: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    let comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    trees.split(comma).filter(|item| !item.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

/// Returns the group with other contents.
fn regrouped(group: &Group, content: TokenStream) -> Group {
    let mut regrouped = Group::new(group.delimiter(), content);
    regrouped.set_span(group.span());
    regrouped
}
