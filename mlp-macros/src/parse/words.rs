//! What follows a width: `tanh no_bias dropout(0.2)`.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenTree};
use quote::{ToTokens, quote};
use syn::Lit;

use super::{Parser, shown};
use crate::ast::{Number, Path, Width, Word};
use crate::errors::message;
use crate::{activation, modifier};

/// What people call the activation when they give it by name.
const ACTIVATION: [&str; 3] = ["activation", "act", "Activation"];

impl Parser {
    /// The words up to the next arrow, comma or end, and whether all of them were read.
    pub(super) fn words(&mut self) -> (Vec<Word>, bool) {
        let mut words = Vec::new();
        while !self.at_end_of_stage() || self.takes_comma() {
            if self.at_assignment() {
                if !self.word_with_equals(&mut words) {
                    break;
                }
            } else if let Some(path) = self.tokens.take_path() {
                let path = self.dotted(path);
                words.extend(path.and_then(|path| self.word(path)));
            } else if let Some(TokenTree::Literal(literal)) = self.tokens.peek(0).cloned() {
                self.tokens.next();
                words.extend(self.literal(literal));
            } else if let Some(tree) = self.tokens.peek(0) {
                let text = match self.tokens.punct(0) {
                    Some('+' | '-' | '*' | '/' | '%') if words.is_empty() => message::computed_width().to_owned(),
                    Some('<') => message::UNCLOSED.to_owned(),
                    _ => message::unexpected(shown(tree)),
                };
                self.errors.report(tree, text);
                self.skip_stage();
                return (words, false);
            }
        }
        (words, true)
    }

    /// `3, relu`: takes a comma between a width and what belongs to it, and reports it.
    fn takes_comma(&mut self) -> bool {
        let known = |word: &Ident| {
            let text = word.to_string();
            activation::find(&text).is_some() || modifier::usage(&text).is_some()
        };
        if self.tokens.equals(2) || self.tokens.punct(0) != Some(',') {
            return false;
        }
        let Some(word) = self.tokens.ident(1).filter(|word| known(word)).cloned() else { return false };
        let comma = self.tokens.next();
        self.errors.report(comma, message::comma_in_a_layer(word));
        true
    }

    /// `nn.ReLU`, which is reported, or the path as it is.
    fn dotted(&mut self, path: Path) -> Option<Path> {
        let mut last = None;
        let mut written = path.to_token_stream();
        while let (Some('.'), Some(word)) = (self.tokens.punct(0), self.tokens.ident(1).cloned()) {
            written.extend(self.tokens.take(2));
            last = Some(word);
        }
        let Some(last) = last else { return Some(path) };
        self.tokens.take_group(Delimiter::Parenthesis);
        let (text, word) = (written.to_string().replace(' ', ""), last.to_string());
        let message = match activation::meant(&word) {
            Some(meant) => message::unknown_activation(text, meant),
            None => message::unknown_word(text, &activation::words().collect::<Vec<_>>()),
        };
        self.errors.report(written, message);
        None
    }

    /// A word and its argument.
    fn word(&mut self, path: Path) -> Option<Word> {
        let text = path.word().map(ToString::to_string).unwrap_or_default();
        let usage =
            activation::find(&text).map_or_else(|| modifier::usage(&text).map(str::to_owned), |word| word.usage());
        let brackets = [Delimiter::Bracket, Delimiter::Brace];
        if let Some(usage) = usage.filter(|usage| *usage != text)
            && let Some(group) = brackets.into_iter().find_map(|delimiter| self.tokens.take_group(delimiter))
        {
            self.errors.report(&group, message::argument_in_parentheses(&text, usage));
            return None;
        }
        let argument = self.tokens.take_group(Delimiter::Parenthesis);
        match argument {
            Some(group) if ACTIVATION.contains(&text.as_str()) => self.bare_activation(&path, &group),
            argument => Some(Word::Path { path, argument }),
        }
    }

    /// `activation(relu)`
    fn bare_activation(&mut self, path: &Path, group: &Group) -> Option<Word> {
        self.errors.report(path, message::activation_by_name(group.stream()));
        None
    }

    /// A second number, or a word in quotes, which is reported.
    fn literal(&mut self, literal: Literal) -> Option<Word> {
        match unquoted(&literal) {
            Some(text) if activation::find(&text).is_some() => {
                self.errors.report(&literal, message::quoted(&text));
                let word = Ident::new(&text, literal.span());
                Some(Word::Path { path: Path { trees: vec![word.into()] }, argument: None })
            }
            Some(_) => {
                self.errors.report(&literal, message::unexpected(&literal));
                None
            }
            None => Some(Word::Number(Number { minus: None, literal })),
        }
    }

    /// `"3"`, which is reported, as what was meant.
    pub(super) fn quoted_width(&mut self) -> Option<Width> {
        let Some(TokenTree::Literal(literal)) = self.tokens.peek(0).cloned() else { return None };
        let value: usize = unquoted(&literal)?.trim().parse().ok()?;
        self.tokens.next();
        self.errors.report(&literal, message::quoted(value));
        let mut bare = Literal::usize_unsuffixed(value.max(1));
        bare.set_span(Span::call_site().located_at(literal.span()));
        Some(Width::Number(Number { minus: None, literal: bare }))
    }

    /// `word =`, which is an option without its comma, an argument without its parentheses, or a broken arrow.
    /// Says whether the layer goes on.
    fn word_with_equals(&mut self, words: &mut Vec<Word>) -> bool {
        let Some(word) = self.tokens.ident(0).cloned() else { return false };
        let text = word.to_string();
        let activation = activation::find(&text);
        let modifier = modifier::usage(&text).map(str::to_owned);
        let known = activation.is_some() || modifier.is_some();
        let usage = activation.and_then(|entry| entry.usage()).or(modifier);
        match usage {
            Some(usage) if usage != text => {
                self.errors.report(&word, message::argument_in_parentheses(&word, usage));
                self.skip_assignment();
            }
            _ if known => {
                words.extend(self.tokens.take_path().map(|path| Word::Path { path, argument: None }));
            }
            _ if ACTIVATION.contains(&text.as_str()) => {
                let value = self.tokens.peek(2).map_or_else(|| quote!(relu), ToTokens::to_token_stream);
                self.errors.report(&word, message::activation_by_name(value));
                self.tokens.take(2);
            }
            _ if modifier::meant(&text).is_some() => {
                self.errors.report(&word, message::unknown_modifier(&word, modifier::meant(&text)));
                self.skip_assignment();
            }
            _ => {
                self.errors.report(&word, message::comma_before(&word));
                return false;
            }
        }
        true
    }

    /// `dropout = 0.2`
    fn skip_assignment(&mut self) {
        self.tokens.take(2);
        if !self.at_end_of_stage() && self.tokens.take_number().is_none() {
            self.tokens.next();
        }
    }
}

/// What stands in the quotes of a literal.
fn unquoted(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        Lit::Char(char) => Some(char.value().to_string()),
        _ => None,
    }
}
