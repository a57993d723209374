//! The classes of a choice.

use proc_macro2::{Group, Ident, TokenTree};
use syn::Lit;

use crate::errors::{Errors, message};
use crate::network::ends::{Kind, plain};
use crate::parse::{field_name, flattened, is_name};
use crate::source_text::source_text;

/// Items of every enum of classes, which no variant may hide.
const ITEMS: [&str; 1] = ["CLASSES"];

/// Checks the classes of a `softmax`, which may be a number.
pub(super) fn softmax(word: &Ident, argument: Option<&Group>, errors: &mut Errors) -> Option<Kind> {
    if let Some(group) = argument
        && let [TokenTree::Literal(literal)] = &flattened(group.stream())[..]
        && let Lit::Int(int) = Lit::new(literal.clone())
    {
        return match int.base10_parse::<usize>() {
            Ok(0 | 1) => {
                errors.report(group.stream(), message::one_numbered_class());
                None
            }
            Ok(count) if int.suffix().is_empty() => Some(Kind::Numbered(count)),
            _ => {
                errors.report(group.stream(), message::not_a_class(literal));
                None
            }
        };
    }
    named(word, argument, errors).map(Kind::Classes)
}

/// Checks classes with names: at least two, which differ.
pub(super) fn named(word: &Ident, argument: Option<&Group>, errors: &mut Errors) -> Option<Vec<Ident>> {
    let Some(group) = argument.filter(|group| !group.stream().is_empty()) else {
        errors.report(word, message::no_classes(word));
        return None;
    };
    let mistakes = errors.len();
    let mut classes: Vec<Ident> = Vec::new();
    let trees = flattened(group.stream());
    let comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let mut written: Vec<&[TokenTree]> = trees.split(comma).collect();
    if written.last().is_some_and(|last| last.is_empty()) {
        written.pop();
    }
    if let Some(text) = other_classes(word, &trees, &written) {
        errors.report(group.stream(), text);
        return None;
    }
    for trees in written {
        classes.extend(class(trees, group, &classes, errors));
    }
    if errors.len() > mistakes {
        return None;
    }
    if let [class] = &classes[..] {
        errors.report(class, message::one_class(word, class));
        return None;
    }
    Some(classes)
}

/// Checks one class; `before` are those before it.
fn class(trees: &[TokenTree], group: &Group, before: &[Ident], errors: &mut Errors) -> Option<Ident> {
    let [TokenTree::Ident(class)] = trees else {
        let tokens: proc_macro2::TokenStream = trees.iter().cloned().collect();
        if tokens.is_empty() {
            errors.report(group, message::not_a_class(","));
        } else {
            errors.report(&tokens, message::not_a_class(source_text(&tokens)));
        }
        return None;
    };
    let name = plain(class);
    if !is_name(class) {
        errors.report(class, message::class_keyword(class));
    } else if ITEMS.contains(&name.as_str()) {
        errors.report(class, message::class_taken(class));
    } else if before.iter().any(|other| plain(other) == name) {
        errors.report(class, message::class_twice(class));
    } else {
        return Some(field_name(class));
    }
    None
}

/// Returns the message for classes in quotes, with other signs between them, or as numbers.
fn other_classes(word: &Ident, trees: &[TokenTree], written: &[&[TokenTree]]) -> Option<String> {
    let is_name = |text: &String| syn::parse_str::<Ident>(text).is_ok();
    let name = |tree: &TokenTree| match tree {
        TokenTree::Ident(class) => Some(class.to_string()),
        TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
            Lit::Str(text) => Some(text.value().replace([' ', '-'], "_")).filter(is_name),
            Lit::Int(number) => Some(format!("C{}", number.base10_digits())),
            _ => None,
        },
        _ => None,
    };
    let is_right = |trees: &&[TokenTree]| matches!(trees, [TokenTree::Ident(_)] | []);
    if written.iter().all(is_right) {
        return None;
    }
    let is_tree = |tree: &&TokenTree| !matches!(tree, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | '|' | ';' | '/'));
    let names: Vec<String> = trees.iter().filter(is_tree).map(name).collect::<Option<_>>()?;
    let has_numbers =
        trees.iter().any(|tree| matches!(tree, TokenTree::Literal(literal) if !literal.to_string().starts_with('"')));
    match (&names[..], has_numbers) {
        ([_], _) => None,
        (names, true) => Some(message::classes_as_numbers(word, names.join(", "))),
        (names, false) => Some(message::classes_with_commas(word, names.join(", "))),
    }
}
