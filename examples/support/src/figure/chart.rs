//! Points, lines and shades over two axes.

use super::canvas::{Area, Panel, SCALE};
use super::colour::{BLACK, Colour, GREY, WHITE};
use super::legend;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf32;
use plotters::prelude::{BitMapBackend, Circle, PathElement, Rectangle};
use plotters::style::{Color, IntoFont, ShapeStyle};
use std::ops::Range;

type Context<'a, 'b> = ChartContext<'a, BitMapBackend<'b>, Cartesian2d<RangedCoordf32, RangedCoordf32>>;

/// How finely a shade and a contour are computed.
const CELLS: u16 = 160;

/// A chart with two axes. Layers are drawn in the order in which they were added.
#[derive(Clone, Debug)]
pub struct Chart {
    title: String,
    labels: [String; 2],
    ranges: [Range<f32>; 2],
    layers: Vec<Layer>,
    legend: Vec<(String, Colour)>,
}

#[derive(Clone, Debug)]
enum Layer {
    Cells(Vec<([f32; 4], Colour)>),
    Points(Vec<[f32; 2]>, Colour, i32),
    Line(Vec<[f32; 2]>, Colour, u32),
}

impl Chart {
    /// An empty chart with these axes.
    #[must_use]
    pub fn new(title: impl Into<String>, labels: [&str; 2], ranges: [Range<f32>; 2]) -> Self {
        let labels = labels.map(String::from);
        Self { title: title.into(), labels, ranges, layers: Vec::new(), legend: Vec::new() }
    }

    /// A background colour for every place.
    #[must_use]
    pub fn shade(mut self, colour: impl Fn([f32; 2]) -> Colour) -> Self {
        let [x, y] = self.steps();
        let mut cells: Vec<([f32; 4], Colour)> = Vec::new();
        for bottom_top in y.windows(2) {
            for left_right in x.windows(2) {
                let colour = colour([0.5 * (left_right[0] + left_right[1]), 0.5 * (bottom_top[0] + bottom_top[1])]);
                cells.push(([left_right[0], bottom_top[0], left_right[1], bottom_top[1]], colour));
            }
        }
        self.layers.push(Layer::Cells(cells));
        self
    }

    /// The line on which `value` is zero.
    #[must_use]
    pub fn contour(mut self, name: &str, colour: Colour, value: impl Fn([f32; 2]) -> f32) -> Self {
        let [x, y] = self.steps();
        for bottom_top in y.windows(2) {
            for left_right in x.windows(2) {
                let corner = |i: usize, j: usize| [left_right[i], bottom_top[j]];
                let around = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)];
                let crossings: Vec<[f32; 2]> =
                    around.windows(2).filter_map(|edge| crossing(edge[0], edge[1], &value)).collect();
                for pair in crossings.chunks_exact(2) {
                    self.layers.push(Layer::Line(pair.to_vec(), colour, 2));
                }
            }
        }
        self.named(name, colour)
    }

    /// Dots; a radius in pixels.
    #[must_use]
    pub fn points(
        mut self,
        name: &str,
        colour: Colour,
        radius: f32,
        points: impl IntoIterator<Item = [f32; 2]>,
    ) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
        let radius = (radius * SCALE as f32) as i32;
        let inside = |[x, y]: &[f32; 2]| self.ranges[0].contains(x) && self.ranges[1].contains(y);
        self.layers.push(Layer::Points(points.into_iter().filter(inside).collect(), colour, radius));
        self.named(name, colour)
    }

    /// A line through points, as far as it runs inside the axes; a width in pixels.
    #[must_use]
    pub fn line(mut self, name: &str, colour: Colour, width: u32, points: impl IntoIterator<Item = [f32; 2]>) -> Self {
        let points: Vec<[f32; 2]> = points.into_iter().collect();
        let mut run: Vec<[f32; 2]> = Vec::new();
        for ends in points.windows(2) {
            let Some([from, to]) = clipped([ends[0], ends[1]], &self.ranges) else { continue };
            if run.last() != Some(&from) {
                self.layers.push(Layer::Line(std::mem::replace(&mut run, vec![from]), colour, width));
            }
            run.push(to);
        }
        self.layers.push(Layer::Line(run, colour, width));
        self.named(name, colour)
    }

    /// The straight line `w0 x0 + w1 x1 + b = 0`, as far as the chart goes.
    #[must_use]
    pub fn straight(self, name: &str, colour: Colour, w: [f32; 2], b: f32) -> Self {
        let [x, y] = self.ranges.clone();
        let mut ends = Vec::new();
        for x0 in [x.start, x.end] {
            let x1 = -(b + w[0] * x0) / w[1];
            if (y.start..=y.end).contains(&x1) {
                ends.push([x0, x1]);
            }
        }
        for x1 in [y.start, y.end] {
            let x0 = -(b + w[1] * x1) / w[0];
            if (x.start..=x.end).contains(&x0) {
                ends.push([x0, x1]);
            }
        }
        self.line(name, colour, 3, ends)
    }

    /// An entry in the legend; none without a name.
    fn named(mut self, name: &str, colour: Colour) -> Self {
        if !name.is_empty() {
            self.legend.push((name.into(), colour));
        }
        self
    }

    fn steps(&self) -> [Vec<f32>; 2] {
        self.ranges.clone().map(|range| {
            let step = (range.end - range.start) / f32::from(CELLS);
            (0..=CELLS).map(|i| range.start + f32::from(i) * step).collect()
        })
    }
}

