//! The `mlp!` macro: text in, Rust out.
//!
//! The way of a call: tokens, the tree of what was written (`ast`), what is meant (`network`), items (`expand`).
//! Everything that can be wrong is found on the second step, so expansion cannot fail.
#![forbid(unsafe_code)]

mod activation;
mod ast;
mod check;
mod errors;
mod expand;
mod initialization;
mod loss;
mod modifier;
mod network;
mod parse;
mod spelling;
#[cfg(test)]
mod tests;
mod written;

use proc_macro2::TokenStream;

/// Declares statically shaped multilayer perceptrons; see the crate `mlp`, which re-exports this macro.
#[proc_macro]
pub fn mlp(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    translate(input.into()).into()
}

fn translate(input: TokenStream) -> TokenStream {
    let (call, errors) = parse::call(input);
    match check::networks(&call, errors) {
        Ok(networks) => expand::networks(&networks),
        Err(failure) => expand::fallback(&failure.errors, &failure.declared),
    }
}
