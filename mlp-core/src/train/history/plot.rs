//! The losses of a history as a picture.

mod backend;

use self::backend::{LETTERS, WithoutFonts, text_size};
use super::History;
use crate::error::Error;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, ValueFormatter};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::path::Path;

/// The size of the picture in pixels.
const SIZE: (u32, u32) = (640, 400);

/// Grey that is read on white and on black, since the background is that of the page.
const GREY: RGBColor = RGBColor(125, 125, 125);

// two colours that people with any colour vision tell apart (Okabe & Ito 2008)
const BLUE: RGBColor = RGBColor(0, 114, 178);
const ORANGE: RGBColor = RGBColor(213, 94, 0);

/// The ratio of the largest to the smallest loss from which on the axis is logarithmic.
const LOGARITHMIC_FROM: f64 = 20.0;

/// The length of a line in the key, and the space around its parts, in pixels.
const KEY: (i32, i32) = (20, 8);

type Area<'a> = DrawingArea<WithoutFonts<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<<SVGBackend<'static> as DrawingBackend>::ErrorType>>;

impl History {
    /// Returns the losses of all epochs as a picture, in SVG (feature `plot`).
    ///
    /// Training loss and validation loss against the epoch, with a dashed line at the best epoch of early stopping. The
    /// axis of the losses is logarithmic where they are positive and the largest is 20 times the smallest or more.
    /// Losses that are not finite are left out. The background is transparent, for light pages and dark ones.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let (inputs, targets) = ([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]);
    /// let history = Trainer::new(Bce, Adam::new(0.05)).epochs(20).fit(&mut Net::seeded(7), &inputs, &targets)?;
    /// assert!(history.to_svg().starts_with("<svg"));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut text = String::new();
        let drawn = match self.loss_axis() {
            Axis::Linear(range) => self.draw(&mut text, &range, range.clone()),
            Axis::Logarithmic(range) => self.draw(&mut text, &range, range.clone().log_scale()),
        };
        debug_assert!(drawn.is_ok(), "a string can always be written to");
        text
    }

    /// Saves the picture of [`History::to_svg`] to a file, which is replaced in one step (feature `plot`).
    ///
    /// # Errors
    ///
    /// [`Error::File`](crate::error::Error::File) if the file cannot be written.
    pub fn save_svg(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        crate::file::replace::save(path.as_ref(), self.to_svg().as_bytes())
    }

    /// Returns the scale of the losses and their range, which is never empty.
    fn loss_axis(&self) -> Axis {
        let losses = self.losses.iter().chain(&self.validation_losses).filter(|loss| loss.is_finite());
        let least = losses.clone().copied().map(f64::from).reduce(f64::min);
        let most = losses.copied().map(f64::from).reduce(f64::max);
        Axis::Linear(match least.zip(most) {
            None => 0.0..1.0,
            Some((least, most)) if least > 0.0 && most / least >= LOGARITHMIC_FROM => {
                return Axis::Logarithmic(least..most);
            }
            Some((least, most)) if least < most => least - 0.05 * (most - least)..most + 0.05 * (most - least),
            // a loss that never changes
            Some((0.0, _)) => -1.0..1.0,
            Some((same, _)) => same - 0.1 * same.abs()..same + 0.1 * same.abs(),
        })
    }

    /// Returns the last epoch on the axis; two are the fewest that an axis can have.
    fn last_epoch(&self) -> u32 {
        u32::try_from(self.epochs().max(2)).unwrap_or(u32::MAX)
    }

    /// Draws the axes, a curve for each kind of loss, and the best epoch.
    fn draw<Y>(&self, text: &mut String, range: &Range<f64>, losses: Y) -> Drawn
    where
        Y: AsRangedCoord<Value = f64>,
        Y::CoordDescType: ValueFormatter<f64>,
    {
        let area = WithoutFonts(SVGBackend::with_string(text, SIZE)).into_drawing_area();
        let mut builder = ChartBuilder::on(&area);
        builder.margin(12).x_label_area_size(40).y_label_area_size(64);
        let mut chart = builder.build_cartesian_2d(1..self.last_epoch(), losses)?;
        let mut axes = chart.configure_mesh();
        axes.disable_mesh().axis_style(GREY).label_style(letters()).x_desc("epoch").y_desc("loss");
        axes.y_label_formatter(&|loss| tick(*loss)).draw()?;

        let mut key = Vec::new();
        let curves = [("training loss", &self.losses, BLUE), ("validation loss", &self.validation_losses, ORANGE)];
        for (name, losses, colour) in curves.into_iter().filter(|(_, losses, _)| !losses.is_empty()) {
            let points = (1..).zip(losses.iter().copied().map(f64::from));
            let points: Vec<_> = points.filter(|(_, loss)| loss.is_finite()).collect();
            // a line through one point is nothing
            let radius = u32::from(points.len() == 1) * 3;
            chart.draw_series(LineSeries::new(points, colour.stroke_width(2)).point_size(radius))?;
            key.push((name, colour.stroke_width(2)));
        }
        if let Some(best) = self.best_epoch.and_then(|epoch| u32::try_from(epoch).ok()).filter(|epoch| *epoch > 0) {
            let ends = [(best, range.start), (best, range.end)];
            chart.draw_series(DashedLineSeries::new(ends, 4, 4, GREY.stroke_width(1)))?;
            key.push(("best epoch", GREY.stroke_width(1)));
        }
        draw_key(&chart.plotting_area().strip_coord_spec(), &key)?;
        drop(chart);
        area.present()
    }
}