/// The part of a straight line inside the axes, if there is one (Liang & Barsky 1984).
fn clipped([from, to]: [[f32; 2]; 2], ranges: &[Range<f32>; 2]) -> Option<[[f32; 2]; 2]> {
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    for axis in [0, 1] {
        let way = to[axis] - from[axis];
        for (way, room) in [(-way, from[axis] - ranges[axis].start), (way, ranges[axis].end - from[axis])] {
            match way {
                0.0 if room < 0.0 => return None,
                0.0 => {}
                way if way < 0.0 => enter = enter.max(room / way),
                way => leave = leave.min(room / way),
            }
        }
    }
    let at = |part: f32| match part {
        0.0 => from,
        1.0 => to,
        part => [0, 1].map(|axis| from[axis] + part * (to[axis] - from[axis])),
    };
    (enter < leave).then(|| [at(enter), at(leave)])
}

/// Where `value` changes its sign between two places, as if it were straight in between.
fn crossing(a: [f32; 2], b: [f32; 2], value: &impl Fn([f32; 2]) -> f32) -> Option<[f32; 2]> {
    let (at_a, at_b) = (value(a), value(b));
    let part = at_a / (at_a - at_b);
    ((at_a < 0.0) != (at_b < 0.0)).then(|| [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])])
}

impl Panel for Chart {
    fn draw(&self, area: &Area<'_>) {
        let area = legend::draw(area, &self.title, &self.legend);
        let [x, y] = self.ranges.clone();
        let mut chart = ChartBuilder::on(&area)
            .margin(4 * SCALE)
            .margin_right(16 * SCALE)
            .x_label_area_size(42 * SCALE)
            .y_label_area_size(58 * SCALE)
            .build_cartesian_2d(x, y)
            .expect("two axes");
        let layers = |cells: bool| self.layers.iter().filter(move |layer| matches!(layer, Layer::Cells(_)) == cells);
        layers(true).for_each(|layer| layer.draw(&mut chart));
        let text = || ("sans-serif", 13 * SCALE).into_font().color(&BLACK);
        chart
            .configure_mesh()
            .light_line_style(WHITE.mix(0.0))
            .bold_line_style(ShapeStyle::from(GREY.mix(0.25)).stroke_width(SCALE))
            .axis_style(ShapeStyle::from(GREY).stroke_width(SCALE))
            .x_labels(7)
            .y_labels(7)
            .x_desc(&self.labels[0])
            .y_desc(&self.labels[1])
            .label_style(text())
            .axis_desc_style(text())
            .x_label_formatter(&short)
            .y_label_formatter(&short)
            .draw()
            .expect("the axes");
        layers(false).for_each(|layer| layer.draw(&mut chart));
    }
}

/// A number as people write it: no digits that say nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a formatter")]
fn short(x: &f32) -> String {
    let text = format!("{x:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

impl Layer {
    fn draw(&self, chart: &mut Context<'_, '_>) {
        match self {
            Self::Cells(cells) => {
                let cell = |([x0, y0, x1, y1], colour): &([f32; 4], Colour)| {
                    Rectangle::new([(*x0, *y0), (*x1, *y1)], colour.filled())
                };
                chart.draw_series(cells.iter().map(cell)).map(drop)
            }
            Self::Points(points, colour, radius) => {
                let dot = |[x, y]: &[f32; 2]| Circle::new((*x, *y), *radius, colour.mix(0.75).filled());
                chart.draw_series(points.iter().map(dot)).map(drop)
            }
            Self::Line(points, colour, width) => {
                // piece by piece with round joints: a path in one piece grows thorns at sharp corners
                let style = ShapeStyle::from(colour).stroke_width(width * SCALE);
                let places: Vec<(f32, f32)> = points.iter().map(|[x, y]| (*x, *y)).collect();
                let pieces = places.windows(2).map(|ends| PathElement::new(ends.to_vec(), style));
                chart.draw_series(pieces).expect("a line");
                let joints = places.iter().skip(1).rev().skip(1);
                let radius = (width * SCALE / 2).cast_signed();
                chart.draw_series(joints.map(|place| Circle::new(*place, radius, colour.filled()))).map(drop)
            }
        }
        .expect("a layer");
    }
}
