//! The expansion for an editor.

use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::language::{activation, block, budget, ends, initialization, modifier, option};
use crate::{for_an_editor, parse};

fn expansion(text: &str) -> TokenStream {
    let (call, errors) = parse::call(text.parse().expect("tokens"));
    for_an_editor(&call, errors)
}

/// Returns how often a word stands in the expansion where the user wrote it.
fn times(tokens: TokenStream, word: &str) -> usize {
    let count = |tree| match tree {
        TokenTree::Group(group) => times(group.stream(), word),
        tree => usize::from(tree.span().source_text().as_deref() == Some(word)),
    };
    tokens.into_iter().map(count).sum()
}

#[test]
fn what_the_user_wrote_stands_once() {
    let declaration = "struct Net: 2 => hidden: UNITS leaky_relu(0.1) no_bias init(he) => residual(UNITS my_own) => \
                       deep: net(Deep) => 1, seed = 9";
    for word in ["Net", "hidden", "leaky_relu", "no_bias", "init", "he", "residual", "deep", "Deep", "net", "seed"] {
        assert_eq!(times(expansion(declaration), word), 1, "{word}");
    }
    // two widths
    assert_eq!(times(expansion(declaration), "UNITS"), 2);
}

#[test]
fn kinds_and_values_of_options_stand_once() {
    let declaration = "struct Net: { area: 20..220, kind: one_of(Flat, House), new: bool } => 4 => \
                       { price: tanh 5..9, sold: sigmoid, heat: [softmax(Gas, Oil); 2] }, unroll = full, arithmetic = f32, \
                       budget(bytes <= 4 KiB, macs <= 100)";
    for word in [
        "Net",
        "area",
        "20",
        "kind",
        "one_of",
        "Flat",
        "new",
        "bool",
        "price",
        "tanh",
        "sold",
        "sigmoid",
        "heat",
        "softmax",
        "Oil",
        "unroll",
        "full",
        "arithmetic",
        "f32",
        "budget",
        "bytes",
        "KiB",
        "macs",
    ] {
        assert_eq!(times(expansion(declaration), word), 1, "{word}");
    }
}

/// The internal names that an editor would offer after `Net::`.
#[test]
fn no_constant_of_the_expansion_is_an_item_of_the_network() {
    let text = expansion("struct Net: N => net(Deep) => { 2 * N } => 1 sig").to_string();
    assert!(!text.contains("WIDTH_1") && !text.contains("UNKNOWN_WIDTH_OF"), "{text}");
}

#[test]
fn stand_ins_are_items_or_a_value() {
    let own = "struct A: 2 => 3 my::Swish<2> => 4 Sine => 1";
    for text in [own, "struct A: 2 => 3 relu => 1 sigmod; #[cfg(a)] pub struct B: N => net(C) => 1", "struct A: 2 =>"] {
        syn::parse2::<syn::File>(expansion(text)).expect("items");
    }
    syn::parse2::<syn::Expr>(expansion("2 => 3 relu => 1")).expect("a value");
}

#[test]
fn a_mistake_is_still_a_message() {
    assert_eq!(expansion("struct A: 2 => 3 sig").to_string().matches("compile_error").count(), 1);
}

/// `init`, `he` and all the others are items of `mlp::language`.
#[test]
fn every_word_has_a_page() {
    let initializations: Vec<&str> = initialization::words().collect();
    let values = |name| option::values().filter(move |(option, _)| *option == name).map(|(_, value)| value);
    let pages: [(&str, Vec<&str>); 11] = [
        ("layer", activation::words().chain(modifier::words()).collect()),
        ("initialization", initializations),
        // a keyword cannot be the name of an item
        ("option", option::words().filter(|word| *word != "crate").collect()),
        ("block", block::words().collect()),
        ("kind", ends::words().chain(ends::activations()).collect()),
        ("number", vec!["range"]),
        ("unroll", values("unroll").collect()),
        ("arithmetic", values("arithmetic").collect()),
        ("storage", values("storage").collect()),
        ("budget", budget::words().collect()),
        ("unit", budget::units().collect()),
    ];
    for (module, words) in pages {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/language").join(module).with_extension("rs");
        let text = fs::read_to_string(&path).expect("the module");
        for word in words {
            let defined = text.contains(&format!("pub struct {word};"))
                || text.contains(&format!("pub const {word}:"))
                || text.contains(&format!(" as {word},"))
                || text.lines().any(|line| line.starts_with("pub use super::layer::{") && line.contains(word));
            assert!(defined, "{} has no `{word}`", path.display());
        }
    }
}
