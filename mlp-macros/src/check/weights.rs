//! `weights = "digits.safetensors"`: a file that becomes part of the program.

#[cfg(feature = "weights")]
mod compare;
#[cfg(feature = "weights")]
mod tensors;

use proc_macro2::TokenTree;
use syn::{Lit, LitStr};

use crate::ast::Setting;
use crate::errors::{Errors, message};
use crate::network::Layer;
use crate::parse;
use crate::source_text::{source_text, text_of};
#[cfg(feature = "weights")]
pub(super) use compare::read;

/// Reads the path of the file.
pub(super) fn path(setting: &Setting, errors: &mut Errors) -> Option<LitStr> {
    let trees = parse::flattened(setting.value.clone());
    if let [TokenTree::Literal(literal)] = &trees[..]
        && let Lit::Str(path) = Lit::new(literal.clone())
        && !path.value().is_empty()
    {
        return Some(path);
    }
    errors.report(&setting.value, message::bad_weights(text_of(&trees)));
    None
}

/// Returns whether the macro knows all layers; a nested network, whose layers it does not know, is reported.
pub(super) fn is_possible(path: &LitStr, layers: &[Layer], errors: &mut Errors) -> bool {
    let net = layers.iter().find_map(|layer| layer.width.net());
    if let Some(net) = net {
        errors.report(path, message::weights_of_a_net(source_text(net)));
    }
    net.is_none()
}

/// Reports that files are read with the feature `weights` only.
#[cfg(not(feature = "weights"))]
pub(super) fn read(
    path: &LitStr,
    _: &crate::network::Width,
    _: &[Layer],
    _: &[crate::network::Residual],
    errors: &mut Errors,
) -> Option<crate::network::Weights> {
    errors.report(path, message::WEIGHTS_NEED_A_FEATURE);
    None
}
