//! Named networks: `#[attribute] pub struct Name: net; ...`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::tokens::is_name;
use super::{Parser, shown};
use crate::ast::{Attribute, Declaration, Net};
use crate::errors::message;

impl Parser {
    pub(super) fn declarations(&mut self) -> Vec<Declaration> {
        let mut declarations = Vec::new();
        while !self.tokens.is_empty() {
            if let Some(semicolon) = self.tokens.take_punct(';') {
                self.errors.report(semicolon, message::no_network_before(';'));
                continue;
            }
            let Some(declaration) = self.declaration() else {
                self.skip_declaration();
                self.tokens.take_punct(';');
                continue;
            };
            declarations.push(declaration);
            if let Some(semicolon) = self.tokens.take_punct(';') {
                if self.at_arrow() {
                    self.errors.report(semicolon, message::semicolon_in_a_network());
                    self.skip_declaration();
                    self.tokens.take_punct(';');
                }
            } else if let Some(tree) = self.tokens.peek(0) {
                let text = if self.at_end_of_net() { message::semicolon_before } else { message::after_the_brackets };
                self.errors.report(tree, text(shown(tree)));
                self.skip_declaration();
                self.tokens.take_punct(';');
            }
        }
        declarations
    }

    /// Steps over what is left of a declaration about which enough has been said.
    fn skip_declaration(&mut self) {
        while !self.at_end_of_net() {
            self.tokens.next();
        }
    }

    fn declaration(&mut self) -> Option<Declaration> {
        let attributes = self.attributes();
        let visibility = self.visibility();
        let struct_token = self.struct_token()?;
        let name = self.name(&struct_token)?;
        self.generics(&name);
        let net = self.net_after_colon(&name);
        Some(Declaration { attributes, visibility, struct_token, name, net })
    }

    fn attributes(&mut self) -> Vec<Attribute> {
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

    /// `struct`, or whatever somebody wrote in its place; `None` where nothing sensible can follow. Takes a token if
    /// there is one.
    fn struct_token(&mut self) -> Option<Ident> {
        if self.at_name() {
            // Go on as if `struct` stood there.
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
                let network = misspelt || word == "enum" && self.tokens.punct(1) == Some(':');
                network.then_some(word)
            }
            tree => {
                self.errors.report(&tree, message::struct_expected(shown(&tree)));
                None
            }
        }
    }

    fn name(&mut self, struct_token: &Ident) -> Option<Ident> {
        let Some(name) = self.tokens.ident(0).cloned() else {
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

    fn generics(&mut self, name: &Ident) {
        if let Some(length) = self.tokens.generics_length(0) {
            let generics: TokenStream = self.tokens.take(length).into_iter().collect();
            self.errors.report(generics, message::generics(name));
        }
    }

    fn net_after_colon(&mut self, name: &Ident) -> Option<Net> {
        if let Some(colon) = self.tokens.take_punct(':') {
            if self.at_end_of_net() {
                self.errors.report(colon, message::no_network_after(':'));
                return None;
            }
            return Some(self.net());
        }
        let fields = self.tokens.take_group(Delimiter::Brace);
        match fields.or_else(|| self.tokens.take_group(Delimiter::Parenthesis)) {
            Some(fields) => self.errors.report(fields, message::fields(name)),
            None => self.errors.report(name, message::colon_expected(name)),
        }
        self.skip_declaration();
        None
    }
}
