//! Blocks: reads `repeat(4, 64 relu)` and `residual(64 relu => 64)` as trees, and writes them out as layers in a row.

mod tree;
mod write_out;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

pub(super) use self::tree::Chain;
use self::tree::{BlockKind, BlockNode, Node};
use self::write_out::Writer;
use super::parser::{Parser, shown};
use super::tokens::flattened;
use crate::ast::{Link, Number, Stage, Width};
use crate::errors::message;
use crate::language::block::{self, Block};
use crate::language::option;
use crate::source_text::text_of;

/// The most copies that `repeat` makes; more are a slip of the keyboard.
const MAX_COPIES: usize = 1000;

impl Parser {
    /// Adds a stage to the chain, or the layers that it expands to; `number` counts the stages from 1.
    pub(super) fn link(&mut self, chain: &mut Chain, arrow: TokenStream, stage: Stage, number: usize) {
        match self.node(stage) {
            Node::Layer(stage) => chain.links.push(Link { arrow, stage: *stage, number, repeats: None }),
            Node::Block(block) => Writer { chain, arrow: &arrow, number }.whole_stage(&block),
        }
    }

    /// Reads the inside of a stage, if it is a block.
    fn node(&mut self, stage: Stage) -> Node {
        let Some((word, kind, group)) = block_of(&stage) else { return Node::Layer(Box::new(stage)) };
        if let Some(behind) = stage.words.first() {
            self.errors.report(behind, message::behind_block(behind.to_token_stream(), &word));
        }
        let mut inner = Self::new(group.stream());
        inner.errors = std::mem::take(&mut self.errors);
        inner.repeating = self.repeating || kind == Block::Repeat;
        let (kind, nodes) = if kind == Block::Repeat { inner.repeat(&group) } else { inner.residual(&group) };
        self.errors = inner.errors;
        Node::Block(BlockNode { label: stage.label, word, kind, nodes })
    }

    /// Reads `4, 64 relu => 32 relu`.
    fn repeat(&mut self, group: &Group) -> (BlockKind, Vec<Node>) {
        match self.copies(group) {
            Some(copies) => (BlockKind::Repeat { copies }, self.nodes(group, message::repeat_usage())),
            None => (BlockKind::Repeat { copies: 1 }, Vec::new()),
        }
    }

    /// Reads `64 relu => 32`.
    fn residual(&mut self, group: &Group) -> (BlockKind, Vec<Node>) {
        let mistakes = self.errors.len();
        let nodes = self.nodes(group, message::residual_usage());
        // the width of a block that was not read to its end is not known
        let is_whole = self.errors.len() == mistakes;
        (if is_whole { BlockKind::Residual } else { BlockKind::Repeat { copies: 1 } }, nodes)
    }

    /// Reads `4,`.
    fn copies(&mut self, group: &Group) -> Option<usize> {
        let Some(number) = self.tokens.take_number() else {
            match self.tokens.peek(0) {
                Some(tree) => self.errors.report(tree, message::no_copies(shown(tree))),
                None => self.errors.report(group, message::repeat_usage()),
            }
            return None;
        };
        if self.tokens.take_punct(',').is_none() {
            self.errors.report(group, repeat_of(&flattened(group.stream())));
            return None;
        }
        Some(self.count_of(&number))
    }

    /// Returns the number of copies. A wrong number counts as one, so that the layers are checked all the same.
    fn count_of(&mut self, number: &Number) -> usize {
        let count = match Lit::new(number.literal.clone()) {
            Lit::Int(int) if number.minus.is_none() && int.suffix().is_empty() => int.base10_parse::<usize>().ok(),
            _ => None,
        };
        if let Some(copies @ 1..=MAX_COPIES) = count {
            return copies;
        }
        let written = number.to_token_stream().to_string().replace(' ', "");
        self.errors.report(number, message::bad_copies(written, MAX_COPIES));
        1
    }

    /// Reads the chain inside a block: `64 relu => 32 relu`.
    fn nodes(&mut self, group: &Group, usage: &str) -> Vec<Node> {
        let mut nodes = Vec::new();
        loop {
            let stage = self.stage();
            if stage.tokens.is_empty() {
                self.errors.report(group, usage);
                return nodes;
            }
            if self.repeating && matches!(&stage.width, Some(Width::Call(path, _)) if path.is("repeat")) {
                self.errors.report(&stage.width, message::nested_repeat());
                return nodes;
            }
            nodes.push(self.node(stage));
            if self.arrow().is_none() {
                break;
            }
        }
        let option = self.without_comma.take().or_else(|| self.tokens.ident(1).cloned());
        match (self.tokens.peek(0), option.filter(|word| option::is_option(&word.to_string()))) {
            (None, _) => {}
            (Some(_), Some(word)) => self.errors.report(&word, message::options_last(&word)),
            (Some(tree), None) => self.errors.report(tree, message::unexpected(shown(tree))),
        }
        nodes
    }
}

/// Returns the message for a `repeat` whose comma is missing, or whose number comes last.
fn repeat_of(trees: &[TokenTree]) -> String {
    let is_sign =
        |tree: &TokenTree, signs: &[char]| matches!(tree, TokenTree::Punct(sign) if signs.contains(&sign.as_char()));
    match trees {
        [TokenTree::Literal(times), between, layers @ ..] if is_sign(between, &[';', ':']) && !layers.is_empty() => {
            message::repeat_of(times, text_of(layers))
        }
        [TokenTree::Literal(times), layers @ ..] if matches!(layers, [TokenTree::Literal(_), ..]) => {
            message::repeat_of(times, text_of(layers))
        }
        [layers @ .., between, TokenTree::Literal(times)] if is_sign(between, &[';', ',']) && !layers.is_empty() => {
            message::repeat_of(times, text_of(layers))
        }
        _ => message::repeat_usage().to_owned(),
    }
}

/// Returns the word and the parentheses of a `repeat` or `residual`, if the stage is one.
fn block_of(stage: &Stage) -> Option<(Ident, Block, Group)> {
    let Some(Width::Call(path, group)) = &stage.width else { return None };
    let word = path.word()?;
    let kind = block::find(&word.to_string()).filter(|kind| *kind != Block::Net)?;
    Some((word.clone(), kind, group.clone()))
}
