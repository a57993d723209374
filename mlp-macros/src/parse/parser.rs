//! The state of the parser, and what it sees ahead.

use std::ops::Range;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::tokens::Tokens;
use crate::errors::Errors;
use crate::language::activation::is_type_name;

/// Words that begin items of other kinds, and `class`.
const ITEM_KEYWORDS: [&str; 11] =
    ["enum", "union", "trait", "type", "fn", "const", "static", "mod", "impl", "let", "class"];

/// A position in the tokens of a call, and the mistakes so far.
#[expect(clippy::struct_excessive_bools, reason = "each is a place that it may be in")]
pub(super) struct Parser {
    pub(super) tokens: Tokens,
    pub(super) errors: Errors,
    /// Whether it reads `struct Name: ...` items rather than one expression.
    pub(super) named: bool,
    /// Whether it is inside `< ... >`.
    pub(super) bracketed: bool,
    /// Whether it is inside `repeat(...)`.
    pub(super) repeating: bool,
    /// The options that do not follow the layers.
    pub(super) misplaced: Vec<Misplaced>,
    /// The option that begins here, without the comma before it.
    pub(super) without_comma: Option<Ident>,
    /// Whether the arrow before the layer that begins here is missing, which has been reported.
    pub(super) without_arrow: bool,
}

/// An option that does not follow the layers.
pub(super) struct Misplaced {
    pub(super) name: Ident,
    /// `seed = 9`
    pub(super) text: String,
    /// The positions of its tokens, with the comma or the arrow that comes with it.
    pub(super) positions: Range<usize>,
}

impl Parser {
    /// Returns a parser at the beginning of an expression.
    pub(super) fn new(input: TokenStream) -> Self {
        Self {
            tokens: Tokens::new(input),
            errors: Errors::default(),
            named: false,
            bracketed: false,
            repeating: false,
            misplaced: Vec::new(),
            without_comma: None,
            without_arrow: false,
        }
    }

    /// Returns whether a declaration begins here: an attribute, a visibility, `struct`.
    pub(super) fn at_declaration(&self) -> bool {
        let attribute = self.tokens.punct(0) == Some('#');
        attribute || self.tokens.ident(0).is_some_and(|word| word == "pub" || word == "struct")
    }

    /// Returns whether an item of another kind begins here: `enum N`.
    pub(super) fn at_item_keyword(&self) -> bool {
        self.tokens.ident(0).is_some_and(|word| ITEM_KEYWORDS.iter().any(|keyword| word == keyword))
            && self.tokens.ident(1).is_some()
    }

    /// Returns whether `Struct Name: ...` begins here.
    pub(super) fn at_misspelt_struct(&self) -> bool {
        let word = self.tokens.ident(0).is_some_and(|word| !ITEM_KEYWORDS.iter().any(|keyword| word == keyword));
        word && self.tokens.ident(1).is_some() && self.tokens.punct(2) == Some(':') && !self.tokens.joint(2, ':', ':')
    }

    /// Returns whether `Name: ...` begins here, where `struct` was forgotten.
    pub(super) fn at_name(&self) -> bool {
        let name = self.tokens.ident(0).is_some_and(|word| is_type_name(&word.to_string()));
        let is_assigned = self.tokens.equals(1) && self.at_width(2);
        name && (is_assigned && self.tokens.ident(1).is_none()
            || self.tokens.punct(1) == Some(':') && !self.tokens.joint(1, ':', ':'))
    }

    pub(super) fn at_end_of_net(&self) -> bool {
        self.tokens.is_empty()
            || self.tokens.punct(0) == Some(';')
            || self.bracketed && self.tokens.punct(0) == Some('>')
            || self.named && (self.at_declaration() || self.at_item_keyword())
    }
}

/// Returns a token as a message quotes it; of a group only the delimiters, for it may be long.
pub(super) fn shown(tree: &TokenTree) -> String {
    match tree {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(...)",
            Delimiter::Brace => "{...}",
            Delimiter::Bracket => "[...]",
            Delimiter::None => "...",
        }
        .to_owned(),
        tree => tree.to_string(),
    }
}
