//! The struct, its constants, and everything that sees it as parameters.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::part::located;
use super::plan::{LayerPlan, Plan, braced, width_constant, written_width};
use super::{at, docs};
use crate::network::{Activation, Width};
use crate::written::written;

/// `pub struct Xor { pub l1: Dense<2, 3>, ... }`
pub(super) fn definition(plan: &Plan<'_>) -> TokenStream {
    let (attributes, visibility, name) = (&plan.network.attributes, &plan.network.visibility, plan.name);
    let struct_token = Ident::new("struct", plan.network.struct_token);
    let docs = docs::network(plan);
    let fields = plan.layers.iter().map(|layer| {
        let (field, ty) = (&layer.layer.name, layer.ty(plan));
        let doc = docs::layer(plan, layer);
        quote!(#[doc = #doc] #visibility #field: #ty,)
    });
    let body = braced(quote!(#(#fields)*), plan.place());
    let clone = clone(plan);
    let derived = clone.is_none().then(|| quote!(#[derive(::core::clone::Clone)]));
    quote! {
        #attributes
        #docs
        #derived
        #[repr(C)]
        #visibility #struct_token #name #body
        #clone
    }
}

/// What a derive would be, had it not something of its own to say about a field's type that is no network.
fn clone(plan: &Plan<'_>) -> Option<TokenStream> {
    let name = plan.name;
    let fields = plan.layers.iter().map(|layer| {
        let field = &layer.layer.name;
        let clone =
            layer.part.as_ref().map_or_else(|| quote!(::core::clone::Clone::clone), |part| part.item("duplicate"));
        quote!(#field: #clone(&self.#field),)
    });
    plan.layers.iter().any(|layer| layer.part.is_some()).then(|| {
        quote! {
            #[automatically_derived]
            impl ::core::clone::Clone for #name {
                #[inline]
                fn clone(&self) -> Self {
                    Self { #(#fields)* }
                }
            }
        }
    })
}

/// Constants for the widths that are not literals: each written expression appears once, so that what is wrong with it
/// is said once. A width of 0 counts as 1 behind its message: rustc adds a note for every use of a constant that failed.
fn width_constants(plan: &Plan<'_>) -> TokenStream {
    let name = plan.name;
    let widths = std::iter::once(&plan.network.inputs).chain(plan.network.layers.iter().map(|layer| &layer.width));
    let (mut constants, mut assertions) = (TokenStream::new(), TokenStream::new());
    for (number, width) in widths.enumerate() {
        let tokens = match width {
            Width::Literal { .. } => continue,
            Width::Constant(tokens) => tokens.clone(),
            Width::Net(net) => {
                let constant = width_constant(number);
                let outputs = plan.layers[number - 1].part.as_ref().map(|part| part.item("OUTPUTS"));
                constants.extend(quote!(#[doc(hidden)] const #constant: ::core::primitive::usize = #outputs;));
                assertions.extend(inputs_of_net(plan, number, net));
                continue;
            }
        };
        // the `match` keeps rustc from calling a user's braces unnecessary
        // the user's own place: it is not our macro that panics
        let span = tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        let (constant, written) = (width_constant(number), written_width(number));
        let message = if number == 0 {
            "the number of inputs is 0; a network needs at least one input".to_string()
        } else {
            format!("the width of layer {number} is 0; every layer needs at least one unit")
        };
        assertions.extend(quote_spanned!(span=> const _: () = ::core::assert!(#name::#written > 0, #message);));
        constants.extend(quote! {
            #[doc(hidden)]
            const #written: ::core::primitive::usize = match () { () => #tokens };
            #[doc(hidden)]
            const #constant: ::core::primitive::usize = match Self::#written { 0 => 1, __width => __width };
        });
    }
    if constants.is_empty() {
        return constants;
    }
    let residuals = residual_widths(plan);
    quote!(impl #name { #constants } #assertions #residuals)
}

/// Compares what a network takes with what comes before it: at the number before it, or at the network behind another.
fn inputs_of_net(plan: &Plan<'_>, number: usize, net: &TokenStream) -> TokenStream {
    let before = number.checked_sub(2).map_or(&plan.network.inputs, |index| &plan.network.layers[index].width);
    let place = if before.net().is_some() { at(net) } else { at(before) };
    let private = located(&plan.private, place);
    let LayerPlan { inputs: given, part, .. } = &plan.layers[number - 1];
    let (name, takes) =
        (written(&net.clone().into_iter().collect::<Vec<_>>()), part.as_ref().map(|part| part.item("INPUTS")));
    quote_spanned! {place=>
        const _: () = #private::network_inputs(#name, #takes, #given);
    }
}

/// Residual blocks whose widths rustc has to compare, at the width that would be wrong.
fn residual_widths(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let compared = plan.network.residuals.iter().map(|residual| {
        let (first, last) = (&plan.layers[residual.first], &plan.layers[residual.last]);
        let width = &last.layer.width;
        let taken =
            residual.first.checked_sub(1).map_or(&plan.network.inputs, |index| &plan.network.layers[index].width);
        // the same words mean the same number
        let same = taken.to_token_stream().to_string() == width.to_token_stream().to_string();
        let known = taken.literal().and(width.literal()).is_some();
        let (takes, gives) = (&first.inputs, &last.units);
        let place = at(width);
        let private = located(private, place);
        (!same && !known).then(|| quote_spanned!(place=> const _: () = #private::residual_widths(#gives, #takes);))
    });
    compared.flatten().collect()
}

/// What the struct can do by itself, with plain arrays in every signature.
pub(super) fn methods(plan: &Plan<'_>) -> TokenStream {
    let (private, name, visibility) = (&plan.private, plan.name, &plan.network.visibility);
    let constants = width_constants(plan);
    let zeros = plan.layers.iter().map(|layer| {
        let (field, zero) = (&layer.layer.name, layer.zero(plan));
        quote!(#field: #zero,)
    });
    let (inputs, outputs, params, macs) = (plan.inputs(), plan.outputs(), plan.params(), plan.macs());
    let (input, output) = (array(plan, true), array(plan, false));
    let length = plan.params_constant();
    let place = plan.place();
    let numbers = quote_spanned!(place=> [#private::f32; #length]);
    let [from_params, params_mut, forward, forward_batch] =
        ["from_params", "params_mut", "forward", "forward_batch"].map(|method| Ident::new(method, place));
    let parameters = quote_spanned!(place=> params: &#numbers);
    let sample = quote_spanned!(at(&plan.network.inputs)=> input: &#input);
    let samples = quote_spanned!(at(&plan.network.inputs)=> inputs: &[#input]);
    let answers = quote_spanned!(at(&plan.last().layer.width)=> outputs: &mut [#output]);
    quote! {
        #constants
        const _: () = {
            // a parameter would be taken for a constant of the user's that has its name; these functions hide it
            use #private::parameter_names::{input, inputs, outputs, params, seed};
            impl #name {
                /// How many inputs.
                #visibility const INPUTS: #private::usize = #inputs;
                /// How many outputs.
                #visibility const OUTPUTS: #private::usize = #outputs;
                /// How many parameters: all weights and biases.
                #visibility const PARAMS: #private::usize = #params;
                /// Multiply-adds of one forward pass.
                #visibility const MACS: #private::usize = #macs;

                /// All parameters zero.
                #[must_use]
                #visibility const fn zeroed() -> Self {
                    Self { #(#zeros)* }
                }
                /// First weights from a seed: the same for the same seed, on every machine.
                #[must_use]
                #visibility fn seeded(seed: #private::u64) -> Self {
                    let mut __net = Self::zeroed();
                    #private::Network::initialize(&mut __net, seed);
                    __net
                }
                /// The network with these parameters, in the order of [`Self::params`].
                #[must_use]
                #visibility fn #from_params(#parameters) -> Self {
                    let mut __net = Self::zeroed();
                    *Self::params_mut(&mut __net) = *params;
                    __net
                }
                /// All parameters in the order of the declaration: for each layer weights, then biases.
                #[must_use]
                #visibility fn params(&self) -> &#numbers {
                    #private::parameters(self)
                }
                /// All parameters, to change.
                #[must_use]
                #visibility fn #params_mut(&mut self) -> &mut #numbers {
                    #private::parameters_mut(self)
                }
                /// The answer to one sample.
                #[must_use]
                #[inline]
                #visibility fn #forward(&self, #sample) -> #output {
                    #private::Network::forward(self, input)
                }
                /// The answers to many samples.
                ///
                /// # Panics
                ///
                /// If `inputs` and `outputs` differ in length.
                #visibility fn #forward_batch(&self, #samples, #answers) {
                    #private::Network::forward_batch(self, inputs, outputs);
                }
            }
        };
    }
}

/// The activations of the user's.
pub(super) fn activations(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let own = plan.layers.iter().filter_map(|layer| match &layer.layer.activation {
        Activation::Custom(written) => Some((Literal::usize_unsuffixed(layer.number), written)),
        _ => None,
    });
    let implementations = own.map(|(number, written)| {
        // a type that is no activation is underlined, not the whole call
        let span = at(written);
        let [value, derivative] = ["value", "derivative"].map(|function| {
            let function = Ident::new(function, span);
            let private = located(private, span);
            quote_spanned!(span=> <#written as #private::activation::Activation>::#function(x))
        });
        quote! {
            #[automatically_derived]
            impl #private::activation::OwnActivation<#number> for #name {
                #[inline]
                fn value(x: #private::f32) -> #private::f32 { #value }
                #[inline]
                fn derivative(x: #private::f32) -> #private::f32 { #derivative }
            }
        }
    });
    implementations.collect()
}

/// `[f32; 2]`, located at the width that the user wrote.
pub(super) fn array(plan: &Plan<'_>, input: bool) -> TokenStream {
    let (width, size) =
        if input { (&plan.network.inputs, plan.inputs()) } else { (&plan.last().layer.width, plan.outputs()) };
    let (span, private) = (at(width), &plan.private);
    match width {
        Width::Literal { tokens, .. } => quote_spanned!(span=> [#private::f32; #tokens]),
        Width::Constant(_) | Width::Net(_) => quote_spanned!(span=> [#private::f32; #size]),
    }
}

/// `Parameters` and `Debug`.
pub(super) fn traits(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let text = plan.network.name.as_ref().map_or_else(|| "mlp!".to_string(), ToString::to_string);
    let numbers = plan.params_constant();
    let counts = plan.layers.iter().map(|layer| {
        let ty = layer.ty(plan);
        layer.part.as_ref().map_or_else(|| quote!(<#ty as #private::Parameters>::COUNT), |part| part.item("COUNT"))
    });
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote! {
        // SAFETY: the struct is `repr(C)`, its fields are layers or networks, which are `f32`s and nothing else, and the layers'
        // parameters add up to the network's (asserted).
        #[automatically_derived]
        #unsafe_token impl #private::Parameters for #name {
            const COUNT: #private::usize = {
                let __layers = #(#counts)+*;
                ::core::assert!(__layers == #numbers);
                __layers
            };
            const ZERO: Self = Self::zeroed();
        }

        #[automatically_derived]
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #private::describe::<Self>(#text, __formatter)
            }
        }

        #private::implement_serde! { #name }
    }
}
