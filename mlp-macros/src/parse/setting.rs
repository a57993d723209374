//! Options: `, seed = 9, unroll = full`.

use proc_macro2::Delimiter;
use quote::{ToTokens, quote};

use super::{Parser, shown};
use crate::ast::Setting;
use crate::check::options;
use crate::errors::message;
use crate::spelling::nearest;

impl Parser {
    /// `word =`, where `=` does not begin an arrow.
    pub(super) fn at_assignment(&self) -> bool {
        self.tokens.ident(0).is_some() && self.tokens.equals(1)
    }

    pub(super) fn settings(&mut self) -> Vec<Setting> {
        let mut settings = Vec::new();
        loop {
            let comma = self.tokens.take_punct(',').is_some();
            // Without its comma an option has already been reported; it is read all the same.
            if self.at_end_of_net() || !comma && !self.at_assignment() {
                return settings;
            }
            settings.extend(self.setting());
        }
    }

    fn setting(&mut self) -> Option<Setting> {
        let Some(name) = self.tokens.ident(0).cloned() else {
            if let Some(tree) = self.tokens.peek(0) {
                self.errors.report(tree, message::option_expected(shown(tree)));
            }
            self.skip_to_assignment();
            return None;
        };
        self.tokens.next();
        if nearest(&name.to_string(), ["budget"]).is_some()
            && let Some(limits) = self.tokens.take_group(Delimiter::Parenthesis)
        {
            return Some(Setting { name, equals: None, value: limits.to_token_stream() });
        }
        if !self.tokens.equals(0) && !options::is_option(&name) {
            // what it means is said where it is known
            let group = self.tokens.take_group(Delimiter::Parenthesis);
            let value = group.map(|group| group.stream()).unwrap_or_default();
            if !self.at_end_of_setting() {
                self.skip_to_assignment();
            }
            return Some(Setting { name, equals: None, value });
        }
        if !self.tokens.equals(0) {
            self.errors.report(&name, message::equals_expected(&name));
            self.skip_to_assignment();
            return None;
        }
        let equals = self.tokens.take_punct('=')?;
        if let Some(second) = self.tokens.take_punct('=') {
            self.errors.report(quote!(#equals #second), message::one_equals_expected(&name));
        }
        let start = self.tokens.position();
        while !self.at_end_of_setting() {
            if self.tokens.position() > start && self.at_assignment() {
                if let Some(next) = self.tokens.peek(0) {
                    self.errors.report(next, message::comma_before(shown(next)));
                }
                break;
            }
            self.tokens.next();
        }
        let value = self.tokens.since(start);
        if value.is_empty() {
            self.errors.report(&equals, message::no_value());
            return None;
        }
        Some(Setting { name, equals: Some(equals), value })
    }

    fn at_end_of_setting(&self) -> bool {
        self.at_end_of_net() || self.tokens.punct(0) == Some(',')
    }

    /// Steps over what is no option, up to the comma in front of the next.
    fn skip_to_assignment(&mut self) {
        while !self.at_end_of_net() {
            let comma = self.tokens.punct(0) == Some(',');
            if comma && self.tokens.ident(1).is_some() && self.tokens.equals(2) {
                return;
            }
            self.tokens.next();
        }
    }
}
