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
use crate::written::written;
#[cfg(feature = "weights")]
pub(super) use compare::read;

/// The path as it was written.
pub(super) fn path(setting: &Setting, errors: &mut Errors) -> Option<LitStr> {
    let trees = parse::flattened(setting.value.clone());
    let text = match &trees[..] {
        [TokenTree::Literal(literal)] => match Lit::new(literal.clone()) {
            Lit::Str(text) if !text.value().is_empty() => Some(text),
            _ => None,
        },
        _ => None,
    };
    if text.is_none() {
        errors.report(&setting.value, message::bad_weights(written(&trees)));
    }
    text
}

/// Whether all layers are known here.
pub(super) fn is_possible(path: &LitStr, layers: &[Layer], errors: &mut Errors) -> bool {
    let net = layers.iter().find_map(|layer| layer.width.net());
    if let Some(net) = net {
        errors.report(path, message::weights_of_a_net(written(&net.clone().into_iter().collect::<Vec<_>>())));
    }
    net.is_none()
}

/// Without the feature there is nothing that reads files.
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
