//! Collects the mistakes of one call. The texts of all messages are in [`message`].

pub(crate) mod message;

use std::fmt::Display;
use std::ops::Range;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

/// The mistakes so far; finding one never ends the search for others.
#[derive(Default)]
pub(crate) struct Errors {
    errors: Vec<Mistake>,
}

/// A mistake.
struct Mistake {
    error: syn::Error,
    /// The index of the declaration that it is in.
    declaration: Option<usize>,
    /// The `#[cfg(..)]` of that declaration.
    conditions: TokenStream,
}

impl Errors {
    fn push(&mut self, error: syn::Error) {
        self.errors.push(Mistake { error, declaration: None, conditions: TokenStream::new() });
    }

    /// Reports a mistake at `tokens`, from the first to the last.
    pub(crate) fn report(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Reports the one mistake that has no tokens: an empty call.
    pub(crate) fn report_call(&mut self, message: impl Display) {
        self.push(syn::Error::new(Span::call_site(), message));
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

    /// Forgets all mistakes but the first `length`: another message says the same, and more.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.errors.truncate(length);
    }

    /// Notes that mistakes are in a declaration, which is there under conditions.
    pub(crate) fn assign(&mut self, mistakes: Range<usize>, declaration: usize, conditions: &TokenStream) {
        for mistake in &mut self.errors[mistakes] {
            mistake.declaration = Some(declaration);
            mistake.conditions = conditions.clone();
        }
    }

    /// Returns whether a declaration has mistakes.
    pub(crate) fn are_in(&self, declaration: usize) -> bool {
        self.errors.iter().any(|mistake| mistake.declaration == Some(declaration))
    }

    /// Returns whether there is no mistake that is there under all conditions.
    pub(crate) fn are_conditional(&self) -> bool {
        self.errors.iter().all(|mistake| !mistake.conditions.is_empty())
    }

    /// Returns one `compile_error!` for each mistake with its conditions, in the order in which they were found.
    pub(crate) fn to_compile_errors(&self) -> Vec<CompileError> {
        let errors = self.errors.iter();
        let compile_error = |mistake: &Mistake| CompileError {
            conditions: mistake.conditions.clone(),
            call: mistake.error.to_compile_error(),
        };
        errors.map(compile_error).collect()
    }

    #[cfg(test)]
    pub(crate) fn into_vec(self) -> Vec<syn::Error> {
        self.errors.into_iter().map(|mistake| mistake.error).collect()
    }
}

/// A message of the compiler.
pub(crate) struct CompileError {
    /// `#[cfg(..)]`
    pub(crate) conditions: TokenStream,
    /// `compile_error! { ".." }`
    pub(crate) call: TokenStream,
}

impl ToTokens for CompileError {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { conditions, call } = self;
        tokens.extend(quote!(#conditions #call));
    }
}
