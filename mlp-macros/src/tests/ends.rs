//! Inputs and outputs with names: what they mean.

use super::check;
use crate::network::ends::Ends;

/// Returns the ends of the only network of a call, as text.
fn ends(text: &str) -> [Option<String>; 2] {
    let networks = check(text).unwrap_or_else(|failure| panic!("{text}: {:?}", failure.errors.into_vec()));
    let Ends { inputs, outputs } = &networks[0].ends;
    let widths = [networks[0].inputs.literal(), networks[0].layers.last().and_then(|layer| layer.width.literal())];
    for (end, width) in [inputs, outputs].into_iter().zip(widths) {
        assert!(end.as_ref().is_none_or(|end| Some(end.width()) == width), "{text}");
    }
    [inputs, outputs].map(|end| end.as_ref().map(ToString::to_string))
}

#[test]
fn they_are_written_as_they_are_read() {
    let inputs = "{ island: one_of(Biscoe, Dream), bill: 30..60, flipper: standard(201, 14), female: bool, x: raw, y: [-0.5..0.25; 4] }";
    let outputs =
        "{ species: softmax(Adelie, Gentoo), mass: 2700..6300, ill: sigmoid, z: tanh -1..1, digit: [softmax(10); 2] }";
    let text = format!("struct N: {inputs} => 8 relu => {outputs} no_bias");
    assert_eq!(ends(&text), [Some(inputs.to_owned()), Some(outputs.to_owned())]);
}

#[test]
fn one_end_alone() {
    assert_eq!(ends("struct N: { a: 0..1, } => 1"), [Some("{ a: 0..1 }".to_owned()), None]);
    assert_eq!(ends("struct N: 2 => last: { r#type: raw } freeze"), [None, Some("{ type: raw }".to_owned())]);
}

/// Braces without `name:` stay a computed width.
#[test]
fn other_braces_are_widths() {
    for text in ["struct N: { 2 * UNITS } => 1", "struct N: { a::UNITS } => { UNITS }", "struct N: 2 => { f(1) }"] {
        assert_eq!(ends(text), [None, None], "{text}");
    }
}

#[test]
fn attributes_stay() {
    let networks = check("struct N: { /// in mm\n #[allow(x)] a: 0..1 } => 1").ok().expect("a valid call");
    let inputs = networks[0].ends.inputs.as_ref().expect("names");
    let attributes = inputs.fields[0].attributes.to_string().replace(' ', "");
    assert_eq!(attributes, r#"#[doc="inmm"]#[allow(x)]"#);
}

/// A macro of the user's hands its pieces on.
#[test]
fn pieces_of_an_outer_macro() {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::quote;
    let invisible = |tokens: TokenStream| TokenTree::from(Group::new(Delimiter::None, tokens));
    let (low, high, name) = (invisible(quote!(-1.5)), invisible(quote!(3)), invisible(quote!(speed)));
    let networks = super::check_tokens(quote!(struct N: { #name: #low..#high } => 1)).ok().expect("a valid call");
    assert_eq!(networks[0].ends.inputs.as_ref().map(ToString::to_string).as_deref(), Some("{ speed: -1.5..3 }"));
}
