//! Compares expansions with the texts in `expansion/`, which are meant to be read.
//!
//! `BLESS=1 cargo test -p mlp-macros expansion` updates them; commit what changed.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use crate::language::activation;

/// The path that the texts leave out as noise; `use ::mlp::__private::*` replaces it.
const PRIVATE: &str = "::mlp::__private::";

/// The prefix of locals, left out too.
const LOCAL: &str = "__mlp_";

/// Returns the expansion, formatted.
fn laid_out(declaration: &str) -> String {
    let tokens: TokenStream = declaration.parse().expect("tokens");
    let expansion = shortened(crate::translate(tokens));
    let items = match syn::parse2::<syn::File>(expansion.clone()) {
        Ok(file) => file.items,
        // a bare network is an expression
        Err(_) => vec![syn::parse2(quote::quote!(fn value() -> impl Network { #expansion })).expect("an expression")],
    };
    let items: Vec<String> = items.into_iter().map(item).collect();
    format!("\n{}", items.join("\n"))
}

/// Returns one item, formatted; also what `declare_ends!` only passes on.
fn item(item: syn::Item) -> String {
    match item {
        syn::Item::Macro(call) if call.mac.path.is_ident("declare_ends") => {
            let inner: syn::File = call.mac.parse_body().expect("items");
            let inner: Vec<String> = inner.items.into_iter().map(self::item).collect();
            format!("declare_ends! {{\n\n{}\n}}\n", inner.join("\n"))
        }
        item => prettyplease::unparse(&syn::File { items: vec![item], ..syn::parse_quote!() }),
    }
}

/// Removes [`PRIVATE`] and the prefix of locals.
fn shortened(tokens: TokenStream) -> TokenStream {
    let noise: Vec<String> =
        PRIVATE.parse::<TokenStream>().expect("a path").into_iter().map(|tree| tree.to_string()).collect();
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut short, mut at) = (Vec::new(), 0);
    while at < trees.len() {
        let here = trees[at..].iter().map(ToString::to_string).take(noise.len());
        if here.eq(noise.iter().cloned()) {
            at += noise.len();
            continue;
        }
        short.push(match &trees[at] {
            TokenTree::Ident(local) if is_local(local) => {
                Ident::new(&local.to_string()[LOCAL.len()..], local.span()).into()
            }
            TokenTree::Group(group) => Group::new(group.delimiter(), shortened(group.stream())).into(),
            tree => tree.clone(),
        });
        at += 1;
    }
    short.into_iter().collect()
}

/// Returns whether this is a local such as `__mlp_w`. Its prefix keeps a user's constant `w` out of the way.
fn is_local(name: &Ident) -> bool {
    name.to_string().strip_prefix(LOCAL).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn expected(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/expansion").join(format!("{name}.expected.rs"))
}

/// Returns the comment at the top of a text: the declaration, and what is left out.
fn header(declaration: &str) -> String {
    let declaration = declaration.replace('\n', "\n//     ");
    format!(
        "// mlp! {{\n//     {declaration}\n// }}\n//\n\
         // Names without a path are those of `{PRIVATE}`; locals begin with `{LOCAL}`, left out here.\n"
    )
}

/// Compares one expansion with its text, or with `BLESS` writes the text.
fn expands(name: &str, declaration: &str) {
    let found = format!("{}{}", header(declaration), laid_out(declaration));
    let path = expected(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).expect("the folder of this test");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (line, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {} of {}; BLESS=1 writes it anew", line + 1, path.display());
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{}; BLESS=1 writes it anew", path.display());
}

/// The lines of `examples/xor_expanded.rs` around the text of `xor.expected.rs`.
const MARKS: [&str; 2] = ["// The expansion begins here.\n", "// The expansion ends here.\n"];

#[test]
fn the_example_for_readers_is_the_expansion() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/xor_expanded.rs");
    let example = fs::read_to_string(&path).expect("the example");
    let (before, rest) = example.split_once(MARKS[0]).expect("the first mark");
    let (found, after) = rest.split_once(MARKS[1]).expect("the second mark");
    let expected = format!("{}\n", laid_out(XOR));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, format!("{before}{}{expected}{}{after}", MARKS[0], MARKS[1])).expect("the example");
    } else {
        assert!(found == expected, "{} is out of date; BLESS=1 writes it anew", path.display());
    }
}

const XOR: &str = "/// Learns the exclusive or of two bits.\npub struct Xor: 2 => 3 sigmoid => 1 sigmoid";

#[test]
fn the_line_of_the_mission() {
    expands("xor", XOR);
}

#[test]
fn layers_that_kernels_run() {
    expands("digits", "struct Digits: 64 => 32 relu => 10 softmax");
}

#[test]
fn a_small_layer_behind_a_large_one() {
    expands("mixed", "struct Mixed: 64 => hidden: 32 silu no_bias => 2 tanh");
}

#[test]
fn without_a_name() {
    expands("bare", "2 => 1, seed = 9");
}

#[test]
fn a_residual_block_in_straight_line_code() {
    expands("residual", "struct Residual: 2 => 3 tanh => residual(4 relu => 3) => 1");
}

#[test]
fn residual_blocks_that_kernels_run() {
    expands(
        "residuals",
        "struct Residuals: 32 => repeat(2, residual(64 relu => 32)) => residual(WIDTH silu => 32 tanh)",
    );
}

#[test]
fn a_network_in_the_place_of_a_layer() {
    expands("net", "struct Outer: 32 => 20 relu => encoder: net(a::Encoder) => 10 softmax");
}

#[test]
fn widths_that_rustc_knows() {
    expands("constants", "struct Constants: 2 => UNITS relu => { 2 * UNITS } leaky_relu(0.1) => 1");
}

#[test]
fn dropout_and_an_activation_of_the_users() {
    expands(
        "modifiers",
        "struct Modifiers: 4 => 8 my::Snake dropout(0.2) freeze => 1 init(he_normal), crate = ::renamed",
    );
}

#[test]
fn ends_with_names() {
    expands(
        "ends",
        "pub struct Penguins:\n    { island: one_of(Biscoe, Dream), /** in mm */ bill: 30..60, female: bool } => 16 tanh =>\n    { species: softmax(Adelie, Gentoo), mass: 2700..6300 }",
    );
}

#[test]
fn every_row_of_the_table_of_activations_expands() {
    for word in activation::words() {
        let tokens = format!("struct Net: 2 => 3 relu => 40 {word}").parse().expect("tokens");
        let expansion = crate::translate(tokens).to_string();
        let type_name = activation::find(word).map_or("", |builtin| builtin.type_name);
        assert!(!expansion.contains("compile_error"), "{word}");
        assert!(expansion.contains(&format!(":: activation :: {type_name}")), "{word}");
    }
}

/// Returns the expansion without spaces.
fn dense_text(declaration: &str) -> String {
    crate::translate(declaration.parse().expect("tokens")).to_string().split_whitespace().collect()
}

/// One sample has straight-line code only where the network has: not with dropout, however small it is.
#[test]
fn a_small_network_with_dropout_has_no_straight_line_code() {
    let call = "unrolled::forward_single(self,";
    assert!(dense_text("struct N: 2 => 3 sigmoid => 1").contains(call));
    assert!(!dense_text("struct N: 2 => 3 sigmoid dropout(0.5) => 1").contains(call));
}

/// Where rustc knows the widths, it compares: bytes are four to a parameter, and biases are no multiply-adds.
#[test]
fn limits_that_rustc_checks() {
    let asserted = |limit: &str| {
        let text = dense_text(&format!("struct N: UNITS => 3 relu => 1, budget({limit})"));
        let (_, rest) = text.split_once("costliest_above(&[").expect("a limit");
        rest.split_once(");").expect("the end of the call").0.to_owned()
    };
    assert!(asserted("macs <= 9").ends_with(",3],9"), "{}", asserted("macs <= 9"));
    assert!(asserted("params <= 9").ends_with(",4],9"), "{}", asserted("params <= 9"));
    assert!(asserted("bytes <= 4 KiB").ends_with(",4],1024"), "{}", asserted("bytes <= 4 KiB"));
}

/// The derivatives of a network that ends a block are kept: the block's inputs need them too.
#[test]
fn a_network_at_the_end_of_a_block_keeps_its_derivatives() {
    assert!(dense_text("struct N: 3 => residual(net(B)) => 1").contains("let(__mlp_e1,__mlp_tape)="));
    assert!(!dense_text("struct N: 3 => net(B) => 1").contains("__mlp_e1"));
}

/// The inputs of a block are added to the outputs that dropout leaves.
#[test]
fn dropout_is_in_front_of_the_sum() {
    let text = dense_text("struct N: 4 => residual(4 tanh dropout(0.5)) => 1, unroll = none");
    let [dropout, add] = ["ForwardPass::dropout(", "ForwardPass::add("].map(|call| text.find(call).expect(call));
    assert!(dropout < add);
}
