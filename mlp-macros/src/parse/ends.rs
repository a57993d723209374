//! Inputs and outputs with names: `{ area: 20..220, new: bool }`.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::{ToTokens, quote};

use super::parser::{Parser, shown};
use super::tokens::Tokens;
use crate::ast::{Field, Kind, NamedEnd, Number};
use crate::errors::message;

impl Parser {
    /// Reads `{ area: 20..220 }`; any other braces are a computed width, and stay.
    pub(super) fn named_end(&mut self) -> Option<NamedEnd> {
        if !self.tokens.group(0, Delimiter::Brace).is_some_and(is_named) {
            return None;
        }
        let group = self.tokens.take_group(Delimiter::Brace)?;
        let fields = self.inside(&group, Self::fields);
        Some(NamedEnd { group, fields })
    }

    /// Reads what is inside a group.
    fn inside<T>(&mut self, group: &Group, read: impl FnOnce(&mut Self) -> T) -> T {
        let mut inner = Self::new(group.stream());
        inner.errors = std::mem::take(&mut self.errors);
        let result = read(&mut inner);
        self.errors = inner.errors;
        result
    }

    /// Reads all fields, separated by commas.
    fn fields(&mut self) -> Vec<Field> {
        let mut fields = Vec::new();
        while !self.tokens.is_empty() {
            fields.extend(self.field());
            if let Some(tree) = self.tokens.peek(0).filter(|_| self.tokens.punct(0) != Some(',')) {
                self.errors.report(tree, message::comma_between_fields(shown(tree)));
                self.skip_field();
            }
            self.tokens.take_punct(',');
        }
        fields
    }

    /// Reads one field; `None` where its name is missing.
    fn field(&mut self) -> Option<Field> {
        let attributes = self.attributes();
        let Some(name) = self.tokens.ident(0).cloned() else {
            match self.tokens.peek(0) {
                Some(tree) => self.errors.report(tree, message::field_expected(shown(tree))),
                None => self.errors.report(self.tokens.previous(), message::field_expected_after()),
            }
            self.skip_field();
            return None;
        };
        self.tokens.next();
        if self.tokens.take_punct(':').is_none() {
            self.errors.report(&name, message::kind_missing(&name));
            self.skip_field();
            return Some(Field { attributes, name, kind: None });
        }
        if self.at_end_of_field() {
            self.errors.report(&name, message::kind_missing(&name));
        }
        let kind = if self.at_end_of_field() { None } else { self.kind() };
        Some(Field { attributes, name, kind })
    }

    fn at_end_of_field(&self) -> bool {
        self.tokens.is_empty() || self.tokens.punct(0) == Some(',')
    }

    fn skip_field(&mut self) {
        while !self.at_end_of_field() {
            self.tokens.next();
        }
    }

    /// Reads the kind of a field; what was written in its place is reported and skipped.
    fn kind(&mut self) -> Option<Kind> {
        if let Some(low) = self.tokens.take_number() {
            return self.range(None, low);
        }
        if let Some(group) = self.tokens.take_group(Delimiter::Bracket) {
            return self.array(&group);
        }
        let Some(word) = self.tokens.ident(0).cloned() else {
            if let Some(tree) = self.tokens.peek(0) {
                self.errors.report(tree, message::kind_expected(shown(tree)));
            }
            self.skip_field();
            return None;
        };
        self.tokens.next();
        let argument = self.tokens.take_group(Delimiter::Parenthesis);
        match self.tokens.take_number() {
            Some(low) if argument.is_none() => self.range(Some(word), low),
            Some(number) => {
                self.errors.report(&number, message::comma_between_fields(number.to_token_stream()));
                self.skip_field();
                None
            }
            None => Some(Kind::Word { word, argument }),
        }
    }

    /// Reads `..220` after the first number.
    fn range(&mut self, activation: Option<proc_macro2::Ident>, low: Number) -> Option<Kind> {
        if !self.tokens.joint(0, '.', '.') {
            self.unfinished_range(&low);
            return None;
        }
        let start = self.tokens.position();
        self.tokens.take(2);
        if self.tokens.take_punct('=').is_some() {
            self.errors.report(self.tokens.since(start), message::inclusive_range());
        }
        let dots = self.tokens.since(start);
        let Some(high) = self.tokens.take_number() else {
            self.unfinished_range(&low);
            return None;
        };
        if let Some(unit) = self.tokens.ident(0).cloned() {
            self.errors.report(&unit, message::unit_in_a_range(&unit, quote!(#low #dots #high)));
            self.skip_field();
            return None;
        }
        Some(Kind::Range { activation, low, dots, high })
    }

    /// Reports what follows the first number of a range: a unit, or anything but dots and a second number.
    fn unfinished_range(&mut self, low: &Number) {
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

    /// Reads `0..1; 64` inside the brackets.
    fn array(&mut self, group: &Group) -> Option<Kind> {
        self.inside(group, |inner| {
            if inner.tokens.is_empty() || inner.tokens.punct(0) == Some(';') {
                inner.errors.report(group, message::array_usage());
                return None;
            }
            let mistakes = inner.errors.len();
            let kind = inner.array_kind();
            if inner.tokens.take_punct(';').is_none() {
                if inner.errors.len() == mistakes {
                    inner.errors.report(group, message::array_usage());
                }
                return None;
            }
            let start = inner.tokens.position();
            while inner.tokens.next().is_some() {}
            let length = inner.tokens.since(start);
            Some(Kind::Array { group: group.clone(), kind: kind.map(Box::new), length })
        })
    }

    /// Reads the kind in front of the `;` of an array.
    fn array_kind(&mut self) -> Option<Kind> {
        let kind = self.kind();
        while self.tokens.peek(0).is_some() && self.tokens.punct(0) != Some(';') {
            self.tokens.next();
        }
        kind
    }
}

/// Returns whether braces hold `name: ...`, behind attributes if there are any, and not a path `a::b`.
fn is_named(group: &Group) -> bool {
    let mut tokens = Tokens::new(group.stream());
    while tokens.punct(0) == Some('#') && tokens.group(1, Delimiter::Bracket).is_some() {
        tokens.take(2);
    }
    tokens.ident(0).is_some() && tokens.punct(1) == Some(':') && !tokens.joint(1, ':', ':')
}
