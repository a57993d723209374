//! Budgets of networks whose widths only rustc knows.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::plan::Plan;
use crate::errors::message;
use crate::network::{Cost, Limit};

/// An assertion for each layer and limit: it fails at the costliest layer of a network that is too large.
pub(super) fn assertions(plan: &Plan<'_>) -> TokenStream {
    plan.network.limits.iter().map(|limit| assertion(plan, limit)).collect()
}

fn assertion(plan: &Plan<'_>, limit: &Limit) -> TokenStream {
    let private = &plan.private;
    let costs = plan.layers.iter().map(|layer| match limit.cost {
        Cost::Bytes | Cost::Params => layer.params(),
        Cost::Macs => layer.macs(),
    });
    let most = match limit.cost {
        // of four bytes each
        Cost::Bytes => limit.most / 4,
        Cost::Params | Cost::Macs => limit.most,
    };
    let most = Literal::u128_unsuffixed(most);
    let layers = plan.layers.iter().enumerate().map(|(index, layer)| {
        let name = &layer.layer.name;
        let text = message::over_an_open_budget(limit.cost.unit(), limit.most, name);
        // the user's own place: it is not our macro that panics
        let width = &layer.layer.width;
        let span = quote!(#width).into_iter().next().map_or_else(proc_macro2::Span::call_site, |token| token.span());
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
