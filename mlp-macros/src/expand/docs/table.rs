//! The layers as a table; widths that only rustc knows go by their names.

use proc_macro2::TokenStream;

use super::{bare, text, treatment, widths};
use crate::expand::plan::{LayerPlan, Plan};
use crate::network::Width;
use crate::written::written;

/// Markdown, with a line for each layer and one for the network.
pub(super) fn layers(plan: &Plan<'_>) -> String {
    let mut table =
        String::from("| layer | shape | activation | parameters | multiply-adds |\n|---|---|---|---:|---:|");
    for layer in &plan.layers {
        let [inputs, units] = widths(plan, layer);
        let line = [
            code(&layer.layer.name.to_string()),
            format!("{} => {}", cell(&bare(inputs)), cell(&bare(units))),
            cell(&treatment(plan, layer)),
            parameters(layer, inputs, units),
            layer.layer.width.net().map_or_else(|| product(inputs, units), |net| code(&constant(net, "MACS"))),
        ];
        table.push_str(&row(&line));
    }
    let total = |known: Option<usize>, constant: &str| known.map_or_else(|| code(constant), |known| known.to_string());
    let line = [
        "all".to_owned(),
        format!("{} => {}", cell(&bare(&plan.network.inputs)), cell(&bare(&plan.last().layer.width))),
        String::new(),
        total(plan.params().known(), "PARAMS"),
        total(plan.macs().known(), "MACS"),
    ];
    table.push_str(&row(&line));
    table
}

fn row(cells: &[String]) -> String {
    format!("\n| {} |", cells.join(" | "))
}

/// `9`, or `(2 + 1) * UNITS`.
fn parameters(layer: &LayerPlan<'_>, inputs: &Width, units: &Width) -> String {
    if let Some(net) = layer.layer.width.net() {
        return code(&constant(net, "PARAMS"));
    }
    if let Some(known) = layer.params().known() {
        return known.to_string();
    }
    if !layer.layer.bias {
        return product(inputs, units);
    }
    let rows = inputs.literal().map_or_else(|| format!("({} + 1)", factor(inputs)), |inputs| (inputs + 1).to_string());
    times(&rows, units)
}

/// `6`, or `2 * UNITS`.
fn product(inputs: &Width, units: &Width) -> String {
    match (inputs.literal(), units.literal()) {
        (Some(inputs), Some(units)) => inputs.saturating_mul(units).to_string(),
        _ => times(&factor(inputs), units),
    }
}

/// `Encoder::PARAMS`
fn constant(net: &TokenStream, name: &str) -> String {
    format!("{}::{name}", written(&net.clone().into_iter().collect::<Vec<_>>()))
}

fn times(factor: &str, units: &Width) -> String {
    if units.literal() == Some(1) { code(factor) } else { code(&format!("{factor} * {}", self::factor(units))) }
}

/// A width as a factor: `(2 * UNITS)`.
fn factor(width: &Width) -> String {
    if let Some(net) = width.net() {
        return constant(net, "OUTPUTS");
    }
    let (text, bare) = (text(width), bare(width));
    if text == bare { text } else { format!("({bare})") }
}

/// A word as it is, anything with punctuation as code.
fn cell(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '_'));
    if plain { text.to_owned() } else { code(text) }
}

/// Code in a table, where a bar would end the cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|").replace('\n', " "))
}
