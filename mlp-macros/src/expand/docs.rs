//! The documentation of a network's struct: the chain in words, as a drawing, and as a table.

mod drawing;
mod table;
mod wording;

use proc_macro2::TokenStream;
use quote::quote;

use self::wording::{added, chain, text, treatment};
use super::ends;
use super::plan::{LayerPlan, Plan};

/// Returns the documentation of the struct, which follows the user's own.
pub(super) fn network(plan: &Plan<'_>) -> TokenStream {
    let summary = format!(" A multilayer perceptron: `{}`", chain(plan));
    // nobody sees the pages of a type without a name
    let card = plan.network.name.as_ref().map(|_| {
        let card = format!("\n{}\n\n{}{}", drawing::svg(plan), table::layers(plan), ends::tables(plan));
        quote!(#[doc = #card])
    });
    // a line of its own, lest it become part of the user's last paragraph
    let gap = (!plan.network.attributes.is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#gap #[doc = #summary] #card)
}

/// Returns the documentation of a field.
pub(super) fn layer(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> String {
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
