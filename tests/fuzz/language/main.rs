//! Any text as a call of `mlp!`: no panic, and items or messages come out of it.
//!
//! The sources of the macro are compiled into this program, for a macro can only be called by the compiler. They are
//! links in this folder: a module that is named by a path looks for its own modules in another place.
//!
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz language -- -rss_limit_mb=1024 -only_ascii=1 -dict=tests/fuzz/language.dict
#![no_main]
#![allow(dead_code, reason = "the macro's entry is not among the sources")]

mod ast;
mod check;
mod errors;
mod expand;
mod language;
mod network;
mod parse;
mod source_text;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // what is no tokens does not reach a macro
    let Ok(tokens) = text.parse::<proc_macro2::TokenStream>() else { return };
    let (call, errors) = parse::call(tokens);
    let items = match check::networks(&call, errors) {
        // a thousand copies of a thousand layers are an expansion of gigabytes
        Ok(networks) if networks.iter().map(|network| network.layers.len()).sum::<usize>() > 200 => return,
        Ok(networks) => expand::networks(&networks),
        Err(failure) => expand::mistakes(&failure),
    };
    assert!(!items.is_empty());
    // what the compiler is given are items, or an expression
    let items = items.to_string();
    assert!(items.parse::<proc_macro2::TokenStream>().is_ok(), "{items}");
});
