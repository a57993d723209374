//! `impl Model`: the passes of the network, and what the core needs to know about it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::interface::{Interface, ModelConstant, ModelMethod};
use super::plan::Plan;
use super::{activation, ends, fixed, matrix, single, unrolled};

/// `impl Model for Xor`
pub(super) fn implementation(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let interface = Interface::of(plan);
    let types = interface.model_types();
    let constants = ModelConstant::ALL.map(|constant| {
        let (signature, value) = (interface.model_constant(constant), constant_value(plan, constant));
        quote!(#signature = #value;)
    });
    let (by_sample, ends) = (by_sample(plan), ends::constant(plan));
    let forward = single::forward(plan, &interface.model_method(ModelMethod::Forward));
    let forward_fixed = fixed::forward(plan, &interface);
    let [last, forward_matrix, backward_matrix] =
        [ModelMethod::Last, ModelMethod::ForwardMatrix, ModelMethod::BackwardMatrix]
            .map(|method| interface.model_method(method));
    let last_value = activation::last_value(plan);
    let last_body = quote_spanned!(interface.spans.last=> { #last_value });
    let (forward_body, backward_body) = (matrix::forward::body(plan), matrix::backward::body(plan));
    let compiled = compiled(plan);
    quote! {
        #[automatically_derived]
        impl #private::Model for #name {
            #types
            #(#constants)*
            #by_sample
            #ends

            #forward
            #forward_fixed
            #[inline]
            #last #last_body
            #forward_matrix { #forward_body }
            #backward_matrix { #backward_body }
        }
        #compiled
    }
}

/// `impl Compiled for Xor`: straight-line code or layers of constant sizes; nothing where the layers go through the
/// kernels.
fn compiled(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let items = [unrolled::compiled_items(plan), fixed::gradient::compiled_items(plan)];
    quote! {
        #[automatically_derived]
        #[doc(hidden)]
        impl #private::Compiled for #name {
            #(#items)*
        }
    }
}

/// `const BY_SAMPLE`, where it depends on networks in the place of layers.
fn by_sample(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let mut nested =
        plan.layers.iter().filter_map(|layer| layer.nested.as_ref()).map(|nested| nested.item("BY_SAMPLE"));
    let Some(first) = nested.next() else { return TokenStream::new() };
    quote!(const BY_SAMPLE: #private::bool = #first #(&& #nested)*;)
}

fn constant_value(plan: &Plan<'_>, constant: ModelConstant) -> TokenStream {
    match constant {
        ModelConstant::Macs => plan.macs().to_token_stream(),
        ModelConstant::Tape => matrix::tape::total_rows(plan).to_token_stream(),
        ModelConstant::Widest => plan.widest(),
        ModelConstant::Dropout => {
            let own = plan.layers.iter().any(|layer| layer.layer.dropout.is_some());
            let nested = plan.layers.iter().filter_map(|layer| layer.nested.as_ref());
            let nested = nested.map(|nested| nested.item("DROPOUT"));
            quote!(#own #(|| #nested)*)
        }
    }
}
