//! Warnings on stable Rust: the use of a deprecated constant, located at the user's token, with the text as its note.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::plan::Plan;
use crate::network::{Lint, Warning};

/// Returns one constant for each warning.
pub(super) fn all(plan: &Plan<'_>) -> TokenStream {
    plan.layers.iter().flat_map(|layer| &layer.layer.warnings).map(constant).collect()
}

fn constant(warning: &Warning) -> TokenStream {
    let name = match warning.lint {
        Lint::LinearLayers => "LINEAR_LAYERS",
        Lint::Initialization => "INITIALIZATION",
    };
    let (used, text) = (Ident::new(name, warning.span), &warning.text);
    let declared = Ident::new(name, Span::call_site());
    quote! {
        const _: () = {
            #[deprecated(note = #text)]
            const #declared: () = ();
            #used
        };
    }
}
