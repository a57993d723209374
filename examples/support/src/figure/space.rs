//! Points in a unit cube, seen from outside, and a plane that cuts it.

use super::canvas::{Area, Panel, SCALE};
use super::colour::{Colour, GREY, INK, Theme};
use super::legend::{self, Entry, Key};
use plotters::prelude::{Circle, PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, ShapeStyle, TextStyle};

/// Three axes from 0 to 1.
#[derive(Clone, Debug)]
pub struct Space {
    title: String,
    labels: [String; 3],
    points: Vec<([f32; 3], Colour)>,
    plane: Option<([f32; 3], f32)>,
    legend: Vec<Entry>,
    /// From where it is seen: around the third axis, and from above; in radians.
    view: [f32; 2],
}

impl Space {
    /// An empty cube, seen from an angle around the third axis and an angle above the ground.
    #[must_use]
    pub fn new(title: &str, labels: [&str; 3], view: [f32; 2]) -> Self {
        let labels = labels.map(String::from);
        Self { title: title.into(), labels, points: Vec::new(), plane: None, legend: Vec::new(), view }
    }

    /// Dots.
    #[must_use]
    pub fn points(mut self, name: &str, colour: Colour, points: impl IntoIterator<Item = [f32; 3]>) -> Self {
        self.points.extend(points.into_iter().map(|point| (point, colour)));
        self.legend.push(Entry::new(Key::Dot, name, colour));
        self
    }

    /// The plane `w x + b = 0`, as far as it runs through the cube.
    #[must_use]
    pub fn plane(mut self, name: &str, w: [f32; 3], b: f32) -> Self {
        self.plane = Some((w, b));
        self.legend.push(Entry::new(Key::Area, name, GREY));
        self
    }

    /// Right, up and towards the eye, around the middle of the cube.
    fn seen(&self, point: [f32; 3]) -> [f32; 3] {
        let [x, y, z] = point.map(|x| x - 0.5);
        let [(turn_sine, turn_cosine), (rise_sine, rise_cosine)] = self.view.map(f32::sin_cos);
        let (right, away) = (turn_cosine * x - turn_sine * y, turn_sine * x + turn_cosine * y);
        [right, rise_cosine * z + rise_sine * away, rise_sine * z - rise_cosine * away]
    }

    /// Whether a point lies on the eye's side of the plane.
    fn before_plane(&self, point: [f32; 3]) -> bool {
        let Some((w, b)) = self.plane else { return true };
        let along = |direction: [f32; 3]| w.iter().zip(direction).map(|(w, x)| w * x).sum::<f32>();
        let [(turn_sine, turn_cosine), (rise_sine, rise_cosine)] = self.view.map(f32::sin_cos);
        let to_eye = [-rise_cosine * turn_sine, -rise_cosine * turn_cosine, rise_sine];
        (along(point) + b >= 0.0) == (along(to_eye) >= 0.0)
    }
}

/// Every edge of the cube: a corner, and the axis along which it goes from there.
fn edges() -> impl Iterator<Item = ([f32; 3], [f32; 3], usize)> {
    (0..3).flat_map(|axis| {
        [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].into_iter().map(move |[u, v]| {
            let mut from = [0.0; 3];
            (from[(axis + 1) % 3], from[(axis + 2) % 3]) = (u, v);
            let mut to = from;
            to[axis] = 1.0;
            (from, to, axis)
        })
    })
}

/// The corners of the part of the plane that lies in the cube, in their order around it.
fn cut([w0, w1, w2]: [f32; 3], b: f32, seen: impl Fn([f32; 3]) -> [f32; 3]) -> Vec<[f32; 3]> {
    let value = |[x, y, z]: [f32; 3]| w0 * x + w1 * y + w2 * z + b;
    let mut corners: Vec<[f32; 3]> = edges()
        .filter(|(from, to, _)| (value(*from) < 0.0) != (value(*to) < 0.0))
        .map(|(from, to, axis)| {
            let mut corner = from;
            corner[axis] = value(from) / (value(from) - value(to));
            seen(corner)
        })
        .collect();
    let count = corners.len() as f32;
    let middle = [0, 1].map(|axis| corners.iter().map(|c| c[axis]).sum::<f32>() / count);
    let angle = |c: &[f32; 3]| (c[1] - middle[1]).atan2(c[0] - middle[0]);
    corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    corners
}

impl Panel for Space {
    fn is_transparent(&self) -> bool {
        true
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    fn draw(&self, area: &Area<'_>, theme: Theme) {
        let area = legend::draw(area, theme, &self.title, &self.legend);
        let (width, height) = area.dim_in_pixel();
        let size = width.min(height) as f32 * 0.56;
        let place = |[right, up, _]: [f32; 3]| {
            ((width as f32 * 0.5 + size * right) as i32, (height as f32 * 0.49 - size * up) as i32)
        };
        let line = |from, to, colour: Colour, pixels: u32| {
            let style = ShapeStyle::from(colour.on(theme)).stroke_width(pixels);
            area.draw(&PathElement::new([place(self.seen(from)), place(self.seen(to))], style)).expect("an edge");
        };
        for (from, to, _) in edges() {
            line(from, to, GREY, SCALE);
            // the three edges at the origin are the axes
            if from.iter().sum::<f32>() == 0.0 {
                line(from, to, INK, 2 * SCALE);
            }
        }
        for (axis, label) in self.labels.iter().enumerate() {
            let mut beyond = [0.0; 3];
            beyond[axis] = 1.12;
            let style: TextStyle<'_> =
                ("sans-serif", 13 * SCALE).into_font().color(&INK.on(theme)).pos(Pos::new(HPos::Center, VPos::Center));
            area.draw(&Text::new(label.as_str(), place(self.seen(beyond)), style)).expect("a label");
        }
        // far points first, so that near ones and the plane cover them
        let mut points = self.points.clone();
        points.sort_by(|(a, _), (b, _)| self.seen(*a)[2].total_cmp(&self.seen(*b)[2]));
        let (near, far): (Vec<_>, Vec<_>) = points.into_iter().partition(|(point, _)| self.before_plane(*point));
        let draw_points = |points: Vec<([f32; 3], Colour)>| {
            for (point, colour) in points {
                let dot = Circle::new(place(self.seen(point)), 2 * SCALE, colour.on(theme).mix(0.75).filled());
                area.draw(&dot).expect("a dot");
            }
        };
        draw_points(far);
        if let Some((w, b)) = self.plane {
            let mut corners: Vec<(i32, i32)> = cut(w, b, |x| self.seen(x)).into_iter().map(place).collect();
            area.draw(&Polygon::new(corners.clone(), GREY.on(theme).mix(0.5))).expect("the plane");
            corners.extend(corners.first().copied());
            area.draw(&PathElement::new(corners, ShapeStyle::from(INK.on(theme)).stroke_width(SCALE)))
                .expect("its edges");
        }
        draw_points(near);
    }
}
