//! The chain as a drawing of units and weights, for light and dark pages.

use std::fmt::Write;

use super::{chain, text};
use crate::expand::plan::Plan;
use crate::network::Width;

/// More units than this are drawn as the first three, dots, and the last two.
const MOST: usize = 6;
/// From one unit to the next.
const ROW: usize = 20;
/// From one layer to the next.
const COLUMN: usize = 104;
/// The height of the units.
const UNITS: usize = MOST * ROW;
/// What a label may hold.
const LABEL: usize = 14;

/// The drawing, as one block of HTML: no line of it is blank, which would end it.
pub(super) fn svg(plan: &Plan<'_>) -> String {
    let mut columns = vec![("inputs".to_owned(), &plan.network.inputs)];
    columns.extend(plan.network.layers.iter().map(|layer| (layer.activation.word(), &layer.width)));
    let (width, height) = (columns.len() * COLUMN, UNITS + 44);
    let mut svg = format!(
        "<div><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" style=\"max-width:100%;height:auto\" \
         fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">\n",
        escaped(&chain(plan))
    );
    svg.push_str("<path stroke=\"currentColor\" stroke-opacity=\"0.3\" d=\"");
    for (index, pair) in columns.windows(2).enumerate() {
        for from in rows(pair[0].1) {
            for to in rows(pair[1].1) {
                drawn(&mut svg, format_args!("M{} {from}L{} {to}", x(index), x(index + 1)));
            }
        }
    }
    svg.push_str("\"/>\n");
    for (index, (activation, width)) in columns.iter().enumerate() {
        column(&mut svg, x(index), activation, width);
    }
    svg + "</svg></div>"
}

fn x(column: usize) -> usize {
    column * COLUMN + COLUMN / 2
}

/// The units of one layer, and below them its width and what it does.
fn column(svg: &mut String, x: usize, activation: &str, width: &Width) {
    for y in rows(width) {
        drawn(svg, format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\"/>"));
    }
    if !is_small(width) {
        drawn(svg, format_args!("<text x=\"{x}\" y=\"{}\">&#8942;</text>", 3 * ROW + ROW / 2 + 5));
    }
    let number = text(width);
    let (number, activation) = (escaped(number.trim_matches(['{', '}', ' '])), escaped(activation));
    drawn(svg, format_args!("<text x=\"{x}\" y=\"{}\" font-weight=\"bold\">{number}</text>", UNITS + 18));
    drawn(svg, format_args!("<text x=\"{x}\" y=\"{}\">{activation}</text>\n", UNITS + 36));
}

fn is_small(width: &Width) -> bool {
    width.literal().is_some_and(|units| units <= MOST)
}

/// Where the units of a layer stand.
fn rows(width: &Width) -> Vec<usize> {
    match width.literal() {
        Some(units) if units <= MOST => {
            (0..units).map(|unit| (UNITS - units * ROW) / 2 + unit * ROW + ROW / 2).collect()
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