/// Draws lines with their names in the upper right corner.
///
/// The key of `plotters` measures its texts in a font file where there is one.
fn draw_key(area: &Area<'_>, key: &[(&str, ShapeStyle)]) -> Drawn {
    let (length, space) = KEY;
    let widths = key.iter().map(|(name, _)| text_size(name).0);
    let width = widths.max().and_then(|width| i32::try_from(width).ok()).unwrap_or(0);
    let left = area.dim_in_pixel().0.cast_signed() - width - length - 3 * space;
    for ((name, style), row) in key.iter().zip(0..) {
        let middle = space + (2 * row + 1) * 10;
        area.draw(&PathElement::new([(left + space, middle), (left + space + length, middle)], *style))?;
        let words = letters().pos(Pos::new(HPos::Left, VPos::Center));
        area.draw(&Text::new(*name, (left + length + 2 * space, middle), words))?;
    }
    Ok(())
}

/// Returns the style of all texts.
fn letters() -> TextStyle<'static> {
    ("sans-serif", LETTERS).into_font().color(&GREY)
}

/// The scale of the losses, with their range.
enum Axis {
    Linear(Range<f64>),
    Logarithmic(Range<f64>),
}

/// Returns the text at a tick: four significant digits without zeros at the end.
fn tick(value: f64) -> String {
    let rounded: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    if rounded == 0.0 || (1e-4..1e6).contains(&rounded.abs()) { rounded.to_string() } else { format!("{rounded:e}") }
}

#[cfg(test)]
mod tests {
    use super::{History, tick};
    use alloc::string::String;
    use alloc::vec::Vec;

    /// Returns a history with these losses and validation losses.
    fn history(losses: &[(f32, Option<f32>)]) -> History {
        let mut history = History::default();
        for (loss, validation) in losses {
            history.push(*loss, *validation, 0.1, None);
        }
        history
    }

    /// Returns how many curves a picture has, and the texts in it.
    fn parts(svg: &str) -> (usize, Vec<String>) {
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        let blue_and_orange = ["#0072B2", "#D55E00"];
        let lines = svg.lines().filter(|line| line.contains("<polyline"));
        let curves = lines.filter(|line| blue_and_orange.iter().any(|colour| line.contains(colour))).count();
        let texts = svg.split("<text").skip(1).filter_map(|text| text.split_once('>')?.1.split_once("</text>"));
        (curves, texts.map(|(text, _)| text.trim().into()).collect())
    }

    #[test]
    fn a_picture_has_its_curves_and_their_names() {
        let (curves, texts) = parts(&history(&[(0.5, Some(0.75)), (0.25, Some(0.5))]).to_svg());
        // each once in the plot and once in the key
        assert_eq!(curves, 4);
        for name in ["epoch", "1", "2", "loss", "training loss", "validation loss"] {
            assert!(texts.iter().any(|text| text == name), "{name} in {texts:?}");
        }
        assert!(!texts.iter().any(|text| text == "1.5"), "epochs are whole numbers");
        let (curves, texts) = parts(&history(&[(0.5, None), (0.25, None)]).to_svg());
        assert_eq!(curves, 2);
        assert!(texts.iter().all(|text| text != "validation loss" && text != "best epoch"), "{texts:?}");
    }

    #[test]
    fn the_best_epoch_is_marked() {
        let mut history = history(&[(0.5, Some(0.75)), (0.25, Some(0.5)), (0.125, Some(0.625))]);
        for (best_epoch, is_marked) in [(None, false), (Some(0), false), (Some(2), true)] {
            history.best_epoch = best_epoch;
            let (_, texts) = parts(&history.to_svg());
            assert_eq!(texts.iter().any(|text| text == "best epoch"), is_marked, "{best_epoch:?}");
        }
    }

    #[test]
    fn losses_over_decades_have_a_logarithmic_axis() {
        let (_, texts) = parts(&history(&[(10.0, None), (0.001, None)]).to_svg());
        for label in ["10", "1", "0.1", "0.01"] {
            assert!(texts.iter().any(|text| text == label), "{label} in {texts:?}");
        }
        // with its margin, the range begins at a hundredth of its end; the losses do not
        let (_, texts) = parts(&history(&[(19.0, None), (1.1, None)]).to_svg());
        assert!(["2", "10", "18"].iter().all(|label| texts.iter().any(|text| text == label)), "{texts:?}");
    }

    #[test]
    fn any_losses_have_a_picture() {
        let odd = [0.0, -1.0, 1e-45, f32::MAX, f32::MIN, f32::NAN, f32::INFINITY];
        parts(&History::default().to_svg());
        for first in odd {
            parts(&history(&[(first, None)]).to_svg());
            for second in odd {
                parts(&history(&[(first, Some(second)), (second, Some(first))]).to_svg());
            }
        }
    }

    #[test]
    fn ticks_are_short() {
        let cases = [(0.0, "0"), (0.1 + 0.2, "0.3"), (12.0, "12"), (1e-7, "1e-7"), (2.5e38, "2.5e38")];
        for (value, text) in cases {
            assert_eq!(tick(value), text);
        }
    }
}
