//! What the forward pass keeps for the backward pass, cut into matrices.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::local;
use super::plan::{LayerPlan, Plan};
use super::size::Size;

/// The matrices of a layer and their rows: outputs `y`, and where they are stored slopes `s`. A network in a layer's
/// place has a tape `t`, and in the middle of others sums `z` and values `v`; `e` are its derivatives at the end of a
/// residual block. The outputs of the last layer go elsewhere.
pub(super) fn rows(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> Vec<(Ident, Size)> {
    let last = layer.number == plan.layers.len();
    let kept = layer.number <= plan.taped().len();
    let mut rows = Vec::new();
    let mut keep = |name: &str, rows_of_it: &Size| rows.push((local(name, layer.number), rows_of_it.clone()));
    if let Some(part) = &layer.part {
        keep("t", &Size::Constant(part.item("TAPE")));
        if kept {
            keep("z", &layer.units);
            keep("v", &layer.units);
        }
        if !layer.added.is_empty() {
            keep("e", &layer.units);
        }
    }
    if kept && !last {
        keep("y", &layer.units);
    }
    if kept && layer.stores_slopes {
        keep("s", &layer.units);
    }
    rows
}

/// `let (y1, tape) = pass.rows(tape, 64);`
pub(super) fn cut(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let cuts = rows(plan, layer).into_iter();
    let cuts = cuts.map(|(name, rows)| quote!(let (#name, __tape) = #pass::rows(__pass, __tape, #rows);));
    quote!(#(#cuts)*)
}
