//! The chain as a drawing of units and weights, for light and dark pages.

use std::fmt::{Arguments, Write};

use super::wording::{bare, chain};
use crate::expand::plan::Plan;
use crate::network::{Residual, Width};

/// The most units that are drawn; of more, the first three are, then dots, then the last two.
const MAX_UNITS: usize = 6;
/// From one unit to the next.
const ROW_HEIGHT: usize = 20;
/// From one layer to the next.
const COLUMN_WIDTH: usize = 104;
/// From one bracket of a residual block to the one above it.
const BRACKET_HEIGHT: usize = 16;
/// The room for the two lines of text below the units.
const TEXT_HEIGHT: usize = 44;
/// The most layers that are drawn; nobody follows more of them, and the table has them all.
const MAX_COLUMNS: usize = 24;
/// The most letters of a label.
const MAX_LABEL: usize = 14;

/// A drawing in progress.
struct Drawing {
    svg: String,
    /// The height of the tallest column.
    height: usize,
}

/// The inputs or a layer, as they are drawn.
struct Column<'a> {
    width: &'a Width,
    /// The activation, or what else the units are.
    label: String,
}

/// Returns the drawing as one block of HTML, no line of which is blank, or nothing for too many layers.
pub(super) fn svg(plan: &Plan<'_>) -> Option<String> {
    let columns = columns(plan);
    if columns.len() > MAX_COLUMNS {
        return None;
    }
    let height = columns.iter().map(|column| drawn_rows(column.width)).max().unwrap_or(MAX_UNITS) * ROW_HEIGHT;
    let mut drawing = Drawing { svg: String::new(), height };
    drawing.begin(plan, columns.len());
    drawing.weights(&columns);
    drawing.residuals(plan);
    for (index, column) in columns.iter().enumerate() {
        drawing.column(x(index), column);
    }
    Some(drawing.svg + "</svg></div>")
}

/// Returns the inputs and the layers.
fn columns<'a>(plan: &'a Plan<'_>) -> Vec<Column<'a>> {
    let inputs = Column { width: &plan.network.inputs, label: "inputs".to_owned() };
    let layers = plan.network.layers.iter().map(|layer| {
        let is_last = layer.name == plan.last().layer.name;
        let label = match () {
            () if layer.width.net().is_some() => "network".to_owned(),
            () if is_last && plan.network.ends.outputs.is_some() => "outputs".to_owned(),
            () => layer.activation.word(),
        };
        Column { width: &layer.width, label }
    });
    std::iter::once(inputs).chain(layers).collect()
}

impl Drawing {
    fn add(&mut self, element: Arguments<'_>) {
        self.svg.write_fmt(element).expect("a string grows");
    }

    /// Opens the element; the brackets of residual blocks are above the origin.
    fn begin(&mut self, plan: &Plan<'_>, columns: usize) {
        let head = brackets_height(plan);
        let (width, height) = (columns * COLUMN_WIDTH, head + self.height + TEXT_HEIGHT);
        let (label, top) = (escaped(&chain(plan)), if head == 0 { "0".to_owned() } else { format!("-{head}") });
        self.add(format_args!(
            "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{label}\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 {top} {width} {height}\" \
             fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n",
        ));
    }

    /// Draws a line for each weight.
    fn weights(&mut self, columns: &[Column<'_>]) {
        self.svg.push_str("<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"");
        for (index, pair) in columns.windows(2).enumerate() {
            for from in rows(pair[0].width, self.height) {
                for to in rows(pair[1].width, self.height) {
                    self.add(format_args!("M{} {from}L{} {to}", x(index), x(index + 1)));
                }
            }
        }
        self.svg.push_str("\"/>\n");
    }

    /// Draws a bracket above each residual block, from its inputs to where they are added.
    fn residuals(&mut self, plan: &Plan<'_>) {
        for residual in &plan.network.residuals {
            let (from, to) = (x(residual.first) + 8, x(residual.last + 1));
            let top = BRACKET_HEIGHT * level(plan, residual);
            self.add(format_args!(
                "<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M{from} 0V-{top}H{to}V-2M{} -7L{to} -2L{} -7\"/>\
                 <text x=\"{}\" y=\"-{}\">+</text>\n",
                to - 3,
                to + 3,
                // on this side: on the other the bracket of the next block may begin
                to - 10,
                top - 10,
            ));
        }
    }

    /// Draws the units of one layer, and below them its width and its label.
    fn column(&mut self, x: usize, column: &Column<'_>) {
        for y in rows(column.width, self.height) {
            self.add(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\"/>"));
        }
        if !is_small(column.width) {
            let y = 3 * ROW_HEIGHT + ROW_HEIGHT / 2 + 5;
            self.add(format_args!("<text x=\"{x}\" y=\"{y}\">&#8942;</text>"));
        }
        let (width, label) = (escaped(&bare(column.width)), escaped(&column.label));
        self.add(format_args!("<text x=\"{x}\" y=\"{}\" font-weight=\"bold\">{width}</text>", self.height + 18));
        self.add(format_args!("<text x=\"{x}\" y=\"{}\">{label}</text>\n", self.height + 36));
    }
}

/// Returns the room for residual blocks above the units: one bracket for each level.
fn brackets_height(plan: &Plan<'_>) -> usize {
    let levels = plan.network.residuals.iter().map(|residual| level(plan, residual));
    levels.max().map_or(0, |levels| BRACKET_HEIGHT * levels + BRACKET_HEIGHT / 2)
}

/// Returns how many residual blocks are one in the other, from the innermost to this one.
fn level(plan: &Plan<'_>, residual: &Residual) -> usize {
    let is_inside =
        |other: &&Residual| *other != residual && residual.first <= other.first && other.last <= residual.last;
    let inner = plan.network.residuals.iter().take_while(|other| *other != residual).filter(is_inside);
    1 + inner.map(|other| level(plan, other)).max().unwrap_or(0)
}

/// Returns the middle of a column.
fn x(column: usize) -> usize {
    column * COLUMN_WIDTH + COLUMN_WIDTH / 2
}

fn is_small(width: &Width) -> bool {
    width.literal().is_some_and(|units| units <= MAX_UNITS)
}

/// Returns how many rows a layer takes.
fn drawn_rows(width: &Width) -> usize {
    width.literal().map_or(MAX_UNITS, |units| units.min(MAX_UNITS))
}

/// Returns the heights at which the units of a layer are drawn.
fn rows(width: &Width, height: usize) -> Vec<usize> {
    let middle_of = |row: usize| row * ROW_HEIGHT + ROW_HEIGHT / 2;
    match width.literal() {
        Some(units) if units <= MAX_UNITS => {
            (0..units).map(|unit| (height - units * ROW_HEIGHT) / 2 + middle_of(unit)).collect()
        }
        _ => [0, 1, 2, 4, 5].map(middle_of).to_vec(),
    }
}

/// Returns a text between tags or quotes, on one line; a label is cut short.
fn escaped(text: &str) -> String {
    let short: String = if text.contains("=>") || text.chars().count() <= MAX_LABEL {
        text.to_owned()
    } else {
        text.chars().take(MAX_LABEL - 3).chain("...".chars()).collect()
    };
    short.replace('\n', " ").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
