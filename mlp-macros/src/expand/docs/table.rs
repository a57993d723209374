//! The layers as a table. Widths that only rustc knows go by their names.

use proc_macro2::TokenStream;

use super::wording::{bare, text, treatment};
use crate::expand::plan::{LayerPlan, Plan};
use crate::network::Width;
use crate::source_text::source_text;

/// Returns the table as Markdown, with a row for each layer and one for the network.
pub(super) fn layers(plan: &Plan<'_>) -> String {
    let mut table =
        String::from("| layer | shape | activation | parameters | multiply-adds |\n|---|---|---|---:|---:|");
    for layer in &plan.layers {
        table.push_str(&row(&layer_cells(plan, layer)));
    }
    let total = |known: Option<usize>, constant: &str| known.map_or_else(|| code(constant), |known| known.to_string());
    table.push_str(&row(&[
        "all".to_owned(),
        shape(&plan.network.inputs, &plan.last().layer.width),
        String::new(),
        total(plan.params().known(), "PARAMS"),
        total(plan.macs().known(), "MACS"),
    ]));
    table
}

fn layer_cells(plan: &Plan<'_>, layer: &LayerPlan<'_>) -> [String; 5] {
    let (inputs, units) = (plan.input_width(layer), &layer.layer.width);
    [
        code(&layer.layer.name.to_string()),
        shape(inputs, units),
        cell(&treatment(plan, layer)),
        parameters(layer, inputs, units),
        units.net().map_or_else(|| product(inputs, units), |net| code(&constant(net, "MACS"))),
    ]
}

fn row(cells: &[String]) -> String {
    format!("\n| {} |", cells.join(" | "))
}

/// Returns `2 => 3`.
fn shape(inputs: &Width, outputs: &Width) -> String {
    format!("{} => {}", cell(&bare(inputs)), cell(&bare(outputs)))
}

/// Returns the number of parameters: `9`, or `(2 + 1) * UNITS`.
fn parameters(layer: &LayerPlan<'_>, inputs: &Width, units: &Width) -> String {
    if let Some(net) = units.net() {
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

/// Returns `6`, or `2 * UNITS`.
fn product(inputs: &Width, units: &Width) -> String {
    match (inputs.literal(), units.literal()) {
        (Some(inputs), Some(units)) => inputs.saturating_mul(units).to_string(),
        _ => times(&factor(inputs), units),
    }
}

/// Returns a constant of a network: `Encoder::PARAMS`.
fn constant(net: &TokenStream, name: &str) -> String {
    format!("{}::{name}", source_text(net))
}

/// Returns the product of a factor and a width as code; a factor of 1 is left out.
fn times(left: &str, units: &Width) -> String {
    if units.literal() == Some(1) { code(left) } else { code(&format!("{left} * {}", factor(units))) }
}

/// Returns a width as a factor: `(2 * UNITS)`.
fn factor(width: &Width) -> String {
    if let Some(net) = width.net() {
        return constant(net, "OUTPUTS");
    }
    let (text, bare) = (text(width), bare(width));
    if text == bare { text } else { format!("({bare})") }
}

/// Returns a word as it is, and anything with punctuation as code.
fn cell(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '_'));
    if plain { text.to_owned() } else { code(text) }
}

/// Returns code in a table, where a bar would end the cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|").replace('\n', " "))
}
