//! `weights = "digits.safetensors"`: a file that becomes part of the program.

#[cfg(feature = "weights")]
mod checksum;
#[cfg(feature = "weights")]
mod compare;
#[cfg(feature = "weights")]
mod fields;
#[cfg(feature = "weights")]
mod foreign;
#[cfg(feature = "weights")]
mod integers;
#[cfg(feature = "weights")]
mod modules;
#[cfg(feature = "weights")]
mod onnx;
#[cfg(feature = "weights")]
mod proposal;
#[cfg(feature = "weights")]
mod read;
#[cfg(feature = "weights")]
mod remedy;
#[cfg(feature = "weights")]
mod tensors;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Lit, LitStr};

use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::network::Layer;
use crate::parse;
use crate::source_text::{source_text, text_of};
#[cfg(feature = "weights")]
pub(super) use integers::read as read_integers;
#[cfg(feature = "weights")]
pub(super) use read::read;

/// A file, and where it has the network: `"policy.safetensors" at "actor"`.
pub(super) struct FileOfWeights {
    path: LitStr,
    #[cfg_attr(not(feature = "weights"), expect(dead_code, reason = "only the feature `weights` reads files"))]
    place: Place,
}

/// Where a file has a network.
#[cfg_attr(not(feature = "weights"), expect(dead_code, reason = "only the feature `weights` reads files"))]
pub(super) enum Place {
    /// The file has nothing else.
    Whole,
    /// `at "actor"`: behind a prefix.
    Behind(LitStr),
    /// `at ["fc1", "out"]`: a name for each layer.
    Layers(Group, Vec<LitStr>),
}

/// Reads the path of the file and what stands behind `at`.
pub(super) fn file(setting: &Setting, errors: &mut Errors) -> Option<FileOfWeights> {
    let trees = parse::flattened(setting.value.clone());
    let Some((path, rest)) = trees.split_first().and_then(|(first, rest)| Some((string(first)?, rest))) else {
        errors.report(&setting.value, message::bad_weights(text_of(&trees)));
        return None;
    };
    let place = match rest {
        [] => Some(Place::Whole),
        [TokenTree::Ident(at), place] if at == "at" => self::place(place),
        _ => None,
    };
    if place.is_none() {
        let wrong = match rest {
            [TokenTree::Ident(at), value @ ..] if at == "at" && !value.is_empty() => value,
            _ => rest,
        };
        errors.report(wrong.iter().cloned().collect::<TokenStream>(), message::bad_place(text_of(wrong)));
    }
    Some(FileOfWeights { path, place: place? })
}

/// Reads `"actor"` or `["fc1", "out"]`.
fn place(tree: &TokenTree) -> Option<Place> {
    let TokenTree::Group(group) = tree else { return string(tree).map(Place::Behind) };
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    let names = trees.split(|tree| matches!(tree, TokenTree::Punct(comma) if comma.as_char() == ','));
    let mut names: Vec<&[TokenTree]> = names.collect();
    // a comma at the end
    names.pop_if(|last| last.is_empty());
    let name = |trees: &&[TokenTree]| if let [tree] = trees { string(tree) } else { None };
    let names: Option<Vec<LitStr>> = names.iter().map(name).collect();
    let is_list = group.delimiter() == Delimiter::Bracket;
    names.filter(|names| is_list && !names.is_empty()).map(|names| Place::Layers(group.clone(), names))
}

/// Returns a string that is not empty.
fn string(tree: &TokenTree) -> Option<LitStr> {
    let TokenTree::Literal(literal) = tree else { return None };
    match Lit::new(literal.clone()) {
        Lit::Str(string) if !string.value().is_empty() => Some(string),
        _ => None,
    }
}

/// Returns whether the macro knows all layers; a nested network, whose layers it does not know, is reported.
pub(super) fn is_possible(file: &FileOfWeights, layers: &[Layer], errors: &mut Errors) -> bool {
    let net = layers.iter().find_map(|layer| layer.width.net());
    if let Some(net) = net {
        errors.report(&file.path, message::weights_of_a_net(source_text(net)));
    }
    net.is_none()
}

/// Reports that files are read with the feature `weights` only.
#[cfg(not(feature = "weights"))]
pub(super) fn read(
    file: &FileOfWeights,
    _: (&crate::network::Width, &crate::network::ends::Ends),
    _: &[Layer],
    _: &[crate::network::Residual],
    errors: &mut Errors,
) -> Option<crate::network::Weights> {
    errors.report(&file.path, message::WEIGHTS_NEED_A_FEATURE);
    None
}

/// Reports that files are read with the feature `weights` only.
#[cfg(not(feature = "weights"))]
pub(super) fn read_integers(
    file: &FileOfWeights,
    _: &crate::network::Width,
    _: &[Layer],
    errors: &mut Errors,
) -> Option<crate::network::Integers> {
    errors.report(&file.path, message::WEIGHTS_NEED_A_FEATURE);
    None
}
