//! `visit_layers`: the layers as data, each with its path.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::plan::{LayerPlan, Plan};
use super::tokens::local;
use crate::language::initialization::Initialization;
use crate::network::modules;

/// Returns the method `visit_layers`.
pub(super) fn method(plan: &Plan<'_>) -> TokenStream {
    let (private, body) = (&plan.private, body(plan));
    quote! {
        fn visit_layers(
            __mlp_path: &#private::LayerPath<'_>,
            __mlp_visit: &mut dyn ::core::ops::FnMut(&#private::LayerPath<'_>, &#private::LayerInfo),
        ) {
            #body
        }
    }
}

/// Returns its body.
fn body(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    let mut tokens = TokenStream::new();
    // the residual blocks around the layer, each with a name that no other has
    let mut around: Vec<Ident> = Vec::new();
    let mut blocks = 0;
    let paths = modules::paths(&plan.network.layers, &plan.network.residuals);
    for (layer, path) in plan.layers.iter().zip(paths) {
        for index in path.iter().skip(around.len()).take(layer.begins.len()) {
            blocks += 1;
            let (block, parent, name) = (local("block", blocks), innermost(&around), index.to_string());
            tokens.extend(quote! {
                let #block = #private::LayerPath {
                    parent: ::core::option::Option::Some(#parent),
                    name: #name,
                    label: "",
                };
            });
            around.push(block);
        }
        tokens.extend(visit(plan, layer, &innermost(&around), path.last().copied().unwrap_or_default()));
        around.truncate(around.len() - layer.added.len());
    }
    tokens
}

/// Returns the path of the innermost block, or of the network.
fn innermost(around: &[Ident]) -> TokenStream {
    around.last().map_or_else(|| quote!(__mlp_path), |block| quote!(&#block))
}

/// Returns the visit of one layer, which is module number `module` at a path.
fn visit(plan: &Plan<'_>, layer: &LayerPlan<'_>, path: &TokenStream, module: usize) -> TokenStream {
    let private = &plan.private;
    if let Some(nested) = &layer.nested {
        let (visit, name, label) = (nested.item("visit"), module.to_string(), layer.layer.name.to_string());
        let [begins, ends] = [layer.begins.len(), layer.added.len()].map(Literal::usize_unsuffixed);
        let frozen = layer.layer.frozen;
        return quote! {
            #visit(
                &#private::LayerPath {
                    parent: ::core::option::Option::Some(#path),
                    name: #name,
                    label: #label,
                },
                [#begins, #ends],
                #frozen,
                __mlp_visit,
            );
        };
    }
    let outputs = plan.network.ends.outputs.as_ref().filter(|_| plan.is_last(layer));
    let activation = outputs.map_or_else(|| layer.layer.activation.with_argument(), ToString::to_string);
    let name = layer.layer.name.to_string();
    let (inputs, units, bias, frozen) = (&layer.inputs, &layer.units, layer.layer.bias, layer.layer.frozen);
    let dropout = Literal::f32_unsuffixed(layer.layer.dropout.unwrap_or(0.0));
    let [weights, biases] =
        [layer.layer.initialization, layer.layer.bias_initialization].map(|each| initialization(plan, each));
    let [module, begins, ends] = [module, layer.begins.len(), layer.added.len()].map(Literal::usize_unsuffixed);
    quote! {
        __mlp_visit(#path, &#private::LayerInfo {
            name: #name,
            inputs: #inputs,
            units: #units,
            bias: #bias,
            activation: #activation,
            initialization: #weights,
            bias_initialization: #biases,
            dropout: #dropout,
            frozen: #frozen,
            module: #module,
            begins: #begins,
            ends: #ends,
        });
    }
}

/// Returns an initialization as a value of the core.
fn initialization(plan: &Plan<'_>, initialization: Initialization) -> TokenStream {
    let (private, variant) = (&plan.private, Ident::new(initialization.variant(), Span::call_site()));
    let argument = initialization.argument().map(|(_, value)| Literal::f32_unsuffixed(value));
    let argument = argument.map(|value| quote!((#value)));
    quote!(#private::Initialization::#variant #argument)
}
