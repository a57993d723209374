//! Inputs and outputs with names: `{ area: 20..220, new: bool }`.

mod ranges;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;
use syn::ext::IdentExt;

use super::net::field_name;
use super::parser::{Parser, shown};
use super::tokens::{Tokens, flattened};
use crate::ast::{Field, Kind, NamedEnd};
use crate::errors::message;
use crate::language::ends;
use crate::source_text::source_text;

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
            let mistakes = self.errors.len();
            let field = self.field();
            if self.errors.len() > mistakes && !self.at_field() {
                self.skip_field();
            }
            let is_whole = self.comma();
            // what it should have been is not known
            fields.extend(field.map(|field| Field { kind: field.kind.filter(|_| is_whole), ..field }));
        }
        fields
    }

    /// Reads the comma between two fields; what was written in its place is reported. Returns whether the field before is
    /// whole.
    fn comma(&mut self) -> bool {
        if self.tokens.take_punct(',').is_some() {
            return true;
        }
        if let Some(semicolon) = self.tokens.take_punct(';') {
            self.errors.report(semicolon, message::semicolon_between_fields());
        } else if let Some(tree) = self.tokens.peek(0) {
            self.errors.report(tree, message::comma_between_fields(shown(tree)));
            if !self.at_field() {
                self.skip_field();
                self.tokens.take_punct(',');
                return false;
            }
        }
        true
    }

    /// Returns whether `name:` follows.
    fn at_field(&self) -> bool {
        self.tokens.ident(0).is_some() && self.tokens.punct(1) == Some(':') && !self.tokens.joint(1, ':', ':')
    }

    /// Reads one field; `None` where its name is missing.
    fn field(&mut self) -> Option<Field> {
        let attributes = self.attributes();
        if self.tokens.ident(0).is_some_and(|word| word == "pub") && self.tokens.ident(1).is_some() {
            let word = self.tokens.next();
            self.errors.report(word, message::visibility_of_a_field());
        }
        self.name_with_quotes_or_hyphens();
        let Some(name) = self.tokens.ident(0).map(field_name) else {
            match self.tokens.peek(0) {
                Some(tree) => self.errors.report(tree, message::field_expected(shown(tree))),
                None => self.errors.report(self.tokens.previous(), message::field_expected_after()),
            }
            self.skip_field();
            return None;
        };
        self.tokens.next();
        if self.tokens.equals(0) {
            let equals = self.tokens.take_punct('=');
            let (mistakes, start) = (self.errors.len(), self.tokens.position());
            let kind = if self.at_end_of_field() { None } else { self.kind() };
            let written = source_text(self.tokens.since(start));
            let usage = if kind.is_some() { &written } else { "20..220" };
            self.errors.truncate(mistakes);
            self.errors.report(equals, message::colon_of_a_field(name.unraw(), usage));
            return Some(Field { attributes, name, kind });
        } else if self.tokens.take_punct(':').is_none() {
            let start = self.tokens.position();
            self.skip_field();
            let kind = self.tokens.since(start);
            let text = if kind.is_empty() {
                message::kind_missing(name.unraw())
            } else {
                message::colon_missing(name.unraw(), source_text(kind))
            };
            self.errors.report(&name, text);
            return Some(Field { attributes, name, kind: None });
        }
        if self.at_end_of_field() {
            self.errors.report(&name, message::kind_missing(name.unraw()));
        }
        let kind = if self.at_end_of_field() { None } else { self.kind() };
        Some(Field { attributes, name, kind })
    }

    /// Reads the parentheses behind a word; others are reported.
    fn argument(&mut self, word: &Ident) -> Option<Group> {
        let brackets = [Delimiter::Bracket, Delimiter::Brace];
        let Some(group) = brackets.into_iter().find_map(|delimiter| self.tokens.take_group(delimiter)) else {
            return self.tokens.take_group(Delimiter::Parenthesis);
        };
        let takes_none = ends::find(&word.to_string()).is_some_and(|kind| *word == ends::usage(kind));
        if takes_none {
            self.errors.report(&group, message::array_of(word, source_text(group.stream())));
            return None;
        }
        let mut parenthesized = Group::new(Delimiter::Parenthesis, group.stream());
        parenthesized.set_span(group.span());
        let usage = quote!(#word #parenthesized);
        self.errors.report(&group, message::kind_in_parentheses(word, source_text(usage)));
        Some(parenthesized)
    }

    fn at_end_of_field(&self) -> bool {
        self.tokens.is_empty() || matches!(self.tokens.punct(0), Some(',' | ';'))
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
        if let Some(group) = self.pair() {
            return self.range_in(&group);
        }
        if let Some(group) = self.choice_without_a_word() {
            let classes: TokenStream = group.into_iter().filter(|tree| matches!(tree, TokenTree::Ident(_))).collect();
            let names = classes.into_iter().map(|class| class.to_string()).collect::<Vec<_>>().join(", ");
            let start = self.tokens.position();
            self.skip_field();
            self.errors.report(self.tokens.since(start), message::choice_without_a_word(names));
            return None;
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
        if self.tokens.joint(0, '.', '.') {
            self.errors.report(&word, message::not_a_bound(&word));
            self.skip_field();
            return None;
        }
        if let Some(length) = self.tokens.generics_length(0) {
            self.tokens.take(length);
        }
        if self.tokens.punct(0) == Some('*')
            && let (Some(TokenTree::Literal(length)), TokenTree::Ident(kind)) =
                (self.tokens.peek(1).cloned(), TokenTree::from(word.clone()))
        {
            self.errors.report(&kind, message::array_of(&kind, length));
            self.skip_field();
            return None;
        }
        let argument = self.argument(&word);
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

/// Returns whether braces hold `name: ...`, behind attributes if there are any, and not a path `a::b`; also where another
/// sign is in the place of the colon, which makes no sense in an expression.
fn is_named(group: &Group) -> bool {
    let mut tokens = Tokens::new(group.stream());
    while tokens.punct(0) == Some('#') && tokens.group(1, Delimiter::Bracket).is_some() {
        tokens.take(2);
    }
    let is_field = match tokens.punct(1) {
        Some(':') => !tokens.joint(1, ':', ':'),
        Some('=') => !tokens.joint(1, '=', '=') && !tokens.joint(1, '=', '>'),
        Some(',') => true,
        _ => false,
    };
    // in an expression a colon has a `let` before it
    let trees = flattened(group.stream());
    let is_sign =
        |tree: Option<&TokenTree>, sign: char| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let has_let = trees.iter().any(|tree| matches!(tree, TokenTree::Ident(word) if word == "let" || word == "loop"));
    let has_colon = (1..trees.len())
        .any(|at| is_sign(trees.get(at), ':') && !is_sign(trees.get(at + 1), ':') && !is_sign(trees.get(at - 1), ':'));
    let has_kind = match &trees[..] {
        [TokenTree::Ident(_), TokenTree::Ident(kind), ..] => ends::find(&kind.to_string()).is_some(),
        _ => false,
    };
    if has_colon && !has_let || has_kind {
        return true;
    }
    let is_name = |tree: &TokenTree| match tree {
        TokenTree::Ident(_) => true,
        TokenTree::Literal(literal) => matches!(Lit::new(literal.clone()), Lit::Str(_)),
        _ => false,
    };
    is_field && tokens.peek(0).is_some_and(is_name)
}
