//! The values that the forward pass keeps for the backward pass, cut into matrices.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::expand::plan::{LayerPlan, Plan};
use crate::expand::size::Size;
use crate::expand::tokens::local;

/// Returns the matrices of a layer with their rows.
///
/// `y` are its outputs, and `s` its slopes where they are stored. A nested network has a tape `t`, and in the middle of
/// others sums `z` and values `v`; `e` are its derivatives at the end of a residual block. The outputs of the last
/// layer go elsewhere.
fn rows(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> Vec<(Ident, Size)> {
    let is_taped = plan.is_taped(layer);
    let mut rows = Vec::new();
    let mut keep = |name: &str, count: &Size| rows.push((local(name, layer.number), count.clone()));
    if let Some(nested) = &layer.nested {
        keep("t", &Size::Constant(nested.item("TAPE")));
        if is_taped {
            keep("z", &layer.units);
            keep("v", &layer.units);
        }
        if !layer.added.is_empty() {
            keep("e", &layer.units);
        }
    }
    if is_taped && !plan.is_last(layer) {
        keep("y", &layer.units);
    }
    if is_taped && layer.stores_slopes {
        keep("s", &layer.units);
    }
    rows
}

/// Returns how many numbers per sample the tape holds.
pub(in crate::expand) fn total_rows(plan: &Plan<'_>) -> Size {
    let rows = plan.layers.iter().flat_map(|layer| rows(plan, layer));
    rows.fold(Size::Known(0), |sum, (_, rows)| sum.plus(&rows))
}

/// Returns the cuts for a layer: `let (y1, tape) = pass.rows(tape, 64);`
pub(super) fn cut(plan: &Plan<'_>, layer: &LayerPlan<'_>, pass: &TokenStream) -> TokenStream {
    let cuts = rows(plan, layer).into_iter();
    let cuts = cuts.map(|(name, rows)| quote!(let (#name, __mlp_tape) = #pass::rows(__mlp_pass, __mlp_tape, #rows);));
    quote!(#(#cuts)*)
}

/// Returns the statement that the tape is used up; it keeps the last cut from looking unused.
pub(super) fn end(plan: &Plan<'_>) -> TokenStream {
    let private = &plan.private;
    quote!(#private::end_of_tape(__mlp_tape);)
}
