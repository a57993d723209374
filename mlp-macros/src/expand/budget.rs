//! Budgets of networks whose widths only rustc knows.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::plan::Plan;
use super::tokens::own_span;
use crate::errors::message;
use crate::language::budget::Cost;
use crate::network::Limit;

/// The size of an `f32`.
const BYTES_PER_PARAMETER: u128 = 4;

/// Returns an assertion for each layer and limit; it fails at the costliest layer of a network that is too large.
pub(super) fn assertions(plan: &Plan<'_>) -> TokenStream {
    plan.network.limits.iter().map(|limit| assertion(plan, limit)).collect()
}

fn assertion(plan: &Plan<'_>, limit: &Limit) -> TokenStream {
    let private = &plan.private;
    let costs = plan.layers.iter().map(|layer| match limit.cost {
        Cost::Bytes | Cost::Params => layer.params(),
        Cost::Macs => layer.macs(),
    });
    let most = Literal::u128_unsuffixed(match limit.cost {
        Cost::Bytes => limit.most / BYTES_PER_PARAMETER,
        Cost::Params | Cost::Macs => limit.most,
    });
    let layers = plan.layers.iter().enumerate().map(|(index, layer)| {
        let text = message::over_an_open_budget(limit.cost.unit(), limit.most, &layer.layer.name);
        // the user's own span: it is not our macro that panics
        let span = own_span(&layer.layer.width);
        quote_spanned!(span=> ::core::assert!(!::core::matches!(__COSTLIEST, ::core::option::Option::Some(#index)), #text))
    });
    quote! {
        const _: () = {
            const __COSTLIEST: ::core::option::Option<#private::usize> =
                #private::costliest_above(&[#(#costs),*], #most);
            #(#layers;)*
        };
    }
}
