//! Warnings on stable Rust: the use of a deprecated constant, located at the user's token, with the text as its note.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::plan::Plan;
use super::tokens::ItemAttributes;
use crate::network::{Lint, Warning};

/// Returns one constant for each warning.
pub(super) fn all(plan: &Plan<'_>) -> TokenStream {
    let warnings = plan.layers.iter().flat_map(|layer| &layer.layer.warnings);
    let constants = warnings.map(|warning| constant(plan, warning)).collect();
    // a deprecated network has warnings all the same
    ItemAttributes::new(&plan.network.conditions, &TokenStream::new()).on(constants)
}

fn constant(plan: &Plan<'_>, warning: &Warning) -> TokenStream {
    let lint_levels = &plan.network.lint_levels;
    let name = match warning.lint {
        Lint::LinearLayers => "LINEAR_LAYERS",
        Lint::Initialization => "INITIALIZATION",
    };
    let (used, text) = (Ident::new(name, warning.span), &warning.text);
    let declared = Ident::new(name, Span::call_site());
    quote! {
        #lint_levels
        const _: () = {
            #[deprecated(note = #text)]
            const #declared: () = ();
            #used
        };
    }
}
