//! The backward pass through the kernels.
//!
//! The derivatives of a layer's outputs are stored where its outputs were, in `y`. Where nothing but the layer above
//! uses the outputs, that layer's kernel multiplies them by the slopes at once, so `y` holds the derivatives of the
//! sums. Otherwise they are a sum that must be complete before it meets the slopes.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::tape;
use crate::expand::activation;
use crate::expand::nested::Nested;
use crate::expand::plan::{LayerPlan, Plan};
use crate::expand::tokens::local;

/// Returns the body of `backward_matrix`.
pub(in crate::expand) fn body(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::BackwardPass);
    let cuts = plan.layers.iter().map(|layer| tape::cut(plan, layer, &pass));
    let end = tape::end(plan);
    let steps = plan.layers.iter().rev().map(|layer| step(plan, layer, &pass));
    quote!(#(#cuts)* #end #(#steps)*)
}

/// Returns the code of one layer: the path through it, and the skip connections of residual blocks around it.
fn step(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let private = &plan.private;
    let through = match &layer.nested {
        Some(nested) => through_nested(plan, layer, nested, pass),
        None => through_dense(plan, layer, pass),
    };
    let x = local("y", layer.number - 1);
    let around = layer.begins.iter().map(|end| {
        let d = output_derivatives(plan, *end);
        let add = quote!(#pass::add(__mlp_pass, #d, #x););
        if layer.number == 1 { quote!(if __mlp_inputs == #private::InputDerivatives::Wanted { #add }) } else { add }
    });
    quote!(#through #(#around)*)
}

/// Returns the matrix of the derivatives of a layer's outputs.
fn output_derivatives(plan: &Plan<'_>, number: usize) -> TokenStream {
    if number == plan.layers.len() { quote!(__mlp_d) } else { local("y", number).to_token_stream() }
}

/// How the derivatives of a dense layer's sums follow from those of its outputs.
enum SumDerivatives {
    /// The layer above has multiplied them by the slopes, or there are no slopes.
    Given,
    /// They are multiplied by the slopes in place.
    InPlace,
    /// They are multiplied into the slopes, since those of the outputs are needed again before a residual block.
    IntoSlopes,
}

impl SumDerivatives {
    fn of(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> Self {
        let ends_block = !layer.added.is_empty();
        match layer.stores_slopes {
            true if ends_block => Self::IntoSlopes,
            true if plan.above(layer).is_some_and(adds_derivatives) => Self::InPlace,
            _ => Self::Given,
        }
    }
}

/// Returns whether a layer passes the derivatives of its inputs on without the slopes of the layer below: at the
/// beginning of a residual block others are added to them, and a nested network does not know that layer.
fn adds_derivatives(layer: &LayerPlan<'_>) -> bool {
    !layer.begins.is_empty() || layer.nested.is_some()
}

/// Returns the code of a dense layer: the derivatives of its sums, then those of its parameters and inputs.
fn through_dense(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let (ty, first, x) = (layer.ty(plan), &layer.first, local("y", layer.number - 1));
    let (y, s) = (output_derivatives(plan, layer.number), local("s", layer.number));
    let (slopes, d) = match SumDerivatives::of(plan, layer) {
        SumDerivatives::Given => (None, y),
        SumDerivatives::InPlace => (Some(quote!(#pass::multiply(__mlp_pass, #s, #y);)), y),
        SumDerivatives::IntoSlopes => (Some(quote!(#pass::multiply(__mlp_pass, #y, #s);)), s.to_token_stream()),
    };
    let upstream = upstream(plan, layer);
    quote!(#slopes #pass::dense::<#ty>(__mlp_pass, #first, #x, #d, #upstream);)
}

/// Returns what a dense layer multiplies the derivatives of its inputs by, as an `Upstream` of the core.
fn upstream(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let Some(below) = plan.below(layer) else { return quote!(#private::Upstream::inputs(__mlp_inputs)) };
    let takes_outputs = !below.added.is_empty() || below.nested.is_some();
    if takes_outputs || adds_derivatives(layer) {
        quote!(#private::Upstream::inputs(#private::InputDerivatives::Wanted))
    } else if below.stores_slopes {
        let slopes = local("s", below.number);
        quote!(#private::Upstream::stored(#slopes))
    } else {
        let activation = activation::elementwise(plan, below);
        quote!(#private::Upstream::through(#activation))
    }
}

/// Returns the code of a nested network: its last activation, unless the loss has applied it, then its layers.
fn through_nested(plan: &Plan<'_>, layer: &LayerPlan<'_>, nested: &Nested, pass: &TokenStream) -> TokenStream {
    let (private, first) = (&plan.private, &layer.first);
    let (x, y) = (local("y", layer.number - 1), output_derivatives(plan, layer.number));
    let [t, z, v, e] = ["t", "z", "v", "e"].map(|name| local(name, layer.number));
    let [backward, activate] = ["backward", "activate_backward"].map(|name| nested.item(name));
    // before a residual block its derivatives are needed again
    let (copy, d) = if layer.added.is_empty() {
        (None, y)
    } else {
        (Some(quote!(#pass::copy(__mlp_pass, #y, #e);)), e.to_token_stream())
    };
    let activation = plan.is_taped(layer).then(|| quote!(#activate(__mlp_pass, #z, #v, #d);));
    let inputs_wanted =
        if layer.number == 1 { quote!(__mlp_inputs) } else { quote!(#private::InputDerivatives::Wanted) };
    quote! {
        #copy #activation
        #backward(__mlp_pass, #first, #x, #t, #d, #inputs_wanted);
    }
}
