//! One sample through the network, layer by layer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::nested::Nested;
use super::plan::{LayerPlan, Plan};
use super::tokens::local;
use super::{activation, straight_line};
use crate::language::activation::{Activation, Kind};

/// Up to this many units, a call for the activations of a hidden layer costs more than they do one by one.
const MAX_NARROW_UNITS: usize = 4;

/// How the sums of a layer are computed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    /// Loops of lengths that rustc knows and unrolls.
    StraightLine,
    /// Calls of the core's functions, compiled once for all networks.
    Kernels,
}

impl Code {
    /// Returns the code of a layer: large layers go through kernels in any case.
    fn of(self, layer: &LayerPlan<'_>) -> Self {
        if layer.straight { self } else { Self::Kernels }
    }
}

/// Returns the method `forward`; twice, where it depends on the build which one is compiled.
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
    if let Some(body) = table(plan) {
        return function(TokenStream::new(), body);
    }
    if !plan.layers.iter().any(|layer| layer.straight) {
        return function(TokenStream::new(), body(plan, Code::Kernels));
    }
    let unroll = plan.network.unroll;
    let straight = function(straight_line::condition(unroll), body(plan, Code::StraightLine));
    let kernels =
        straight_line::kernel_condition(unroll).map(|condition| function(condition, body(plan, Code::Kernels)));
    quote!(#straight #kernels)
}

/// Returns the body of `forward`.
///
/// In straight-line code the small layers are loops of known lengths: written out, the last layer of 4 => 64 => 64 => 2
/// took rustc as long as the rest of the network.
fn body(plan: &Plan<'_>, code: Code) -> TokenStream {
    let private = &plan.private;
    if plan.unrolled && code == Code::StraightLine {
        return quote!(#private::unrolled::forward_single(self, __input));
    }
    let hidden = plan.hidden().iter().map(|layer| hidden(plan, layer, code.of(layer)));
    let last = last(plan, code.of(plan.last()));
    let (x, answer) = (local("y", 0), local("y", plan.last().number));
    quote! {
        let #x = __input;
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
    Some(quote! {
        #private::single::layers(
            self,
            const { &[#(#layers),*] },
            __input,
            &mut #private::single::Scratch::<{ #private::single::scratch(#widest) }>::new(),
        )
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
fn last(plan: &Plan<'_>, code: Code) -> TokenStream {
    let (private, last) = (&plan.private, plan.last());
    if let Some(nested) = &last.nested {
        return through_nested(plan, last, nested);
    }
    let (sums, y) = (sums(plan, last, code), local("y", last.number));
    let (activation, added) = (activation::value(plan, last), added(plan, last));
    quote!(#sums #private::single::activate_last(#activation, &mut #y); #added)
}

/// Returns `y1`: the outputs of a hidden layer.
fn hidden(plan: &Plan<'_>, layer: &LayerPlan<'_>, code: Code) -> TokenStream {
    let private = &plan.private;
    if let Some(nested) = &layer.nested {
        return through_nested(plan, layer, nested);
    }
    let (sums, y) = (sums(plan, layer, code), local("y", layer.number));
    let (activation, added) = (activation::value(plan, layer), added(plan, layer));
    if code == Code::StraightLine && is_narrow(layer) {
        let mutable = (!layer.added.is_empty()).then(|| quote!(mut));
        quote!(#sums let #mutable #y = #private::LaneActivation::values(#activation, #y); #added)
    } else {
        quote!(#sums #private::single::activate(#activation, &mut #y); #added)
    }
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

/// Returns whether the activations of a hidden layer are applied one by one.
fn is_narrow(layer: &LayerPlan<'_>) -> bool {
    layer.units.known().is_some_and(|units| units <= MAX_NARROW_UNITS)
}

/// Returns the code of the residual blocks that end here: they add to the outputs of the layer.
fn added(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (private, y) = (&plan.private, local("y", layer.number));
    let sources = layer.added.iter().map(|source| local("y", *source));
    quote!(#(#private::single::add(&#sources[..], &mut #y);)*)
}

/// Returns `y1`, for now the sums of the layer.
fn sums(plan: &Plan<'_>, layer: &LayerPlan<'_>, code: Code) -> TokenStream {
    let private = &plan.private;
    let (field, units) = (&layer.layer.name, &layer.units);
    let (x, y) = (local("y", layer.number - 1), local("y", layer.number));
    match code {
        Code::StraightLine => {
            // most activations are applied in place
            let mutable = (plan.is_last(layer) || !is_narrow(layer)).then(|| quote!(mut));
            let biases = if layer.layer.bias { quote!(&self.#field.biases) } else { quote!(&[0.0; #units]) };
            quote!(let #mutable #y = #private::single::small(&self.#field.weights, #biases, &#x[..]);)
        }
        Code::Kernels => quote! {
            let mut #y = [0.0; #units];
            #private::single::dense(&self.#field, &#x[..], &mut #y);
        },
    }
}
