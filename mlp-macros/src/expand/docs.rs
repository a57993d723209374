//! The documentation of a network's struct: the chain in words, as a drawing, and as a table.

mod drawing;
mod table;
mod wording;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use self::wording::chain;
use self::wording::{added, text, treatment};
use super::ends;
use super::plan::{LayerPlan, Plan};

/// Returns the documentation of the struct, which follows the user's own.
pub(super) fn network(plan: &Plan<'_>) -> TokenStream {
    let summary = format!(" A multilayer perceptron: `{}`", chain(plan));
    // nobody sees the pages of a type without a name
    let card = plan.network.name.as_ref().map(|_| {
        let table = format!("{}{}", table::layers(plan), ends::tables(plan));
        // an editor would show its source
        let drawing = drawing::svg(plan).map(|svg| quote!(#[doc = ""] #[cfg_attr(doc, doc = #svg)]));
        // a line of its own, lest the table become part of the drawing
        quote!(#drawing #[doc = ""] #[doc = #table])
    });
    // a line of its own, lest it become part of the user's last paragraph
    let gap = (!plan.network.attributes.is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#gap #[doc = #summary] #card)
}

/// Returns the documentation of a field: the user's, and what the layer is.
pub(super) fn field(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> TokenStream {
    let (written, doc) = (&layer.layer.docs, self::layer(plan, layer));
    // a line of its own, lest the two become one paragraph
    let gap = (!written.is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#written #gap #[doc = #doc])
}

/// Returns what a layer is, in words.
fn layer(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> String {
    let number = layer.number;
    if layer.layer.width.net().is_some() {
        return format!(" Layer {number}: the network `{}`{}.", text(&layer.layer.width), added(plan, layer));
    }
    let inputs = counted(&text(plan.input_width(layer)), "input");
    let units = counted(&text(&layer.layer.width), "unit");
    format!(" Layer {number}: {inputs}, {units}, {}.", treatment(plan, layer))
}

/// Returns `1 unit`, `3 units`, or `` `UNITS` units``.
fn counted(number: &str, noun: &str) -> String {
    match number {
        "1" => format!("1 {noun}"),
        literal if literal.starts_with(|c: char| c.is_ascii_digit()) => format!("{literal} {noun}s"),
        constant => format!("`{constant}` {noun}s"),
    }
}
