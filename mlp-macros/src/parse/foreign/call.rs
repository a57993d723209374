//! Names of other frameworks with their arguments.

use proc_macro2::{Delimiter, Group, TokenTree};
use syn::Lit;

use super::super::tokens::flattened;
use super::arguments::{Argument, number_in, split};
use crate::language::activation;

/// Words behind the name of a type that make one of it.
const CONSTRUCTORS: [&str; 3] = ["new", "default", "init"];

/// A name of another framework with its arguments.
pub(super) struct Call<'a> {
    /// The last word of the path: `Linear`.
    pub(super) name: String,
    /// Whether it has parentheses.
    pub(super) has_parentheses: bool,
    /// All words of the path: `nn.Linear`.
    pub(super) words: usize,
    pub(super) arguments: Vec<TokenTree>,
    /// The tokens behind it.
    pub(super) rest: &'a [TokenTree],
}

impl<'a> Call<'a> {
    /// Reads `nn.Linear(2, 64)`, `nn::Linear::new(2, 64)`, `Linear<2, 64>`, or a path alone.
    pub(super) fn read(trees: &'a [TokenTree]) -> Option<Self> {
        let is =
            |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut at = if is(0, ':') && is(1, ':') { 2 } else { 0 };
        let (mut words, mut arguments) = (Vec::new(), Vec::new());
        while let Some(TokenTree::Ident(word)) = trees.get(at) {
            words.push(word.to_string());
            at += 1;
            if is(at, '<') {
                let end = (at..trees.len()).find(|end| is(*end, '>') && !is(end - 1, '=') && !is(end - 1, '-'))?;
                arguments = trees[at + 1..end].to_vec();
                at = end + 1;
            }
            let is_word = |at: usize| matches!(trees.get(at), Some(TokenTree::Ident(_)));
            at += match (is(at, '.'), is(at, ':') && is(at + 1, ':')) {
                (true, _) if is_word(at + 1) => 1,
                (_, true) if is_word(at + 2) => 2,
                _ => break,
            };
        }
        let name = words.iter().rev().find(|word| !CONSTRUCTORS.contains(&word.as_str()))?.clone();
        let group = trees.get(at).and_then(parenthesized);
        if let Some(group) = group {
            at += 1;
            arguments.extend(flattened(group.stream()));
            // `.init(&device)`
            while is(at, '.') {
                at += 2;
                at += usize::from(trees.get(at).and_then(parenthesized).is_some());
            }
        }
        let rest = trees.get(at..).unwrap_or_default();
        Some(Self { name, has_parentheses: group.is_some(), words: words.len(), arguments, rest })
    }

    /// Returns the activation that it is, perhaps with a width in its parentheses: `relu(3)`.
    pub(super) fn activation(&self) -> Option<(String, Option<String>)> {
        let meant = activation::meant(&self.name)?;
        let builtin = activation::find(meant)?;
        let number = number_in(&self.arguments);
        let positional = matches!(split(&self.arguments)[..], [value] if Argument::of(value).is_positional());
        let (argument, width) = match number {
            Some(number) if builtin.argument.is_some() && number.contains('.') => (Some(number), None),
            Some(number) if positional && !number.contains('.') => (None, Some(number)),
            _ => (None, None),
        };
        let activation = argument.map_or_else(|| meant.to_owned(), |argument| format!("{meant}({argument})"));
        Some((activation, width))
    }
}

/// Returns the activation that a value names: `"relu"`, `tf.nn.relu`, `nn.LeakyReLU(0.2)`.
pub(crate) fn activation(value: &[TokenTree]) -> Option<String> {
    if let [TokenTree::Literal(literal)] = value {
        let Lit::Str(text) = Lit::new(literal.clone()) else { return None };
        return activation::meant(&text.value()).map(str::to_owned);
    }
    let (activation, width) = Call::read(value)?.activation()?;
    width.is_none().then_some(activation)
}

/// Returns the last word of a value, or the text in its quotes: `he_normal` of `"he_normal"` and of `init.he_normal()`.
pub(crate) fn word(value: &[TokenTree]) -> Option<String> {
    if let [TokenTree::Literal(literal)] = value {
        let Lit::Str(text) = Lit::new(literal.clone()) else { return None };
        return Some(text.value());
    }
    Call::read(value).map(|call| call.name)
}

fn parenthesized(tree: &TokenTree) -> Option<&Group> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}
