//! `impl Network`: the way of a batch through the kernels, and what the core asks about a network.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::plan::{LayerPlan, Plan, Size};
use super::{local, parameters, single};
use crate::network::{Activation, Initialization};

/// `impl Network for Xor`
pub(super) fn network(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let (input, output) = (parameters::array(plan, true), parameters::array(plan, false));
    let (macs, tape, widest) = (plan.macs(), tape_rows(plan), widest(plan));
    let (last_type, last) = (plan.last().activation_type(plan), plan.last().activation(plan));
    let dropout = plan.layers.iter().any(|layer| layer.layer.dropout.is_some());
    let (forward, passes, unrolled) = (single::forward(plan), passes(plan), unrolled(plan));
    let visits = plan.layers.iter().map(|layer| visit(plan, layer));
    quote! {
        #[automatically_derived]
        impl #private::Network for #name {
            type Input = #input;
            type Output = #output;
            type Last = #last_type;
            const MACS: #private::usize = #macs;
            const TAPE: #private::usize = #tape;
            const WIDEST: #private::usize = #widest;
            const DROPOUT: #private::bool = #dropout;

            #forward
            #[inline]
            fn last() -> Self::Last {
                #last
            }
            #passes
            #unrolled
            fn visit_layers(
                __place: &#private::Place<'_>,
                __visit: &mut dyn ::core::ops::FnMut(&#private::Place<'_>, &#private::Layer),
            ) {
                #(#visits)*
            }
        }
    }
}

/// How many numbers per sample the tape holds: outputs, and slopes where they are stored.
fn tape_rows(plan: &Plan<'_>) -> Size {
    plan.hidden().iter().fold(Size::Known(0), |sum, layer| {
        let sum = sum.plus(&layer.units);
        if layer.stores_slopes() { sum.plus(&layer.units) } else { sum }
    })
}

