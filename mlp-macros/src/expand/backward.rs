//! Straight-line code of a layer's gradient: every index a literal.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::forward::{index, known_sizes};
use super::plan::LayerPlan;

/// `g[0].add_product(x[0], d[0]); ...` for all weights, then all biases.
pub(super) fn gradient(layer: &LayerPlan<'_>, x: &Ident, d: &Ident) -> TokenStream {
    let (inputs, units) = known_sizes(layer);
    let first = layer.first.known().expect("the layers before have literal widths too");
    let weights = (0..inputs * units).map(|weight| {
        let (i, u, at) = (index(weight / units), index(weight % units), index(first + weight));
        quote!(__g[#at].add_product(#x[#i], #d[#u]);)
    });
    let biases = (0..if layer.layer.bias { units } else { 0 }).map(|unit| {
        let (u, at) = (index(unit), index(first + inputs * units + unit));
        quote!(__g[#at].add_term(#d[#u]);)
    });
    quote!(#(#weights)* #(#biases)*)
}

/// `[d[0].times(w[0][0]).add_scaled(d[1], w[0][1]), ...]`: the derivatives with respect to the layer's inputs.
pub(super) fn inputs(layer: &LayerPlan<'_>, d: &Ident) -> TokenStream {
    let (inputs, units) = known_sizes(layer);
    let derivatives = (0..inputs).map(|input| {
        let i = index(input);
        let rest = (1..units).map(|unit| {
            let u = index(unit);
            quote!(.add_scaled(#d[#u], __w[#i][#u]))
        });
        quote!(#d[0].times(__w[#i][0]) #(#rest)*)
    });
    quote!([#(#derivatives),*])
}
