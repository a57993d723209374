//! Points, lines and shades over two axes.

use super::axis::{Axis, Coordinates};
use super::canvas::{Area, Panel, SCALE};
use super::colour::{Colour, GREY, INK, Theme, between};
use super::geometry::{clipped, crossing, thinned};
use super::legend::{self, Entry, Key};
use super::scale::{self, Scale};
use super::surface::Surface;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::prelude::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color, IntoFont, ShapeStyle, TRANSPARENT};
use std::ops::Range;

type Context<'a, 'b> = ChartContext<'a, Surface<'b>, Cartesian2d<Coordinates, Coordinates>>;

/// How finely a shade and a contour are computed.
const CELLS: u16 = 250;

/// More points than this are fewer bytes as pixels.
const MOST_POINTS: usize = 400;

/// A chart with two axes. Layers are drawn in the order in which they were added.
#[derive(Clone, Debug)]
pub struct Chart {
    title: String,
    axes: [Axis; 2],
    layers: Vec<Layer>,
    legend: Vec<Entry>,
    scale: Option<Scale>,
}

#[derive(Clone, Debug)]
enum Layer {
    Cells(Vec<([f32; 4], Colour)>),
    Band(Vec<[f32; 2]>, Colour),
    Points(Vec<[f32; 2]>, Colour, i32),
    Line(Vec<[f32; 2]>, Colour, u32),
}

impl Chart {
    /// An empty chart with these axes.
    #[must_use]
    pub fn new(title: impl Into<String>, labels: [&str; 2], [x, y]: [Range<f32>; 2]) -> Self {
        let axes = [Axis::new(labels[0], x), Axis::new(labels[1], y)];
        Self { title: title.into(), axes, layers: Vec::new(), legend: Vec::new(), scale: None }
    }

    /// Makes the first axis logarithmic, with ticks at powers of `base`; before anything is drawn.
    #[must_use]
    pub fn logarithmic_x(mut self, base: f32) -> Self {
        self.axes[0].make_logarithmic(base);
        self
    }

    /// Makes the second axis logarithmic, with ticks at powers of ten; before anything is drawn.
    #[must_use]
    pub fn logarithmic_y(mut self) -> Self {
        self.axes[1].make_logarithmic(10.0);
        self
    }

    /// A background for the output everywhere, from 0 to 1, with its colour scale.
    #[must_use]
    pub fn output(mut self, output: impl Fn([f32; 2]) -> f32) -> Self {
        let colours = (0..10_u8).map(|step| between((f32::from(step) + 0.5) / 10.0)).collect();
        self.scale = Some(Scale { label: "output".into(), colours });
        self.shade(|point| between(output(point)))
    }

    /// A background colour for every place.
    #[must_use]
    pub fn shade(mut self, colour: impl Fn([f32; 2]) -> Colour) -> Self {
        let [x, y] = self.steps();
        let mut cells: Vec<([f32; 4], Colour)> = Vec::new();
        for bottom_top in y.windows(2) {
            for left_right in x.windows(2) {
                let colour = colour([0.5 * (left_right[0] + left_right[1]), 0.5 * (bottom_top[0] + bottom_top[1])]);
                match cells.last_mut() {
                    // a row of one colour is one rectangle
                    Some((last, same)) if *same == colour && last[1] == bottom_top[0] => last[2] = left_right[1],
                    _ => cells.push(([left_right[0], bottom_top[0], left_right[1], bottom_top[1]], colour)),
                }
            }
        }
        self.layers.push(Layer::Cells(cells));
        self
    }

    /// The area between two heights at each place.
    #[must_use]
    pub fn band(mut self, name: &str, colour: Colour, heights: &[[f32; 3]]) -> Self {
        let [_, y] = self.ranges();
        let inside = |height: f32| height.clamp(y.start, y.end);
        let below = heights.iter().map(|[x, low, _]| [*x, inside(*low)]);
        let above = heights.iter().rev().map(|[x, _, high]| [*x, inside(*high)]);
        self.layers.push(Layer::Band(below.chain(above).collect(), colour));
        self.named(Key::Area, name, colour)
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
        self.named(Key::Line, name, colour)
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
        let [x, y] = self.ranges();
        let inside = |point: &[f32; 2]| (x.start..=x.end).contains(&point[0]) && (y.start..=y.end).contains(&point[1]);
        let points = points.into_iter().map(|point| self.place(point)).filter(inside).collect();
        self.layers.push(Layer::Points(points, colour, radius));
        self.named(Key::Dot, name, colour)
    }

    /// A line through points, as far as it runs inside the axes; a width in pixels.
    #[must_use]
    pub fn line(mut self, name: &str, colour: Colour, width: u32, points: impl IntoIterator<Item = [f32; 2]>) -> Self {
        let points: Vec<[f32; 2]> = points.into_iter().map(|point| self.place(point)).collect();
        let mut run: Vec<[f32; 2]> = Vec::new();
        for ends in points.windows(2) {
            let Some([from, to]) = clipped([ends[0], ends[1]], &self.ranges()) else {
                continue;
            };
            if run.last() != Some(&from) {
                self.layers.push(Layer::Line(std::mem::replace(&mut run, vec![from]), colour, width));
            }
            run.push(to);
        }
        self.layers.push(Layer::Line(run, colour, width));
        self.named(Key::Line, name, colour)
    }

