//! The documentation of a network's struct: the chain in words, as a picture, and as a table.

mod picture;
mod table;

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{LayerPlan, Plan};
use crate::network::Width;
use crate::written::written;

/// The docs behind the user's own.
pub(super) fn network(plan: &Plan<'_>) -> TokenStream {
    let summary = format!(" A multilayer perceptron: `{}`", chain(plan));
    // nobody sees the pages of a type without a name
    let card = plan.network.name.as_ref().map(|_| {
        let card = format!("\n{}\n\n{}", picture::svg(plan), table::layers(plan));
        quote!(#[doc = #card])
    });
    // a line of its own, lest it become part of the user's last paragraph
    let gap = (!plan.network.attributes.is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#gap #[doc = #summary] #card)
}

/// What a field is.
pub(super) fn layer(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> String {
    if layer.layer.width.net().is_some() {
        return format!(" Layer {}: the network `{}`{}.", layer.number, text(&layer.layer.width), plus(plan, layer));
    }
    let [inputs, units] = widths(plan, layer).map(text);
    let count = |number: &str, unit: &str| match number {
        "1" => format!("1 {unit}"),
        literal if literal.starts_with(|c: char| c.is_ascii_digit()) => format!("{literal} {unit}s"),
        constant => format!("`{constant}` {unit}s"),
    };
    let (inputs, units) = (count(&inputs, "input"), count(&units, "unit"));
    format!(" Layer {}: {inputs}, {units}, {}.", layer.number, treatment(plan, layer))
}

/// The chain as it was declared.
fn chain(plan: &Plan<'_>) -> String {
    let mut chain = text(&plan.network.inputs);
    for planned in &plan.layers {
        let layer = planned.layer;
        chain.push_str(" => ");
        chain.push_str(&"residual(".repeat(planned.begins.len()));
        chain.push_str(&text(&layer.width));
        let word = layer.activation.word();
        if word != "identity" {
            chain.push(' ');
            chain.push_str(&word);
        }
        chain.push_str(&")".repeat(planned.added.len()));
    }
    chain
}

/// A layer's activation and modifiers: `relu, no bias, dropout 0.2, plus l1`.
fn treatment(plan: &Plan<'_>, planned: &LayerPlan<'_>) -> String {
    let layer = planned.layer;
    if planned.layer.width.net().is_some() {
        return format!("a network{}", plus(plan, planned));
    }
    let mut text = layer.activation.word();
    if !layer.bias {
        text.push_str(", no bias");
    }
    if let Some(rate) = layer.dropout {
        text.push_str(&format_args!(", dropout {rate}").to_string());
    }
    text + &plus(plan, planned)
}

/// What residual blocks add to a layer: `, plus l1`.
fn plus(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> String {
    let source = |number: &usize| match number.checked_sub(1) {
        Some(index) => format!(", plus {}", plan.layers[index].layer.name),
        None => ", plus the inputs".to_owned(),
    };
    layer.added.iter().map(source).collect()
}

/// The widths in front of and behind a layer's weights.
fn widths<'a>(plan: &'a Plan<'_>, layer: &LayerPlan<'a>) -> [&'a Width; 2] {
    let before = layer.number.checked_sub(2).map_or(&plan.network.inputs, |before| &plan.network.layers[before].width);
    [before, &layer.layer.width]
}

/// A width without the braces of an expression.
fn bare(width: &Width) -> String {
    let text = text(width);
    text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).map_or(text.clone(), |text| text.trim().to_owned())
}

/// A width: its value, or the constant's name.
fn text(width: &Width) -> String {
    match width {
        Width::Literal { value, .. } => value.to_string(),
        Width::Constant(tokens) => written(&tokens.clone().into_iter().collect::<Vec<_>>()),
        Width::Net(net) => format!("net({})", written(&net.clone().into_iter().collect::<Vec<_>>())),
    }
}
