//! Names: of the networks of a call, and of the layers of a network, which become fields.

use proc_macro2::{Ident, Span};
use quote::ToTokens;

use super::attributes;
use crate::ast::{Declaration, Link};
use crate::errors::{Errors, message};
use crate::parse::is_name;

/// The methods of every network; a field of the same name would only confuse.
const METHODS: [&str; 30] = [
    "forward",
    "forward_i8",
    "quantize",
    "forward_batch",
    "loss",
    "gradient",
    "input_gradient",
    "train_batch",
    "train_batch_in",
    "params",
    "params_mut",
    "params_slice",
    "params_slice_mut",
    "from_params",
    "seeded",
    "zeroed",
    "boxed",
    "random",
    "initialize",
    "save",
    "load",
    "to_onnx",
    "from_onnx",
    "read_onnx",
    "to_safetensors",
    "from_safetensors",
    "read_safetensors",
    "c_header",
    "clone",
    "fmt",
];

/// The constants of every network.
const CONSTANTS: [&str; 7] = ["INPUTS", "OUTPUTS", "PARAMS", "MACS", "TRAINED", "INPUT", "OUTPUT"];

/// Returns whether `declaration` is the first of its name; another is reported, unless conditions may keep them apart.
pub(super) fn is_new(declaration: &Declaration, earlier: &[Declaration], errors: &mut Errors) -> bool {
    let name = &declaration.name;
    let conditional = |declaration: &Declaration| !attributes::conditions(&declaration.attributes).is_empty();
    let same = |other: &Declaration| plain(&other.name) == plain(name) && !conditional(other);
    let new = conditional(declaration) || !earlier.iter().any(same);
    if !new {
        errors.report(name, message::declared_twice(plain(name)));
    }
    new
}

/// Returns the names of all layers, which are valid and differ. A label that cannot be a name is reported and replaced.
pub(super) fn layers(links: &[Link], errors: &mut Errors) -> Vec<Ident> {
    let mut names: Vec<Ident> = Vec::new();
    let labels: Vec<Option<&Ident>> =
        links.iter().map(|link| link.stage.label.as_ref().filter(|label| is_permitted(label, errors))).collect();
    for (index, link) in links.iter().enumerate() {
        let label = labels[index]
            .filter(|label| is_free(label, index, links, &labels, errors) && !is_default(label, links, errors));
        names.push(label.cloned().unwrap_or_else(|| default(link, &labels)));
    }
    names
}

/// Returns whether a field may have the name at all; another is reported.
fn is_permitted(label: &Ident, errors: &mut Errors) -> bool {
    let name = plain(label);
    if !is_name(label) {
        errors.report(label, message::label_keyword(label));
    } else if METHODS.contains(&name.as_str()) {
        errors.report(label, message::name_clash(name, "method"));
    } else if CONSTANTS.contains(&name.as_str()) {
        errors.report(label, message::name_clash(name, "constant"));
    } else {
        return true;
    }
    false
}

/// Returns whether no layer before layer `index` has its label; otherwise it is reported.
fn is_free(label: &Ident, index: usize, links: &[Link], labels: &[Option<&Ident>], errors: &mut Errors) -> bool {
    let name = plain(label);
    let same = |other: Option<&Ident>| other.is_some_and(|other| plain(other) == name);
    if let Some(first) = labels[..index].iter().position(|other| same(*other)) {
        errors.report(label, message::name_taken(&name, links[first].number));
        return false;
    }
    true
}

/// Returns whether a layer without a label has the name, which is reported.
fn is_default(label: &Ident, links: &[Link], errors: &mut Errors) -> bool {
    let name = plain(label);
    let default = links.iter().find(|other| other.stage.label.is_none() && name == default_name(other.number));
    if let Some(other) = default {
        errors.report(label, message::name_default(&name, other.number));
    }
    default.is_some()
}

/// Returns `l1`, `l2`, ... with the hygiene of the call, located at the width. After a mistake it may need a tail to be
/// new.
fn default(link: &Link, labels: &[Option<&Ident>]) -> Ident {
    let mut name = default_name(link.number);
    while labels.iter().flatten().any(|label| plain(label) == name) {
        name.push('_');
    }
    let first = link.stage.width.to_token_stream().into_iter().next();
    let span = Span::call_site();
    Ident::new(&name, first.map_or(span, |tree| span.located_at(tree.span())))
}

/// Returns the name of a layer without a label.
fn default_name(number: usize) -> String {
    format!("l{number}")
}

/// Returns the name without its `r#`.
pub(super) fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}
