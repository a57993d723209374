//! The chain as a drawing of units and weights, for light and dark pages.

use std::fmt::Write;

use super::{bare, chain};
use crate::expand::plan::Plan;
use crate::network::{Residual, Width};

/// More units than this are drawn as the first three, dots, and the last two.
const MOST: usize = 6;
/// From one unit to the next.
const ROW: usize = 20;
/// From one layer to the next.
const COLUMN: usize = 104;
/// From one bracket of a residual block to the one above it.
const STEP: usize = 16;
/// What a label may hold.
const LABEL: usize = 14;

/// The drawing, as one block of HTML: no line of it is blank, which would end it.
pub(super) fn svg(plan: &Plan<'_>) -> String {
    let mut columns = vec![("inputs".to_owned(), &plan.network.inputs)];
    columns.extend(plan.network.layers.iter().map(|layer| {
        (if layer.width.net().is_some() { "network".to_owned() } else { layer.activation.word() }, &layer.width)
    }));
    let units = columns.iter().map(|(_, width)| drawn_units(width)).max().unwrap_or(MOST) * ROW;
    let head = head(plan);
    let (width, height) = (columns.len() * COLUMN, head + units + 44);
    let mut svg = format!(
        "<div style=\"overflow-x:auto\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 {} {width} {height}\" \
         fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n",
        escaped(&chain(plan)),
        if head == 0 { "0".to_owned() } else { format!("-{head}") },
    );
    svg.push_str("<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"");
    for (index, pair) in columns.windows(2).enumerate() {
        for from in rows(pair[0].1, units) {
            for to in rows(pair[1].1, units) {
                drawn(&mut svg, format_args!("M{} {from}L{} {to}", x(index), x(index + 1)));
            }
        }
    }
    svg.push_str("\"/>\n");
    residuals(&mut svg, plan);
    for (index, (activation, width)) in columns.iter().enumerate() {
        column(&mut svg, [x(index), units], activation, width);
    }
    svg + "</svg></div>"
}

/// How much room the residual blocks need above the units: a step for each level.
fn head(plan: &Plan<'_>) -> usize {
    plan.network.residuals.iter().map(|residual| STEP * level(plan, residual)).max().map_or(0, |head| head + STEP / 2)
}

/// How many residual blocks are in this one, one in the other, and itself.
fn level(plan: &Plan<'_>, residual: &Residual) -> usize {
    let inner = |other: &&Residual| *other != residual && residual.first <= other.first && other.last <= residual.last;
    let levels = plan.network.residuals.iter().take_while(|other| *other != residual).filter(inner);
    1 + levels.map(|other| level(plan, other)).max().unwrap_or(0)
}

/// A bracket above each residual block, from what it takes to where that is added.
fn residuals(svg: &mut String, plan: &Plan<'_>) {
    for residual in &plan.network.residuals {
        let (from, to, top) = (x(residual.first) + 8, x(residual.last + 1), STEP * level(plan, residual));
        drawn(
            svg,
            format_args!(
                "<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M{from} 0V-{top}H{to}V-2M{} -7L{to} -2L{} -7\"/>\
                 <text x=\"{}\" y=\"-{}\">+</text>\n",
                to - 3,
                to + 3,
                // on this side: on the other the bracket of the next block may begin
                to - 10,
                top - 10,
            ),
        );
    }
}

fn x(column: usize) -> usize {
    column * COLUMN + COLUMN / 2
}

/// The units of one layer, and below them its width and what it does.
fn column(svg: &mut String, [x, units]: [usize; 2], activation: &str, width: &Width) {
    for y in rows(width, units) {
        drawn(svg, format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\"/>"));
    }
    if !is_small(width) {
        drawn(svg, format_args!("<text x=\"{x}\" y=\"{}\">&#8942;</text>", 3 * ROW + ROW / 2 + 5));
    }
    let (number, activation) = (escaped(&bare(width)), escaped(activation));
    drawn(svg, format_args!("<text x=\"{x}\" y=\"{}\" font-weight=\"bold\">{number}</text>", units + 18));
    drawn(svg, format_args!("<text x=\"{x}\" y=\"{}\">{activation}</text>\n", units + 36));
}

fn is_small(width: &Width) -> bool {
    width.literal().is_some_and(|units| units <= MOST)
}

/// How many units high a layer is drawn.
fn drawn_units(width: &Width) -> usize {
    width.literal().map_or(MOST, |units| units.min(MOST))
}

/// Where the units of a layer stand.
fn rows(width: &Width, height: usize) -> Vec<usize> {
    match width.literal() {
        Some(units) if units <= MOST => {
            (0..units).map(|unit| (height - units * ROW) / 2 + unit * ROW + ROW / 2).collect()
        }
        _ => [0, 1, 2, 4, 5].map(|row| row * ROW + ROW / 2).to_vec(),
    }
}

fn drawn(svg: &mut String, element: std::fmt::Arguments<'_>) {
    svg.write_fmt(element).expect("a string takes all");
}

/// Text of the user's between tags or quotes, on one line.
fn escaped(text: &str) -> String {
    let short: String = if text.contains("=>") || text.chars().count() <= LABEL {
        text.to_owned()
    } else {
        text.chars().take(LABEL - 3).chain("...".chars()).collect()
    };
    short.replace('\n', " ").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
