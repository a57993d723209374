//! Small networks: the whole way there and back in straight-line code.

use proc_macro2::{Ident, TokenStream};
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
    let tape = plan.taped().iter().map(|layer| {
        let values = values(layer).into_iter().map(|_| &layer.units);
        quote!((#([V; #values]),*),)
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

/// What the tape keeps of a layer: sums and values, and where something is added to the values, the outputs.
fn values(layer: &LayerPlan<'_>) -> Vec<Ident> {
    let outputs = (!layer.added.is_empty()).then(|| local("r", layer.number));
    [local("z", layer.number), local("y", layer.number)].into_iter().chain(outputs).collect()
}

/// What a layer gives to the next; 0 are the inputs.
fn outputs(plan: &Plan<'_>, number: usize) -> Ident {
    let block = number.checked_sub(1).is_some_and(|index| !plan.layers[index].added.is_empty());
    local(if block { "r" } else { "y" }, number)
}

/// `((z1, y1), (z2, y2, r2),)`
fn tape(plan: &Plan<'_>) -> TokenStream {
    let layers = plan.taped().iter().map(values);
    let layers = layers.map(|values| quote!((#(#values),*)));
    quote!((#(#layers,)*))
}

/// `z1`, `y1`, `z2`, ... and the sums of the last layer, or its outputs where a residual block ends there.
fn forward_body(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let layers = plan.layers.iter().map(|layer| {
        let (z, y) = (local("z", layer.number), local("y", layer.number));
        let (weights, sums) = forward::sums(layer, &source(layer), &outputs(plan, layer.number - 1));
        let activation = layer.activation(plan);
        let taped = layer.number <= plan.taped().len();
        let values = taped.then(|| quote!(let #y = #private::LaneActivation::values(#activation, #z);));
        let block = (!layer.added.is_empty()).then(|| {
            let sources = layer.added.iter().map(|source| (outputs(plan, *source), *source > 0));
            let sum = sources.fold(quote!(#y), |sum, (source, own)| {
                // the inputs are a reference already
                let borrow = own.then(|| quote!(&));
                quote!(#private::unrolled::add(#sum, #borrow #source))
            });
            let r = local("r", layer.number);
            quote!(let #r = #sum;)
        });
        quote!(#weights let #z = #sums; #values #block)
    });
    let (tape, last) = (tape(plan), plan.last());
    let answer = if last.added.is_empty() { local("z", last.number) } else { local("r", last.number) };
    quote! {
        #(#layers)*
        (#tape, #answer)
    }
}

/// From the last layer to the first: the gradient, then the derivatives of the sums below.
fn backward_body(plan: &Plan<'_>) -> TokenStream {
    let (tape, last) = (tape(plan), plan.last());
    let d = if last.added.is_empty() {
        let d = local("d", last.number);
        quote!(let #d = __d;)
    } else {
        sums_of_outputs(plan, last, &quote!(__d))
    };
    let layers = plan.layers.iter().rev().map(|layer| layer_backward(plan, layer));
    quote! {
        let #tape = __tape;
        #d
        #(#layers)*
    }
}

/// From the derivatives of a layer's outputs to those of its sums, `d`; where the outputs are a sum, its own
/// derivatives, `e`, are needed again in front of the block.
fn sums_of_outputs(plan: &Plan<'_>, layer: &LayerPlan<'_>, outputs: &TokenStream) -> TokenStream {
    let (private, activation) = (&plan.private, layer.activation(plan));
    let [z, y, d, e] = ["z", "y", "d", "e"].map(|name| local(name, layer.number));
    let d_y = if layer.added.is_empty() { quote!(__d_y) } else { quote!(#e) };
    quote! {
        let #d_y = #outputs;
        let #d = #private::LaneActivation::backward(#activation, #z, #y, #d_y);
    }
}

fn layer_backward(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (field, x, d) = (&layer.layer.name, outputs(plan, layer.number - 1), local("d", layer.number));
    let gradient = backward::gradient(plan, layer, &x, &d);
    let Some(below) = plan.below(layer) else { return gradient };
    let around = layer.begins.iter().map(|end| local("e", *end));
    let inputs = around.fold(backward::inputs(layer, &d), |sum, e| quote!(#private::unrolled::add(#sum, &#e)));
    let below = sums_of_outputs(plan, below, &inputs);
    quote! {
        #gradient
        let __w = &self.#field.weights;
        #below
    }
}
