//! `arithmetic = i8`: what a network in integers may have.

use quote::ToTokens;

use crate::ast::Net;
use crate::errors::{Errors, message};
use crate::language::activation::Activation;
use crate::network::ends::{End, Ends};
use crate::network::{Layer, Limit, Width};
use crate::source_text::source_text;

/// The options that only networks in floats have.
const OF_FLOATS: [&str; 2] = ["unroll", "export"];

/// Reports everything that a network in integers cannot have, and returns whether there is nothing.
pub(super) fn is_possible(
    net: &Net,
    ends: &Ends,
    (inputs, layers): (&Width, &[Layer]),
    open: &[Limit],
    errors: &mut Errors,
) -> bool {
    let before = errors.len();
    let setting = |name: &str| net.settings.iter().find(|setting| setting.name == name);
    if let (None, Some(arithmetic)) = (setting("weights"), setting("arithmetic")) {
        errors.report(&arithmetic.name, message::integers_without_weights());
    }
    for setting in OF_FLOATS.into_iter().filter_map(setting) {
        errors.report(&setting.name, message::option_of_integers(&setting.name));
    }
    if let Some(residual) = net.residuals.first() {
        errors.report(layers[residual.first].width.to_token_stream(), message::residual_integers());
    }
    for layer in layers {
        if let Activation::Custom(written) = &layer.activation {
            errors.report(written, message::own_activation_integers(source_text(written)));
        }
    }
    let end = |end: &Option<End>| end.as_ref().and_then(|end| end.fields.first()).map(|field| field.name.clone());
    if let Some(name) = end(&ends.inputs).or_else(|| end(&ends.outputs)) {
        errors.report(name, message::named_integers());
    }
    let unknown = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width));
    if let (false, Some(width)) = (open.is_empty(), unknown.into_iter().find(|width| width.literal().is_none())) {
        errors.report(width.to_token_stream(), message::budget_of_integers(source_text(width)));
    }
    errors.len() == before
}
