//! The network that the items of an end belong to.

use proc_macro2::{Ident, TokenStream};

use crate::expand::arguments::Arguments;
use crate::source_text::source_text;

/// The names that the items of an end begin with.
pub(in crate::expand) struct Context<'a> {
    /// `::mlp::__private`
    pub(in crate::expand) private: &'a TokenStream,
    /// The name of the network.
    pub(in crate::expand) name: &'a Ident,
    pub(in crate::expand) visibility: &'a TokenStream,
    pub(in crate::expand) arguments: Arguments,
}

impl Context<'_> {
    /// Returns the path of an item of `__private` as text, for attributes of `serde`.
    pub(super) fn private_path(&self, item: &str) -> String {
        format!("{}::{item}", source_text(self.private))
    }
}

/// The values that a struct of an end holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `PenguinsInput`
    Input,
    /// `PenguinsOutput`
    Output,
    /// `PenguinsTarget`
    Target,
}
