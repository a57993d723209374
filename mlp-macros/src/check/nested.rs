//! Networks in place of a layer: `net(Encoder)`.

use proc_macro2::{Group, Ident, TokenStream};
use quote::ToTokens;

use crate::ast::{Stage, Width};
use crate::errors::{Errors, message};
use crate::parse::{flattened, is_path};

/// Returns the parenthesized group of `net(...)`, if the stage is one.
pub(super) fn group(stage: &Stage) -> Option<&Group> {
    match &stage.width {
        Some(Width::Call(path, group)) if path.is("net") => Some(group),
        _ => None,
    }
}

/// Checks `net(...)` and returns the type of the network; `network_name` is the name of the network around it.
pub(super) fn path(
    stage: &Stage,
    group: &Group,
    network_name: Option<&Ident>,
    errors: &mut Errors,
) -> Option<TokenStream> {
    if let Some(word) = stage.words.first() {
        errors.report(word, message::behind_net(word.to_token_stream()));
    }
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
