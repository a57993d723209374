//! Networks in place of a layer: `net(Encoder)`.

use proc_macro2::{Group, Ident, TokenStream};
use quote::ToTokens;

use super::words::LayerWords;
use crate::ast::{Stage, Width, Word};
use crate::errors::{Errors, message};
use crate::parse::{flattened, is_path};

/// Returns the parenthesized group of `net(...)`, if the stage is one.
pub(super) fn group(stage: &Stage) -> Option<&Group> {
    match &stage.width {
        Some(Width::Call(path, group)) if path.is("net") => Some(group),
        _ => None,
    }
}

/// Reads the words behind `net(...)`, of which there is one, `freeze`.
pub(super) fn words(stage: &Stage, errors: &mut Errors) -> LayerWords {
    let mut frozen = false;
    for word in &stage.words {
        let Word::Path { path, argument } = word else {
            errors.report(word, message::behind_net(word.to_token_stream()));
            break;
        };
        match (path.word().filter(|_| path.is("freeze")), argument) {
            (Some(word), None) if frozen => errors.report(word, message::given_twice(word)),
            (Some(_), None) => frozen = true,
            (Some(word), Some(argument)) => errors.report(argument, message::no_argument(word)),
            (None, _) => {
                errors.report(word, message::behind_net(word.to_token_stream()));
                break;
            }
        }
    }
    LayerWords::of_network(frozen)
}

/// Checks `net(...)` and returns the type of the network; `network_name` is the name of the network around it.
pub(super) fn path(group: &Group, network_name: Option<&Ident>, errors: &mut Errors) -> Option<TokenStream> {
    if !is_path(&group.stream()) {
        let underlined = if group.stream().is_empty() { group.to_token_stream() } else { group.stream() };
        errors.report(underlined, message::net_usage());
        return None;
    }
    let path: TokenStream = flattened(group.stream()).into_iter().collect();
    if let Some(name) = network_name.filter(|name| name.to_string() == path.to_string()) {
        errors.report(&path, message::net_of_itself(name));
        return None;
    }
    Some(path)
}
