//! Inputs and outputs with names: the structs of values in the user's units, and what joins them with the network.

mod classes;
mod context;
mod convert;
mod docs;
mod inputs;
pub(super) mod names;
mod outputs;
mod record;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use self::names::struct_name;
use super::arguments::Arguments;
use super::plan::Plan;
use crate::network::ends::{End, Ends};

pub(super) use self::context::Context;
pub(super) use self::docs::tables;

/// Returns the types of the ends that have names, and the methods that use them.
pub(super) fn items(plan: &Plan<'_>) -> TokenStream {
    let ends = &plan.network.ends;
    let context = Context {
        private: &plan.private,
        name: plan.name,
        visibility: &plan.network.visibility,
        arguments: Arguments::Reserved,
        unknown: None,
    };
    let items = known_items(&context, ends, [plan.input_array(), plan.output_array()]);
    if items.is_empty() {
        return items;
    }
    let (private, items) = (&plan.private, plan.item_attributes().on(items));
    // in one call: where the crate has another path, all of them are missing, and no message is about one of them
    quote!(#private::declare_ends! { #items })
}

/// Returns the struct of an end of a network as the network knows it: `<Penguins as NamedEnds>::Answer`.
pub(super) fn type_of(plan: &Plan<'_>, end: &str) -> TokenStream {
    let (private, name, end) = (&plan.private, plan.name, Ident::new(end, Span::call_site()));
    quote!(<#name as #private::ends::NamedEnds>::#end)
}

/// Returns the same for a network that may have mistakes, as far as its fields are known.
pub(super) fn known_items(context: &Context<'_>, ends: &Ends, arrays: [TokenStream; 2]) -> TokenStream {
    let inputs = ends.inputs.as_ref().map(|end| inputs::items(context, end));
    let outputs = ends.outputs.as_ref().map(|end| outputs::items(context, end));
    let network = network(context, ends, arrays);
    quote!(#inputs #outputs #network)
}

/// Returns the constant `ENDS` of `Model`, where an end has names.
pub(super) fn constant(plan: &Plan<'_>) -> TokenStream {
    let ends = &plan.network.ends;
    if ends.inputs.is_none() && ends.outputs.is_none() {
        return TokenStream::new();
    }
    let private = &plan.private;
    let fields = |end: &Option<End>, name: &str| {
        let ty = end.as_ref().map(|_| type_of(plan, name));
        ty.map_or_else(|| quote!(&[]), |ty| quote!(<#ty as #private::ends::Fields>::FIELDS))
    };
    let (inputs, outputs) = (fields(&ends.inputs, "Record"), fields(&ends.outputs, "Answer"));
    quote!(const ENDS: #private::ends::Schema = #private::ends::Schema { inputs: #inputs, outputs: #outputs };)
}

/// `impl NamedEnds for Penguins`, and the methods `predict` and `predict_batch`.
fn network(context: &Context<'_>, ends: &Ends, [input_array, output_array]: [TokenStream; 2]) -> TokenStream {
    if ends.inputs.is_none() && ends.outputs.is_none() {
        return TokenStream::new();
    }
    let Context { private, name, visibility, arguments, .. } = context;
    let side = |end: &Option<End>, suffix: &str, array: TokenStream| match end {
        Some(_) => {
            let ty = struct_name(name, suffix);
            quote!(#ty)
        }
        None => array,
    };
    let record = side(&ends.inputs, "Input", input_array);
    let answer = side(&ends.outputs, "Output", output_array);
    let argument = |name, ty| arguments.argument(name, Span::call_site(), &ty);
    let sample = argument("input", quote!(&#record));
    let (samples, answers) = (argument("inputs", quote!(&[#record])), argument("outputs", quote!(&mut [#answer])));
    let [input, inputs, outputs] = ["input", "inputs", "outputs"].map(|name| arguments.local(name));
    quote! {
        #[automatically_derived]
        impl #private::ends::NamedEnds for #name {
            type Record = #record;
            type Answer = #answer;
        }
        impl #name {
            /// Returns the answer for one sample, in the units of the declaration.
            #[must_use]
            #[inline]
            #visibility fn predict(&self, #sample) -> #answer {
                #private::ends::NamedEnds::predict(self, #input)
            }
            /// Writes the answers for many samples, in the units of the declaration.
            ///
            /// # Panics
            ///
            /// If `inputs` and `outputs` differ in length.
            #visibility fn predict_batch(&self, #samples, #answers) {
                #private::ends::NamedEnds::predict_batch(self, #inputs, #outputs);
            }
        }
    }
}
