//! One sample through layers whose sizes are constants, with the instruction set that the caller has chosen.

pub(super) mod gradient;

use proc_macro2::TokenStream;
use quote::quote;

use super::interface::{Interface, ModelMethod};
use super::plan::{LayerPlan, Plan};
use super::tokens::local;
use super::{activation, straight_line};
use crate::language::activation::{Activation, Kind};
use crate::language::option::Unroll;

/// Returns the method `forward_fixed`, or nothing where it would do the same as `forward_single`.
pub(super) fn forward(plan: &Plan<'_>, interface: &Interface<'_>) -> TokenStream {
    let unroll = plan.network.unroll;
    if plan.single_is_unrolled() || unroll == Unroll::None {
        return TokenStream::new();
    }
    let condition = straight_line::condition(unroll);
    let layers = plan.layers.iter().map(|layer| layer_outputs(plan, layer));
    let signature = interface.model_method(ModelMethod::ForwardFixed);
    quote! {
        #condition
        #[inline(always)]
        #signature {
            #(#layers)*
        }
    }
}

/// Returns the code that writes the outputs of a layer: to `y1`, or those of the last layer to `z`.
fn layer_outputs(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, field, number) = (&plan.private, &layer.layer.name, local("y", layer.number));
    let is_last = plan.is_last(layer);
    let y = if is_last { quote!(__mlp_z) } else { quote!(#number) };
    let x = values(layer.number - 1);
    let begin = (!is_last).then(|| quote!(let mut #number = #private::fixed::Values::new();));
    let outputs = if let Some(nested) = &layer.nested {
        let answer = nested.item("answer_fixed");
        let units = &layer.units;
        let zeros = (!is_last).then(|| quote!(let #number = #number.write([0.0; #units]);));
        quote!(#zeros #answer(&self.#field, __mlp_set, #x, #y);)
    } else if is_last && plan.network.ends.outputs.is_some() {
        let last = activation::last_value(plan);
        quote! {
            #private::fixed::dense(__mlp_set, &self.#field, #private::activation::Identity, #x, #y);
            #private::fixed::activate_last(#last, #y);
        }
    } else if is_joint(layer) {
        quote! {
            #private::fixed::dense(__mlp_set, &self.#field, #private::activation::Identity, #x, #y);
            #private::fixed::softmax(__mlp_set, #y);
        }
    } else {
        let activation = activation::value(plan, layer);
        if is_last {
            quote!(#private::fixed::dense(__mlp_set, &self.#field, #activation, #x, #y);)
        } else {
            quote!(let #number = #private::fixed::hidden(__mlp_set, &self.#field, #activation, #x, &mut #number);)
        }
    };
    let added = added(plan, layer, &y);
    quote!(#begin #outputs #added)
}

/// Returns the code of the residual blocks that end here: they add to the outputs `y` of the layer.
fn added(plan: &Plan<'_>, layer: &LayerPlan<'_>, y: &TokenStream) -> TokenStream {
    let private = &plan.private;
    let sources = layer.added.iter().map(|source| values(*source));
    quote!(#(#private::fixed::add(#sources, #y);)*)
}

/// Returns a reference to the values of a layer; 0 are the inputs.
fn values(number: usize) -> TokenStream {
    let y = local("y", number);
    if number == 0 { quote!(#y) } else { quote!(&*#y) }
}

/// Returns whether the activation depends on all units of a layer.
fn is_joint(layer: &LayerPlan<'_>) -> bool {
    matches!(&layer.layer.activation, Activation::Builtin { builtin, .. } if builtin.kind == Kind::Joint)
}
