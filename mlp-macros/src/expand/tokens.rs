//! Tokens of the expansion, and the spans that rustc's messages underline.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Returns the span of the call located at the first of the user's tokens, which a note of rustc then underlines.
pub(super) fn at(tokens: impl ToTokens) -> Span {
    let first = tokens.into_token_stream().into_iter().next();
    first.map_or_else(Span::call_site, |token| Span::call_site().located_at(token.span()))
}

/// Returns the span of the first of the user's tokens itself, for messages that must not mention a macro.
pub(super) fn own_span(tokens: impl ToTokens) -> Span {
    tokens.into_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// Returns a name for a local of the expansion.
///
/// Even with a hygiene of its own, a binding `w` would be taken for a user's constant `w`, so all names in the
/// expansion begin with `__mlp_`, which nobody else uses.
pub(super) fn local(name: &str, number: usize) -> Ident {
    reserved(&format!("{name}{number}"))
}

/// Returns a name that belongs to the expansion.
pub(super) fn reserved(name: &str) -> Ident {
    Ident::new(&format!("__mlp_{name}"), Span::mixed_site())
}

/// Returns tokens in braces that are located at the user's tokens, so that an item ends where they do.
pub(super) fn braced(content: TokenStream, span: Span) -> Group {
    let mut group = Group::new(Delimiter::Brace, content);
    group.set_span(span);
    group
}

/// The attributes of a declaration that belong to every item of it.
pub(super) struct ItemAttributes {
    /// `#[cfg(..)]`
    conditions: TokenStream,
    /// The attribute for uses of a network that may be deprecated.
    allowed: TokenStream,
}

impl ItemAttributes {
    /// Returns the attributes of the items of a network with these conditions.
    pub(super) fn new(conditions: &TokenStream, allowed: &TokenStream) -> Self {
        Self { conditions: conditions.clone(), allowed: allowed.clone() }
    }

    /// Returns the items with these attributes.
    pub(super) fn on(&self, items: TokenStream) -> TokenStream {
        if self.conditions.is_empty() && self.allowed.is_empty() {
            return items;
        }
        let with_attributes = |item: Vec<TokenTree>| {
            // a call of a macro takes no lint levels
            let allowed = if is_macro_call(&item) { &TokenStream::new() } else { &self.allowed };
            let item = item.into_iter();
            self.conditions.clone().into_iter().chain(allowed.clone()).chain(item).collect::<TokenStream>()
        };
        split(items).into_iter().map(with_attributes).collect()
    }
}

/// Returns whether an item is `path! { ... }`.
fn is_macro_call(item: &[TokenTree]) -> bool {
    let bang = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '!');
    let [.., before, TokenTree::Group(_)] = item else { return false };
    bang(before)
}

/// Splits items.
fn split(items: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut all = Vec::new();
    // the item so far, and the word that says of which kind it is
    let (mut item, mut kind) = (Vec::new(), None);
    for tree in items {
        if let (None, TokenTree::Ident(word)) = (&kind, &tree) {
            kind = Some(word.to_string()).filter(|word| word != "pub" && word != "unsafe");
        }
        let has_value = kind.as_ref().is_some_and(|kind| ["const", "static", "type", "use"].contains(&kind.as_str()));
        let ends = match &tree {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => !has_value && group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        item.push(tree);
        if ends {
            all.push(std::mem::take(&mut item));
            kind = None;
        }
    }
    all
}

/// Returns the tokens located at the call.
pub(super) fn quiet(tokens: TokenStream) -> TokenStream {
    with_spans(tokens, &|_| Span::call_site())
}

/// Returns the tokens with the hygiene of `span`, located where they are.
pub(super) fn resolved(tokens: TokenStream, span: Span) -> TokenStream {
    with_spans(tokens, &|own| own.resolved_at(span))
}

/// Returns whether tokens name `Self`.
pub(super) fn has_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => word == "Self",
        TokenTree::Group(group) => has_self(group.stream()),
        _ => false,
    })
}

/// Returns the tokens with other spans, also in groups.
fn with_spans(tokens: TokenStream, span: &dyn Fn(Span) -> Span) -> TokenStream {
    let changed = |tree| match tree {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), with_spans(group.stream(), span));
            inner.set_span(span(group.span()));
            TokenTree::Group(inner)
        }
        mut tree => {
            tree.set_span(span(tree.span()));
            tree
        }
    };
    tokens.into_iter().map(changed).collect()
}

/// Returns the tokens located at `span`, with the hygiene that they have.
pub(super) fn located(tokens: &TokenStream, span: Span) -> TokenStream {
    let located = |mut token: TokenTree| {
        token.set_span(span.resolved_at(token.span()));
        token
    };
    tokens.clone().into_iter().map(located).collect()
}
