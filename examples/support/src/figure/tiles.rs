//! Small images in rows, each with a line of text under it.

use super::canvas::{Area, Panel, SCALE};
use super::colour::{Colour, GREY, INK, Theme};
use super::legend::{self, Entry, Key};
use plotters::prelude::{Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

/// Images of `width` pixels in a row, `columns` of them beside each other.
#[derive(Clone, Debug)]
pub struct Tiles {
    /// The title above them.
    pub title: String,
    /// How many images stand in a row.
    pub columns: usize,
    /// How many pixels stand in a row of an image.
    pub width: usize,
    /// The pixels of each image, and the text under it.
    pub images: Vec<(Vec<Colour>, String)>,
    /// The meaning of the colours.
    pub legend: Vec<(String, Colour)>,
}

impl Panel for Tiles {
    fn draw(&self, area: &Area<'_>, theme: Theme) {
        let legend = self.legend.iter().map(|(name, colour)| Entry::new(Key::Area, name, *colour));
        let area = legend::draw(area, theme, &self.title, &legend.collect::<Vec<_>>());
        let rows = self.images.len().div_ceil(self.columns);
        for (cell, (pixels, caption)) in area.split_evenly((rows, self.columns)).iter().zip(&self.images) {
            let (width, height) = cell.dim_in_pixel();
            let caption_height = if caption.is_empty() { 0 } else { 18 * SCALE };
            let lines = pixels.len() / self.width;
            let across = u32::try_from(self.width.max(lines)).expect("a small image");
            let side = ((width - 8 * SCALE).min(height - caption_height - 8 * SCALE) / across).cast_signed();
            let columns = i32::try_from(self.width).expect("a small image");
            let left = (width.cast_signed() - side * columns) / 2;
            let top = 2 * SCALE.cast_signed();
            for (y, row) in (0..).zip(pixels.chunks(self.width)) {
                for (x, colour) in (0..).zip(row) {
                    let corner = (left + x * side, top + y * side);
                    let pixel = Rectangle::new([corner, (corner.0 + side, corner.1 + side)], colour.on(theme).filled());
                    cell.draw(&pixel).expect("a pixel");
                }
            }
            let bottom = top + side * i32::try_from(lines).expect("a small image");
            let frame =
                Rectangle::new([(left, top), (left + side * columns, bottom)], GREY.on(theme).stroke_width(SCALE));
            cell.draw(&frame).expect("a frame");
            let style: TextStyle<'_> =
                ("sans-serif", 12 * SCALE).into_font().color(&INK.on(theme)).pos(Pos::new(HPos::Center, VPos::Top));
            let place = (width.cast_signed() / 2, bottom + 5 * SCALE.cast_signed());
            cell.draw(&Text::new(caption.as_str(), place, style)).expect("a caption");
        }
    }
}
