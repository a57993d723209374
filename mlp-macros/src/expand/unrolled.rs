//! Small networks: the whole way there and back in straight-line code.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{LayerPlan, Plan};
use super::{backward, forward, local};

/// `impl Unrolled for Xor`, for a network whose layers are all straight-line code.
pub(super) fn implementation(plan: &Plan<'_>) -> TokenStream {
    if !plan.unrolled {
        return TokenStream::new();
    }
    let (private, name) = (&plan.private, plan.name);
    let (inputs, outputs, params) = (plan.inputs(), plan.outputs(), plan.params());
    let tape = plan.hidden().iter().map(|layer| {
        let units = &layer.units;
        quote!(([V; #units], [V; #units]),)
    });
    let (forward, backward, x) = (forward_body(plan), backward_body(plan), local("y", 0));
    let condition = plan.if_straight();
    quote! {
        #condition
        #[automatically_derived]
        impl #private::Unrolled for #name {
            type Inputs<V: #private::Lanes> = [V; #inputs];
            type Outputs<V: #private::Lanes> = [V; #outputs];
            type Gradient<V: #private::Lanes> = [V; #params];
            type Tape<V: #private::Lanes> = (#(#tape)*);

            /// From the inputs `y0` to the sums of the last layer: `z` are a layer's sums, `y` its outputs.
            #[inline(always)]
            fn forward_lanes<V: #private::Lanes>(&self, #x: &[V; #inputs]) -> (Self::Tape<V>, [V; #outputs]) {
                #forward
            }

            /// From the derivatives `d` of the last sums to those of all parameters, `g`.
            #[inline(always)]
            fn backward_lanes<V: #private::Lanes>(
                &self,
                #x: &[V; #inputs],
                __tape: &Self::Tape<V>,
                __d: [V; #outputs],
                __g: &mut [V; #params],
            ) {
                #backward
            }
        }
    }
}

/// Where the code finds a layer.
fn source(layer: &LayerPlan<'_>) -> TokenStream {
    let field = &layer.layer.name;
    quote!(self.#field)
}

/// `z1`, `y1`, `z2`, ... and the sums of the last layer.
fn forward_body(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let hidden = plan.hidden().iter().map(|layer| {
        let (z, y) = (local("z", layer.number), local("y", layer.number));
        let (weights, sums) = forward::sums(layer, &source(layer), &local("y", layer.number - 1));
        let activation = layer.activation(plan);
        quote! {
            #weights
            let #z = #sums;
            let #y = #private::LaneActivation::values(#activation, #z);
        }
    });
    let tape = plan.hidden().iter().map(|layer| {
        let (z, y) = (local("z", layer.number), local("y", layer.number));
        quote!((#z, #y),)
    });
    let (weights, sums) = forward::sums(plan.last(), &source(plan.last()), &local("y", plan.last().number - 1));
    let z = local("z", plan.last().number);
    quote! {
        #(#hidden)*
        #weights
        let #z = #sums;
        ((#(#tape)*), #z)
    }
}

/// From the last layer to the first: the gradient, then the derivatives of the sums below.
fn backward_body(plan: &Plan<'_>) -> TokenStream {
    let tape = plan.hidden().iter().map(|layer| {
        let (z, y) = (local("z", layer.number), local("y", layer.number));
        quote!((#z, #y),)
    });
    let d = local("d", plan.last().number);
    let layers = plan.layers.iter().rev().map(|layer| layer_backward(plan, layer));
    quote! {
        let (#(#tape)*) = __tape;
        let #d = __d;
        #(#layers)*
    }
}

fn layer_backward(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (field, x, d) = (&layer.layer.name, local("y", layer.number - 1), local("d", layer.number));
    let gradient = backward::gradient(plan, layer, &x, &d);
    let Some(below) = layer.number.checked_sub(2).map(|below| &plan.layers[below]) else {
        return gradient;
    };
    let inputs = backward::inputs(layer, &d);
    let (z, d_below, activation) = (local("z", below.number), local("d", below.number), below.activation(plan));
    quote! {
        #gradient
        let __w = &self.#field.weights;
        let __d_y = #inputs;
        let #d_below = #private::LaneActivation::backward(#activation, #z, #x, __d_y);
    }
}
