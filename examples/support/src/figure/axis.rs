//! The ticks of an axis, and their texts.

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use std::ops::Range;

/// An axis: where a value stands, and where it has ticks.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) label: String,
    /// From where to where it runs: values, or their logarithms.
    pub(super) range: Range<f32>,
    /// Whether it is logarithmic, and ticks stand at powers of what.
    base: Option<f32>,
}

impl Axis {
    pub(super) fn new(label: &str, range: Range<f32>) -> Self {
        Self { label: label.into(), range, base: None }
    }

    /// Makes the axis logarithmic: each power of `base` is as far from the next.
    pub(super) fn make_logarithmic(&mut self, base: f32) {
        self.base = Some(base);
        self.range = self.range.start.log10()..self.range.end.log10();
    }

    /// Returns where a value stands in the range.
    pub(super) fn place(&self, value: f32) -> f32 {
        if self.base.is_some() { value.log10() } else { value }
    }

    /// Returns the range with a little room at both ends, so that nothing leaves the frame.
    pub(super) fn widened(&self) -> Range<f32> {
        let room = 0.02 * (self.range.end - self.range.start);
        self.range.start - room..self.range.end + room
    }

    /// Returns the places of at most `most` ticks.
    pub(super) fn ticks(&self, most: usize) -> Vec<f32> {
        let Some(base) = self.base else {
            return multiples(&self.range, self.step(most), 1.0);
        };
        let power = base.log10();
        let count = (self.range.end - self.range.start) / power;
        if base == 10.0 && count < 2.0 {
            let decades = multiples(&(self.range.start - 1.0..self.range.end), 1.0, 1.0);
            let ticks = decades.iter().flat_map(|decade| [1.0_f32, 2.0, 5.0].map(|part| decade + part.log10()));
            return ticks.filter(|tick| self.range.contains(tick)).collect();
        }
        multiples(&self.range, (count / most as f32).ceil().max(1.0), power)
    }

    /// Returns the text at a tick.
    pub(super) fn text(&self, tick: f32, most: usize) -> String {
        if self.base.is_none() {
            return plain(tick, decimals(self.step(most)));
        }
        if self.range.start > -3.5 && self.range.end < 5.5 {
            return plain(10_f32.powf(tick), decimals(10_f32.powf((tick + 0.01).floor())));
        }
        let exponent = format!("{tick:.0}");
        format!("10{}", exponent.chars().map(raised).collect::<String>())
    }

    /// Returns the distance of ticks on a linear axis: 1, 2 or 5 times a power of ten.
    fn step(&self, most: usize) -> f32 {
        let least = (self.range.end - self.range.start) / most as f32;
        let decade = 10_f32.powf(least.log10().floor());
        let fits = |part: &f32| part * decade >= 0.999 * least;
        [1.0, 2.0, 5.0].into_iter().find(fits).unwrap_or(10.0) * decade
    }
}

/// The coordinates of an axis with its ticks.
#[derive(Clone, Debug)]
pub(super) struct Coordinates {
    pub(super) range: Range<f32>,
    pub(super) ticks: Vec<f32>,
}

impl Ranged for Coordinates {
    type FormatOption = DefaultFormatting;
    type ValueType = f32;

    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    fn map(&self, value: &f32, (from, to): (i32, i32)) -> i32 {
        let part = f64::from(value - self.range.start) / f64::from(self.range.end - self.range.start);
        from + (part * f64::from(to - from)).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f32> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f32> {
        self.range.clone()
    }
}

/// Returns the multiples of `step * unit` in a range whose ends may be off by rounding.
fn multiples(range: &Range<f32>, step: f32, unit: f32) -> Vec<f32> {
    let step = step * unit;
    let slack = 1e-3 * step;
    #[expect(clippy::cast_possible_truncation, reason = "a few ticks")]
    let [first, last] = [((range.start - slack) / step).ceil(), ((range.end + slack) / step).floor()].map(|n| n as i32);
    (first..=last).map(|index| index as f32 * step).collect()
}

/// Returns how many decimals tell ticks at this distance apart.
fn decimals(step: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few digits")]
    let digits = (-(step.log10() + 1e-3).floor()).max(0.0) as usize;
    digits
}

/// Returns a number as people write it: with a minus sign, and commas between thousands.
fn plain(value: f32, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let is_zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    let mut grouped = String::from(if value < 0.0 && !is_zero { "−" } else { "" });
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

/// Returns a digit or a sign as it stands in an exponent.
fn raised(letter: char) -> char {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    letter.to_digit(10).map_or('⁻', |digit| digits[digit as usize])
}

#[cfg(test)]
mod tests {
    use super::Axis;

    fn texts(axis: &Axis, most: usize) -> Vec<String> {
        axis.ticks(most).into_iter().map(|tick| axis.text(tick, most)).collect()
    }

    #[test]
    fn ticks_of_linear_axes_are_round() {
        assert_eq!(texts(&Axis::new("", 0.0..2_000.0), 5), ["0", "500", "1,000", "1,500", "2,000"]);
        assert_eq!(texts(&Axis::new("", -1.4..1.4), 6), ["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
        assert_eq!(texts(&Axis::new("", 0.0..0.2), 5), ["0.00", "0.05", "0.10", "0.15", "0.20"]);
    }

    #[test]
    fn ticks_of_logarithmic_axes_are_in_units() {
        let logarithmic = |range, base| {
            let mut axis = Axis::new("", range);
            axis.make_logarithmic(base);
            axis
        };
        assert_eq!(texts(&logarithmic(1.0..1_024.0, 4.0), 8), ["1", "4", "16", "64", "256", "1,024"]);
        assert_eq!(texts(&logarithmic(0.015..0.16, 10.0), 5), ["0.02", "0.05", "0.1"]);
        assert_eq!(texts(&logarithmic(1e-6..1.0, 10.0), 4), ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]);
    }
}
