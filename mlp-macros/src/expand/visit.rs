//! The layers as data, each with its place.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::local;
use super::plan::{LayerPlan, Plan};
use crate::network::{Activation, Initialization};

/// A sequence of modules, as PyTorch has them: the network, or a residual block in it.
struct Sequence {
    place: TokenStream,
    /// How many modules it has so far: each layer is one, and so are its activation, its dropout and a block.
    modules: usize,
}

/// The body of `visit_layers`.
pub(super) fn all(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let mut tokens = TokenStream::new();
    let mut sequence = Sequence { place: quote!(__place), modules: 0 };
    let mut around = Vec::new();
    let mut blocks = 0;
    for layer in &plan.layers {
        for _ in &layer.begins {
            blocks += 1;
            let (block, parent, name) = (local("block", blocks), &sequence.place, sequence.modules.to_string());
            tokens.extend(quote! {
                let #block = #private::LayerPath { parent: ::core::option::Option::Some(#parent), name: #name };
            });
            sequence.modules += 1;
            around.push(std::mem::replace(&mut sequence, Sequence { place: quote!(&#block), modules: 0 }));
        }
        tokens.extend(visit(plan, layer, &sequence));
        let activation = !matches!(layer.layer.activation, Activation::Identity);
        sequence.modules += 1 + usize::from(activation) + usize::from(layer.layer.dropout.is_some());
        for _ in &layer.added {
            sequence = around.pop().unwrap_or(sequence);
        }
    }
    tokens
}

/// One layer.
fn visit(plan: &Plan<'_>, layer: &LayerPlan<'_>, Sequence { place, modules }: &Sequence) -> TokenStream {
    let private = &plan.private;
    if let Some(part) = &layer.part {
        let (visit, name) = (part.item("visit"), modules.to_string());
        let [begins, ends] = [layer.begins.len(), layer.added.len()].map(Literal::usize_unsuffixed);
        return quote! {
            #visit(
                &#private::LayerPath { parent: ::core::option::Option::Some(#place), name: #name },
                [#begins, #ends],
                __visit,
            );
        };
    }
    let (name, activation) = (layer.layer.name.to_string(), layer.layer.activation.with_argument());
    let (inputs, units, bias) = (&layer.inputs, &layer.units, layer.layer.bias);
    let dropout = Literal::f32_unsuffixed(layer.layer.dropout.unwrap_or(0.0));
    let initialization = initialization(plan, layer.layer.initialization);
    let [module, begins, ends] = [*modules, layer.begins.len(), layer.added.len()].map(Literal::usize_unsuffixed);
    quote! {
        __visit(#place, &#private::LayerInfo {
            name: #name,
            inputs: #inputs,
            units: #units,
            bias: #bias,
            activation: #activation,
            initialization: #initialization,
            dropout: #dropout,
            module: #module,
            begins: #begins,
            ends: #ends,
        });
    }
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
