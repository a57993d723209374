//! Slips behind a width: signs, brackets and words in wrong places, which are reported and read as what was meant.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::parser::Parser;
use super::tokens::Tokens;
use super::words::is_known;
use crate::ast::{Path, Word};
use crate::errors::message;
use crate::language::{initialization, modifier, usage};
use crate::source_text::source_text;

impl Parser {
    /// Returns whether `first: 64` follows, before which an arrow is missing; that is reported.
    pub(super) fn at_label_without_arrow(&mut self) -> bool {
        let is_label = self.tokens.punct(1) == Some(':') && !self.tokens.joint(1, ':', ':');
        let Some(label) = self.tokens.ident(0).filter(|word| is_label && !is_known(&word.to_string())).cloned() else {
            return false;
        };
        if !self.at_width(2) {
            return false;
        }
        self.errors.report(&label, message::arrow_before_a_name(&label));
        self.without_arrow = true;
        true
    }

    /// Skips the first of two equal words, and reports it.
    pub(super) fn word_twice(&mut self) -> bool {
        let (Some(first), Some(second)) = (self.tokens.ident(0).cloned(), self.tokens.ident(1)) else { return false };
        if first != *second || modifier::find(&first.to_string()).is_none() {
            return false;
        }
        self.errors.report(second, message::given_twice(second));
        self.tokens.next();
        true
    }

    /// Returns how many signs stand before an activation or a modifier.
    fn signs_before_a_word(&self) -> usize {
        let mut length = 0;
        while self.tokens.punct(length).is_some() {
            length += 1;
        }
        if self.tokens.ident(length).is_some_and(|word| is_known(&word.to_string())) { length } else { 0 }
    }

    /// Returns whether a sign stands before an activation or a modifier: `+ relu`.
    pub(super) fn at_sign_before_a_word(&self) -> bool {
        self.signs_before_a_word() > 0
    }

    /// Skips the sign of `3 + relu` and reports it, or the colon of `dropout: 0.5`.
    pub(super) fn skips_sign(&mut self) -> bool {
        let length = self.signs_before_a_word();
        let Some(word) = self.tokens.ident(length).filter(|_| length > 0).cloned() else { return false };
        let sign: TokenStream = self.tokens.take(length).into_iter().collect();
        self.errors.report(&sign, message::sign_in_a_layer(source_text(&sign), &word));
        // `.relu()`
        if self.tokens.group(1, Delimiter::Parenthesis).is_some_and(|group| group.stream().is_empty()) {
            self.tokens.next();
            self.tokens.replace(word.into());
        }
        true
    }

    /// Reads `dropout: 0.5` and `init he`, whose arguments belong in parentheses, and reports them.
    pub(super) fn argument_outside(&mut self) -> bool {
        let Some(word) = self.tokens.ident(0).cloned() else { return false };
        let text = word.to_string();
        let Some(usage) = usage(&text).filter(|usage| *usage != text) else { return false };
        let colon = usize::from(self.tokens.punct(1) == Some(':') && !self.tokens.joint(1, ':', ':'));
        let value = match self.tokens.peek(1 + colon) {
            Some(TokenTree::Literal(literal)) if colon > 0 || literal.to_string().contains('.') => literal.to_string(),
            Some(TokenTree::Ident(value))
                if usage.contains("init(") && initialization::meant(&value.to_string()).is_some() =>
            {
                value.to_string()
            }
            _ => return false,
        };
        self.tokens.take(2 + colon);
        self.errors.report(&word, message::argument_in_parentheses(&text, format!("{text}({value})")));
        true
    }

    /// Reads `(relu)` or `[relu]` behind a width, and reports the delimiters.
    pub(super) fn delimited_words(&mut self, words: &mut Vec<Word>) -> bool {
        let Some(TokenTree::Group(group)) = self.tokens.peek(0).cloned() else { return false };
        let mut inner = Tokens::new(group.stream());
        let Some(path) = inner.take_path().filter(|path| path.word().is_some_and(|word| is_known(&word.to_string())))
        else {
            return false;
        };
        self.tokens.next();
        self.errors.report(&group, message::words_in_delimiters(source_text(group.stream())));
        words.push(Word::Path { path, argument: inner.take_group(Delimiter::Parenthesis) });
        true
    }

    /// Reports `no bias`, `no-bias` and `!bias`, and reads them as `no_bias`.
    pub(super) fn no_bias(&mut self, words: &mut Vec<Word>) -> bool {
        let is_no = self.tokens.ident(0).is_some_and(|word| word == "no" || word == "without");
        let sign = usize::from(matches!(self.tokens.punct(usize::from(is_no)), Some('-' | '!')));
        let length = usize::from(is_no) + sign;
        if length == 0 || self.tokens.ident(length).is_none_or(|word| word != "bias") {
            return false;
        }
        let written: TokenStream = self.tokens.take(length + 1).into_iter().collect();
        self.errors.report(&written, message::unknown_modifier(source_text(&written), Some("no_bias")));
        let word = Ident::new("no_bias", Span::call_site());
        words.push(Word::Path { path: Path { trees: vec![word.into()] }, argument: None });
        true
    }
}
