//! Blocks: `repeat(4, 64 relu)` is written out here, so that everything behind the parser sees layers only.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Lit;

use super::tokens::Tokens;
use super::{Parser, shown};
use crate::ast::{Link, Number, Stage, Width};
use crate::errors::message;

/// More copies than this are a slip of the keyboard.
const MOST: usize = 1000;

impl Parser {
    /// Adds a stage, or the layers that it stands for.
    pub(super) fn link(&mut self, links: &mut Vec<Link>, arrow: TokenStream, stage: Stage, number: usize) {
        let (path, group) = match &stage.width {
            Some(Width::Call(path, group)) if path.is("repeat") => (path, group),
            _ => return links.push(Link { arrow, stage, number, repeats: None }),
        };
        if let Some(word) = stage.words.first() {
            self.errors.report(word, message::behind_repeat(word.to_token_stream()));
        }
        let place = path.word().map_or_else(Span::call_site, Ident::span);
        let (copies, layers) = self.repeat(group);
        let first = links.len();
        for copy in 0..copies {
            for (index, inner) in layers.iter().enumerate() {
                let mut layer = inner.clone();
                let position = copy * layers.len() + index + 1;
                let name = match (&layer.label, &stage.label) {
                    (Some(label), _) => format!("{label}_{}", copy + 1),
                    (None, Some(label)) => format!("{label}_{position}"),
                    (None, None) => format!("l{number}_{position}"),
                };
                let span = layer.label.as_ref().or(stage.label.as_ref()).map_or(place, Ident::span);
                layer.label = Some(Ident::new(&name, Span::call_site().located_at(span)));
                let repeats = (copy > 0).then_some(first + index);
                links.push(Link { arrow: arrow.clone(), stage: layer, number, repeats });
            }
        }
    }

    /// How many copies of which layers; the layers are there even where the number is wrong.
    fn repeat(&mut self, group: &Group) -> (usize, Vec<Stage>) {
        let mut inner = Self {
            tokens: Tokens::new(group.stream()),
            errors: std::mem::take(&mut self.errors),
            named: false,
            bracketed: false,
        };
        let copies = inner.copies(group);
        let layers = if copies.is_some() { inner.repeated(group) } else { Vec::new() };
        self.errors = inner.errors;
        (copies.unwrap_or(1), layers)
    }

    /// `4,`
    fn copies(&mut self, group: &Group) -> Option<usize> {
        let Some(number) = self.tokens.take_number() else {
            match self.tokens.peek(0) {
                Some(tree) => self.errors.report(tree, message::no_copies(shown(tree))),
                None => self.errors.report(group, message::repeat_usage()),
            }
            return None;
        };
        if self.tokens.take_punct(',').is_none() {
            self.errors.report(group, message::repeat_usage());
            return None;
        }
        Some(self.count(&number))
    }

    /// A wrong number of copies counts as one, so that the layers are checked all the same.
    fn count(&mut self, number: &Number) -> usize {
        let written = number.to_token_stream().to_string().replace(' ', "");
        let value = match Lit::new(number.literal.clone()) {
            Lit::Int(int) if number.minus.is_none() && int.suffix().is_empty() => int.base10_parse::<usize>().ok(),
            _ => None,
        };
        if let Some(copies @ 1..=MOST) = value {
            return copies;
        }
        self.errors.report(number, message::bad_copies(written, MOST));
        1
    }

    /// `64 relu => 32 relu`
    fn repeated(&mut self, group: &Group) -> Vec<Stage> {
        let mut layers = Vec::new();
        loop {
            let stage = self.stage();
            if stage.tokens.is_empty() {
                self.errors.report(group, message::repeat_usage());
                return layers;
            }
            let nested = matches!(&stage.width, Some(Width::Call(path, _)) if path.is("repeat"));
            if nested {
                self.errors.report(&stage.width, message::nested_repeat());
                return layers;
            }
            layers.push(stage);
            if self.arrow().is_none() {
                break;
            }
        }
        if let Some(tree) = self.tokens.peek(0) {
            self.errors.report(tree, message::unexpected(shown(tree)));
        }
        layers
    }
}
