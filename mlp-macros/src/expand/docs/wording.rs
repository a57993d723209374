//! A network and its layers in words.

mod blocks;

use crate::expand::plan::{LayerPlan, Plan};
use crate::network::Width;
use crate::source_text::source_text;

/// Returns the chain as it is declared.
pub(in crate::expand) fn chain(plan: &Plan<'_>) -> String {
    let layers: Vec<String> = plan.layers.iter().map(|layer| declared(plan, layer)).collect();
    let inputs = plan.network.ends.inputs.as_ref();
    let inputs = inputs.map_or_else(|| text(&plan.network.inputs), ToString::to_string);
    format!("{inputs} => {}", blocks::around(&layers, &plan.network.residuals, &plan.network.repeats))
}

/// Returns a layer as it is declared: `3 leaky_relu(0.1) no_bias`.
fn declared(plan: &Plan<'_>, planned: &LayerPlan<'_>) -> String {
    let layer = planned.layer;
    let outputs = plan.network.ends.outputs.as_ref().filter(|_| plan.is_last(planned));
    let mut words = vec![outputs.map_or_else(|| text(&layer.width), ToString::to_string)];
    if !layer.activation.is_identity() {
        words.push(layer.activation.with_argument());
    }
    if !layer.bias && layer.width.net().is_none() {
        words.push("no_bias".to_owned());
    }
    words.extend(layer.written_initialization.iter().map(|written| format!("init({written})")));
    words.extend(layer.dropout.map(|rate| format!("dropout({rate})")));
    words.extend(layer.frozen.then(|| "freeze".to_owned()));
    words.join(" ")
}

/// Returns a layer's activation and modifiers: `relu, no bias, init he, dropout 0.2, frozen, plus l1`.
pub(super) fn treatment(plan: &Plan<'_>, planned: &LayerPlan<'_>) -> String {
    let layer = planned.layer;
    if layer.width.net().is_some() {
        let frozen = if layer.frozen { ", frozen" } else { "" };
        return format!("a network{frozen}{}", added(plan, planned));
    }
    let mut text = layer.activation.with_argument();
    if plan.is_last(planned) && plan.network.ends.outputs.is_some() {
        "one for each output".clone_into(&mut text);
    }
    if !layer.bias {
        text.push_str(", no bias");
    }
    if let Some(written) = &layer.written_initialization {
        text.push_str(&format_args!(", init {written}").to_string());
    }
    if let Some(rate) = layer.dropout {
        text.push_str(&format_args!(", dropout {rate}").to_string());
    }
    if layer.frozen {
        text.push_str(", frozen");
    }
    text + &added(plan, planned)
}

/// Returns what residual blocks add to a layer: `, plus l1`.
pub(super) fn added(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> String {
    let source = |number: &usize| match number.checked_sub(1) {
        Some(index) => format!(", plus {}", plan.layers[index].layer.name),
        None => ", plus the inputs".to_owned(),
    };
    layer.added.iter().map(source).collect()
}

/// Returns a width: its value, or the constant's name.
pub(super) fn text(width: &Width) -> String {
    match width {
        Width::Literal { value, .. } => value.to_string(),
        Width::Constant(tokens) => source_text(tokens),
        Width::Net(net) => format!("net({})", source_text(net)),
    }
}

/// Returns a width without the braces of an expression.
pub(super) fn bare(width: &Width) -> String {
    let text = text(width);
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    inner.map_or(text.clone(), |inner| inner.trim().to_owned())
}
