//! Blocks: `repeat(4, 64 relu)` and `residual(64 relu => 64)` are written out here, so that everything behind the parser
//! sees layers in a row, and which of them a residual block holds.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Lit;

use super::tokens::Tokens;
use super::{Parser, shown};
use crate::ast::{Link, Number, Residual, Stage, Width};
use crate::errors::message;

/// More copies than this are a slip of the keyboard.
const MOST: usize = 1000;

/// The links of a network, and the residual blocks among them: inner ones before those around them.
#[derive(Default)]
pub(super) struct Chain {
    pub(super) links: Vec<Link>,
    pub(super) residuals: Vec<Residual>,
}

/// What stands between two arrows, read as far as its innermost layers.
enum Part {
    Layer(Box<Stage>),
    Block { label: Option<Ident>, word: Ident, kind: Kind, parts: Vec<Part> },
}

/// What a block does with its layers.
#[derive(Clone, Copy)]
enum Kind {
    Repeat { copies: usize },
    Residual,
}

/// How the layers of a block are called: `block_1`, `block_2`, ...
struct Names {
    base: String,
    place: Span,
    count: usize,
}

/// What all layers of one stage have in common.
struct Context<'a> {
    arrow: &'a TokenStream,
    number: usize,
}

impl Parser {
    /// Adds a stage, or the layers that it stands for.
    pub(super) fn link(&mut self, chain: &mut Chain, arrow: TokenStream, stage: Stage, number: usize) {
        match self.part(stage) {
            Part::Layer(stage) => chain.links.push(Link { arrow, stage: *stage, number, repeats: None }),
            block @ Part::Block { .. } => {
                let mut names = Names { base: format!("l{number}"), place: block.place(), count: 0 };
                block.write_out(chain, &Context { arrow: &arrow, number }, &mut names, "");
            }
        }
    }

    /// A layer, or a block and all that is in it.
    fn part(&mut self, stage: Stage) -> Part {
        let (word, group) = match &stage.width {
            Some(Width::Call(path, group)) if path.is("repeat") || path.is("residual") => (path.word(), group),
            _ => return Part::Layer(Box::new(stage)),
        };
        let Some(word) = word.cloned() else { return Part::Layer(Box::new(stage)) };
        if let Some(behind) = stage.words.first() {
            self.errors.report(behind, message::behind_block(behind.to_token_stream(), &word));
        }
        let repeats = word == "repeat";
        let mut inner = Self {
            tokens: Tokens::new(group.stream()),
            errors: std::mem::take(&mut self.errors),
            named: false,
            bracketed: false,
            repeating: self.repeating || repeats,
        };
        let (kind, parts) = if repeats {
            let copies = inner.copies(group);
            let parts = if copies.is_some() { inner.parts(group, message::repeat_usage()) } else { Vec::new() };
            (Kind::Repeat { copies: copies.unwrap_or(1) }, parts)
        } else {
            let before = inner.errors.len();
            let parts = inner.parts(group, message::residual_usage());
            // of a block that was not read to its end nobody knows how wide it is
            let kind = if inner.errors.len() == before { Kind::Residual } else { Kind::Repeat { copies: 1 } };
            (kind, parts)
        };
        self.errors = inner.errors;
        Part::Block { label: stage.label, word, kind, parts }
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
    fn parts(&mut self, group: &Group, usage: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        loop {
            let stage = self.stage();
            if stage.tokens.is_empty() {
                self.errors.report(group, usage);
                return parts;
            }
            if self.repeating && matches!(&stage.width, Some(Width::Call(path, _)) if path.is("repeat")) {
                self.errors.report(&stage.width, message::nested_repeat());
                return parts;
            }
            parts.push(self.part(stage));
            if self.arrow().is_none() {
                break;
            }
        }
        if let Some(tree) = self.tokens.peek(0) {
            self.errors.report(tree, message::unexpected(shown(tree)));
        }
        parts
    }
}

impl Part {
    /// Where layers without a name of their own are seen.
    fn place(&self) -> Span {
        match self {
            Self::Layer(stage) => stage.label.as_ref().map_or_else(Span::call_site, Ident::span),
            Self::Block { word, .. } => word.span(),
        }
    }

    /// Adds the layers. `copy` is the tail of names in a copy of a `repeat`.
    fn write_out(&self, chain: &mut Chain, context: &Context<'_>, names: &mut Names, copy: &str) {
        match self {
            Self::Layer(stage) => {
                names.count += 1;
                let (name, place) = match &stage.label {
                    Some(label) => (format!("{label}{copy}"), label.span()),
                    None => (format!("{}_{}", names.base, names.count), names.place),
                };
                let label = Some(Ident::new(&name, Span::call_site().located_at(place)));
                let stage = Stage { label, ..(**stage).clone() };
                let Context { arrow, number } = *context;
                chain.links.push(Link { arrow: arrow.clone(), stage, number, repeats: None });
            }
            Self::Block { label: Some(label), kind, word, parts } => {
                let mut own = Names { base: format!("{label}{copy}"), place: label.span(), count: 0 };
                kind.write_out(word, parts, chain, context, &mut own, copy);
            }
            Self::Block { label: None, kind, word, parts } => {
                kind.write_out(word, parts, chain, context, names, copy);
            }
        }
    }
}

impl Kind {
    fn write_out(
        self,
        word: &Ident,
        parts: &[Part],
        chain: &mut Chain,
        context: &Context<'_>,
        names: &mut Names,
        copy: &str,
    ) {
        let first = chain.links.len();
        match self {
            Self::Residual => {
                for part in parts {
                    part.write_out(chain, context, names, copy);
                }
                if let Some(last) = chain.links.len().checked_sub(1).filter(|last| *last >= first) {
                    chain.residuals.push(Residual { word: word.clone(), first, last });
                }
            }
            Self::Repeat { copies } => {
                for copy in 1..=copies {
                    let tail = format!("_{copy}");
                    for part in parts {
                        part.write_out(chain, context, names, &tail);
                    }
                }
                let length = (chain.links.len() - first) / copies;
                for (index, link) in chain.links[first..].iter_mut().enumerate().skip(length) {
                    link.repeats = Some(first + index % length);
                }
            }
        }
    }
}
