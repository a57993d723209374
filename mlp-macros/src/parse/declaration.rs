//! Named networks: `#[attribute] pub struct Name: net; ...`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::net::field_name;
use super::parser::{Parser, shown};
use super::tokens::is_name;
use crate::ast::{Attribute, Declaration, Net};
use crate::errors::message;

impl Parser {
    /// Reads all declarations of a call.
    pub(super) fn declarations(&mut self) -> Vec<Declaration> {
        let mut declarations = Vec::new();
        while !self.tokens.is_empty() {
            if let Some(semicolon) = self.tokens.take_punct(';') {
                self.errors.report(semicolon, message::no_network_before(';'));
                continue;
            }
            let first = self.errors.len();
            match self.declaration() {
                Some(mut declaration) => {
                    self.end_of_declaration();
                    declaration.mistakes = first..self.errors.len();
                    declarations.push(declaration);
                }
                None => self.skip_to_next(),
            }
        }
        declarations
    }

    /// Reads the `;` after a declaration; where it is missing, or more of the network follows, that is reported.
    fn end_of_declaration(&mut self) {
        if let Some(semicolon) = self.tokens.take_punct(';') {
            if self.at_arrow() {
                self.errors.report(semicolon, message::semicolon_in_a_network());
                self.skip_to_next();
            }
        } else if let Some(tree) = self.tokens.peek(0) {
            let text = if self.at_end_of_net() { message::semicolon_before } else { message::after_the_brackets };
            self.errors.report(tree, text(shown(tree)));
            self.skip_to_next();
        }
    }

    /// Skips the rest of a declaration, and its `;`.
    fn skip_to_next(&mut self) {
        self.skip_declaration();
        self.tokens.take_punct(';');
    }

    /// Skips the rest of a declaration, whose mistakes have been reported.
    fn skip_declaration(&mut self) {
        while !self.at_end_of_net() {
            self.tokens.next();
        }
    }

    /// Reads one declaration; `None` where nothing of it could be read.
    fn declaration(&mut self) -> Option<Declaration> {
        let attributes = self.attributes();
        let visibility = self.visibility();
        let struct_token = self.struct_token()?;
        let name = self.name(&struct_token)?;
        self.generics(&name);
        let net = self.net_after_colon(&name);
        Some(Declaration { attributes, visibility, struct_token, name, net, mistakes: 0..0 })
    }

    pub(super) fn attributes(&mut self) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        while let Some(pound) = self.tokens.take_punct('#') {
            let bang = self.tokens.take_punct('!');
            match (bang, self.tokens.take_group(Delimiter::Bracket)) {
                (None, Some(content)) => attributes.push(Attribute { pound, content }),
                (Some(bang), content) => {
                    self.errors.report(quote::quote!(#pound #bang #content), message::inner_attribute());
                }
                (None, None) => self.errors.report(pound, message::bad_attribute()),
            }
        }
        attributes
    }

    fn visibility(&mut self) -> TokenStream {
        let start = self.tokens.position();
        if self.tokens.ident(0).is_some_and(|word| word == "pub") {
            self.tokens.next();
            self.tokens.take_group(Delimiter::Parenthesis);
        }
        self.tokens.since(start)
    }

    /// Reads `struct`, or what was written in its place; `None` where nothing sensible can follow. Always reads a token
    /// if there is one.
    fn struct_token(&mut self) -> Option<Ident> {
        if self.at_name() {
            // continue as if `struct` were there
            let name = self.tokens.ident(0)?;
            self.errors.report(name, message::struct_missing(name));
            return Some(Ident::new("struct", name.span()));
        }
        let misspelt = self.at_misspelt_struct();
        let at_item = misspelt || self.at_item_keyword();
        let Some(tree) = self.tokens.next() else {
            self.errors.report(self.tokens.previous(), message::struct_expected_after());
            return None;
        };
        match tree {
            TokenTree::Ident(word) if word == "struct" => Some(word),
            TokenTree::Ident(word) if at_item => {
                let name = self.tokens.ident(0).cloned()?;
                self.errors.report(&word, message::not_a_struct(&word, name));
                let is_network = misspelt || word == "enum" && self.tokens.punct(1) == Some(':');
                is_network.then_some(word)
            }
            tree => {
                self.errors.report(&tree, message::struct_expected(shown(&tree)));
                None
            }
        }
    }

    fn name(&mut self, struct_token: &Ident) -> Option<Ident> {
        let Some(name) = self.tokens.ident(0).map(field_name) else {
            self.errors.report(struct_token, message::name_expected());
            return None;
        };
        if !is_name(&name) {
            self.errors.report(&name, message::name_is_keyword(&name));
            return None;
        }
        self.tokens.next();
        Some(name)
    }

    /// Reports generic parameters.
    fn generics(&mut self, name: &Ident) {
        if let Some(length) = self.tokens.generics_length(0) {
            let generics: TokenStream = self.tokens.take(length).into_iter().collect();
            self.errors.report(generics, message::generics(name));
        }
    }

    /// Reads `: 2 => 1`; what was written in its place is reported.
    fn net_after_colon(&mut self, name: &Ident) -> Option<Net> {
        if let Some(colon) = self.tokens.take_punct(':') {
            if self.at_end_of_net() && !self.at_layer_attributes() {
                self.errors.report(colon, message::no_network_after(':'));
                return None;
            }
            return Some(self.net());
        }
        let fields = self.tokens.take_group(Delimiter::Brace);
        if let Some(fields) = fields.or_else(|| self.tokens.take_group(Delimiter::Parenthesis)) {
            self.errors.report(fields, message::fields(name));
        } else {
            self.errors.report(name, message::colon_expected(name));
            if self.at_width(0) {
                // continue as if the colon were there
                return Some(self.net());
            }
        }
        self.skip_declaration();
        None
    }
}
