//! Options: `, seed = 9, unroll = full`.

use std::ops::Range;

use proc_macro2::{Delimiter, Ident, Punct};
use quote::{ToTokens, quote};

use super::parser::{Misplaced, Parser, shown};
use crate::ast::Setting;
use crate::errors::message;
use crate::language::option::{self, NetworkOption};
use crate::language::spelling::nearest;
use crate::source_text::{source_text, text_of};

/// The most characters of a network in a message.
const LONGEST_REMEDY: usize = 160;

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

    /// Returns whether a known option follows.
    pub(super) fn at_option(&self) -> bool {
        let is_option = self.tokens.ident(0).is_some_and(|word| option::is_option(&word.to_string()));
        is_option && (self.at_assignment() || self.at_option_in_parentheses())
    }

    /// Reads the options that stand before layers, with the commas or the arrow behind them.
    pub(super) fn settings_before_layers(&mut self) -> Vec<Setting> {
        let mut settings = Vec::new();
        while self.at_option() {
            let (start, mistakes) = (self.tokens.position(), self.errors.len());
            let setting = self.setting();
            let separator = if self.at_plain_arrow() { 2 } else { usize::from(self.tokens.punct(0) == Some(',')) };
            self.tokens.take(separator);
            self.misplace(setting.as_slice(), start, mistakes);
            settings.extend(setting);
        }
        settings
    }

    /// Notes that options do not follow the layers, in place of their mistakes since `mistakes`; the first token is at
    /// `start`.
    pub(super) fn misplace(&mut self, settings: &[Setting], start: usize, mistakes: usize) {
        // what is wrong with the option itself comes first
        if !settings.iter().all(|setting| !setting.value.is_empty() && option::is_option(&setting.name.to_string())) {
            return;
        }
        let texts: Vec<String> = settings.iter().map(setting_text).collect();
        if let Some(first) = settings.first() {
            self.errors.truncate(mistakes);
            let positions = start..self.tokens.position();
            self.misplaced.push(Misplaced { name: first.name.clone(), text: texts.join(", "), positions });
        }
    }

    /// Reports the options that do not follow the layers, once, with the network that is meant; `positions` are those of
    /// all its tokens.
    pub(super) fn report_misplaced(&mut self, positions: Range<usize>) {
        let misplaced = std::mem::take(&mut self.misplaced);
        let Some(first) = misplaced.first() else { return };
        let mut layers = Vec::new();
        for (at, tree) in positions.clone().zip(self.tokens.between(positions)) {
            if !misplaced.iter().any(|option| option.positions.contains(&at)) {
                layers.push(tree.clone());
            }
        }
        let options = misplaced.iter().map(|option| option.text.clone());
        let text = std::iter::once(text_of(&layers)).chain(options).collect::<Vec<_>>().join(", ");
        let message = if text.chars().count() > LONGEST_REMEDY {
            message::options_last(&first.name)
        } else {
            message::options_moved(text)
        };
        self.errors.report(&first.name, message);
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
        let colon = self.tokens.take_punct(':');
        let value = match (self.tokens.take_group(Delimiter::Parenthesis), colon) {
            (Some(group), _) => Some(group.stream()),
            // `seed: 3`
            (None, Some(_)) => {
                let start = self.tokens.position();
                while !self.at_end_of_setting() {
                    self.tokens.next();
                }
                Some(self.tokens.since(start))
            }
            (None, None) => None,
        };
        let value = value.filter(|value| !value.is_empty());
        let usage = match &value {
            Some(value) => format!("{name} = {}", source_text(value)),
            None => option::usage(&name.to_string()).to_owned(),
        };
        // without the feature the checks say that it is missing, and no more
        if value.is_none() || name != "weights" || cfg!(feature = "weights") {
            self.errors.report(&name, message::equals_expected(&name, usage));
        }
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
        self.at_end_of_net() || self.tokens.punct(0) == Some(',') || self.at_plain_arrow()
    }

    /// Skips what is not an option, up to the comma before the next.
    fn skip_to_assignment(&mut self) {
        while !self.at_end_of_net() {
            let comma = self.tokens.punct(0) == Some(',');
            if comma && self.tokens.ident(1).is_some() && self.tokens.equals(2) || self.at_plain_arrow() {
                return;
            }
            self.tokens.next();
        }
    }
}

/// Returns an option as it should have been written.
fn setting_text(Setting { name, equals, value }: &Setting) -> String {
    let is_budget = option::find(&name.to_string()) == Some(NetworkOption::Budget);
    match equals {
        None if !is_budget => format!("{name} = {}", source_text(value)),
        _ => source_text(quote!(#name #equals #value)),
    }
}
