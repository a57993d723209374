//! The known parts of a network with mistakes.

use std::collections::BTreeMap;

use quote::{ToTokens, quote};

use super::check;
use crate::network::{FallbackNetwork, Width};

fn declared(text: &str) -> Vec<FallbackNetwork> {
    let Err(failure) = check(text) else { panic!("no mistake was found in `{text}`") };
    failure.declared
}

fn literals(network: &FallbackNetwork) -> Vec<Option<usize>> {
    network.layers.iter().map(|layer| layer.width.as_ref().and_then(Width::literal)).collect()
}

#[test]
fn all_that_is_right_is_kept() {
    let networks = declared("pub struct A: 2 => h: 0 relu => 4 sigmod, crate = ::renamed; struct B: 3 => 1");
    let [a, b] = &networks[..] else { panic!("two networks") };
    assert_eq!(a.name.as_ref().unwrap(), "A");
    assert_eq!(a.visibility.to_string(), "pub");
    assert_eq!(a.inputs.as_ref().and_then(Width::literal), Some(2));
    assert_eq!(literals(a), [None, Some(4)]);
    assert_eq!(a.layers[0].name, "h");
    assert_eq!(a.krate.to_string(), quote!(::renamed).to_string());
    assert_eq!(b.name.as_ref().unwrap(), "B");
    assert_eq!(literals(b), [Some(1)]);
}

#[test]
fn names_are_valid_and_differ() {
    let networks = declared("2 => a: 3 => a: 4 => crate: 5 => l2: 6 => forward: 7 => l5: 8");
    let names: Vec<_> = networks[0].layers.iter().map(|layer| layer.name.to_string()).collect();
    assert_eq!(names, ["a", "l2_", "l3", "l2", "l5_", "l5"]);
}

#[test]
fn a_network_is_declared_once() {
    let networks = declared("struct A: 2 => 3; struct A: 4 => 5; struct r#A: 6 => 7");
    assert_eq!(networks.len(), 1);
    assert_eq!(literals(&networks[0]), [Some(3)]);
}

#[test]
fn wrong_derives_are_taken_out() {
    let networks = declared(
        "#[derive(PartialEq, Clone,)] #[repr(C)] #[must_use] #[cfg_attr(test, derive(Debug, Zeroize), inline)] struct A: 2 => 3",
    );
    let expected = quote!(#[derive(PartialEq)] #[must_use] #[cfg_attr(test, derive(Zeroize), inline)]);
    assert_eq!(networks[0].attributes.to_string(), expected.to_string());
}

#[test]
fn a_declaration_without_a_network_keeps_its_name() {
    for text in ["struct A", "struct A:", "struct A { x: f32 }", "enum A: 2 => 3", "A: 2 => 3", "struct A<T>: 2 => 3"] {
        let networks = declared(text);
        assert_eq!(networks[0].name.as_ref().unwrap(), "A", "{text}");
    }
    assert!(declared("struct").is_empty());
    assert!(declared("").is_empty());
    assert!(declared("2 => 0")[0].name.is_none());
}

/// Returns the constants of a struct with their values, and the signatures of its methods, by name.
fn interface(text: &str) -> BTreeMap<String, String> {
    let expansion = crate::translate(text.parse().expect("tokens"));
    let file: syn::File = syn::parse2(expansion).expect("items");
    let mut items = BTreeMap::new();
    let mut implementations: Vec<syn::ItemImpl> = Vec::new();
    for item in file.items {
        match item {
            syn::Item::Impl(implementation) => implementations.push(implementation),
            // a checked network hides its parameters from the user's constants in a block
            syn::Item::Const(constant) => {
                if let syn::Expr::Block(block) = *constant.expr {
                    implementations.extend(block.block.stmts.into_iter().filter_map(|statement| match statement {
                        syn::Stmt::Item(syn::Item::Impl(implementation)) => Some(implementation),
                        _ => None,
                    }));
                }
            }
            _ => {}
        }
    }
    for item in implementations.into_iter().filter(|found| found.trait_.is_none()).flat_map(|found| found.items) {
        match item {
            syn::ImplItem::Const(constant) => {
                let (ty, value) = (constant.ty.to_token_stream(), constant.expr.to_token_stream());
                items.insert(constant.ident.to_string(), format!("{ty} = {value}"));
            }
            syn::ImplItem::Fn(function) => {
                let (visibility, signature) = (function.vis.to_token_stream(), function.sig.to_token_stream());
                items.insert(function.sig.ident.to_string(), format!("{visibility} {signature}"));
            }
            _ => {}
        }
    }
    items
}

#[test]
fn the_interface_is_that_of_a_checked_network() {
    let checked = interface("pub struct A: 2 => 3 relu => 4 no_bias");
    assert_eq!(checked.len(), 11, "{checked:?}");
    assert_eq!(checked, interface("pub struct A: 2 => 3 relu => 4 no_bias, seed = x"));
}

#[test]
fn a_layer_cannot_have_the_name_of_an_item() {
    for name in interface("struct A: 2 => 1").keys() {
        assert!(check(&format!("2 => {name}: 3 => 1")).is_err(), "{name}");
    }
}

/// Copies of a message at the same place, which a terminal hides, are shown by an editor.
#[test]
fn every_message_is_written_once() {
    for text in [
        "struct A: 2 => 3 sig => 1",
        "struct A: 2 =>",
        "struct A 3 => 2",
        "struct A: => 2",
        "struct A",
        "2 => sigmoid => 1",
        "struct A: 2 => 0 => 0, seed = x; struct B: 0 => 1; struct C",
        "struct A: 65536 => 65536 => 65536, weights = \"\"",
    ] {
        let Err(failure) = check(text) else { panic!("no mistake was found in `{text}`") };
        let expansion = crate::translate(text.parse().expect("tokens")).to_string();
        let written = expansion.matches("compile_error").count();
        assert_eq!(written, failure.errors.len(), "`{text}`: {expansion}");
    }
}

/// `#![forbid(unused)]` and `#![forbid(warnings)]` of the user's crate are errors beside an `#[allow(..)]`.
#[test]
fn a_stand_in_has_no_lint_levels() {
    for text in [
        "struct A: 2 => 3 sigmod => 1",
        "2 => 0",
        "struct A: { x: 0..1, y: one_of(B, C) } => 3 sigmod => { z: softmax(D, E) }",
        "struct A: 2 => 3 relu => 1, arithmetic = i8, seed = x",
    ] {
        assert!(check(text).is_err(), "no mistake was found in `{text}`");
        let expansion = crate::translate(text.parse().expect("tokens")).to_string();
        for level in ["allow", "expect", "warn", "deny"] {
            assert!(!expansion.contains(&format!("# [{level}")), "`{text}`: {expansion}");
        }
    }
}
