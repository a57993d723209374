//! The words after a width: `tanh no_bias dropout(0.2)`.

use std::ops::ControlFlow;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenTree};
use syn::Lit;

use super::foreign::{self, Item};
use super::parser::{Parser, shown};
use super::tokens::flattened;
use crate::ast::{Number, Path, Width, Word};
use crate::errors::message;
use crate::language::foreign::{self as foreign_language, Foreign};
use crate::language::{activation, modifier, usage};
use crate::source_text::{source_text, text_of};

/// Names that people write before an activation, as if it were a keyword argument.
const ACTIVATION_KEYWORDS: [&str; 3] = ["activation", "act", "Activation"];

impl Parser {
    /// Reads the words up to the next arrow, comma or end, and returns whether nothing was skipped.
    pub(super) fn words(&mut self) -> (Vec<Word>, bool) {
        let (mut words, mistakes) = (Vec::new(), self.errors.len());
        while !self.at_end_of_stage() || self.skips_comma() {
            if self.at_label_without_arrow() {
                break;
            }
            if self.skips_sign()
                || self.delimited_words(&mut words)
                || self.no_bias(&mut words)
                || self.word_twice()
                || self.argument_outside()
            {
                continue;
            }
            if self.at_assignment() {
                if self.assignment(&mut words).is_break() {
                    break;
                }
            } else if self.at_option_in_parentheses() {
                self.without_comma = self.tokens.ident(0).cloned();
                break;
            } else if let Some(path) = self.tokens.take_path() {
                let path = self.own_word(path);
                words.extend(path.and_then(|path| self.word(path)));
            } else if let Some(TokenTree::Literal(literal)) = self.tokens.peek(0).cloned() {
                self.tokens.next();
                words.extend(self.literal(literal));
            } else if let Some(tree) = self.tokens.peek(0) {
                let text = match self.tokens.punct(0) {
                    Some('<') => message::UNCLOSED.to_owned(),
                    _ => message::unexpected(shown(tree)),
                };
                self.errors.report(tree, text);
                if self.tokens.punct(0) == Some('<') && !self.bracketed {
                    self.skip_to_arrow();
                }
                self.skip_stage();
                return (words, false);
            }
        }
        (words, self.errors.len() == mistakes)
    }

    /// Skips the comma of `3, relu`, between a width and what belongs to it, and reports it.
    fn skips_comma(&mut self) -> bool {
        if self.tokens.equals(2) || self.tokens.punct(0) != Some(',') {
            return false;
        }
        let Some(word) = self.tokens.ident(1).filter(|word| is_known(&word.to_string())).cloned() else {
            return false;
        };
        let comma = self.tokens.next();
        self.errors.report(comma, message::sign_in_a_layer(',', word));
        true
    }

    /// Returns the path, or reports `nn.ReLU` and `Dropout(0.2)`, of which it is the beginning, and `mlp::`.
    fn own_word(&mut self, path: Path) -> Option<Path> {
        let path = self.with_dots(path);
        if self.tokens.joint(0, ':', ':') {
            self.errors.report(&path, message::unfinished_path(source_text(&path)));
            while self.tokens.joint(0, ':', ':') {
                self.tokens.take(2);
            }
            if self.tokens.ident(0).is_some_and(|word| !is_known(&word.to_string())) {
                self.tokens.next();
            }
            return None;
        }
        let group = self.tokens.group(0, Delimiter::Parenthesis).cloned();
        let is_ours = |word: &Ident| match foreign_language::find(&word.to_string()) {
            Some(Foreign::Dense | Foreign::Dropout | Foreign::Absent) => group.is_none() || is_known(&word.to_string()),
            _ => true,
        };
        let has_dots = path.trees.iter().any(|tree| matches!(tree, TokenTree::Punct(dot) if dot.as_char() == '.'));
        if !has_dots && path.word().is_none_or(is_ours) {
            return Some(path);
        }
        self.tokens.take_group(Delimiter::Parenthesis);
        let mut trees = path.trees.clone();
        trees.extend(group.map(TokenTree::from));
        let message = foreign_word(&source_text(&path), foreign::item(&trees));
        self.errors.report(path, message);
        None
    }

    /// Reads the argument of a word.
    fn word(&mut self, path: Path) -> Option<Word> {
        let text = path.word().map(ToString::to_string).unwrap_or_default();
        let brackets = [Delimiter::Bracket, Delimiter::Brace];
        if let Some(usage) = usage(&text).filter(|usage| *usage != text)
            && let Some(group) = brackets.into_iter().find_map(|delimiter| self.tokens.take_group(delimiter))
        {
            let usage =
                if group.stream().is_empty() { usage } else { format!("{text}({})", source_text(group.stream())) };
            self.errors.report(&group, message::argument_in_parentheses(&text, usage));
            return None;
        }
        let argument = self.tokens.take_group(Delimiter::Parenthesis);
        match argument {
            Some(group) if ACTIVATION_KEYWORDS.contains(&text.as_str()) => self.keyword_activation(&path, &group),
            argument => Some(Word::Path { path, argument }),
        }
    }

