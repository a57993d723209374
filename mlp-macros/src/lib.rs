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

/// Returns whether an editor asks: its server for macros is called `rust-analyzer` and something.
fn is_editor() -> bool {
    let program = std::env::current_exe().ok();
    let name = program.as_deref().and_then(std::path::Path::file_stem);
    name.is_some_and(|name| name.to_string_lossy().starts_with("rust-analyzer"))
}

/// Expands one call for an editor: the interface of its networks, without what runs.
fn for_an_editor(call: &ast::Call, errors: errors::Errors) -> TokenStream {
    expand::for_an_editor(call, &check::all(call, errors))
}

/// Expands one call.
fn translate(input: TokenStream) -> TokenStream {
    let (call, errors) = parse::call(input);
    if is_editor() {
        return for_an_editor(&call, errors);
    }
    match check::networks(&call, errors) {
        Ok(networks) => expand::networks(&networks),
        Err(failure) => expand::mistakes(&failure),
    }
}
