//! Tokens as people write them.

use proc_macro2::{Delimiter, TokenTree};
use quote::ToTokens;

/// Returns the tokens as a message quotes them: `a::b`, `-0.1`, `slope = 0.1`.
pub(crate) fn source_text(tokens: impl ToTokens) -> String {
    text_of(&tokens.into_token_stream().into_iter().collect::<Vec<_>>())
}

/// Returns the text of a slice of tokens.
pub(crate) fn text_of(trees: &[TokenTree]) -> String {
    let mut text = String::new();
    for (index, tree) in trees.iter().enumerate() {
        if index > 0 && is_apart(&trees[index - 1], tree) {
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

/// Returns whether people put a space between the two.
fn is_apart(before: &TokenTree, after: &TokenTree) -> bool {
    match (before, after) {
        (TokenTree::Punct(before), TokenTree::Punct(after)) => before.as_char() == ',' || after.as_char() == '=',
        (TokenTree::Punct(before), _) => matches!(before.as_char(), ',' | '=' | '>'),
        (_, TokenTree::Punct(after)) => after.as_char() == '=',
        (TokenTree::Ident(_), TokenTree::Group(group)) => group.delimiter() != Delimiter::Parenthesis,
        _ => true,
    }
}
