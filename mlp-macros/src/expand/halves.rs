//! A network whose parameters are halves in memory: `storage = f16`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::interface::{Interface, Item, Method};
use super::plan::{LayerPlan, Plan};
use super::size::argument;
use super::tokens::{braced, own_span};
use super::{activation, definition, docs, methods, text, trained, warnings, widths};
use crate::network::Halves;

/// Returns everything that a network in halves consists of.
pub(super) fn items(plan: &Plan<'_>, halves: &Halves) -> TokenStream {
    let items = [
        widths::constants(plan),
        trained::assertions(plan, &halves.open),
        implementation(plan),
        activation::own(plan),
        trained(plan, halves),
        debug(plan),
    ];
    let mut all = definition(plan);
    all.extend(plan.item_attributes().on(items.into_iter().collect()));
    all.extend(warnings::all(plan));
    all
}

/// `pub struct Digits { l1: Layer<64, 32, 32>, ... }`
fn definition(plan: &Plan<'_>) -> TokenStream {
    let network = plan.network;
    let (attributes, visibility, name) = (&network.attributes, &network.visibility, plan.name);
    let struct_token = Ident::new("struct", network.struct_token);
    let docs = docs::network(plan);
    let fields = plan.layers.iter().map(|layer| {
        let (field, ty) = (&layer.layer.name, ty(plan, layer));
        // private, so that documentation never shows its widths
        quote!(#field: #ty,)
    });
    let end = network.name.as_ref().map_or_else(|| plan.span(), own_span);
    let body = braced(quote!(#(#fields)*), end);
    quote! {
        #attributes
        #docs
        #[derive(::core::clone::Clone)]
        #visibility #struct_token #name #body
    }
}

/// Returns the type of a layer.
fn ty(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (inputs, units) = (argument(&layer.inputs), argument(&layer.units));
    let biases = if layer.layer.bias { argument(&layer.units) } else { quote!(0) };
    quote!(#private::half::Layer<#inputs, #units, #biases>)
}

/// Returns the constants and methods of the struct.
fn implementation(plan: &Plan<'_>) -> TokenStream {
    let (name, visibility) = (plan.name, &plan.network.visibility);
    let interface = Interface::of(plan);
    let constants = methods::constants(plan, &interface);
    let Item { attributes, signature } = interface.method(Method::Forward);
    let body = methods::layer_by_layer(plan, |layer| {
        let activation = activation::value(plan, layer);
        quote!(#activation,)
    });
    quote! {
        impl #name {
            #constants
            #attributes #visibility #signature { #body }
        }
    }
}

/// `TRAINED`: the halves of the file.
fn trained(plan: &Plan<'_>, halves: &Halves) -> TokenStream {
    let (name, visibility, private) = (plan.name, &plan.network.visibility, &plan.private);
    let layers = plan.layers.iter().zip(&halves.layers).map(|(layer, halves)| {
        let (field, halves) = (&layer.layer.name, Literal::byte_string(halves));
        quote!(#field: #private::half::Layer::from_le_bytes(#halves),)
    });
    let doc = format!(" The weights of `{}` as `f16`, in read-only memory.", halves.written);
    let file = Literal::string(&halves.file);
    quote! {
        impl #name {
            #[doc = #doc]
            #visibility const TRAINED: &'static Self = {
                static __TRAINED: #name = #name { #(#layers)* };
                &__TRAINED
            };
        }
        // nothing of it stays in the program
        const _: &[::core::primitive::u8] = ::core::include_bytes!(#file);
    }
}

/// `impl Debug`
fn debug(plan: &Plan<'_>) -> TokenStream {
    let shown = format!("{}: {}, storage = f16", definition::shown_name(plan), docs::chain(plan));
    text::implementation("Debug", plan.name, &quote!(__mlp_formatter.write_str(#shown)))
}
