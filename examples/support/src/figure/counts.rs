//! A table of counts, darker where there are more.

use super::canvas::{Area, Panel, SCALE};
use super::colour::{BLUE, Colour, INK, PAPER, Theme, mixed};
use super::legend;
use plotters::prelude::{Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, IntoFont, TextStyle};

/// How often each pair of row and column was met.
#[derive(Clone, Debug)]
pub struct Counts {
    /// The title above it.
    pub title: String,
    /// The label of the rows.
    pub rows: String,
    /// The label of the columns.
    pub columns: String,
    /// `counts[row][column]`, as many rows as columns
    pub counts: Vec<Vec<usize>>,
}

impl Panel for Counts {
    fn draw(&self, area: &Area<'_>, theme: Theme) {
        let area = legend::draw(area, theme, &self.title, &[]);
        let margin = 46 * SCALE.cast_signed();
        let (width, height) = area.dim_in_pixel();
        let lines = i32::try_from(self.counts.len()).expect("a few rows");
        let side = (width.min(height).cast_signed() - margin - 8 * SCALE.cast_signed()) / lines;
        let left = (width.cast_signed() - side * lines - margin) / 2 + margin;
        let style = |colour: Colour| -> TextStyle<'_> {
            ("sans-serif", 13 * SCALE).into_font().color(&colour.on(theme)).pos(Pos::new(HPos::Center, VPos::Center))
        };
        let most = self.counts.iter().flatten().max().copied().unwrap_or(1);
        let write = |text: String, place, style| area.draw(&Text::new(text, place, style)).expect("a number");
        for (i, row) in (0..).zip(&self.counts) {
            let middle = i * side + side / 2;
            write(i.to_string(), (left - side / 3, middle), style(INK));
            write(i.to_string(), (left + middle, lines * side + side / 3), style(INK));
            for (j, &count) in (0..).zip(row) {
                let (x, y) = (left + j * side, i * side);
                // the root, because a single mistake should be seen beside forty right answers
                let part = (count as f32 / most as f32).sqrt();
                let cell = Rectangle::new([(x, y), (x + side, y + side)], mixed(PAPER, BLUE, part).on(theme).filled());
                area.draw(&cell).expect("a cell");
                if count > 0 {
                    let colour = if part > 0.5 { PAPER } else { INK };
                    write(count.to_string(), (x + side / 2, y + side / 2), style(colour));
                }
            }
        }
        let end = lines * side;
        let frame = Rectangle::new([(left, 0), (left + end, end)], INK.on(theme).stroke_width(SCALE));
        area.draw(&frame).expect("a frame");
        write(self.columns.clone(), (left + end / 2, end + margin * 3 / 4), style(INK));
        let upright = ("sans-serif", 13 * SCALE).into_font().transform(FontTransform::Rotate270).color(&INK.on(theme));
        let upright = upright.pos(Pos::new(HPos::Center, VPos::Center));
        write(self.rows.clone(), (left - margin * 3 / 4, end / 2), upright);
    }
}
