//! A nested network: one in place of a layer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::tokens::located;

/// `<Encoder as Part>`, located from the first to the last token of what was written.
///
/// Rustc prints the same message at the same span only once, so every use of the type in the expansion has these spans.
pub(super) struct Nested {
    ty: TokenStream,
    last: Span,
}

impl Nested {
    pub(super) fn new(net: &TokenStream, private: &TokenStream) -> Self {
        // the user's own spans: rustc's notes about macros would make two messages of one
        let mut spans = net.clone().into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        let private = located(private, first);
        let (open, part) = (quote_spanned!(first=> <), quote_spanned!(first=> as #private::Nested));
        Self { ty: quote!(#open #net #part), last: spans.last().unwrap_or(first) }
    }

    /// Returns the span of its name.
    pub(super) fn span(&self) -> Span {
        self.last
    }

    /// Returns one of its items: `<Encoder as Part>::ZERO`.
    pub(super) fn item(&self, name: &str) -> TokenStream {
        let (ty, item) = (&self.ty, Ident::new(name, self.last));
        let close = quote_spanned!(self.last=> >::#item);
        quote!(#ty #close)
    }
}
