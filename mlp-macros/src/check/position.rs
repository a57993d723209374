//! The position of a layer in its network.

use crate::ast::{Link, Stage};

/// Where a layer is, as far as the rules for activations and modifiers depend on it.
#[derive(Clone, Copy)]
pub(super) struct Position {
    /// The number of the layer, from 1.
    pub(super) number: usize,
    /// Whether it is the last layer.
    pub(super) last: bool,
    /// Whether it ends a residual block.
    pub(super) ends_residual: bool,
}

/// The stage before a width.
#[derive(Clone, Copy)]
pub(super) enum Before<'a> {
    /// Nothing: it is the number of inputs.
    Nothing,
    /// The number of inputs.
    Inputs(&'a Stage),
    /// Layers, and whether only the last one follows.
    Layers { links: &'a [Link], last: bool },
}
