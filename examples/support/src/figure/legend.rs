//! A title and a legend above a panel, where they cover nothing.

use super::canvas::{Area, SCALE};
use super::colour::{Colour, INK, Theme};
use plotters::prelude::{Circle, Rectangle, Text};
use plotters::style::{Color, IntoFont, TextStyle};

/// The mark before a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    Area,
    Line,
    Dot,
}

/// One entry of a legend.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) name: String,
    pub(super) colour: Colour,
}

impl Entry {
    pub(super) fn new(key: Key, name: impl Into<String>, colour: Colour) -> Self {
        Self { key, name: name.into(), colour }
    }
}

/// Writes both and returns what is left of the area.
pub(super) fn draw<'a>(area: &Area<'a>, theme: Theme, title: &str, entries: &[Entry]) -> Area<'a> {
    let scale = SCALE.cast_signed();
    let width = area.dim_in_pixel().0.cast_signed();
    let size =
        |style: &TextStyle<'_>, text: &str| area.estimate_text_size(text, style).expect("a width").0.cast_signed();
    let ink = INK.on(theme);
    let heading: TextStyle<'_> = ("sans-serif", 16 * SCALE).into_font().color(&ink);
    let left = (width - size(&heading, title)) / 2;
    area.draw(&Text::new(title, (left, 9 * scale), heading)).expect("the title");
    let text: TextStyle<'_> = ("sans-serif", 13 * SCALE).into_font().color(&ink);
    let gap = 34 * scale;
    let mut rows: Vec<Vec<(&Entry, i32)>> = vec![Vec::new()];
    let mut used = 0;
    for entry in entries {
        let needed = size(&text, &entry.name) + gap;
        if used + needed > width && used > 0 {
            rows.push(Vec::new());
            used = 0;
        }
        used += needed;
        rows.last_mut().expect("a row").push((entry, needed));
    }
    let mut top = 34 * scale;
    for row in rows.iter().filter(|row| !row.is_empty()) {
        let mut x = (width - row.iter().map(|(_, needed)| needed).sum::<i32>()) / 2 + 6 * scale;
        for (entry, needed) in row {
            draw_key(area, theme, entry, (x, top));
            area.draw(&Text::new(entry.name.as_str(), (x + 20 * scale, top), text.clone())).expect("a name");
            x += needed;
        }
        top += 19 * scale;
    }
    area.split_vertically(top + 2 * scale).1
}

/// Draws what stands before the name of an entry into 15 times 11 pixels.
fn draw_key(area: &Area<'_>, theme: Theme, entry: &Entry, (x, y): (i32, i32)) {
    let scale = SCALE.cast_signed();
    let filled = entry.colour.on(theme).filled();
    match entry.key {
        Key::Area => area.draw(&Rectangle::new([(x + 2 * scale, y), (x + 13 * scale, y + 11 * scale)], filled)),
        Key::Line => area.draw(&Rectangle::new([(x, y + 4 * scale), (x + 15 * scale, y + 7 * scale)], filled)),
        Key::Dot => area.draw(&Circle::new((x + 8 * scale, y + 6 * scale), 4 * SCALE, filled)),
    }
    .expect("a key");
}
