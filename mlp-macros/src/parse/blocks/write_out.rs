//! Writes blocks out, so that everything after the parser sees layers in a row.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;

use super::tree::{BlockKind, BlockNode, Chain, Node};
use crate::ast::{Link, Residual, Stage};

/// Adds the layers of one stage to a chain.
pub(super) struct Writer<'a> {
    pub(super) chain: &'a mut Chain,
    /// The arrow before the stage.
    pub(super) arrow: &'a TokenStream,
    /// The number of the stage, from 1.
    pub(super) number: usize,
}

/// The names of the layers of a block that have no label: `block_1`, `block_2`, ...
struct Names {
    base: String,
    span: Span,
    /// How many names have been given.
    count: usize,
}

impl Names {
    fn new(base: String, span: Span) -> Self {
        Self { base, span, count: 0 }
    }

    /// Counts a layer and returns its name: its label in this copy, or the next of these names.
    fn name(&mut self, label: Option<&Ident>, suffix: &str) -> Ident {
        self.count += 1;
        let (name, span) = match label {
            // a raw label is an identifier of its own, and with a suffix no keyword
            Some(label) if suffix.is_empty() => {
                let mut name = label.clone();
                name.set_span(Span::call_site().located_at(label.span()));
                return name;
            }
            Some(label) => (format!("{}{suffix}", label.unraw()), label.span()),
            None => (format!("{}_{}", self.base, self.count), self.span),
        };
        Ident::new(&name, Span::call_site().located_at(span))
    }
}

impl Writer<'_> {
    /// Adds the layers of a block between two arrows of the network. Without labels they are `l2_1`, `l2_2`, ...
    pub(super) fn whole_stage(&mut self, block: &BlockNode) {
        let mut names = Names::new(format!("l{}", self.number), block.word.span());
        self.block(block, &mut names, "");
    }

    /// Adds a layer or a block. `suffix` follows labels in a copy of a `repeat`: `_2`.
    fn node(&mut self, node: &Node, names: &mut Names, suffix: &str) {
        match node {
            Node::Layer(stage) => {
                let label = Some(names.name(stage.label.as_ref(), suffix));
                let stage = Stage { label, ..(**stage).clone() };
                let Self { arrow, number, .. } = *self;
                self.chain.links.push(Link { arrow: arrow.clone(), stage, number, repeats: None });
            }
            Node::Block(block) => self.block(block, names, suffix),
        }
    }

    /// Adds the layers of a block, which are named after its label if it has one.
    fn block(&mut self, block: &BlockNode, names: &mut Names, suffix: &str) {
        // once for all copies of a `repeat`
        if suffix.is_empty() || suffix == "_1" {
            self.chain.blocks.push(block.word.clone());
        }
        let mut own_names;
        let names = match &block.label {
            Some(label) => {
                own_names = Names::new(format!("{label}{suffix}"), label.span());
                &mut own_names
            }
            None => names,
        };
        match block.kind {
            BlockKind::Residual => self.residual(block, names, suffix),
            BlockKind::Repeat { copies } => self.repeat(block, copies, names),
        }
    }

    /// Adds the layers of a residual block, and the block.
    fn residual(&mut self, block: &BlockNode, names: &mut Names, suffix: &str) {
        let first = self.chain.links.len();
        for node in &block.nodes {
            self.node(node, names, suffix);
        }
        let end = self.chain.links.len();
        if end > first {
            self.chain.residuals.push(Residual { word: block.word.clone(), first, last: end - 1 });
        }
    }

    /// Adds all copies of the layers, and notes of which link of the first copy each other one is a copy.
    fn repeat(&mut self, block: &BlockNode, copies: usize, names: &mut Names) {
        let first = self.chain.links.len();
        for copy in 1..=copies {
            let suffix = format!("_{copy}");
            for node in &block.nodes {
                self.node(node, names, &suffix);
            }
        }
        let added = &mut self.chain.links[first..];
        let length = added.len() / copies;
        for (index, link) in added.iter_mut().enumerate().skip(length) {
            link.repeats = Some(first + index % length);
        }
    }
}