/// The units of the widest layer.
fn widest(plan: &Plan<'_>) -> TokenStream {
    let known: Option<Vec<usize>> = plan.layers.iter().map(|layer| layer.units.known()).collect();
    if let Some(widest) = known.and_then(|units| units.into_iter().max()) {
        return Literal::usize_unsuffixed(widest).to_token_stream();
    }
    let (private, units) = (&plan.private, plan.layers.iter().map(|layer| &layer.units));
    quote!(#private::largest(&[#(#units),*]))
}

/// Small networks take a batch through their straight-line code.
fn unrolled(plan: &Plan<'_>) -> TokenStream {
    if !plan.unrolled {
        return TokenStream::new();
    }
    let (private, input, output) = (&plan.private, parameters::array(plan, true), parameters::array(plan, false));
    let condition = plan.if_straight();
    quote! {
        #condition
        const UNROLLED: #private::bool = true;
        #condition
        fn unrolled_gradient<L: #private::Loss<Self>>(
            &self,
            __loss: L,
            __inputs: &[#input],
            __targets: &[L::Target],
            __gradient: &mut Self,
        ) -> ::core::option::Option<#private::f32> {
            ::core::option::Option::Some(#private::unrolled::gradient(self, __loss, __inputs, __targets, __gradient))
        }
        #condition
        fn unrolled_forward(&self, __inputs: &[#input], __outputs: &mut [#output]) -> #private::bool {
            #private::unrolled::forward_batch(self, __inputs, __outputs);
            true
        }
    }
}

/// Kernel calls with literal sizes, layer by layer.
fn passes(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let (forward, backward, x) = (forward_pass(plan), backward_pass(plan), local("y", 0));
    quote! {
        fn forward_matrix(
            &self,
            __pass: &mut #private::ForwardPass,
            #x: &[#private::f32],
            __tape: &mut [#private::f32],
            __z: &mut [#private::f32],
        ) {
            #forward
        }
        fn backward_matrix(
            __pass: &mut #private::BackwardPass<'_>,
            #x: &mut [#private::f32],
            __tape: &mut [#private::f32],
            __d: &mut [#private::f32],
            __inputs: #private::bool,
        ) {
            #backward
        }
    }
}

/// `let (y1, tape) = pass.rows(tape, 64);` and, where they are stored, `s1`.
fn cut(layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let (y, s, units) = (local("y", layer.number), local("s", layer.number), &layer.units);
    let slopes = layer.stores_slopes().then(|| quote!(let (#s, __tape) = #pass::rows(__pass, __tape, #units);));
    quote!(let (#y, __tape) = #pass::rows(__pass, __tape, #units); #slopes)
}

/// The tape is used up; saying so keeps the last cut from looking unused.
fn end(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    quote!(#private::end_of_tape(__tape);)
}

fn forward_pass(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::ForwardPass);
    let hidden = plan.hidden().iter().map(|layer| {
        let (x, y, s) = (local("y", layer.number - 1), local("y", layer.number), local("s", layer.number));
        let (field, cut) = (&layer.layer.name, cut(layer, &pass));
        let activate = if layer.stores_slopes() {
            let activation = layer.activation(plan);
            quote!(#pass::activate_keeping(__pass, #activation, #y, #s);)
        } else {
            let activation = layer.elementwise(plan);
            quote!(#pass::activate(__pass, #activation, #y);)
        };
        let dropout = layer.layer.dropout.map(|rate| {
            let number = Literal::usize_unsuffixed(layer.number);
            let rate = Literal::f32_unsuffixed(rate);
            quote!(#pass::dropout(__pass, #number, #rate, #y, #s);)
        });
        quote!(#cut #pass::dense(__pass, &self.#field, #x, #y); #activate #dropout)
    });
    let (x, field, end) = (local("y", plan.last().number - 1), &plan.last().layer.name, end(plan));
    quote!(#(#hidden)* #end #pass::dense(__pass, &self.#field, #x, __z);)
}

fn backward_pass(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::BackwardPass);
    let cuts = plan.hidden().iter().map(|layer| cut(layer, &pass));
    let end = end(plan);
    let layers = plan.layers.iter().rev().map(|layer| {
        let (ty, first, x) = (layer.ty(plan), &layer.first, local("y", layer.number - 1));
        let d = if layer.number == plan.layers.len() { quote!(__d) } else { local_tokens("y", layer.number) };
        let upstream = match layer.number.checked_sub(2).map(|below| &plan.layers[below]) {
            None => quote!(#private::Upstream::inputs(__inputs)),
            Some(below) if below.stores_slopes() => {
                let slopes = local("s", below.number);
                quote!(#private::Upstream::stored(#slopes))
            }
            Some(below) => {
                let activation = below.elementwise(plan);
                quote!(#private::Upstream::through(#activation))
            }
        };
        quote!(#pass::dense::<#ty>(__pass, #first, #x, #d, #upstream);)
    });
    quote!(#(#cuts)* #end #(#layers)*)
}

fn local_tokens(name: &str, number: usize) -> TokenStream {
    let name = local(name, number);
    quote!(#name)
}

/// The layer as data.
fn visit(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let private = &plan.private;
    let (name, activation) = (layer.layer.name.to_string(), layer.layer.activation.with_argument());
    let (inputs, units, bias) = (&layer.inputs, &layer.units, layer.layer.bias);
    let dropout = Literal::f32_unsuffixed(layer.layer.dropout.unwrap_or(0.0));
    let initialization = initialization(plan, layer.layer.initialization);
    let module = Literal::usize_unsuffixed(module(plan, layer));
    quote! {
        __visit(__place, &#private::Layer {
            name: #name,
            inputs: #inputs,
            units: #units,
            bias: #bias,
            activation: #activation,
            initialization: #initialization,
            dropout: #dropout,
            module: #module,
        });
    }
}

/// The position in `nn.Sequential`: each layer is a module, and so are its activation and its dropout.
fn module(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> usize {
    let before = plan.layers.iter().take(layer.number - 1).map(|layer| {
        let activation = !matches!(layer.layer.activation, Activation::Identity);
        1 + usize::from(activation) + usize::from(layer.layer.dropout.is_some())
    });
    before.sum()
}

fn initialization(plan: &Plan<'_>, initialization: Initialization) -> TokenStream {
    let private = &plan.private;
    let kind = match initialization {
        Initialization::Xavier => quote!(Xavier),
        Initialization::XavierNormal => quote!(XavierNormal),
        Initialization::He => quote!(He),
        Initialization::HeNormal => quote!(HeNormal),
        Initialization::LeCun => quote!(Lecun),
        Initialization::LeCunNormal => quote!(LecunNormal),
        Initialization::Zeros => quote!(Zeros),
    };
    quote!(#private::Initialization::#kind)
}
