//! One sample through the network, layer by layer.

use proc_macro2::TokenStream;
use quote::quote;

use super::part::Part;
use super::plan::{LayerPlan, Plan};
use super::{forward, local, parameters};

/// `fn forward`; twice, where it depends on the build which one is compiled.
pub(super) fn forward(plan: &Plan<'_>) -> TokenStream {
    let (input, output) = (parameters::array(plan, true), parameters::array(plan, false));
    let function = |condition: TokenStream, body: TokenStream| {
        quote! {
            #condition
            #[inline]
            fn forward(&self, __input: &#input) -> #output {
                #body
            }
        }
    };
    if !plan.layers.iter().any(|layer| layer.straight) {
        return function(TokenStream::new(), body(plan, false));
    }
    let straight = function(plan.if_straight(), body(plan, true));
    let kernels = plan.if_kernels().map(|condition| function(condition, body(plan, false)));
    quote!(#straight #kernels)
}

/// The body of `forward`; with `straight` the small layers are straight-line code.
fn body(plan: &Plan<'_>, straight: bool) -> TokenStream {
    let private = &plan.private;
    if plan.unrolled && straight {
        return quote!(#private::unrolled::forward_one(self, __input));
    }
    let functions = plan.layers.iter().filter(|layer| straight && layer.straight);
    let functions = functions.map(|layer| straight_line(plan, layer));
    let is_straight = |layer: &LayerPlan<'_>| straight && layer.straight;
    let layers = plan.hidden().iter().map(|layer| hidden(plan, layer, is_straight(layer)));
    let (last, x, answer) = (last(plan, is_straight(plan.last())), local("y", 0), local("y", plan.last().number));
    quote! {
        #(#functions)*
        let #x = __input;
        #(#layers)*
        #last
        #answer
    }
}

/// The answer.
fn last(plan: &Plan<'_>, straight: bool) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    if let Some(part) = &last.part {
        return network(plan, last, part);
    }
    let (sums, y, activation, added) =
        (sums(plan, last, straight), local("y", last.number), last.activation(plan), added(plan, last));
    quote!(#sums #private::one::activate_last(#activation, &mut #y); #added)
}

/// The outputs of a network in a layer's place.
fn network(plan: &Plan<'_>, layer: &LayerPlan<'_>, part: &Part) -> TokenStream {
    let (field, units, answer, added) = (&layer.layer.name, &layer.units, part.item("answer"), added(plan, layer));
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    quote! {
        let mut #y = [0.0; #units];
        #answer(&self.#field, &#x[..], &mut #y);
        #added
    }
}

/// `fn sums1`: the straight-line code of a layer.
fn straight_line(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
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
fn hidden(plan: &Plan<'_>, layer: &LayerPlan<'_>, straight: bool) -> TokenStream {
    let private = &plan.private;
    if let Some(part) = &layer.part {
        return network(plan, layer, part);
    }
    let (sums, activation, y) = (sums(plan, layer, straight), layer.activation(plan), local("y", layer.number));
    let added = added(plan, layer);
    if straight {
        let mutable = (!layer.added.is_empty()).then(|| quote!(mut));
        quote!(#sums let #mutable #y = #private::LaneActivation::values(#activation, #y); #added)
    } else {
        quote!(#sums #private::one::activate(#activation, &mut #y); #added)
    }
}

/// What residual blocks add to the outputs of their last layer.
fn added(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, y) = (&plan.private, local("y", layer.number));
    let sources = layer.added.iter().map(|source| local("y", *source));
    quote!(#(#private::one::add(&#sources[..], &mut #y);)*)
}

/// `y1`, for now the sums of the layer.
fn sums(plan: &Plan<'_>, layer: &LayerPlan<'_>, straight: bool) -> TokenStream {
    let private = &plan.private;
    let (field, units) = (&layer.layer.name, &layer.units);
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    if straight {
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
