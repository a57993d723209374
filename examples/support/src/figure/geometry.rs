//! Lines that are cut and thinned, and where a value is zero.

use super::canvas::SCALE;
use std::ops::Range;

/// The part of a straight line inside the axes, if there is one (Liang & Barsky 1984).
pub(super) fn clipped([from, to]: [[f32; 2]; 2], ranges: &[Range<f32>; 2]) -> Option<[[f32; 2]; 2]> {
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
pub(super) fn crossing(a: [f32; 2], b: [f32; 2], value: &impl Fn([f32; 2]) -> f32) -> Option<[f32; 2]> {
    let (at_a, at_b) = (value(a), value(b));
    let part = at_a / (at_a - at_b);
    ((at_a < 0.0) != (at_b < 0.0)).then(|| [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])])
}

/// Leaves out the places that are less than half a pixel, as shown, beside the line without them (Douglas & Peucker 1973).
pub(super) fn thinned(places: &[(f32, f32)], pixel: impl Fn(&(f32, f32)) -> (i32, i32) + Copy) -> Vec<(f32, f32)> {
    let [first, middle @ .., last] = places else { return places.to_vec() };
    let (from, to) = (pixel(first), pixel(last));
    let (across, up) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let length = across.hypot(up).max(1.0);
    let beside = |place: &(f32, f32)| {
        let (x, y) = pixel(place);
        (across * f64::from(y - from.1) - up * f64::from(x - from.0)).abs() / length
    };
    let farthest = (1..).zip(middle).map(|(index, place)| (beside(place), index)).max_by(|a, b| a.0.total_cmp(&b.0));
    match farthest {
        Some((distance, index)) if distance > f64::from(SCALE) / 4.0 => {
            let mut kept = thinned(&places[..=index], pixel);
            kept.pop();
            kept.extend(thinned(&places[index..], pixel));
            kept
        }
        _ => vec![*first, *last],
    }
}
