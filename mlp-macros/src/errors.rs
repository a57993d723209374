//! Collects the mistakes of one call. The texts of all messages are in [`message`].

pub(crate) mod message;

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes so far; finding one never ends the search for others.
#[derive(Default)]
pub(crate) struct Errors {
    errors: Vec<syn::Error>,
}

impl Errors {
    /// Reports a mistake at `tokens`, from the first to the last.
    pub(crate) fn report(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.errors.push(syn::Error::new_spanned(tokens, message));
    }

    /// Reports the one mistake that has no tokens: an empty call.
    pub(crate) fn report_call(&mut self, message: impl Display) {
        self.errors.push(syn::Error::new(Span::call_site(), message));
    }

    /// Adds the mistakes that were found elsewhere.
    pub(crate) fn append(&mut self, mut found: Self) {
        self.errors.append(&mut found.errors);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.errors.len()
    }

    /// Returns one `compile_error!` for each mistake, in the order in which they were found.
    pub(crate) fn to_compile_errors(&self) -> impl Iterator<Item = TokenStream> {
        self.errors.iter().map(syn::Error::to_compile_error)
    }

    #[cfg(test)]
    pub(crate) fn into_vec(self) -> Vec<syn::Error> {
        self.errors
    }
}
