//! The struct itself, and the traits that see it as a whole.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::arguments::Arguments;
use super::plan::Plan;
use super::tokens::{braced, own_span};
use super::{docs, text, visit};
use crate::network::Network;

/// `pub struct Xor { pub l1: Dense<2, 3>, ... }`
pub(super) fn definition(plan: &Plan<'_>) -> TokenStream {
    let Network { attributes, visibility, struct_token, .. } = plan.network;
    let name = plan.name;
    let struct_token = Ident::new("struct", *struct_token);
    let docs = docs::network(plan);
    let fields = plan.layers.iter().map(|layer| {
        let (field, ty, docs) = (&layer.layer.name, layer.ty(plan), docs::field(plan, layer));
        let Some(documented) = layer.documented_ty(plan) else { return quote!(#docs #visibility #field: #ty,) };
        quote! {
            #[cfg(doc)] #docs #visibility #field: #documented,
            #[cfg(not(doc))] #docs #visibility #field: #ty,
        }
    });
    let end = plan.network.name.as_ref().map_or_else(|| plan.span(), own_span);
    let body = braced(quote!(#(#fields)*), end);
    let derived = (!has_nested(plan)).then(|| quote!(#[derive(::core::clone::Clone)]));
    quote! {
        #attributes
        #docs
        #derived
        #[repr(C)]
        #visibility #struct_token #name #body
    }
}

fn has_nested(plan: &Plan<'_>) -> bool {
    plan.layers.iter().any(|layer| layer.nested.is_some())
}

/// `impl Clone for Outer`, of a network with others inside.
///
/// A derive would print a message of its own where a field's type is not a network.
fn clone(plan: &Plan<'_>) -> TokenStream {
    let name = plan.name;
    let fields = plan.layers.iter().map(|layer| {
        let field = &layer.layer.name;
        let nested = layer.nested.as_ref();
        let clone = nested.map_or_else(|| quote!(::core::clone::Clone::clone), |nested| nested.item("duplicate"));
        quote!(#field: #clone(&self.#field),)
    });
    quote! {
        #[automatically_derived]
        impl ::core::clone::Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                Self { #(#fields)* }
            }
        }
    }
}

/// `impl Clone` where it is not derived, `impl Parameters`, `impl Debug`, and serde's traits.
pub(super) fn traits(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let clone = has_nested(plan).then(|| clone(plan));
    let (parameters, shown) = (parameters(plan), shown_name(plan));
    let equality =
        plan.network.name.is_none().then(|| equality(name, &quote!(Self::params(self) == Self::params(__mlp_other))));
    let debug = text::implementation("Debug", name, &quote!(#private::describe::<Self>(#shown, __mlp_formatter)));
    quote! {
        #clone
        #equality
        #parameters

        #debug

        #private::implement_serde! { #name }
    }
}

/// `impl PartialEq` of a network without a name: nobody can derive it.
pub(super) fn equality(name: &Ident, body: &TokenStream) -> TokenStream {
    let other = Arguments::Reserved.argument("other", Span::call_site(), &quote!(&Self));
    quote! {
        #[automatically_derived]
        impl ::core::cmp::PartialEq for #name {
            fn eq(&self, #other) -> ::core::primitive::bool { #body }
        }
    }
}

/// Returns the name that `Debug` shows.
pub(super) fn shown_name(plan: &Plan<'_>) -> String {
    plan.network.name.as_ref().map_or_else(|| "mlp!".to_string(), ToString::to_string)
}

/// `unsafe impl Parameters for Xor`
fn parameters(plan: &Plan<'_>) -> TokenStream {
    let (private, name, params) = (&plan.private, plan.name, plan.params_constant());
    let counts = plan.layers.iter().map(|layer| {
        let ty = layer.ty(plan);
        let nested = layer.nested.as_ref();
        nested.map_or_else(|| quote!(<#ty as #private::Parameters>::COUNT), |nested| nested.item("COUNT"))
    });
    let (unsafe_token, visit_layers) = (Ident::new("unsafe", Span::call_site()), visit::method(plan));
    let frozen = frozen(plan);
    quote! {
        // SAFETY: the struct is `repr(C)`, its fields are layers or networks, which are `f32`s and nothing else, and
        // the layers' parameters add up to the network's (asserted).
        #[automatically_derived]
        #unsafe_token impl #private::Parameters for #name {
            const COUNT: #private::usize = {
                let __mlp_layers = #(#counts)+*;
                ::core::assert!(__mlp_layers == #params);
                __mlp_layers
            };
            const ZERO: Self = Self::zeroed();
            #frozen
            #visit_layers
        }
    }
}

/// `const FROZEN`, where a layer is frozen or a network in the place of a layer may have such layers.
fn frozen(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    if plan.layers.iter().any(|layer| layer.layer.frozen) {
        return quote!(const FROZEN: #private::bool = true;);
    }
    let mut nested = plan.layers.iter().filter_map(|layer| layer.nested.as_ref()).map(|nested| nested.item("FROZEN"));
    let Some(first) = nested.next() else { return TokenStream::new() };
    quote!(const FROZEN: #private::bool = #first #(|| #nested)*;)
}
