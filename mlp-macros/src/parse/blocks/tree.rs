//! Stages as trees of blocks, and the chain that they become.

use proc_macro2::Ident;

use crate::ast::{Link, Residual, Stage};

/// The links of a network, and the residual blocks among them: inner ones before those around them.
#[derive(Default)]
pub(in crate::parse) struct Chain {
    pub(in crate::parse) links: Vec<Link>,
    pub(in crate::parse) residuals: Vec<Residual>,
    /// The words of all blocks.
    pub(in crate::parse) blocks: Vec<Ident>,
}

/// An item between two arrows: a layer, or a block with all that is in it.
pub(super) enum Node {
    Layer(Box<Stage>),
    Block(BlockNode),
}

/// A block and what is in it.
pub(super) struct BlockNode {
    pub(super) label: Option<Ident>,
    /// The `repeat` or `residual` that was written.
    pub(super) word: Ident,
    pub(super) kind: BlockKind,
    pub(super) nodes: Vec<Node>,
}

/// The kind of a block: how it uses its layers.
#[derive(Clone, Copy)]
pub(super) enum BlockKind {
    /// Writes them this many times, at least once.
    Repeat { copies: usize },
    /// Adds its inputs to the outputs of the last layer.
    Residual,
}
