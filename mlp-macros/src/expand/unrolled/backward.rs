//! The gradient of a layer in straight-line code: every index a literal.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::forward::{index, known_sizes};
use crate::expand::plan::{LayerPlan, Plan};

/// Returns `Lanes::add_product(&mut g[0], x[0], d[0]); ...` for all weights, then all biases.
///
/// What changes a value in place is called by its trait: a user's method that takes it whole would come first.
pub(super) fn gradient(plan: &Plan<'_>, layer: &LayerPlan<'_>, x: &Ident, d: &Ident) -> TokenStream {
    let private = &plan.private;
    let (inputs, units) = known_sizes(layer);
    let first = layer.first.known().expect("the layers before have literal widths too");
    let weights = (0..inputs * units).map(|weight| {
        let (i, u, parameter) = (index(weight / units), index(weight % units), index(first + weight));
        quote!(#private::Lanes::add_product(&mut __mlp_g[#parameter], #x[#i], #d[#u]);)
    });
    let biases = (0..if layer.layer.bias { units } else { 0 }).map(|unit| {
        let (u, parameter) = (index(unit), index(first + inputs * units + unit));
        quote!(#private::Lanes::add_term(&mut __mlp_g[#parameter], #d[#u]);)
    });
    quote!(#(#weights)* #(#biases)*)
}

/// Returns `[d[0].times(w[0][0]).add_scaled(d[1], w[0][1]), ...]`: the derivatives with respect to the layer's inputs.
pub(super) fn inputs(layer: &LayerPlan<'_>, d: &Ident) -> TokenStream {
    let (inputs, units) = known_sizes(layer);
    let derivatives = (0..inputs).map(|input| {
        let i = index(input);
        let rest = (1..units).map(|unit| {
            let u = index(unit);
            quote!(.add_scaled(#d[#u], __mlp_w[#i][#u]))
        });
        quote!(#d[0].times(__mlp_w[#i][0]) #(#rest)*)
    });
    quote!([#(#derivatives),*])
}
