//! A title and a legend above a panel, where they cover nothing.

use super::canvas::{Area, SCALE};
use super::colour::{BLACK, Colour};
use plotters::prelude::{Rectangle, Text};
use plotters::style::{Color, IntoFont, TextStyle};

/// Writes both and returns what is left of the area.
pub(super) fn draw<'a>(area: &Area<'a>, title: &str, entries: &[(String, Colour)]) -> Area<'a> {
    let scale = SCALE.cast_signed();
    let width = area.dim_in_pixel().0.cast_signed();
    let size =
        |style: &TextStyle<'_>, text: &str| area.estimate_text_size(text, style).expect("a width").0.cast_signed();
    let heading: TextStyle<'_> = ("sans-serif", 16 * SCALE).into_font().color(&BLACK);
    let left = (width - size(&heading, title)) / 2;
    area.draw(&Text::new(title, (left, 9 * scale), heading)).expect("the title");

    let text: TextStyle<'_> = ("sans-serif", 13 * SCALE).into_font().color(&BLACK);
    let gap = 30 * scale;
    let mut rows: Vec<Vec<(&str, Colour, i32)>> = vec![Vec::new()];
    let mut used = 0;
    for (name, colour) in entries {
        let needed = size(&text, name) + gap;
        if used + needed > width - gap && used > 0 {
            rows.push(Vec::new());
            used = 0;
        }
        used += needed;
        rows.last_mut().expect("a row").push((name, *colour, needed));
    }
    let mut top = 34 * scale;
    for row in rows.iter().filter(|row| !row.is_empty()) {
        let mut x = (width - row.iter().map(|(.., needed)| needed).sum::<i32>()) / 2 + 6 * scale;
        for (name, colour, needed) in row {
            let swatch = [(x, top + scale), (x + 11 * scale, top + 11 * scale)];
            area.draw(&Rectangle::new(swatch, colour.filled())).expect("a swatch");
            area.draw(&Text::new(*name, (x + 16 * scale, top), text.clone())).expect("a name");
            x += needed;
        }
        top += 19 * scale;
    }
    area.split_vertically(top + 2 * scale).1
}
