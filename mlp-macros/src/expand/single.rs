//! One sample through the network, layer by layer.

use proc_macro2::TokenStream;
use quote::quote;

use super::forward;
use super::local;
use super::plan::{LayerPlan, Plan};

/// The body of `forward`.
pub(super) fn body(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    if plan.unrolled {
        return quote!(#private::unrolled::forward_one(self, __input));
    }
    let straight = plan.layers.iter().filter(|layer| layer.straight).map(|layer| straight(plan, layer));
    let layers = plan.hidden().iter().map(|layer| hidden(plan, layer));
    let (last, z) = (sums(plan, plan.last()), local("y", plan.last().number));
    let (activation, x) = (plan.last().activation(plan), local("y", 0));
    quote! {
        #(#straight)*
        let #x = __input;
        #(#layers)*
        #last
        #private::one::activate_last(#activation, &mut #z);
        #z
    }
}

/// `fn sums1`: the straight-line code of a layer.
fn straight(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, ty) = (&plan.private, layer.ty(plan));
    let (name, x) = (local("sums", layer.number), local("y", layer.number - 1));
    let (inputs, units) = (&layer.inputs, &layer.units);
    let (weights, sums) = forward::sums(layer, &quote!(__layer), &x);
    quote! {
        #[inline(always)]
        fn #name<V: #private::Lanes>(__layer: &#ty, #x: &[V; #inputs]) -> [V; #units] {
            #weights
            #sums
        }
    }
}

/// `y1`: the outputs of a hidden layer.
fn hidden(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (sums, activation, y) = (sums(plan, layer), layer.activation(plan), local("y", layer.number));
    if layer.straight {
        quote!(#sums let #y = #private::LaneActivation::values(#activation, #y);)
    } else {
        quote!(#sums #private::one::activate(#activation, &mut #y);)
    }
}

/// `y1`, for now the sums of the layer.
fn sums(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (field, units) = (&layer.layer.name, &layer.units);
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    if layer.straight {
        // the inputs are a reference already; the last layer's activation works in place
        let borrow = (layer.number > 1).then(|| quote!(&));
        let mutable = (layer.number == plan.layers.len()).then(|| quote!(mut));
        let name = local("sums", layer.number);
        quote!(let #mutable #y = #name(&self.#field, #borrow #x);)
    } else {
        quote! {
            let mut #y = [0.0; #units];
            #private::one::dense(&self.#field, &#x[..], &mut #y);
        }
    }
}
