//! `impl Network`: the way of a batch through the kernels, and what the core asks about a network.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::plan::{LayerPlan, Plan, Size};
use super::{local, parameters, single, visit};

/// `impl Network for Xor`
pub(super) fn network(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let (input, output) = (parameters::array(plan, true), parameters::array(plan, false));
    let (macs, tape, widest) = (plan.macs(), tape_rows(plan), widest(plan));
    let (last_type, last) = (plan.last_activation_type(), plan.last_activation());
    let dropout = plan.layers.iter().any(|layer| layer.layer.dropout.is_some());
    let (forward, passes, unrolled) = (single::forward(plan), passes(plan), unrolled(plan));
    let visits = visit::all(plan);
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
                #visits
            }
        }
    }
}

/// How many numbers per sample the tape holds: outputs, and slopes where they are stored.
fn tape_rows(plan: &Plan<'_>) -> Size {
    plan.taped().iter().fold(Size::Known(0), |sum, layer| {
        let last = layer.number == plan.layers.len();
        let sum = if last { sum } else { sum.plus(&layer.units) };
        if layer.stores_slopes { sum.plus(&layer.units) } else { sum }
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

/// `let (y1, tape) = pass.rows(tape, 64);` and, where they are stored, `s1`. The outputs of the last layer go elsewhere.
fn cut(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let units = &layer.units;
    let rows = |name: &str| {
        let name = local(name, layer.number);
        quote!(let (#name, __tape) = #pass::rows(__pass, __tape, #units);)
    };
    let outputs = (layer.number < plan.layers.len()).then(|| rows("y"));
    let slopes = layer.stores_slopes.then(|| rows("s"));
    quote!(#outputs #slopes)
}

/// The tape is used up; saying so keeps the last cut from looking unused.
fn end(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    quote!(#private::end_of_tape(__tape);)
}

fn forward_pass(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::ForwardPass);
    let layers = plan.layers.iter().map(|layer| {
        let last = layer.number == plan.layers.len();
        let taped = layer.number <= plan.taped().len();
        let (field, x) = (&layer.layer.name, local("y", layer.number - 1));
        let cut = taped.then(|| cut(plan, layer, &pass));
        let end = last.then(|| end(plan));
        let y = if last { quote!(__z) } else { local_tokens("y", layer.number) };
        let activate = taped.then(|| forward_activation(plan, layer, &pass, &y));
        quote!(#cut #end #pass::dense(__pass, &self.#field, #x, #y); #activate)
    });
    quote!(#(#layers)*)
}

/// What becomes of the sums `y` of a layer: its activation, dropout, and what is added.
fn forward_activation(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream, y: &TokenStream) -> TokenStream {
    let s = local("s", layer.number);
    let activate = if layer.stores_slopes {
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
    let added = layer.added.iter().map(|source| {
        let source = local("y", *source);
        quote!(#pass::add(__pass, #source, #y);)
    });
    quote!(#activate #dropout #(#added)*)
}

fn backward_pass(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::BackwardPass);
    let cuts = plan.taped().iter().map(|layer| cut(plan, layer, &pass));
    let end = end(plan);
    let layers = plan.layers.iter().rev().map(|layer| layer_backward(plan, layer, &pass));
    quote!(#(#cuts)* #end #(#layers)*)
}

/// The derivatives of a layer's sums, from those of its outputs where more than one way leads to them; then the way
/// through its weights, and the ways around it.
fn layer_backward(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let private = &plan.private;
    let (ty, first, x) = (layer.ty(plan), &layer.first, local("y", layer.number - 1));
    // the derivatives of a layer's outputs stand where the outputs stood
    let outputs = |number: usize| if number == plan.layers.len() { quote!(__d) } else { local_tokens("y", number) };
    let (y, s) = (outputs(layer.number), local("s", layer.number));
    let skipped = plan.layers.get(layer.number).is_some_and(|above| !above.begins.is_empty());
    let (slopes, d) = match (layer.added.is_empty(), layer.stores_slopes) {
        // those of the outputs are needed once more in front of the block
        (false, true) => (Some(quote!(#pass::multiply(__pass, #y, #s);)), quote!(#s)),
        (true, true) if skipped => (Some(quote!(#pass::multiply(__pass, #s, #y);)), y),
        _ => (None, y),
    };
    let upstream = match plan.below(layer) {
        None => quote!(#private::Upstream::inputs(__inputs)),
        Some(below) if !below.added.is_empty() || !layer.begins.is_empty() => quote!(#private::Upstream::inputs(true)),
        Some(below) if below.stores_slopes => {
            let slopes = local("s", below.number);
            quote!(#private::Upstream::stored(#slopes))
        }
        Some(below) => {
            let activation = below.elementwise(plan);
            quote!(#private::Upstream::through(#activation))
        }
    };
    let around = layer.begins.iter().map(|end| {
        let d = outputs(*end);
        let add = quote!(#pass::add(__pass, #d, #x););
        if layer.number == 1 { quote!(if __inputs { #add }) } else { add }
    });
    quote!(#slopes #pass::dense::<#ty>(__pass, #first, #x, #d, #upstream); #(#around)*)
}

fn local_tokens(name: &str, number: usize) -> TokenStream {
    let name = local(name, number);
    quote!(#name)
}
