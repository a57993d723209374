//! Tokens as people write them.

use proc_macro2::{Delimiter, Spacing, TokenTree};
use quote::ToTokens;

/// Returns the tokens as a message quotes them: `a::b`, `-0.1`, `slope = 0.1`.
pub(crate) fn source_text(tokens: impl ToTokens) -> String {
    text_of(&tokens.into_token_stream().into_iter().collect::<Vec<_>>())
}

/// Returns the text of a slice of tokens.
pub(crate) fn text_of(trees: &[TokenTree]) -> String {
    let mut text = String::new();
    for (index, tree) in trees.iter().enumerate() {
        if index > 0 && is_apart(trees, index) {
            text.push(' ');
        }
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                text.extend(["(", &source_text(group.stream()), ")"]);
            }
            tree => text.push_str(&tree.to_string()),
        }
    }
    text
}

/// Returns whether people put a space before a tree, which is not the first.
fn is_apart(trees: &[TokenTree], index: usize) -> bool {
    let is_joint =
        |at: usize| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint);
    let is = |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    // `-` may be a sign
    let is_operator = |at: usize| is(at, '+') || is(at, '*') || is(at, '/') || is(at, '%') || is(at, '-');
    let is_operand = |at: usize| match &trees[at] {
        TokenTree::Punct(_) => false,
        TokenTree::Ident(word) => word.to_string().starts_with(char::is_uppercase) || !is(at + 1, '-'),
        _ => true,
    };
    if is_operator(index) && is_operand(index - 1) || index > 1 && is_operator(index - 1) && is_operand(index - 2) {
        return true;
    }
    match (&trees[index - 1], &trees[index]) {
        (TokenTree::Punct(before), TokenTree::Punct(after)) => {
            !is_joint(index - 1) && (before.as_char() == ',' || after.as_char() == '=')
        }
        // behind a name, but not in a path
        (TokenTree::Punct(before), _) if before.as_char() == ':' => index < 2 || !is(index - 2, ':'),
        (TokenTree::Punct(before), _) => matches!(before.as_char(), ',' | '=' | '>'),
        // `<=`
        (_, TokenTree::Punct(after)) => after.as_char() == '=' || is(index, '<') && is(index + 1, '='),
        (TokenTree::Ident(_), TokenTree::Group(group)) => group.delimiter() != Delimiter::Parenthesis,
        _ => true,
    }
}
