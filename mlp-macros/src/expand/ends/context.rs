//! The network that the items of an end belong to.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::names::located;
use crate::expand::arguments::Arguments;
use crate::network::ends::{End, Field, plain};
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
    /// Where the methods of the network are found.
    pub(in crate::expand) place: Span,
}

impl Context<'_> {
    /// Returns whether an editor reads the items.
    pub(super) fn is_for_an_editor(&self) -> bool {
        self.arguments.is_plain()
    }

    /// Returns a name of the user's where an item of the expansion is defined. An editor shows all items that are
    /// defined at a word, so that only one is: others are at `place` beside it.
    pub(super) fn defined(&self, name: &Ident, place: Span) -> Ident {
        let mut defined = located(name);
        if self.is_for_an_editor() {
            defined.set_span(place);
        }
        defined
    }

    /// Returns the name of a method or a constant, which an editor finds at `place`.
    pub(super) fn item(&self, name: &str, place: Span) -> Ident {
        Ident::new(name, if self.is_for_an_editor() { place } else { Span::call_site() })
    }

    /// Returns a name of the user's where an item of the expansion is used.
    pub(super) fn used(&self, name: &Ident) -> Ident {
        let mut used = located(name);
        if self.is_for_an_editor() {
            used.set_span(Span::call_site());
        }
        used
    }

    /// Returns `PenguinsIsland`: the type of the classes of a field.
    pub(super) fn class_type(&self, field: &Field) -> Ident {
        let name = Ident::new(&format!("{}{}", plain(self.name), field.type_name()), field.name.span());
        self.used(&name)
    }

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

impl Role {
    /// Returns where a field of the struct is found in an editor: at its name in the declaration, where no other struct
    /// has a field of this name.
    pub(super) fn place(self, field: &Field) -> Span {
        match self {
            Self::Input | Self::Output => field.name.span(),
            Self::Target => field.colon,
        }
    }
}