    /// Reports `activation(relu)`.
    fn keyword_activation(&mut self, path: &Path, group: &Group) -> Option<Word> {
        let value = flattened(group.stream());
        self.errors
            .report(path, message::activation_by_name(foreign::activation(&value).unwrap_or_else(|| text_of(&value))));
        None
    }

    /// Reads a second number, or a word in quotes, which is reported.
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

    /// Reads `"3"` as the width 3, and reports the quotes.
    pub(super) fn quoted_width(&mut self) -> Option<Width> {
        let Some(TokenTree::Literal(literal)) = self.tokens.peek(0).cloned() else { return None };
        let value: usize = unquoted(&literal)?.trim().parse().ok()?;
        self.tokens.next();
        self.errors.report(&literal, message::quoted(value));
        let mut bare = Literal::usize_unsuffixed(value.max(1));
        bare.set_span(Span::call_site().located_at(literal.span()));
        Some(Width::Number(Number { minus: None, literal: bare }))
    }

    /// Reads `word =`: an option without its comma, which ends the layer, an argument without its parentheses, or a
    /// broken arrow.
    fn assignment(&mut self, words: &mut Vec<Word>) -> ControlFlow<()> {
        let Some(word) = self.tokens.ident(0).cloned() else { return ControlFlow::Break(()) };
        let text = word.to_string();
        match usage(&text) {
            Some(usage) if usage != text => {
                self.tokens.take(2);
                let value = self.value();
                let usage = if value.is_empty() { usage } else { format!("{text}({})", unquoted_text(&value)) };
                self.errors.report(&word, message::argument_in_parentheses(&word, usage));
            }
            _ if is_known(&text) => {
                words.extend(self.tokens.take_path().map(|path| Word::Path { path, argument: None }));
            }
            _ if ACTIVATION_KEYWORDS.contains(&text.as_str()) => {
                self.tokens.take(2);
                let value = self.value();
                let activation = foreign::activation(&value).unwrap_or_else(|| "relu".to_owned());
                self.errors.report(&word, message::activation_by_name(activation));
            }
            _ if modifier::meant(&text).is_some() => {
                self.errors.report(&word, message::unknown_modifier(&word, modifier::meant(&text)));
                self.skip_assignment();
            }
            _ => {
                self.without_comma = Some(word);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// Reads `"relu"`, or `nn.LeakyReLU(0.2)`.
    fn value(&mut self) -> Vec<TokenTree> {
        let start = self.tokens.position();
        if let Some(path) = self.tokens.take_path() {
            self.with_dots(path);
            self.tokens.take_group(Delimiter::Parenthesis);
        } else if !self.at_end_of_stage() {
            self.tokens.next();
        }
        self.tokens.since(start).into_iter().collect()
    }

    /// Skips `dropout = 0.2`.
    fn skip_assignment(&mut self) {
        self.tokens.take(2);
        if !self.at_end_of_stage() && self.tokens.take_number().is_none() {
            self.tokens.next();
        }
    }
}

/// Returns a value as it is written here: without quotes.
fn unquoted_text(value: &[TokenTree]) -> String {
    match value {
        [TokenTree::Literal(literal)] => unquoted(literal).unwrap_or_else(|| literal.to_string()),
        value => text_of(value),
    }
}

/// Returns the message for a word of another framework behind a width.
fn foreign_word(found: &str, item: Option<Item>) -> String {
    match item {
        Some(Item::Layer(layer)) if layer.width.is_some() => {
            message::layer_as_a_call(found, format_args!("=> {}", layer.text()), &layer.homeless)
        }
        Some(Item::Layer(layer)) if layer.activation.is_some() => message::unknown_activation(found, layer.text()),
        Some(Item::Layer(layer)) if !layer.modifiers.is_empty() => {
            message::unknown_modifier(found, Some(&layer.text()))
        }
        Some(Item::Absent(_) | Item::Flatten) => message::absent_layer(found),
        _ => message::unknown_word(found, &activation::words().collect::<Vec<_>>()),
    }
}

/// Returns whether the word names an activation or a modifier.
pub(super) fn is_known(word: &str) -> bool {
    activation::find(word).is_some() || modifier::find(word).is_some()
}

/// Returns the contents of a string or character literal.
fn unquoted(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        Lit::Char(char) => Some(char.value().to_string()),
        _ => None,
    }
}
