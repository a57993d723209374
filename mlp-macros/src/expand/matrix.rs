//! `impl Model`: the way of a batch through the kernels, and what the core asks about a network.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::part::Part;
use super::plan::{LayerPlan, Plan};
use super::size::Size;
use super::{local, parameters, single, tape, visit};

/// `impl Model for Xor`, and `impl Compiled for Xor`
pub(super) fn network(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let (input, output) = (parameters::array(plan, true), parameters::array(plan, false));
    let (macs, tape, widest) = (plan.macs(), tape_rows(plan), widest(plan));
    let (last_type, last) = (plan.last_activation_type(), plan.last_activation());
    // what is wrong with a network in the last place is seen there
    let place = plan.last().part.as_ref().map_or_else(Span::call_site, Part::place);
    let last = quote_spanned!(place=> fn last() -> #last_type { #last });
    let last_type = quote_spanned!(place=> type Last = #last_type;);
    let dropout = plan.layers.iter().any(|layer| layer.layer.dropout.is_some());
    let parts = plan.layers.iter().filter_map(|layer| layer.part.as_ref().map(|part| part.item("DROPOUT")));
    let (forward, passes, compiled) = (single::forward(plan), passes(plan), compiled(plan));
    let visits = visit::all(plan);
    quote! {
        #[automatically_derived]
        impl #private::Model for #name {
            type Input = #input;
            type Output = #output;
            #last_type
            const MULTIPLY_ADDS: #private::usize = #macs;
            const TAPE: #private::usize = #tape;
            const WIDEST: #private::usize = #widest;
            const DROPOUT: #private::bool = #dropout #(|| #parts)*;

            #forward
            #[inline]
            #last
            #passes
            fn visit_layers(
                __place: &#private::LayerPath<'_>,
                __visit: &mut dyn ::core::ops::FnMut(&#private::LayerPath<'_>, &#private::LayerInfo),
            ) {
                #visits
            }
        }
        #compiled
    }
}

/// How many numbers per sample the tape holds.
fn tape_rows(plan: &Plan<'_>) -> Size {
    let rows = plan.layers.iter().flat_map(|layer| tape::rows(plan, layer));
    rows.fold(Size::Known(0), |sum, (_, rows)| sum.plus(&rows))
}

/// The units of the widest layer.
pub(super) fn widest(plan: &Plan<'_>) -> TokenStream {
    let known: Option<Vec<usize>> = plan.layers.iter().map(|layer| layer.units.known()).collect();
    if let Some(widest) = known.and_then(|units| units.into_iter().max()) {
        return Literal::usize_unsuffixed(widest).to_token_stream();
    }
    let private = &plan.private;
    let widths = plan.layers.iter().map(|layer| match &layer.part {
        Some(part) => part.item("WIDEST"),
        None => layer.units.to_token_stream(),
    });
    quote!(#private::largest(&[#(#widths),*]))
}

/// `impl Compiled for Xor`: the straight-line code of a small network; nothing for others.
fn compiled(plan: &Plan<'_>) -> TokenStream {
    let (private, name) = (&plan.private, plan.name);
    let body = plan.unrolled.then(|| straight_line(plan));
    quote! {
        #[automatically_derived]
        impl #private::Compiled for #name {
            #body
        }
    }
}

/// The gradient and the outputs of a batch in straight-line code.
fn straight_line(plan: &Plan<'_>) -> TokenStream {
    let (private, input, output) = (&plan.private, parameters::array(plan, true), parameters::array(plan, false));
    let condition = plan.if_straight();
    let batches = if plan.trains_batches_straight() { quote!(Always) } else { quote!(FewSamples) };
    quote! {
        #condition
        const GRADIENT: #private::CompiledGradient = #private::CompiledGradient::#batches;
        #condition
        #[inline(always)]
        fn compiled_gradient<L: #private::Loss<Self>>(
            &self,
            __loss: L,
            __inputs: &[#input],
            __targets: &[L::Target],
            __gradient: &mut Self,
        ) -> ::core::option::Option<#private::f32> {
            ::core::option::Option::Some(#private::unrolled::gradient(self, __loss, __inputs, __targets, __gradient))
        }
        #condition
        fn compiled_forward(&self, __inputs: &[#input], __outputs: &mut [#output]) -> #private::bool {
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
            __inputs: #private::InputDerivatives,
        ) {
            #backward
        }
    }
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
        let (field, x) = (&layer.layer.name, local("y", layer.number - 1));
        let cut = tape::cut(plan, layer, &pass);
        let end = last.then(|| end(plan));
        let y = if last { quote!(__z) } else { local_tokens("y", layer.number) };
        let kept = layer.number <= plan.taped().len();
        if let Some(part) = &layer.part {
            let forward = part_forward(layer, &pass, part, &y, kept);
            return quote!(#cut #end #forward);
        }
        let activate = kept.then(|| forward_activation(plan, layer, &pass, &y));
        quote!(#cut #end #pass::dense(__pass, &self.#field, #x, #y); #activate)
    });
    quote!(#(#layers)*)
}

/// A network in a layer's place; `kept` are its sums and its outputs where its last activation is in the middle.
fn part_forward(layer: &LayerPlan<'_>, pass: &TokenStream, part: &Part, y: &TokenStream, kept: bool) -> TokenStream {
    let (field, x, branch) = (&layer.layer.name, local("y", layer.number - 1), Literal::usize_unsuffixed(layer.number));
    let [t, z, v] = ["t", "z", "v"].map(|name| local(name, layer.number));
    let [forward, activate] = ["forward", "activate"].map(|name| part.item(name));
    if !kept {
        return quote!(#forward(&self.#field, __pass, #branch, #x, #t, #y););
    }
    let added = added(layer, pass, y);
    quote! {
        #forward(&self.#field, __pass, #branch, #x, #t, #z);
        #activate(__pass, #z, #v, #y);
        #added
    }
}

/// What residual blocks add to the outputs `y` of their last layer.
fn added(layer: &LayerPlan<'_>, pass: &TokenStream, y: &TokenStream) -> TokenStream {
    let sources = layer.added.iter().map(|source| local("y", *source));
    quote!(#(#pass::add(__pass, #sources, #y);)*)
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
    let added = added(layer, pass, y);
    quote!(#activate #dropout #added)
}

fn backward_pass(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let pass = quote!(#private::BackwardPass);
    let cuts = plan.layers.iter().map(|layer| tape::cut(plan, layer, &pass));
    let end = end(plan);
    let layers = plan.layers.iter().rev().map(|layer| layer_backward(plan, layer, &pass));
    quote!(#(#cuts)* #end #(#layers)*)
}

/// The derivatives of a layer's outputs, which stand where the outputs stood.
fn outputs(plan: &Plan<'_>, number: usize) -> TokenStream {
    if number == plan.layers.len() { quote!(__d) } else { local_tokens("y", number) }
}

/// The derivatives of a layer's sums, from those of its outputs where more than one way leads to them; then the way
/// through its weights, and the ways around it.
fn layer_backward(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let (private, x) = (&plan.private, local("y", layer.number - 1));
    let through = match &layer.part {
        Some(part) => part_backward(plan, layer, pass, part),
        None => dense_backward(plan, layer, pass),
    };
    let around = layer.begins.iter().map(|end| {
        let d = outputs(plan, *end);
        let add = quote!(#pass::add(__pass, #d, #x););
        if layer.number == 1 { quote!(if __inputs == #private::InputDerivatives::Wanted { #add }) } else { add }
    });
    quote!(#through #(#around)*)
}

fn dense_backward(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let private = &plan.private;
    let (ty, first, x) = (layer.ty(plan), &layer.first, local("y", layer.number - 1));
    let (y, s) = (outputs(plan, layer.number), local("s", layer.number));
    let above = plan.layers.get(layer.number);
    let skipped = above.is_some_and(|above| !above.begins.is_empty() || above.part.is_some());
    let (slopes, d) = match (layer.added.is_empty(), layer.stores_slopes) {
        // those of the outputs are needed once more in front of the block
        (false, true) => (Some(quote!(#pass::multiply(__pass, #y, #s);)), quote!(#s)),
        (true, true) if skipped => (Some(quote!(#pass::multiply(__pass, #s, #y);)), y),
        _ => (None, y),
    };
    let upstream = match plan.below(layer) {
        None => quote!(#private::Upstream::inputs(__inputs)),
        Some(below) if !below.added.is_empty() || !layer.begins.is_empty() || below.part.is_some() => {
            quote!(#private::Upstream::inputs(#private::InputDerivatives::Wanted))
        }
        Some(below) if below.stores_slopes => {
            let slopes = local("s", below.number);
            quote!(#private::Upstream::stored(#slopes))
        }
        Some(below) => {
            let activation = below.elementwise(plan);
            quote!(#private::Upstream::through(#activation))
        }
    };
    quote!(#slopes #pass::dense::<#ty>(__pass, #first, #x, #d, #upstream);)
}

/// Through a network in a layer's place: its last activation, unless the loss has seen to that, and then itself.
fn part_backward(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream, part: &Part) -> TokenStream {
    let (private, first) = (&plan.private, &layer.first);
    let (x, y) = (local("y", layer.number - 1), outputs(plan, layer.number));
    let [t, z, v, e] = ["t", "z", "v", "e"].map(|name| local(name, layer.number));
    let kept = layer.number <= plan.taped().len();
    // in front of a residual block its derivatives are needed once more
    let copied = !layer.added.is_empty();
    let copy = copied.then(|| quote!(#pass::copy(__pass, #y, #e);));
    let d = if copied { quote!(#e) } else { y };
    let [backward, activate] = ["backward", "activate_backward"].map(|name| part.item(name));
    let activation = kept.then(|| quote!(#activate(__pass, #z, #v, #d);));
    let wanted = if layer.number == 1 { quote!(__inputs) } else { quote!(#private::InputDerivatives::Wanted) };
    quote! {
        #copy #activation
        #backward(__pass, #first, #x, #t, #d, #wanted);
    }
}

fn local_tokens(name: &str, number: usize) -> TokenStream {
    let name = local(name, number);
    quote!(#name)
}
