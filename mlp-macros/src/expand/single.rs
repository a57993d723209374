//! One sample through the network, layer by layer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::nested::Nested;
use super::plan::{LayerPlan, Plan};
use super::tokens::local;
use super::{activation, straight_line};
use crate::language::activation::{Activation, Kind};
use crate::language::option::Unroll;

/// Returns the method `forward_single`; twice, where it depends on the build which one is compiled.
pub(super) fn forward(plan: &Plan<'_>, signature: &TokenStream) -> TokenStream {
    let function = |condition: TokenStream, body: TokenStream| {
        quote! {
            #condition
            #[inline]
            #signature {
                #body
            }
        }
    };
    let private = &plan.private;
    let kernels = || table(plan).unwrap_or_else(|| kernels(plan));
    let unroll = plan.network.unroll;
    let own = match unroll {
        Unroll::None => return function(TokenStream::new(), kernels()),
        _ if plan.single_is_unrolled() => quote!(#private::unrolled::forward_single(self, __mlp_input)),
        Unroll::Auto | Unroll::Full => quote!(#private::fixed::forward(self, __mlp_input)),
    };
    let own = function(straight_line::condition(unroll), own);
    let kernels = straight_line::kernel_condition(unroll).map(|condition| function(condition, kernels()));
    quote!(#own #kernels)
}

/// Returns the body of `forward_single` that calls a function of the core for each layer.
fn kernels(plan: &Plan<'_>) -> TokenStream {
    let hidden = plan.hidden().iter().map(|layer| hidden(plan, layer));
    let last = last(plan);
    let (x, answer) = (local("y", 0), local("y", plan.last().number));
    quote! {
        let #x = __mlp_input;
        #(#hidden)*
        #last
        #answer
    }
}

/// Returns one call with a table of the layers, for a network of dense layers with activations of the language that is
/// not all straight-line code.
fn table(plan: &Plan<'_>) -> Option<TokenStream> {
    let fits = |layer: &LayerPlan<'_>| {
        let is_custom = matches!(layer.layer.activation, Activation::Custom(_));
        !is_custom && layer.nested.is_none() && layer.added.is_empty()
    };
    if plan.unrolled || !plan.layers.iter().all(fits) {
        return None;
    }
    let (private, widest) = (&plan.private, plan.widest());
    let layers = plan.layers.iter().map(|layer| {
        let (inputs, units, bias) = (&layer.inputs, &layer.units, layer.layer.bias);
        let activation = table_activation(plan, layer);
        quote!(#private::single::Layer { inputs: #inputs, units: #units, bias: #bias, activation: #activation })
    });
    let sums = quote! {
        #private::single::layers(
            self,
            const { &[#(#layers),*] },
            __mlp_input,
            &mut #private::single::Scratch::<{ #private::single::scratch(#widest) }>::new(),
        )
    };
    if plan.network.ends.outputs.is_none() {
        return Some(sums);
    }
    let (y, last) = (local("y", plan.last().number), activation::last_value(plan));
    Some(quote! {
        let mut #y = #sums;
        #private::single::activate_last(#last, &mut #y);
        #y
    })
}

/// Returns the activation of a layer in the table.
fn table_activation(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let variant = match &layer.layer.activation {
        Activation::Builtin { builtin, .. } if builtin.kind == Kind::Joint => {
            let name = Ident::new(builtin.type_name, Span::call_site());
            quote!(#name)
        }
        _ => {
            let activation = activation::elementwise(plan, layer);
            quote!(Each(#activation))
        }
    };
    quote!(#private::single::Activation::#variant)
}

/// Returns the outputs of the last layer.
fn last(plan: &Plan<'_>) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    if let Some(nested) = &last.nested {
        return through_nested(plan, last, nested);
    }
    let (sums, y) = (sums(plan, last), local("y", last.number));
    let (activation, added) = (activation::last_of_sums(plan), added(plan, last));
    quote!(#sums #private::single::activate_last(#activation, &mut #y); #added)
}

/// Returns `y1`: the outputs of a hidden layer.
fn hidden(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    if let Some(nested) = &layer.nested {
        return through_nested(plan, layer, nested);
    }
    let (sums, y) = (sums(plan, layer), local("y", layer.number));
    let (activation, added) = (activation::value(plan, layer), added(plan, layer));
    quote!(#sums #private::single::activate(#activation, &mut #y); #added)
}

/// Returns the outputs of a network in place of a layer.
fn through_nested(plan: &Plan<'_>, layer: &LayerPlan<'_>, nested: &Nested) -> TokenStream {
    let (field, units) = (&layer.layer.name, &layer.units);
    let (answer, added) = (nested.item("answer"), added(plan, layer));
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    quote! {
        let mut #y = [0.0; #units];
        #answer(&self.#field, &#x[..], &mut #y);
        #added
    }
}

/// Returns the code of the residual blocks that end here: they add to the outputs of the layer.
fn added(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, y) = (&plan.private, local("y", layer.number));
    let sources = layer.added.iter().map(|source| local("y", *source));
    quote!(#(#private::single::add(&#sources[..], &mut #y);)*)
}

/// Returns `y1`, for now the sums of the layer.
fn sums(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (field, units) = (&layer.layer.name, &layer.units);
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    quote! {
        let mut #y = [0.0; #units];
        #private::single::dense(&self.#field, &#x[..], &mut #y);
    }
}
