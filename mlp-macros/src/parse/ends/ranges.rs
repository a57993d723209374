//! The ranges of inputs and outputs with names, and what is written in place of a kind.

use proc_macro2::{Delimiter, Group, Ident, TokenTree};
use quote::{ToTokens, quote};

use super::super::parser::Parser;
use super::super::tokens::{Tokens, flattened};
use crate::ast::{Kind, Number};
use crate::errors::message;
use crate::language::activation::is_type_name;
use crate::language::ends::activation as head_activation;
use crate::source_text::source_text;

impl Parser {
    /// Reads `(0, 1)` or `[0, 1]`, meant to be a range.
    pub(super) fn pair(&mut self) -> Option<Group> {
        let delimiters = [Delimiter::Parenthesis, Delimiter::Bracket];
        let group = delimiters.into_iter().find_map(|delimiter| self.tokens.group(0, delimiter)).cloned()?;
        let mut inner = Tokens::new(group.stream());
        let is_pair = inner.take_number().and(inner.take_punct(',')).and_then(|_| inner.take_number()).is_some()
            && inner.is_empty();
        is_pair.then(|| {
            self.tokens.next();
            group
        })
    }

    /// Reports `(0, 1)`, and reads it as `0..1`.
    pub(super) fn range_in(&mut self, group: &Group) -> Option<Kind> {
        let mut inner = Tokens::new(group.stream());
        let low = inner.take_number()?;
        inner.take_punct(',');
        let (high, dots) = (inner.take_number()?, quote!(..));
        let value = |number: &Number| source_text(number).parse::<f32>().unwrap_or_default();
        if value(&low) > value(&high) {
            self.errors.report(group, message::standard_of(source_text(group.stream())));
            return None;
        }
        self.errors.report(group, message::range_with_dots(quote!(#low #dots #high)));
        Some(Kind::Range { activation: None, low, dots, high })
    }

    /// Reads `..220` after the first number.
    pub(super) fn range(&mut self, activation: Option<Ident>, low: Number) -> Option<Kind> {
        if !self.tokens.joint(0, '.', '.') {
            self.unfinished_range(&low);
            return None;
        }
        let start = self.tokens.position();
        self.tokens.take(2);
        let length = (0..4).take_while(|n| matches!(self.tokens.punct(*n), Some('=' | '.'))).count();
        if length > 0 {
            self.tokens.take(length);
            self.errors.report(self.tokens.since(start), message::inclusive_range());
        }
        let dots = self.tokens.since(start);
        let Some(high) = self.tokens.take_number() else {
            self.unfinished_range(&low);
            return None;
        };
        let unit = self.tokens.ident(0).filter(|_| !self.at_field()).cloned().map(TokenTree::from);
        let percent = self.tokens.peek(0).filter(|_| self.tokens.punct(0) == Some('%')).cloned();
        if let Some(unit) = unit.or(percent) {
            let (word, range) = (unit.to_string(), quote!(#low #dots #high));
            let text = match word.as_str() {
                "weight" | "loss" => message::loss_of_a_head(&word),
                _ if head_activation(&word).is_some() => message::activation_behind_a_range(&word, range),
                _ => message::unit_in_a_range(&unit, range),
            };
            self.errors.report(&unit, text);
            self.skip_field();
            return None;
        }
        Some(Kind::Range { activation, low, dots, high })
    }

    /// Reports what follows the first number of a range: a unit, or anything but dots and a second number.
    fn unfinished_range(&mut self, low: &Number) {
        // `0 to 1`, `0 - 1`
        let sign = self.tokens.peek(0).map(ToString::to_string).unwrap_or_default();
        if let (true, [TokenTree::Literal(high)]) =
            (["to", "-", ";"].contains(&sign.as_str()), &self.second_of_a_pair()[..])
        {
            self.errors.report(low, message::range_with_dots(quote!(#low .. #high)));
            self.skip_field();
            return;
        }
        // `0, 1`
        if let (Some(','), Some(TokenTree::Literal(high))) = (self.tokens.punct(0), self.tokens.peek(1)) {
            self.errors.report(low, message::range_with_dots(quote!(#low .. #high)));
            self.tokens.take(2);
            return;
        }
        let unit = self.tokens.ident(0).cloned().map(TokenTree::from);
        let unit = unit.or_else(|| self.tokens.peek(0).filter(|_| self.tokens.punct(0) == Some('%')).cloned());
        let start = self.tokens.position();
        self.skip_field();
        let rest = self.tokens.since(start);
        let high = rest.into_iter().filter(|tree| matches!(tree, TokenTree::Literal(_))).last();
        match (unit, high) {
            (Some(unit), Some(high)) => {
                self.errors.report(&unit, message::unit_in_a_range(&unit, quote!(#low .. #high)));
            }
            _ => self.errors.report(low, message::number_for_a_kind(low.to_token_stream())),
        }
    }

    /// Returns what stands between a sign and the end of the field.
    fn second_of_a_pair(&mut self) -> Vec<TokenTree> {
        let start = self.tokens.position();
        self.tokens.next();
        let second = self.tokens.position();
        self.skip_field();
        let trees = self.tokens.since(second).into_iter().collect();
        self.tokens.rewind(start);
        trees
    }

    /// Returns the classes of `A | B`, `(A, B)`, `[A, B]` or `{ A, B }`, without reading them.
    pub(super) fn choice_without_a_word(&mut self) -> Option<Vec<TokenTree>> {
        let is_class = |tree: &TokenTree| matches!(tree, TokenTree::Ident(class) if is_type_name(&class.to_string()));
        let is_sign = |tree: &TokenTree, sign: char| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign);
        let (trees, sign) = if let TokenTree::Group(group) = self.tokens.peek(0)? {
            (flattened(group.stream()), ',')
        } else {
            let start = self.tokens.position();
            self.skip_field();
            let trees = self.tokens.since(start).into_iter().collect();
            self.tokens.rewind(start);
            (trees, '|')
        };
        let is_choice = trees.len() > 2
            && trees.chunks(2).all(|pair| match pair {
                [class, between] => is_class(class) && is_sign(between, sign),
                [class] => is_class(class),
                _ => false,
            });
        is_choice.then_some(trees)
    }
}
