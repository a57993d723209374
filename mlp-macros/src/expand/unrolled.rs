//! Small networks: the forward and the backward pass in straight-line code.

mod backward;
mod forward;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::plan::{LayerPlan, Plan};
use super::tokens::local;
use super::{activation, straight_line};

/// Returns the items of `impl Compiled` for a network whose layers are all straight-line code: batches go through it
/// too.
pub(super) fn compiled_items(plan: &Plan<'_>) -> TokenStream {
    if !plan.unrolled {
        return TokenStream::new();
    }
    let (private, input, output) = (&plan.private, plan.input_array(), plan.output_array());
    let condition = straight_line::condition(plan.network.unroll);
    let training = plan.training_is_unrolled().then(|| training_items(plan));
    quote! {
        #training
        #condition
        fn compiled_forward(&self, __mlp_inputs: &[#input], __mlp_outputs: &mut [#output]) -> #private::bool {
            #private::unrolled::forward_batch(self, __mlp_inputs, __mlp_outputs);
            true
        }
    }
}

/// Returns the items that training uses.
fn training_items(plan: &Plan<'_>) -> TokenStream {
    let (private, input) = (&plan.private, plan.input_array());
    let condition = straight_line::condition(plan.network.unroll);
    quote! {
        #condition
        const GRADIENT: #private::CompiledGradient = #private::CompiledGradient::Always;
        #condition
        #[inline(always)]
        fn compiled_gradient<L: #private::Loss<Self>>(
            &self,
            __mlp_loss: L,
            __mlp_inputs: &[#input],
            __mlp_targets: &[L::Target],
            __mlp_gradient: &mut Self,
        ) -> ::core::option::Option<#private::f32> {
            ::core::option::Option::Some(
                #private::unrolled::gradient(self, __mlp_loss, __mlp_inputs, __mlp_targets, __mlp_gradient)
            )
        }
        #condition
        fn compiled_loss<L: #private::Loss<Self>>(
            &self,
            __mlp_loss: L,
            __mlp_inputs: &[#input],
            __mlp_targets: &[L::Target],
        ) -> ::core::option::Option<#private::f32> {
            ::core::option::Option::Some(#private::unrolled::loss(self, __mlp_loss, __mlp_inputs, __mlp_targets))
        }
    }
}

/// `impl Unrolled for Xor`, for a network whose layers are all straight-line code.
pub(super) fn implementation(plan: &Plan<'_>) -> TokenStream {
    if !plan.unrolled {
        return TokenStream::new();
    }
    let (private, name) = (&plan.private, plan.name);
    let (inputs, outputs, params) = (plan.inputs(), plan.outputs(), plan.params());
    let tape = plan.taped().iter().map(|layer| {
        let values = values(layer).into_iter().map(|_| &layer.units);
        quote!((#([V; #values]),*),)
    });
    let (forward, backward, x) = (forward_body(plan), backward_body(plan), local("y", 0));
    let condition = straight_line::condition(plan.network.unroll);
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
                __mlp_tape: &Self::Tape<V>,
                __mlp_d: [V; #outputs],
                __mlp_g: &mut [V; #params],
            ) {
                #backward
            }
        }
    }
}

/// Returns what the tape keeps of a layer: its sums `z`, its values `y`, and where something is added to the values,
/// its outputs `r`.
fn values(layer: &LayerPlan<'_>) -> Vec<Ident> {
    let outputs = (!layer.added.is_empty()).then(|| local("r", layer.number));
    [local("z", layer.number), local("y", layer.number)].into_iter().chain(outputs).collect()
}

/// Returns the outputs of a layer; 0 are the inputs.
fn outputs(plan: &Plan<'_>, number: usize) -> Ident {
    let ends_block = number.checked_sub(1).is_some_and(|index| !plan.layers[index].added.is_empty());
    local(if ends_block { "r" } else { "y" }, number)
}

/// Returns `((z1, y1), (z2, y2, r2),)`.
fn tape(plan: &Plan<'_>) -> TokenStream {
    let layers = plan.taped().iter().map(values);
    let layers = layers.map(|values| quote!((#(#values),*)));
    quote!((#(#layers,)*))
}

/// Returns `z1`, `y1`, `z2`, ... and the sums of the last layer, or its outputs where a residual block ends there.
fn forward_body(plan: &Plan<'_>) -> TokenStream {
    let layers = plan.layers.iter().map(|layer| forward_step(plan, layer));
    let (tape, last) = (tape(plan), plan.last());
    let answer = if last.added.is_empty() { local("z", last.number) } else { local("r", last.number) };
    quote! {
        #(#layers)*
        (#tape, #answer)
    }
}

/// Returns the sums, values and outputs of one layer.
fn forward_step(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let [z, y, r] = ["z", "y", "r"].map(|name| local(name, layer.number));
    let (parameters, sums) = (forward::parameters(layer), forward::sums(layer, &outputs(plan, layer.number - 1)));
    let activation = activation::value(plan, layer);
    let values = plan.is_taped(layer).then(|| quote!(let #y = #private::LaneActivation::values(#activation, #z);));
    let outputs = (!layer.added.is_empty()).then(|| {
        let sum = layer.added.iter().fold(quote!(#y), |sum, source| {
            let added = outputs(plan, *source);
            // the inputs are a reference already
            let borrow = (*source > 0).then(|| quote!(&));
            quote!(#private::unrolled::add(#sum, #borrow #added))
        });
        quote!(let #r = #sum;)
    });
    quote!(#parameters let #z = #sums; #values #outputs)
}

/// Returns the gradient, from the last layer to the first, each time with the derivatives of the sums below.
fn backward_body(plan: &Plan<'_>) -> TokenStream {
    let (tape, last) = (tape(plan), plan.last());
    let d = if last.added.is_empty() {
        let d = local("d", last.number);
        quote!(let #d = __mlp_d;)
    } else {
        sum_derivatives(plan, last, &quote!(__mlp_d))
    };
    let layers = plan.layers.iter().rev().map(|layer| backward_step(plan, layer));
    quote! {
        let #tape = __mlp_tape;
        #d
        #(#layers)*
    }
}

/// Returns the derivatives `d` of a layer's sums from those of its outputs, which are kept as `e` where they are needed
/// again before a residual block.
fn sum_derivatives(plan: &Plan<'_>, layer: &LayerPlan<'_>, outputs: &TokenStream) -> TokenStream {
    let (private, activation) = (&plan.private, activation::value(plan, layer));
    let [z, y, d, e] = ["z", "y", "d", "e"].map(|name| local(name, layer.number));
    let d_y = if layer.added.is_empty() { quote!(__mlp_d_y) } else { quote!(#e) };
    quote! {
        let #d_y = #outputs;
        let #d = #private::LaneActivation::backward(#activation, #z, #y, #d_y);
    }
}

/// Returns the gradient of one layer, and the derivatives of the sums below.
fn backward_step(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (field, x, d) = (&layer.layer.name, outputs(plan, layer.number - 1), local("d", layer.number));
    let gradient = backward::gradient(plan, layer, &x, &d);
    let Some(below) = plan.below(layer) else { return gradient };
    let around = layer.begins.iter().map(|end| local("e", *end));
    let inputs = around.fold(backward::inputs(layer, &d), |sum, e| quote!(#private::unrolled::add(#sum, &#e)));
    let below = sum_derivatives(plan, below, &inputs);
    quote! {
        #gradient
        let __mlp_w = &self.#field.weights;
        #below
    }
}
