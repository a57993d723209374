//! The gradient of a few samples through layers whose sizes are constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::is_joint;
use crate::expand::plan::{LayerPlan, Plan};
use crate::expand::tokens::local;
use crate::expand::{activation, straight_line};

/// Returns whether a network is trained in code of constant sizes, if it is not too large.
fn is_taken(plan: &Plan<'_>) -> bool {
    !plan.training_is_unrolled() && plan.has_fixed_gradient()
}

/// Returns the items of `impl Compiled`.
pub(in crate::expand) fn compiled_items(plan: &Plan<'_>) -> TokenStream {
    if !is_taken(plan) {
        return TokenStream::new();
    }
    let (private, input, macs) = (&plan.private, plan.input_array(), plan.macs());
    let condition = straight_line::condition(plan.network.unroll);
    quote! {
        #condition
        const GRADIENT: #private::CompiledGradient = #private::CompiledGradient::of_fixed(#macs);
        #condition
        fn compiled_gradient<L: #private::Loss<Self>>(
            &self,
            __mlp_loss: L,
            __mlp_inputs: &[#input],
            __mlp_targets: &[L::Target],
            __mlp_gradient: &mut Self,
        ) -> ::core::option::Option<#private::f32> {
            ::core::option::Option::Some(
                #private::fixed_batch::gradient(self, __mlp_loss, __mlp_inputs, __mlp_targets, __mlp_gradient)
            )
        }
        #condition
        fn compiled_loss<L: #private::Loss<Self>>(
            &self,
            __mlp_loss: L,
            __mlp_inputs: &[#input],
            __mlp_targets: &[L::Target],
        ) -> ::core::option::Option<#private::f32> {
            ::core::option::Option::Some(#private::fixed_batch::loss(self, __mlp_loss, __mlp_inputs, __mlp_targets))
        }
    }
}

/// `impl FixedGradient for Net`
pub(in crate::expand) fn implementation(plan: &Plan<'_>) -> TokenStream {
    if !is_taken(plan) {
        return TokenStream::new();
    }
    let (private, name, x, input) = (&plan.private, plan.name, local("y", 0), plan.input_array());
    let condition = straight_line::condition(plan.network.unroll);
    let forward = plan.hidden().iter().map(|layer| forward_step(plan, layer));
    let (end, backward) = (end(plan), plan.layers.iter().rev().map(|layer| backward_step(plan, layer)));
    quote! {
        #condition
        #[automatically_derived]
        impl #private::FixedGradient for #name {
            /// From the inputs `y0` to the derivatives `d` of the last sums, and back: `z` are a layer's sums, `y` its
            /// outputs.
            #[inline(always)]
            fn pass_fixed<I: #private::InstructionSet, L: #private::Loss<Self>, const BACKWARD: #private::bool>(
                &self,
                __mlp_set: I,
                __mlp_pass: &mut #private::fixed_batch::FixedPass<'_, L>,
                #x: &[#input],
                __mlp_gradient: ::core::option::Option<&mut Self>,
            ) {
                #(#forward)*
                #end
                if const { BACKWARD } {
                    let ::core::option::Option::Some(__mlp_gradient) = __mlp_gradient else { return };
                    #(#backward)*
                }
            }
        }
    }
}

/// Returns the outputs of a hidden layer.
fn forward_step(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, field, activation) = (&plan.private, &layer.layer.name, activation::value(plan, layer));
    let ([z, y], x) = (["z", "y"].map(|name| local(name, layer.number)), values(layer.number - 1));
    quote! {
        let (mut #z, mut #y) = (#private::fixed::Group::new(), #private::fixed::Group::new());
        #private::fixed::forward_keeping(__mlp_set, &self.#field, #activation, #x, &mut #z, &mut #y);
    }
}

/// Returns the derivatives of the last layer's sums.
fn end(plan: &Plan<'_>) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    let (field, d, x) = (&last.layer.name, local("d", last.number), values(last.number - 1));
    let begin = quote!(let mut #d = #private::fixed::Group::new(););
    if plan.network.ends.outputs.is_some() {
        let activation = activation::last_value(plan);
        return quote!(#begin __mlp_pass.end_in_last(__mlp_set, &self.#field, #activation, #x, &mut #d););
    }
    if is_joint(last) {
        return quote!(#begin __mlp_pass.end_in_softmax(__mlp_set, &self.#field, #x, &mut #d););
    }
    let activation = activation::value(plan, last);
    quote!(#begin __mlp_pass.end(__mlp_set, &self.#field, #activation, #x, &mut #d);)
}

/// Returns the gradient of a layer, and the derivatives of the sums below.
fn backward_step(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, field) = (&plan.private, &layer.layer.name);
    let (x, d) = (values(layer.number - 1), local("d", layer.number));
    let below = plan.below(layer).map(|below| {
        let activation = activation::value(plan, below);
        let [z, y, d_below] = ["z", "y", "d"].map(|name| local(name, below.number));
        quote! {
            let mut #d_below = #private::fixed::Group::new();
            #private::fixed::input_gradient(__mlp_set, &self.#field, &#d, &mut #d_below);
            #private::fixed::through(__mlp_set, #activation, &#z, &#y, &mut #d_below);
        }
    });
    quote! {
        #private::fixed::weight_gradient(__mlp_set, #x, &#d, &mut __mlp_gradient.#field);
        #below
    }
}

/// Returns a reference to the values of a layer; 0 are the inputs.
fn values(number: usize) -> TokenStream {
    let y = local("y", number);
    if number == 0 { quote!(#y) } else { quote!(&#y) }
}
