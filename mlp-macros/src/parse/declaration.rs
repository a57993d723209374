//! Named networks: `#[attribute] pub struct Name: net; ...`.

use proc_macro2::{Delimiter, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::net::field_name;
use super::parser::{Parser, shown};
use super::tokens::{flattened, is_name};
use crate::ast::{Attribute, Declaration, Net};
use crate::errors::message;
use crate::source_text::text_of;

/// The most characters of a network in a message.
const LONGEST_NETWORK: usize = 120;

impl Parser {
    /// Skips `[derive(..)]` before a declaration, and reports it.
    pub(super) fn attribute_without_its_sign(&mut self) {
        let is_declared = self.tokens.ident(1).is_some_and(|word| word == "pub" || word == "struct");
        if let Some(group) = self.tokens.group(0, Delimiter::Bracket).filter(|_| is_declared).cloned() {
            self.tokens.next();
            self.errors.report(group, message::attribute_without_its_sign());
        }
    }

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
                    self.end_of_declaration(first);
                    declaration.mistakes = first..self.errors.len();
                    declarations.push(declaration);
                }
                None => self.skip_to_next(),
            }
        }
        declarations
    }

    /// Reads the `;` after a declaration; where it is missing, or more of the network follows, that is reported.
    fn end_of_declaration(&mut self, mistakes: usize) {
        if let Some(semicolon) = self.tokens.take_punct(';') {
            if self.at_arrow() {
                self.errors.report(semicolon, message::semicolon_in_a_network());
                self.skip_to_next();
            } else if self.at_option() {
                self.errors.report(semicolon, message::semicolon_before_an_option(shown_option(self)));
                self.skip_to_next();
            }
        } else if let Some(tree) = self.tokens.peek(0) {
            // what could not be read has been reported
            if self.at_end_of_net() {
                self.errors.report(tree, message::semicolon_before(shown(tree)));
            } else if self.errors.len() == mistakes {
                self.errors.report(tree, message::after_the_brackets(shown(tree)));
            }
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
        self.swapped_words();
        let struct_token = self.struct_token()?;
        let name = self.name(&struct_token)?;
        self.generics(&name);
        let net = self.net_after_colon(&name);
        Some(Declaration { attributes, visibility, struct_token, name, net, mistakes: 0..0 })
    }

    /// Returns the text of the network that begins at token `n`, if there is one.
    fn network_text(&mut self, n: usize) -> Option<String> {
        let start = self.tokens.position();
        self.tokens.take(n);
        let begin = self.tokens.position();
        self.skip_declaration();
        let trees: Vec<TokenTree> = self.tokens.since(begin).into_iter().collect();
        self.tokens.rewind(start);
        network_in(&trees)
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

    /// Puts `struct pub Name` and `Name struct` in their order, and reports them.
    fn swapped_words(&mut self) {
        let (Some(first), Some(second)) = (self.tokens.ident(0).cloned(), self.tokens.ident(1).cloned()) else {
            return;
        };
        let is_visibility = first == "struct" && second == "pub";
        let is_name = second == "struct" && is_name(&first) && self.tokens.punct(2) == Some(':');
        if !is_visibility && !is_name {
            return;
        }
        let start = self.tokens.position();
        if is_name {
            let network = self.network_text(3);
            self.errors.report(&second, message::struct_first(&first, network.as_deref()));
            self.tokens.replace(second.into());
            self.tokens.next();
            self.tokens.replace(first.into());
            self.tokens.rewind(start);
        } else {
            self.errors.report(&second, message::visibility_first());
            self.tokens.next();
            self.tokens.replace(first.into());
        }
    }

    /// Reads `struct`, or what was written in its place; `None` where nothing sensible can follow. Always reads a token
    /// if there is one.
    fn struct_token(&mut self) -> Option<Ident> {
        if self.at_name() {
            // continue as if `struct` were there
            let name = self.tokens.ident(0)?;
            let (name, network) = (name.clone(), self.network_text(2));
            self.errors.report(&name, message::struct_missing(&name, network.as_deref()));
            if self.tokens.equals(1) {
                // `A = 2 => 1` is one mistake
                let start = self.tokens.position();
                self.tokens.next();
                self.tokens.replace(Punct::new(':', Spacing::Alone).into());
                self.tokens.rewind(start);
            }
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
                let network = self.network_text(2);
                self.errors.report(&word, message::not_a_struct(&word, name, network.as_deref()));
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
        self.second_name_of_a_network();
        Some(name)
    }

    /// Reports the second of two names, and skips it.
    fn second_name_of_a_network(&mut self) {
        let is_last = self.tokens.punct(1) == Some(':') && !self.tokens.joint(1, ':', ':');
        if let Some(name) = self.tokens.ident(0).filter(|_| is_last).cloned() {
            self.tokens.next();
            self.errors.report(&name, message::second_name(&name));
        }
    }

    /// Reports generic parameters.
    fn generics(&mut self, name: &Ident) {
        if let Some(length) = self.tokens.generics_length(0) {
            let generics: TokenStream = self.tokens.take(length).into_iter().collect();
            let network = self.network_text(1);
            self.errors.report(generics, message::generics(name, network.as_deref()));
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
            let network = network_in(&flattened(fields.stream()));
            self.errors.report(fields, message::fields(name, network.as_deref()));
        } else {
            // `struct A = 2 => 1`
            let sign = usize::from(self.tokens.equals(0) || self.tokens.punct(0) == Some('-'))
                + usize::from(self.tokens.joint(0, '-', '>'));
            let network = self.network_text(sign);
            self.errors.report(name, message::colon_expected(name, network.as_deref()));
            if sign > 0 && self.at_width(sign) {
                self.tokens.take(sign);
            }
            if self.at_width(0) {
                // continue as if the colon were there
                return Some(self.net());
            }
        }
        self.skip_declaration();
        None
    }
}

/// Returns the option that begins here, as a message names it.
fn shown_option(parser: &Parser) -> String {
    parser.tokens.peek(0).map(shown).unwrap_or_default()
}

/// Returns the text of a network, where there is one and it is not long.
fn network_in(trees: &[TokenTree]) -> Option<String> {
    let has_arrow = trees.windows(2).any(|pair| {
        matches!(pair, [TokenTree::Punct(equals), TokenTree::Punct(arrow)] if equals.as_char() == '=' && arrow.as_char() == '>')
    });
    let text = text_of(trees);
    (has_arrow && text.chars().count() <= LONGEST_NETWORK).then_some(text)
}
