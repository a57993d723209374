//! A line search for the strong Wolfe conditions.

/// The loss has to fall by at least this fraction of what the slope at the beginning predicts.
const SUFFICIENT: f64 = 1e-4;
/// The slope has to shrink to this fraction of the slope at the beginning, or less.
const CURVATURE: f64 = 0.9;
/// The number of points that the search tries before it gives up, in each of its two phases.
const MOST: usize = 25;

/// A point on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) step: f64,
    pub(super) loss: f64,
    /// The derivative of the loss with respect to the step.
    pub(super) slope: f64,
}

/// Returns a point that satisfies both conditions, or at least has a lower loss. It is the last point evaluated.
pub(super) fn strong_wolfe(start: Point, first: f64, evaluate: &mut dyn FnMut(f64) -> Point) -> Option<Point> {
    // a direction that is not finite has no slope, or an infinite one
    if start.slope >= 0.0 || !start.slope.is_finite() {
        return None;
    }
    let (mut last, mut step) = (start, first);
    for _ in 0..MOST {
        let point = evaluate(step);
        if !falls(start, point) || last.step > 0.0 && point.loss >= last.loss {
            return zoom(start, last, point, evaluate);
        }
        if flat(start, point) {
            return Some(point);
        }
        if point.slope >= 0.0 {
            return zoom(start, point, last, evaluate);
        }
        (last, step) = (point, 2.0 * step);
    }
    Some(last)
}

/// The first condition (sufficient decrease); false if the loss is NaN.
fn falls(start: Point, point: Point) -> bool {
    point.loss <= start.loss + SUFFICIENT * point.step * start.slope
}

/// The second condition (curvature).
fn flat(start: Point, point: Point) -> bool {
    point.slope.abs() <= -CURVATURE * start.slope
}

/// Searches between `low`, the lowest point so far, and `high`, where there are points that satisfy both conditions.
fn zoom(start: Point, mut low: Point, mut high: Point, evaluate: &mut dyn FnMut(f64) -> Point) -> Option<Point> {
    for _ in 0..MOST {
        let point = evaluate(between(low, high));
        if !falls(start, point) || point.loss >= low.loss {
            high = point;
        } else {
            if flat(start, point) {
                return Some(point);
            }
            if point.slope * (high.step - low.step) >= 0.0 {
                high = low;
            }
            low = point;
        }
    }
    // does not satisfy both conditions, but has a lower loss
    (low.step > 0.0).then(|| evaluate(low.step))
}

/// Returns the minimum of the parabola through both losses and the slope at `low`, kept away from both ends.
fn between(low: Point, high: Point) -> f64 {
    let width = high.step - low.step;
    let part = -low.slope * width / (2.0 * (high.loss - low.loss - low.slope * width));
    // a parabola without a minimum, or losses that are NaN: the middle
    let part = if part.is_finite() { part.clamp(0.1, 0.9) } else { 0.5 };
    low.step + part * width
}

#[cfg(test)]
mod tests {
    use super::{Point, falls, flat, strong_wolfe};

    /// Searches on a curve, checks the point and returns it with the number of evaluations.
    fn search(first: f64, curve: impl Fn(f64) -> (f64, f64)) -> (Point, usize) {
        let mut asked = 0;
        let at = |step| {
            let (loss, slope) = curve(step);
            Point { step, loss, slope }
        };
        let start = at(0.0);
        let mut last = start;
        let found = strong_wolfe(start, first, &mut |step| {
            asked += 1;
            last = at(step);
            last
        });
        let found = found.expect("a step");
        assert_eq!(found, last, "the last point that was asked for");
        assert!(falls(start, found) && flat(start, found), "{found:?}");
        (found, asked)
    }

    #[test]
    fn curves() {
        // too short, too long and right at first
        for first in [1e-6, 0.5, 1.0, 1e4] {
            let (found, asked) = search(first, |x| ((x - 2.0) * (x - 2.0), 2.0 * (x - 2.0)));
            assert!(found.step > 0.0 && asked < 40, "{first}: {found:?} after {asked}");
            search(first, |x| (x.powi(4) / 4.0 - x, x.powi(3) - 1.0));
            // a wall: the loss is NaN behind it
            search(
                first,
                |x| if x < 3.0 { (-x - (3.0 - x).ln(), -1.0 + 1.0 / (3.0 - x)) } else { (f64::NAN, f64::NAN) },
            );
        }
    }

    #[test]
    fn no_step() {
        let line = |slope: f64| move |step| Point { step, loss: slope * step, slope };
        for slope in [1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(strong_wolfe(line(slope)(0.0), 1.0, &mut line(slope)), None, "{slope}");
        }
        // the slope is wrong: no point is lower
        let start = Point { step: 0.0, loss: 0.0, slope: -1.0 };
        assert_eq!(strong_wolfe(start, 1.0, &mut |step| Point { step, loss: 1.0, slope: 1.0 }), None);
        // no minimum: the furthest point
        let found = strong_wolfe(line(-1.0)(0.0), 1.0, &mut line(-1.0)).expect("it falls");
        assert!(found.step > 1e6);
    }
}
