//! One wrong token is one mistake: right declarations in which a token is left out, doubled, or swapped with the next.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use super::{check, check_tokens};

/// Right declarations with every part of the language.
const RIGHT: [&str; 14] = [
    "2 => 3 sigmoid => 1 sigmoid",
    "struct Xor: 2 => 3 sigmoid => 1 sigmoid",
    "pub struct Deep: 4 => first: 64 relu no_bias => 3 softmax, seed = 9, unroll = none",
    "struct A: 2 => 3 leaky_relu(0.1) dropout(0.2) => UNITS tanh init(he, uniform(0.1)) => 1",
    "< 2 => 3 relu => 1, seed = 9 >",
    "2 => 3 Swish<2> => 1",
    "struct B: { 2 * UNITS } => sizes::HIDDEN relu freeze => 1",
    "struct C: 64 => repeat(4, 64 relu) => residual(32 relu => 64) => 10 softmax",
    "struct D: 2 => net(Encoder) freeze => 1, budget(bytes <= 4 KiB, macs <= 10_000)",
    "#[derive(PartialEq)] struct E: 2 => 1, crate = ::renamed; struct F: 3 => 4 my::Swish => 2",
    "struct G: { a: 20..220, b: one_of(A, B, C), c: standard(201, 14) } => 4 tanh => 1",
    "struct H: 2 => 4 tanh => { d: sigmoid, e: softmax(A, B), f: tanh -1..1, g: [0..1; 4] }",
    "struct I: { new: bool, old: raw } => 8 relu => { price: 10..20 } no_bias",
    "struct J: 2 => 3 relu => 1; struct K: 1 => 2",
];

/// Returns the tokens with those signs together that are written together: `=>`, `..`.
fn units(trees: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    let mut units: Vec<Vec<TokenTree>> = Vec::new();
    for tree in trees {
        let is_joint = |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if sign.spacing() == Spacing::Joint);
        match units.last_mut() {
            Some(unit) if matches!(tree, TokenTree::Punct(_)) && unit.last().is_some_and(is_joint) => {
                unit.push(tree.clone());
            }
            _ => units.push(vec![tree.clone()]),
        }
    }
    units
}

/// Returns the call with a slip in each place, at any depth, with a description of the slip.
fn slips(trees: &[TokenTree]) -> Vec<(String, Vec<TokenTree>)> {
    let mut slips = Vec::new();
    let units = units(trees);
    let text = |unit: &[TokenTree]| unit.iter().cloned().collect::<TokenStream>().to_string();
    for (at, unit) in units.iter().enumerate() {
        let mut without = units.clone();
        without.remove(at);
        slips.push((format!("without `{}`", text(unit)), without.concat()));
        let mut doubled = units.clone();
        doubled.insert(at, unit.clone());
        slips.push((format!("`{}` twice", text(unit)), doubled.concat()));
        if let Some(next) = units.get(at + 1) {
            let mut swapped = units.clone();
            swapped.swap(at, at + 1);
            slips.push((format!("`{}` behind `{}`", text(unit), text(next)), swapped.concat()));
        }
        if let [TokenTree::Group(group)] = &unit[..]
            && group.delimiter() != Delimiter::Bracket
        {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            for (what, inner) in self::slips(&inner) {
                let mut outer = units.clone();
                outer[at] = vec![Group::new(group.delimiter(), inner.into_iter().collect()).into()];
                slips.push((what, outer.concat()));
            }
        }
    }
    slips
}

/// Declarations that can be read in two ways: `Swish<2>` without its `<` could also be a width behind an activation.
const AMBIGUOUS: [&str; 1] = ["2 => 3 Swish 2 > => 1"];

/// A token that is missing or doubled is one message. Two tokens that are swapped are two tokens in wrong places, which
/// may be a message each, and one for what they seem to be.
#[test]
fn a_slip_is_one_message() {
    let mut number = 0;
    for text in RIGHT {
        assert!(check(text).is_ok(), "{text}");
        let trees: Vec<TokenTree> = text.parse::<TokenStream>().expect("tokens").into_iter().collect();
        for (slip, wrong) in slips(&trees) {
            // as it would have been written
            let written = wrong.into_iter().collect::<TokenStream>().to_string();
            let Ok(tokens) = written.parse() else { continue };
            number += 1;
            let Err(failure) = check_tokens(tokens) else { continue };
            let messages: Vec<_> = failure.errors.into_vec().iter().map(ToString::to_string).collect();
            let most = if slip.contains("behind") { 3 } else { 1 };
            let is_ambiguous = AMBIGUOUS.contains(&written.as_str());
            assert!(messages.len() <= most || is_ambiguous, "{slip}: {written}\n{}", messages.join("\n"));
        }
    }
    assert!(number > 700, "{number} slips");
}
