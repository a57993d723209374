//! Straight-line code of a layer's sums: every index a literal.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::plan::LayerPlan;

/// `let (w, b) = ...;` and `[x[0].affine(w[0][0], b[0]).add_scaled(x[1], w[1][0]), ...]`
/// The layer is found at `source`; `x` are values of a type parameter, whose methods no trait of the user's can hide.
pub(super) fn sums(layer: &LayerPlan<'_>, source: &TokenStream, x: &Ident) -> (TokenStream, TokenStream) {
    let (inputs, units) = known_sizes(layer);
    let bias = layer.layer.bias;
    let weights = if bias {
        quote!(let (__w, __b) = (&#source.weights, &#source.biases);)
    } else {
        quote!(let __w = &#source.weights;)
    };
    let sums = (0..units).map(|unit| {
        let u = index(unit);
        let first = if bias { quote!(#x[0].affine(__w[0][#u], __b[#u])) } else { quote!(#x[0].times(__w[0][#u])) };
        let rest = (1..inputs).map(|input| {
            let i = index(input);
            quote!(.add_scaled(#x[#i], __w[#i][#u]))
        });
        quote!(#first #(#rest)*)
    });
    (weights, quote!([#(#sums),*]))
}

/// Inputs and units of a layer that is straight-line code.
pub(super) fn known_sizes(layer: &LayerPlan<'_>) -> (usize, usize) {
    let known = layer.inputs.known().zip(layer.units.known());
    known.expect("only layers with literal widths become straight-line code")
}

pub(super) fn index(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
