//! The forward pass through the kernels.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::tape;
use crate::expand::activation;
use crate::expand::nested::Nested;
use crate::expand::plan::{LayerPlan, Plan};
use crate::expand::tokens::local;

/// Returns the body of `forward_matrix`.
pub(in crate::expand) fn body(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::ForwardPass);
    plan.layers.iter().map(|layer| step(plan, layer, &pass)).collect()
}

/// Returns the code of one layer: its matrices, its sums, and its outputs.
fn step(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let is_last = plan.is_last(layer);
    let cut = tape::cut(plan, layer, pass);
    let end = is_last.then(|| tape::end(plan));
    let y = if is_last { quote!(__mlp_z) } else { local("y", layer.number).to_token_stream() };
    if let Some(nested) = &layer.nested {
        let through = through_nested(plan, layer, nested, pass, &y);
        return quote!(#cut #end #through);
    }
    let (field, x) = (&layer.layer.name, local("y", layer.number - 1));
    let outputs = plan.is_taped(layer).then(|| outputs(plan, layer, pass, &y));
    quote!(#cut #end #pass::dense(__mlp_pass, &self.#field, #x, #y); #outputs)
}

/// Returns the code of a nested network. In the middle of others it keeps its sums `z` and its values `v`.
fn through_nested(
    plan: &Plan<'_>,
    layer: &LayerPlan<'_>,
    nested: &Nested,
    pass: &TokenStream,
    y: &TokenStream,
) -> TokenStream {
    let (field, x, branch) = (&layer.layer.name, local("y", layer.number - 1), Literal::usize_unsuffixed(layer.number));
    let [t, z, v] = ["t", "z", "v"].map(|name| local(name, layer.number));
    let [forward, activate] = ["forward", "activate"].map(|name| nested.item(name));
    if !plan.is_taped(layer) {
        return quote!(#forward(&self.#field, __mlp_pass, #branch, #x, #t, #y););
    }
    let added = added(layer, pass, y);
    quote! {
        #forward(&self.#field, __mlp_pass, #branch, #x, #t, #z);
        #activate(__mlp_pass, #z, #v, #y);
        #added
    }
}

/// Returns the code that turns the sums `y` of a layer into its outputs: activation, dropout, skip connections.
fn outputs(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream, y: &TokenStream) -> TokenStream {
    let s = local("s", layer.number);
    let activate = if layer.stores_slopes {
        let activation = activation::value(plan, layer);
        quote!(#pass::activate_keeping(__mlp_pass, #activation, #y, #s);)
    } else {
        let activation = activation::elementwise(plan, layer);
        quote!(#pass::activate(__mlp_pass, #activation, #y);)
    };
    let dropout = layer.layer.dropout.map(|rate| {
        let (number, rate) = (Literal::usize_unsuffixed(layer.number), Literal::f32_unsuffixed(rate));
        quote!(#pass::dropout(__mlp_pass, #number, #rate, #y, #s);)
    });
    let added = added(layer, pass, y);
    quote!(#activate #dropout #added)
}

/// Returns the code of the residual blocks that end here: they add to the outputs `y` of the layer.
fn added(layer: &LayerPlan<'_>, pass: &TokenStream, y: &TokenStream) -> TokenStream {
    let sources = layer.added.iter().map(|source| local("y", *source));
    quote!(#(#pass::add(__mlp_pass, #sources, #y);)*)
}
