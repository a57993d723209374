//! The `mlp!` macro: text in, Rust out.
//!
//! A call becomes a tree of what was written (`parse` to `ast`), then what is meant (`check` to `network`), then
//! items (`expand`). `check` finds everything that can be wrong, so expansion cannot fail.
//!
//! Imports run one way: `source_text`, `errors`, `language` (the words) and `ast` know nothing of the rest; `network`,
//! `parse`, `check` and `expand` build on them in this order, and no two modules import each other.
#![forbid(unsafe_code)]

// the search for names is shared with a crate that has no `std`
#[cfg(feature = "weights")]
extern crate alloc;

mod ast;
mod check;
mod errors;
mod expand;
mod language;
mod network;
mod parse;
mod source_text;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

/// Declares statically shaped multilayer perceptrons; see the crate `mlp`, which re-exports this macro.
#[proc_macro]
pub fn mlp(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    translate(input.into()).into()
}

/// Expands one call.
fn translate(input: TokenStream) -> TokenStream {
    let (call, errors) = parse::call(input);
    match check::networks(&call, errors) {
        Ok(networks) => expand::networks(&networks),
        Err(failure) => expand::fallback(&failure.errors, &failure.declared),
    }
}
