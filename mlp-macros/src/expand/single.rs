//! One sample through the network, layer by layer.

use proc_macro2::TokenStream;
use quote::quote;

use super::part::Part;
use super::plan::{LayerPlan, Plan};
use super::{local, matrix, parameters};
use crate::network::Activation;

/// `fn forward`; twice, where it depends on the build which one is compiled.
pub(super) fn forward(plan: &Plan<'_>) -> TokenStream {
    let (input, output) = (parameters::array(plan, true), parameters::array(plan, false));
    let function = |condition: TokenStream, body: TokenStream| {
        quote! {
            #condition
            #[inline]
            fn forward_single(&self, __input: &#input) -> #output {
                #body
            }
        }
    };
    if let Some(body) = table(plan) {
        return function(TokenStream::new(), body);
    }
    if !plan.layers.iter().any(|layer| layer.straight) {
        return function(TokenStream::new(), body(plan, false));
    }
    let straight = function(plan.if_straight(), body(plan, true));
    let kernels = plan.if_kernels().map(|condition| function(condition, body(plan, false)));
    quote!(#straight #kernels)
}

/// The body of `forward`; with `straight` the small layers are loops of known lengths: written out, the last
/// layer of 4 => 64 => 64 => 2 took rustc as long as the rest of the network.
fn body(plan: &Plan<'_>, straight: bool) -> TokenStream {
    let private = &plan.private;
    if plan.unrolled && straight {
        return quote!(#private::unrolled::forward_single(self, __input));
    }
    let is_straight = |layer: &LayerPlan<'_>| straight && layer.straight;
    let layers = plan.hidden().iter().map(|layer| hidden(plan, layer, is_straight(layer)));
    let (last, x, answer) = (last(plan, is_straight(plan.last())), local("y", 0), local("y", plan.last().number));
    quote! {
        let #x = __input;
        #(#layers)*
        #last
        #answer
    }
}

/// One call for a network of dense layers with known activations that is not all straight-line code.
fn table(plan: &Plan<'_>) -> Option<TokenStream> {
    let dense = |layer: &LayerPlan<'_>| {
        let own = matches!(layer.layer.activation, Activation::Custom(_));
        !own && layer.part.is_none() && layer.added.is_empty()
    };
    if plan.unrolled || !plan.layers.iter().all(dense) {
        return None;
    }
    let (private, widest) = (&plan.private, matrix::widest(plan));
    let layers = plan.layers.iter().map(|layer| {
        let (inputs, units, bias) = (&layer.inputs, &layer.units, layer.layer.bias);
        let activation = if matches!(layer.layer.activation, Activation::Softmax) {
            quote!(Softmax)
        } else {
            let activation = layer.elementwise(plan);
            quote!(Each(#activation))
        };
        let activation = quote!(#private::single::Activation::#activation);
        quote!(#private::single::Layer { inputs: #inputs, units: #units, bias: #bias, activation: #activation })
    });
    Some(quote! {
        #private::single::layers(
            self,
            const { &[#(#layers),*] },
            __input,
            &mut #private::single::Scratch::<{ #private::single::scratch(#widest) }>::new(),
        )
    })
}

/// The answer.
fn last(plan: &Plan<'_>, straight: bool) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    if let Some(part) = &last.part {
        return network(plan, last, part);
    }
    let (sums, y, activation, added) =
        (sums(plan, last, straight), local("y", last.number), last.activation(plan), added(plan, last));
    quote!(#sums #private::single::activate_last(#activation, &mut #y); #added)
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

/// `y1`: the outputs of a hidden layer.
fn hidden(plan: &Plan<'_>, layer: &LayerPlan<'_>, straight: bool) -> TokenStream {
    let private = &plan.private;
    if let Some(part) = &layer.part {
        return network(plan, layer, part);
    }
    let (sums, activation, y) = (sums(plan, layer, straight), layer.activation(plan), local("y", layer.number));
    let added = added(plan, layer);
    if straight && is_narrow(layer) {
        let mutable = (!layer.added.is_empty()).then(|| quote!(mut));
        quote!(#sums let #mutable #y = #private::LaneActivation::values(#activation, #y); #added)
    } else {
        quote!(#sums #private::single::activate(#activation, &mut #y); #added)
    }
}

/// Whether a call for the activations of a hidden layer would cost more than they do one by one.
fn is_narrow(layer: &LayerPlan<'_>) -> bool {
    layer.units.known().is_some_and(|units| units <= 4)
}

/// What residual blocks add to the outputs of their last layer.
fn added(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, y) = (&plan.private, local("y", layer.number));
    let sources = layer.added.iter().map(|source| local("y", *source));
    quote!(#(#private::single::add(&#sources[..], &mut #y);)*)
}

/// `y1`, for now the sums of the layer.
fn sums(plan: &Plan<'_>, layer: &LayerPlan<'_>, straight: bool) -> TokenStream {
    let private = &plan.private;
    let (field, units) = (&layer.layer.name, &layer.units);
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    if straight {
        // most activations work in place
        let mutable = (layer.number == plan.layers.len() || !is_narrow(layer)).then(|| quote!(mut));
        let biases = if layer.layer.bias { quote!(&self.#field.biases) } else { quote!(&[0.0; #units]) };
        quote!(let #mutable #y = #private::single::small(&self.#field.weights, #biases, &#x[..]);)
    } else {
        quote! {
            let mut #y = [0.0; #units];
            #private::single::dense(&self.#field, &#x[..], &mut #y);
        }
    }
}
