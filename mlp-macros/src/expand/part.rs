//! A network in the place of a layer, as the expansion speaks of it.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// `<Encoder as Part>`, from the first to the last token of what was written: rustc says the same about the same place
/// only once, and all that the expansion asks of the type goes this way.
pub(super) struct Part {
    ty: TokenStream,
    last: Span,
}

impl Part {
    pub(super) fn new(net: &TokenStream, private: &TokenStream) -> Self {
        // the user's own places: rustc's notes about macros would make two messages of one
        let mut places = net.clone().into_iter().map(|token| token.span());
        let first = places.next().unwrap_or_else(Span::call_site);
        let private = located(private, first);
        let (open, part) = (quote_spanned!(first=> <), quote_spanned!(first=> as #private::Nested));
        Self { ty: quote!(#open #net #part), last: places.last().unwrap_or(first) }
    }

    /// Where it is named.
    pub(super) fn place(&self) -> Span {
        self.last
    }

    /// One of its items: `<Encoder as Part>::ZERO`.
    pub(super) fn item(&self, name: &str) -> TokenStream {
        let (ty, item) = (&self.ty, Ident::new(name, self.last));
        let close = quote_spanned!(self.last=> >::#item);
        quote!(#ty #close)
    }
}

/// The tokens, seen at another place.
pub(super) fn located(tokens: &TokenStream, place: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(place.resolved_at(token.span()));
        token
    };
    tokens.clone().into_iter().map(located).collect()
}
