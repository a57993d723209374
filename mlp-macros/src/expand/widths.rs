//! Widths that are not literals: constants that hold them, and assertions about them.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::plan::{LayerPlan, Plan, width_constant, written_width};
use super::tokens::{at, located, own_span};
use crate::network::{MAX_PARAMETERS, Residual, Width};
use crate::source_text::source_text;

/// Returns constants for the widths that are not literals, and assertions about them; nothing where all are literals.
///
/// Each written expression appears once, so that what is wrong with it is reported once.
pub(super) fn constants(plan: &Plan<'_>) -> TokenStream {
    let name = plan.name;
    let widths = std::iter::once(&plan.network.inputs).chain(plan.network.layers.iter().map(|layer| &layer.width));
    let (mut constants, mut assertions) = (TokenStream::new(), TokenStream::new());
    for (number, width) in widths.enumerate() {
        match width {
            Width::Literal { .. } => {}
            Width::Constant(tokens) => {
                constants.extend(written_constants(&plan.private, number, tokens));
                assertions.extend(possible(plan, number, tokens));
            }
            Width::Net(net) => {
                let layer = &plan.layers[number - 1];
                let (constant, outputs) = (width_constant(number), nested_item(layer, "OUTPUTS"));
                constants.extend(quote!(#[doc(hidden)] const #constant: ::core::primitive::usize = #outputs;));
                assertions.extend(nested_inputs(plan, layer, net));
            }
        }
    }
    if constants.is_empty() {
        return constants;
    }
    let residuals: TokenStream =
        plan.network.residuals.iter().map(|residual| residual_widths(plan, residual)).collect();
    let size = at_most_the_limit(plan);
    quote!(impl #name { #constants } #assertions #size #residuals)
}

/// Returns the assertion that the network is not too large, where only rustc knows its size.
fn at_most_the_limit(plan: &Plan<'_>) -> Option<TokenStream> {
    if plan.params().known().is_some() {
        return None;
    }
    let (params, limit) = (plan.params_constant(), Literal::u128_unsuffixed(MAX_PARAMETERS));
    // the user's own span: it is not our macro that panics
    let span = plan.network.name.as_ref().map_or_else(|| own_span(&plan.network.inputs), own_span);
    let text = "this network has more than 2^31 parameters, which is the limit";
    Some(quote_spanned!(span=> const _: () = ::core::assert!(#params <= #limit, #text);))
}

/// Returns a constant for a width as it was written, and one that counts an impossible width as 1, so that nothing else
/// is said about it.
fn written_constants(private: &TokenStream, number: usize, tokens: &TokenStream) -> TokenStream {
    let (constant, written, most) = (width_constant(number), written_width(number), most());
    let evaluated = evaluated(private, tokens);
    quote! {
        #[doc(hidden)]
        const #written: ::core::primitive::usize = #evaluated;
        #[doc(hidden)]
        const #constant: ::core::primitive::usize = match Self::#written {
            0 => 1,
            __mlp_width if __mlp_width as ::core::primitive::u128 > #most => 1,
            __mlp_width => __mlp_width,
        };
    }
}

/// Returns the value of a user's expression.
///
/// It is a part of a type: what depends on a type that cannot be evaluated is not evaluated itself, while every use of
/// a constant that failed gets a note, and an overflow in one a lint beside the error. The `match` keeps rustc from calling a user's braces unnecessary.
pub(super) fn evaluated(private: &TokenStream, tokens: &TokenStream) -> TokenStream {
    quote!(#private::Width::<{ match () { () => #tokens } }>::VALUE)
}

/// Returns the most units of a layer: a network with more has too many parameters.
fn most() -> Literal {
    Literal::u128_unsuffixed(MAX_PARAMETERS)
}

/// Returns the assertions that a width is neither 0 nor too large for any network.
fn possible(plan: &Plan<'_>, number: usize, tokens: &TokenStream) -> TokenStream {
    let (name, written, most) = (plan.name, written_width(number), most());
    let [zero, huge] = if number == 0 {
        [
            "the number of inputs is 0; a network needs at least one input".to_owned(),
            "the number of inputs is more than 2^31, the most parameters of a network".to_owned(),
        ]
    } else {
        [
            format!("the width of layer {number} is 0; every layer needs at least one unit"),
            format!("the width of layer {number} is more than 2^31, the most parameters of a network"),
        ]
    };
    // the user's own span: it is not our macro that panics
    quote_spanned! {own_span(tokens)=>
        const _: () = ::core::assert!(#name::#written > 0, #zero);
        const _: () = ::core::assert!(#name::#written as ::core::primitive::u128 <= #most, #huge);
    }
}

/// Returns the assertion that a nested network has as many inputs as there are outputs before it, located at the width
/// before it, or at the network after another.
fn nested_inputs(plan: &Plan<'_>, layer: &LayerPlan<'_>, net: &TokenStream) -> TokenStream {
    let before = plan.input_width(layer);
    let span = if before.net().is_some() { at(net) } else { at(before) };
    let private = located(&plan.private, span);
    let (name, inputs, outputs_before) = (source_text(net), nested_item(layer, "INPUTS"), &layer.inputs);
    quote_spanned! {span=>
        const _: () = #private::network_inputs(#name, #inputs, #outputs_before);
    }
}

/// Returns an item of the network in place of a layer.
fn nested_item(layer: &LayerPlan<'_>, name: &str) -> Option<TokenStream> {
    layer.nested.as_ref().map(|nested| nested.item(name))
}

/// Returns the assertion that a residual block has as many outputs as inputs, located at the width that would be wrong,
/// where only rustc can compare them.
fn residual_widths(plan: &Plan<'_>, residual: &Residual) -> TokenStream {
    let (first, last) = (&plan.layers[residual.first], &plan.layers[residual.last]);
    let (input_width, output_width) = (plan.input_width(first), &last.layer.width);
    // the same words mean the same number
    let same = input_width.to_token_stream().to_string() == output_width.to_token_stream().to_string();
    let known = input_width.literal().and(output_width.literal()).is_some();
    if same || known {
        return TokenStream::new();
    }
    let (inputs, outputs) = (&first.inputs, &last.units);
    let span = at(output_width);
    let private = located(&plan.private, span);
    quote_spanned!(span=> const _: () = #private::residual_widths(#outputs, #inputs);)
}
