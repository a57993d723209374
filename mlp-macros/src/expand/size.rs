//! Numbers that the macro knows, or only rustc.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::tokens::{at, braced};

/// A number that the macro knows, or an expression whose value rustc knows.
#[derive(Clone)]
pub(super) enum Size {
    Known(usize),
    Constant(TokenStream),
}

impl Size {
    /// Returns the value, where the macro knows it.
    pub(super) fn known(&self) -> Option<usize> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Constant(_) => None,
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        if self.known() == Some(0) {
            return other.clone();
        }
        self.combine(other, |a, b| a + b, &quote!(+))
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        if other.known() == Some(1) {
            return self.clone();
        }
        self.combine(other, |a, b| a * b, &quote!(*))
    }

    /// Computes with known numbers, or writes the operator between the two.
    fn combine(&self, other: &Self, known: impl Fn(usize, usize) -> usize, operator: &TokenStream) -> Self {
        match (self, other) {
            (Self::Known(a), Self::Known(b)) => Self::Known(known(*a, *b)),
            _ => Self::Constant(quote_spanned!(at(self)=> (#self #operator #other))),
        }
    }
}

impl ToTokens for Size {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Known(value) => Literal::usize_unsuffixed(*value).to_tokens(tokens),
            Self::Constant(written) => written.to_tokens(tokens),
        }
    }
}

/// Returns a size as a const argument.
pub(super) fn argument(size: &Size) -> TokenStream {
    match size {
        Size::Known(_) => quote!(#size),
        Size::Constant(_) => braced(quote!(#size), at(size)).to_token_stream(),
    }
}
