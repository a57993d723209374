//! Options: `, seed = 9, unroll = full`.

use proc_macro2::{Delimiter, Ident, Punct};
use quote::{ToTokens, quote};

use super::parser::{Parser, shown};
use crate::ast::Setting;
use crate::errors::message;
use crate::language::option;
use crate::language::spelling::nearest;
use crate::source_text::source_text;

impl Parser {
    /// Returns whether `word =` follows, where `=` does not begin an arrow.
    pub(super) fn at_assignment(&self) -> bool {
        self.tokens.ident(0).is_some() && self.tokens.equals(1)
    }

    /// Returns whether an option with a value in parentheses follows: `budget(...)`, or `unroll(full)`, a mistake.
    pub(super) fn at_option_in_parentheses(&self) -> bool {
        let is_option = self.tokens.ident(0).is_some_and(|word| option::is_option(&word.to_string()));
        is_option && self.tokens.group(1, Delimiter::Parenthesis).is_some()
    }

    /// Reads the options that stand before the layers, and reports them.
    pub(super) fn settings_before_layers(&mut self) -> Vec<Setting> {
        let mut settings = Vec::new();
        loop {
            let name = self.tokens.ident(0).filter(|word| option::is_option(&word.to_string())).cloned();
            let Some(name) = name.filter(|_| self.at_assignment() || self.at_option_in_parentheses()) else {
                return settings;
            };
            self.errors.report(&name, message::options_last(&name));
            settings.extend(self.setting());
            self.tokens.take_punct(',');
        }
    }

    /// Reads all options.
    pub(super) fn settings(&mut self) -> Vec<Setting> {
        let mut settings = Vec::new();
        loop {
            let comma = self.tokens.take_punct(',').is_some();
            // without its comma an option has already been reported; it is read all the same
            let at_option = comma || self.at_assignment() || self.at_option_in_parentheses();
            if self.at_end_of_net() || !at_option {
                return settings;
            }
            settings.extend(self.setting());
        }
    }

    /// Reads one option.
    fn setting(&mut self) -> Option<Setting> {
        let Some(name) = self.tokens.ident(0).cloned() else {
            if let Some(tree) = self.tokens.peek(0) {
                self.errors.report(tree, message::option_expected(shown(tree)));
            }
            self.skip_to_assignment();
            return None;
        };
        self.tokens.next();
        let is_budget = nearest(&name.to_string(), ["budget"]).is_some();
        if is_budget && let Some(limits) = self.tokens.take_group(Delimiter::Parenthesis) {
            return Some(Setting { name, equals: None, value: limits.to_token_stream() });
        }
        if self.tokens.equals(0) {
            let equals = self.tokens.take_punct('=')?;
            return Some(self.assigned(name, equals));
        }
        if option::is_option(&name.to_string()) {
            return Some(self.without_equals(name));
        }
        Some(self.unknown_setting(name))
    }

    /// Reads `unroll(full)` as `unroll = full`, and reports it, or an option without a value.
    fn without_equals(&mut self, name: Ident) -> Setting {
        let value = self.tokens.take_group(Delimiter::Parenthesis).map(|group| group.stream());
        let value = value.filter(|value| !value.is_empty());
        let usage = match &value {
            Some(value) => format!("{name} = {}", source_text(value)),
            None => option::usage(&name.to_string()).to_owned(),
        };
        self.errors.report(&name, message::equals_expected(&name, usage));
        if !self.at_end_of_setting() {
            self.skip_to_assignment();
        }
        Setting { name, equals: None, value: value.unwrap_or_default() }
    }

    /// Reads the rest of an unknown option; the checks report what was meant.
    fn unknown_setting(&mut self, name: Ident) -> Setting {
        let group = self.tokens.take_group(Delimiter::Parenthesis);
        let value = group.map(|group| group.stream()).unwrap_or_default();
        if !self.at_end_of_setting() {
            self.skip_to_assignment();
        }
        Setting { name, equals: None, value }
    }

    /// Reads the value after `seed =`.
    fn assigned(&mut self, name: Ident, equals: Punct) -> Setting {
        if let Some(second) = self.tokens.take_punct('=') {
            self.errors.report(quote!(#equals #second), message::one_equals_expected(&name));
        }
        let start = self.tokens.position();
        while !self.at_end_of_setting() {
            if self.at_plain_arrow() {
                self.errors.report(&name, message::options_last(&name));
                break;
            }
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
        }
        Setting { name, equals: Some(equals), value }
    }

    fn at_end_of_setting(&self) -> bool {
        self.at_end_of_net() || self.tokens.punct(0) == Some(',')
    }

    /// Skips what is not an option, up to the comma before the next.
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
