//! The sums of a layer in straight-line code: every index a literal.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::expand::plan::LayerPlan;

/// Returns `let (w, b) = ...;`, the parameters of a layer.
pub(super) fn parameters(layer: &LayerPlan<'_>) -> TokenStream {
    let field = &layer.layer.name;
    if layer.layer.bias {
        quote!(let (__mlp_w, __mlp_b) = (&self.#field.weights, &self.#field.biases);)
    } else {
        quote!(let __mlp_w = &self.#field.weights;)
    }
}

/// Returns `[x[0].affine(w[0][0], b[0]).add_scaled(x[1], w[1][0]), ...]`.
///
/// `x` are values of a type parameter, whose methods no user-defined trait can hide.
pub(super) fn sums(layer: &LayerPlan<'_>, x: &Ident) -> TokenStream {
    let (inputs, units) = known_sizes(layer);
    let sums = (0..units).map(|unit| {
        let u = index(unit);
        let first = if layer.layer.bias {
            quote!(#x[0].affine(__mlp_w[0][#u], __mlp_b[#u]))
        } else {
            quote!(#x[0].times(__mlp_w[0][#u]))
        };
        let rest = (1..inputs).map(|input| {
            let i = index(input);
            quote!(.add_scaled(#x[#i], __mlp_w[#i][#u]))
        });
        quote!(#first #(#rest)*)
    });
    quote!([#(#sums),*])
}

/// Returns the inputs and the units of a layer that is straight-line code.
pub(super) fn known_sizes(layer: &LayerPlan<'_>) -> (usize, usize) {
    let known = layer.inputs.known().zip(layer.units.known());
    known.expect("only layers with literal widths become straight-line code")
}

pub(super) fn index(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
