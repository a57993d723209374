//! Tests of the macro as a whole: texts in; networks, messages or items out.

mod editor;
mod ends;
mod expansion;
mod fallback;
mod fuzzed;
mod messages;
mod networks;
mod one_token;
mod properties;
mod remedies;
mod warnings;

use proc_macro2::TokenStream;

use crate::check::Failure;
use crate::network::Network;
use crate::{check, parse};

fn check(text: &str) -> Result<Vec<Network>, Failure> {
    check_tokens(text.parse().expect("tokens"))
}

fn check_tokens(tokens: TokenStream) -> Result<Vec<Network>, Failure> {
    let (call, errors) = parse::call(tokens);
    check::networks(&call, errors)
}

/// Returns each message of a wrong call with the text that it underlines.
fn mistakes(text: &str) -> Vec<(String, String)> {
    let Err(failure) = check(text) else { panic!("no mistake was found in `{text}`") };
    let underlined = |error: &syn::Error| error.span().source_text().unwrap_or_default();
    let errors = failure.errors.into_vec();
    for error in &errors {
        remedies::are_right(&error.to_string());
    }
    errors.iter().map(|error| (underlined(error), error.to_string())).collect()
}

/// Returns the meaning of a network as text, without spans, so that two can be compared.
fn meaning(network: &Network) -> String {
    use std::fmt::Write;

    let Network { attributes, visibility, name, inputs, layers, seed, unroll, krate, .. } = network;
    let name = name.as_ref().map(ToString::to_string);
    let mut text = format!("{attributes} {visibility} {name:?} {} {seed} {unroll:?} {krate}", width(inputs));
    for layer in layers {
        let crate::network::Layer {
            name,
            width: units,
            activation,
            bias,
            initialization,
            bias_initialization,
            dropout,
            ..
        } = layer;
        let initialization = format!("{} {}", initialization.usage(), bias_initialization.usage());
        write!(text, "\n{name} {} {activation:?} {bias} {initialization} {dropout:?}", width(units)).expect("a string");
    }
    text
}

fn width(width: &crate::network::Width) -> String {
    match width {
        crate::network::Width::Literal { value, .. } => value.to_string(),
        crate::network::Width::Constant(tokens) => format!("constant {tokens}"),
        crate::network::Width::Net(tokens) => format!("net {tokens}"),
    }
}
