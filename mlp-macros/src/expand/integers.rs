//! A network in integers: `arithmetic = i8`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::interface::{Interface, Item, Method};
use super::plan::{LayerPlan, Plan};
use super::size::argument;
use super::tokens::{braced, own_span};
use super::{definition, docs, methods, text, trained, warnings, widths};
use crate::network::{IntegerLayer, IntegerTable, Integers, Quantization};

/// Returns everything that a network in integers consists of.
pub(super) fn items(plan: &Plan<'_>, integers: &Integers) -> TokenStream {
    let items = [
        widths::constants(plan),
        trained::assertions(plan, &integers.open),
        implementation(plan, integers),
        trained(plan, integers),
        debug(plan),
    ];
    let mut all = definition(plan, integers);
    all.extend(plan.item_attributes().on(items.into_iter().collect()));
    all.extend(warnings::all(plan));
    all
}

/// `pub struct Digits { l1: Layer<64, 32, Clamp>, ... }`
fn definition(plan: &Plan<'_>, integers: &Integers) -> TokenStream {
    let network = plan.network;
    let (attributes, visibility, name) = (&network.attributes, &network.visibility, plan.name);
    let struct_token = Ident::new("struct", network.struct_token);
    let docs = docs::network(plan);
    let fields = plan.layers.iter().zip(&integers.layers).map(|(layer, integers)| {
        let (field, ty) = (&layer.layer.name, ty(plan, layer, integers));
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
fn ty(plan: &Plan<'_>, layer: &LayerPlan<'_>, integers: &IntegerLayer) -> TokenStream {
    let private = &plan.private;
    let (inputs, units) = (argument(&layer.inputs), argument(&layer.units));
    let table = Ident::new(table_type(&integers.table), Span::call_site());
    quote!(#private::quantized::Layer<#inputs, #units, #private::quantized::#table>)
}

/// Returns the name of the core's type of what follows the clamp.
fn table_type(table: &IntegerTable) -> &'static str {
    match table {
        IntegerTable::Clamp => "Clamp",
        IntegerTable::Outputs(_) => "Table",
        IntegerTable::Exponentials(_) => "Softmax",
    }
}

/// Returns the constants and methods of the struct.
fn implementation(plan: &Plan<'_>, integers: &Integers) -> TokenStream {
    let (private, name, visibility) = (&plan.private, plan.name, &plan.network.visibility);
    let interface = Interface::of(plan);
    let constants = methods::constants(plan, &interface);
    let last = integers.layers.last().map_or(integers.input, |layer| layer.output);
    let meanings = [("input", integers.input), ("output", last)].map(|(end, value)| {
        let signature = interface.meaning(end);
        let (Item { attributes, signature }, value) = (signature, quantization(private, value));
        quote!(#attributes #visibility #signature = #value;)
    });
    let Item { attributes, signature } = interface.method(Method::Forward);
    let forward = quote! {
        #attributes #visibility #signature {
            Self::OUTPUT.dequantize_all(&self.forward_i8(&Self::INPUT.quantize_all(__mlp_input)))
        }
    };
    let Item { attributes, signature } = interface.forward_integers();
    let body = methods::layer_by_layer(plan, |_| TokenStream::new());
    quote! {
        impl #name {
            #constants
            #(#meanings)*
            #forward
            #attributes #visibility #signature { #body }
        }
    }
}

/// `Quantization { scale: 0.5, zero_point: -28 }`
fn quantization(private: &TokenStream, Quantization { scale, zero_point }: Quantization) -> TokenStream {
    let (scale, zero_point) = (Literal::f32_unsuffixed(scale), Literal::i8_unsuffixed(zero_point));
    quote!(#private::quantized::Quantization { scale: #scale, zero_point: #zero_point })
}

/// `TRAINED`: the integers of the file.
fn trained(plan: &Plan<'_>, integers: &Integers) -> TokenStream {
    let (name, visibility) = (plan.name, &plan.network.visibility);
    let is_open = !integers.open.is_empty();
    let layers = plan.layers.iter().zip(&integers.layers).map(|(layer, integers)| {
        let (field, value) = (&layer.layer.name, value(&plan.private, integers, is_open));
        quote!(#field: #value,)
    });
    let doc = format!(" The network in integers of `{}`, in read-only memory.", integers.written);
    let file = Literal::string(&integers.file);
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

/// Returns a layer as a constant. Where only rustc knows a width, `is_open`, another one is reported by its assertion
/// alone, so the arrays take any length.
fn value(private: &TokenStream, layer: &IntegerLayer, is_open: bool) -> TokenStream {
    let sized = |array: TokenStream| if is_open { quote!(#private::quantized::resized(&#array)) } else { array };
    let (weights, shifts) = (Literal::byte_string(&layer.weights), Literal::byte_string(&layer.shifts));
    let [biases, multipliers] = [&layer.biases, &layer.multipliers].map(|values| {
        let values = values.iter().copied().map(Literal::i32_unsuffixed);
        sized(quote!([#(#values),*]))
    });
    let shifts = sized(quote!(*#shifts));
    let limits = layer.limits.map(Literal::i8_unsuffixed);
    let table = match &layer.table {
        IntegerTable::Clamp => quote!(#private::quantized::Clamp),
        IntegerTable::Outputs(outputs) => {
            let outputs = Literal::byte_string(outputs);
            quote! {
                #private::quantized::Table({
                    let [__mlp_outputs] = #private::quantized::signed(#outputs);
                    __mlp_outputs
                })
            }
        }
        IntegerTable::Exponentials(exponentials) => {
            let exponentials = exponentials.iter().copied().map(Literal::u16_unsuffixed);
            quote!(#private::quantized::Softmax([#(#exponentials),*]))
        }
    };
    quote! {
        #private::quantized::Layer::new(
            #private::quantized::signed(#weights),
            #private::quantized::Units {
                biases: #biases,
                multipliers: #multipliers,
                shifts: #shifts,
            },
            [#(#limits),*],
            #table,
        )
    }
}

/// `impl Debug`
fn debug(plan: &Plan<'_>) -> TokenStream {
    let shown = format!("{}: {}, arithmetic = i8", definition::shown_name(plan), docs::chain(plan));
    text::implementation("Debug", plan.name, &quote!(__mlp_formatter.write_str(#shown)))
}
