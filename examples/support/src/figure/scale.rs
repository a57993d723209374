//! A colour scale beside a panel: which value each colour stands for.

use super::canvas::{Area, SCALE};
use super::colour::{Colour, GREY, INK, Theme};
use plotters::prelude::{Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, IntoFont, TextStyle};

/// How wide it is, as shown.
pub(super) const WIDTH: u32 = 58;

/// Colours from low to high, of values from 0 to 1.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) label: String,
    pub(super) colours: Vec<Colour>,
}

impl Scale {
    /// Draws a bar with ticks at its ends and in its middle, between two heights of the area.
    pub(super) fn draw(&self, area: &Area<'_>, theme: Theme, [top, bottom]: [i32; 2]) {
        let scale = SCALE.cast_signed();
        let count = i32::try_from(self.colours.len()).expect("a few colours");
        let height = |index: i32| bottom - (bottom - top) * index / count;
        for (index, colour) in (0..).zip(&self.colours) {
            let part = [(0, height(index + 1)), (11 * scale, height(index))];
            area.draw(&Rectangle::new(part, colour.on(theme).filled())).expect("a colour");
        }
        let frame = Rectangle::new([(0, top), (11 * scale, bottom)], GREY.on(theme).stroke_width(SCALE));
        area.draw(&frame).expect("a frame");
        let ink = INK.on(theme);
        let style = |horizontal| -> TextStyle<'_> {
            ("sans-serif", 12 * SCALE).into_font().color(&ink).pos(Pos::new(horizontal, VPos::Center))
        };
        for (text, y) in [("0", bottom), ("0.5", i32::midpoint(top, bottom)), ("1", top)] {
            area.draw(&Text::new(text, (15 * scale, y), style(HPos::Left))).expect("a tick");
        }
        let upright = ("sans-serif", 13 * SCALE).into_font().transform(FontTransform::Rotate90).color(&ink);
        let upright = upright.pos(Pos::new(HPos::Center, VPos::Center));
        let beside = (44 * scale, i32::midpoint(top, bottom));
        area.draw(&Text::new(self.label.as_str(), beside, upright)).expect("a label");
    }
}
