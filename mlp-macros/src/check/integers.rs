//! `arithmetic = i8` and `storage = f16`: what a network in integers or in halves may have.

use quote::ToTokens;

use crate::ast::Net;
use crate::errors::{Errors, message};
use crate::language::activation::Activation;
use crate::language::option::{Arithmetic, Storage};
use crate::network::ends::{End, Ends};
use crate::network::{Layer, Limit, Width};
use crate::source_text::source_text;

/// The options that only networks in `f32` have.
const OF_FLOATS: [&str; 2] = ["unroll", "export"];

/// A network that is nothing but its answers: it has no trait of networks, so nothing of it is trained.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `arithmetic = i8`
    Integers,
    /// `storage = f16`
    Halves,
}

impl Kind {
    /// Returns which of them two options mean, if any.
    pub(super) fn of(arithmetic: Option<Arithmetic>, storage: Option<Storage>) -> Option<Self> {
        match (arithmetic, storage) {
            (Some(Arithmetic::I8), _) => Some(Self::Integers),
            (Some(Arithmetic::F32), Some(Storage::F16)) => Some(Self::Halves),
            _ => None,
        }
    }

    /// Returns the option, and the one for the same network in `f32`.
    fn options(self) -> [&'static str; 2] {
        match self {
            Self::Integers => ["arithmetic = i8", "arithmetic = f32"],
            Self::Halves => ["storage = f16", "storage = f32"],
        }
    }

    /// Returns the name of the option.
    fn word(self) -> &'static str {
        match self {
            Self::Integers => "arithmetic",
            Self::Halves => "storage",
        }
    }

    /// Returns the message for a network of this kind without weights.
    fn without_weights(self) -> &'static str {
        match self {
            Self::Integers => message::integers_without_weights(),
            Self::Halves => message::halves_without_weights(),
        }
    }
}

/// Reports everything that such a network cannot have, and returns whether there is nothing.
pub(super) fn is_possible(
    kind: Kind,
    net: &Net,
    ends: &Ends,
    (inputs, layers): (&Width, &[Layer]),
    open: &[Limit],
    errors: &mut Errors,
) -> bool {
    let before = errors.len();
    let setting = |name: &str| net.settings.iter().find(|setting| setting.name == name);
    let [option, instead] = kind.options();
    if let (None, Some(written)) = (setting("weights"), setting(kind.word())) {
        errors.report(&written.name, kind.without_weights());
    }
    for setting in OF_FLOATS.into_iter().filter_map(setting) {
        errors.report(&setting.name, message::option_not_with(option, &setting.name));
    }
    if let Some(residual) = net.residuals.first() {
        errors.report(layers[residual.first].width.to_token_stream(), message::residual_not_with(option, instead));
    }
    for layer in layers {
        if let (Kind::Integers, Activation::Custom(written)) = (kind, &layer.activation) {
            errors.report(written, message::own_activation_integers(source_text(written)));
        }
    }
    let end = |end: &Option<End>| end.as_ref().and_then(|end| end.fields.first()).map(|field| field.name.clone());
    if let Some(name) = end(&ends.inputs).or_else(|| end(&ends.outputs)) {
        errors.report(name, message::names_not_with(option));
    }
    let unknown = std::iter::once(inputs).chain(layers.iter().map(|layer| &layer.width));
    if let (false, Some(width)) = (open.is_empty(), unknown.into_iter().find(|width| width.literal().is_none())) {
        errors.report(width.to_token_stream(), message::open_budget_with(option, source_text(width)));
    }
    errors.len() == before
}
