//! The network that the items of an end belong to.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::expand::arguments::Arguments;
use crate::network::ends::End;
use crate::source_text::source_text;

/// The names that the items of an end begin with.
pub(in crate::expand) struct Context<'a> {
    /// `::mlp::__private`
    pub(in crate::expand) private: &'a TokenStream,
    /// The name of the network.
    pub(in crate::expand) name: &'a Ident,
    pub(in crate::expand) visibility: &'a TokenStream,
    pub(in crate::expand) arguments: Arguments,
    /// The constant in place of widths that are not known; `None` of a network without mistakes.
    pub(in crate::expand) unknown: Option<&'a Ident>,
}

impl Context<'_> {
    /// Returns the path of an item of `__private` as text, for attributes of `serde`.
    pub(super) fn private_path(&self, item: &str) -> String {
        format!("{}::{item}", source_text(self.private))
    }

    /// Returns the type of a value of a kind that is not known. It depends on an error, and rustc asks no questions
    /// about it.
    pub(super) fn unknown_type(&self) -> TokenStream {
        let unknown = self.unknown.map_or_else(|| quote!(0), ToTokens::to_token_stream);
        quote!(<[(); #unknown] as ::core::iter::IntoIterator>::Item)
    }

    /// Returns the number of values of an end.
    pub(super) fn width(&self, end: &End) -> TokenStream {
        match self.unknown {
            Some(unknown) if !end.whole => unknown.to_token_stream(),
            _ => Literal::usize_unsuffixed(end.width()).to_token_stream(),
        }
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
