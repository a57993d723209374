//! The names of arguments in the signatures of methods.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::tokens::reserved;

/// The names of the arguments in the signatures of methods.
#[derive(Clone, Copy)]
pub(super) enum Arguments {
    /// `seed`, since an editor shows the signature and runs nothing.
    Plain,
    /// `seed` in the documentation. Else a name that no constant of the user's has: a pattern that is a single name
    /// means a constant of that name, if there is one in scope.
    Reserved,
}

impl Arguments {
    /// Returns whether an editor reads the names.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Plain)
    }

    /// Returns an argument, to stand in a signature.
    pub(super) fn argument(self, name: &str, span: Span, ty: &impl ToTokens) -> TokenStream {
        let plain = Ident::new(name, span);
        let mut local = self.local(name);
        local.set_span(span);
        match self {
            Self::Plain => quote_spanned!(span=> #plain: #ty),
            Self::Reserved => quote_spanned!(span=> #[cfg(doc)] #plain: #ty, #[cfg(not(doc))] #local: #ty),
        }
    }

    /// Returns the name of an argument in the body of its method.
    pub(super) fn local(self, name: &str) -> Ident {
        let mut local = match self {
            Self::Plain => Ident::new(name, Span::call_site()),
            Self::Reserved => reserved(name),
        };
        local.set_span(Span::call_site());
        local
    }
}