    /// The straight line `w0 x0 + w1 x1 + b = 0`, as far as the chart goes.
    #[must_use]
    pub fn straight(self, name: &str, colour: Colour, w: [f32; 2], b: f32) -> Self {
        let [x, y] = self.ranges();
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
    fn named(mut self, key: Key, name: &str, colour: Colour) -> Self {
        if !name.is_empty() {
            self.legend.push(Entry::new(key, name, colour));
        }
        self
    }

    fn ranges(&self) -> [Range<f32>; 2] {
        self.axes.each_ref().map(|axis| axis.range.clone())
    }

    fn place(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [self.axes[0].place(x), self.axes[1].place(y)]
    }

    fn has_cells(&self) -> bool {
        self.layers.iter().any(|layer| matches!(layer, Layer::Cells(_)))
    }

    fn steps(&self) -> [Vec<f32>; 2] {
        self.ranges().map(|range| {
            let step = (range.end - range.start) / f32::from(CELLS);
            (0..=CELLS).map(|i| range.start + f32::from(i) * step).collect()
        })
    }
}

/// How many ticks have room, where each needs so many pixels as shown.
fn most_ticks(pixels: u32, each: u32) -> usize {
    (pixels / (each * SCALE)).clamp(4, 8) as usize
}

impl Panel for Chart {
    fn is_transparent(&self) -> bool {
        true
    }

    fn is_vector(&self) -> bool {
        let points = self.layers.iter().map(|layer| match layer {
            Layer::Points(points, ..) => points.len(),
            _ => 0,
        });
        !self.has_cells() && points.sum::<usize>() < MOST_POINTS
    }

    fn draw(&self, area: &Area<'_>, theme: Theme) {
        let area = legend::draw(area, theme, &self.title, &self.legend);
        let (width, height) = area.dim_in_pixel();
        let (area, beside) = match self.scale {
            Some(_) => area.split_horizontally((width - scale::WIDTH * SCALE).cast_signed()),
            None => area.split_horizontally(width.cast_signed()),
        };
        let most = [most_ticks(area.dim_in_pixel().0 - 74 * SCALE, 52), most_ticks(height - 46 * SCALE, 34)];
        let ranges = if self.has_cells() { self.ranges() } else { self.axes.each_ref().map(Axis::widened) };
        let [x, y] =
            [0, 1].map(|axis| Coordinates { range: ranges[axis].clone(), ticks: self.axes[axis].ticks(most[axis]) });
        let mut chart = ChartBuilder::on(&area)
            .margin(4 * SCALE)
            .margin_right(16 * SCALE)
            .x_label_area_size(42 * SCALE)
            .y_label_area_size(58 * SCALE)
            .build_cartesian_2d(x, y)
            .expect("two axes");
        let layers = |cells: bool| self.layers.iter().filter(move |layer| matches!(layer, Layer::Cells(_)) == cells);
        layers(true).for_each(|layer| layer.draw(&mut chart, theme));
        self.draw_axes(&mut chart, theme, most);
        layers(false).for_each(|layer| layer.draw(&mut chart, theme));
        if let Some(scale) = &self.scale {
            let (_, y) = chart.plotting_area().get_pixel_range();
            let above = area.get_pixel_range().1.start;
            scale.draw(&beside, theme, [y.start - above, y.end - above]);
        }
    }
}

impl Chart {
    fn draw_axes(&self, chart: &mut Context<'_, '_>, theme: Theme, most: [usize; 2]) {
        let (ink, grey) = (INK.on(theme), GREY.on(theme));
        let text = || ("sans-serif", 13 * SCALE).into_font().color(&ink);
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(ShapeStyle::from(grey.mix(0.3)).stroke_width(SCALE))
            .axis_style(ShapeStyle::from(grey).stroke_width(SCALE))
            .x_desc(&self.axes[0].label)
            .y_desc(&self.axes[1].label)
            .label_style(text())
            .axis_desc_style(text())
            .x_label_formatter(&|tick| self.axes[0].text(*tick, most[0]))
            .y_label_formatter(&|tick| self.axes[1].text(*tick, most[1]))
            .draw()
            .expect("the axes");
    }
}

impl Layer {
    fn draw(&self, chart: &mut Context<'_, '_>, theme: Theme) {
        match self {
            Self::Cells(cells) => {
                let cell = |([x0, y0, x1, y1], colour): &([f32; 4], Colour)| {
                    Rectangle::new([(*x0, *y0), (*x1, *y1)], colour.on(theme).filled())
                };
                chart.draw_series(cells.iter().map(cell)).map(drop)
            }
            Self::Band(corners, colour) => {
                let corners: Vec<(f32, f32)> = corners.iter().map(|[x, y]| (*x, *y)).collect();
                chart.draw_series([Polygon::new(corners, colour.on(theme).mix(0.3))]).map(drop)
            }
            Self::Points(points, colour, radius) => {
                let colour = colour.on(theme).mix(0.75);
                let dot = |[x, y]: &[f32; 2]| Circle::new((*x, *y), *radius, colour.filled());
                chart.draw_series(points.iter().map(dot)).map(drop)
            }
            Self::Line(points, colour, width) => {
                let style = ShapeStyle::from(colour.on(theme)).stroke_width(width * SCALE);
                let places: Vec<(f32, f32)> = points.iter().map(|[x, y]| (*x, *y)).collect();
                if theme == Theme::Svg {
                    let places = thinned(&places, |place| chart.backend_coord(place));
                    chart.draw_series([PathElement::new(places, style)]).expect("a line");
                    return;
                }
                // piece by piece with round joints: a path in one piece grows thorns at sharp corners
                let pieces = places.windows(2).map(|ends| PathElement::new(ends.to_vec(), style));
                chart.draw_series(pieces).expect("a line");
                let joints = places.iter().skip(1).rev().skip(1);
                let radius = (width * SCALE / 2).cast_signed();
                chart.draw_series(joints.map(|place| Circle::new(*place, radius, style.filled()))).map(drop)
            }
        }
        .expect("a layer");
    }
}
