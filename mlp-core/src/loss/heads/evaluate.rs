//! The losses of all heads of a few samples, and their derivatives with respect to the last layer's sums.

use super::head::{HeadFunction, HeadTerm, NumberLoss};
use crate::activation::finite;
use crate::activation::{half_below, largest, normalize};
use crate::loss::cross_entropy::logistic;
use crate::loss::targets::TargetBlock;
use crate::schema::{Field, HeadActivation, Kind};
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;

/// Returns the weighted sum of the heads' losses, and replaces the sums `values` by its derivatives.
#[inline(always)]
pub(super) fn heads<V: Lanes, B: Block<V> + ?Sized>(
    fields: &[Field],
    terms: &[HeadTerm],
    values: &mut B,
    targets: &TargetBlock<'_, V>,
) -> V {
    // what is added to -0 stays as it is
    let mut sum = values.get(0).constant(-0.0);
    let mut first = 0;
    for (field, term) in fields.iter().zip(terms) {
        // the loss of an array is a mean
        let (width, factor) = (field.kind.width(), term.weight / field.count() as f32);
        for _ in 0..field.count() {
            let mut part = Part { block: &mut *values, first, units: width };
            let loss = match term.function {
                HeadFunction::CrossEntropy => cross_entropy(&mut part, targets),
                function => single(&mut part, targets, &field.kind, function),
            };
            part.scale(factor);
            sum = sum + loss.times(factor);
            first += width;
        }
    }
    sum
}

/// Some of the units of a block.
struct Part<'a, B: ?Sized> {
    block: &'a mut B,
    first: usize,
    units: usize,
}

impl<V: Lanes, B: Block<V> + ?Sized> Block<V> for Part<'_, B> {
    #[inline(always)]
    fn units(&self) -> usize {
        self.units
    }
    #[inline(always)]
    fn get(&self, unit: usize) -> V {
        self.block.get(self.first + unit)
    }
    #[inline(always)]
    fn set(&mut self, unit: usize, value: V) {
        self.block.set(self.first + unit, value);
    }
}

impl<B: ?Sized> Part<'_, B> {
    /// Multiplies the derivatives by a factor.
    #[inline(always)]
    fn scale<V: Lanes>(&mut self, factor: f32)
    where
        B: Block<V>,
    {
        for unit in 0..self.units {
            let derivative = self.get(unit);
            self.set(unit, derivative.times(factor));
        }
    }
}

/// Returns the loss of a head of one unit.
#[inline(always)]
fn single<V: Lanes, B: Block<V> + ?Sized>(
    part: &mut Part<'_, B>,
    targets: &TargetBlock<'_, V>,
    kind: &Kind,
    function: HeadFunction,
) -> V {
    let (z, t) = (part.get(0), targets.unit(part.first));
    let HeadFunction::Number(function) = function else {
        let (y, tail) = logistic(z);
        part.set(0, y - t);
        let z = finite(z);
        return z.at_least(z.constant(0.0)) + tail - z * t;
    };
    let Kind::Activated { activation, .. } = *kind else {
        let (loss, derivative) = number(function, z, t);
        part.set(0, derivative);
        return loss;
    };
    let y = HeadActivation::value(activation, z);
    let (loss, derivative) = number(function, y, t);
    part.set(0, derivative * activation.slope(z, y));
    loss
}

/// Returns the loss of a number and its derivative, as [`Mse`](crate::loss::Mse), [`Mae`](crate::loss::Mae) and
/// [`Huber`](crate::loss::Huber) define them.
#[inline(always)]
fn number<V: Lanes>(function: NumberLoss, y: V, t: V) -> (V, V) {
    let (error, zero) = (y - t, y.constant(0.0));
    match function {
        NumberLoss::Mse => (error * error, error + error),
        NumberLoss::Mae => {
            let sign = error.if_less(zero, y.constant(-1.0), zero.if_less(error, y.constant(1.0), error));
            (error.abs(), sign)
        }
        NumberLoss::Huber(huber) => {
            let (delta, size) = (y.constant(huber.delta()), error.abs());
            let linear = delta * (size - y.constant(0.5 * huber.delta()));
            let loss = size.if_less(delta, (error * error).times(0.5), linear);
            (loss, error.at_least(-delta).at_most(delta))
        }
    }
}

/// Returns the cross-entropy of a head of classes, as [`SoftCrossEntropy`](crate::loss::SoftCrossEntropy) defines it.
#[inline(always)]
fn cross_entropy<V: Lanes, B: Block<V> + ?Sized>(part: &mut Part<'_, B>, targets: &TargetBlock<'_, V>) -> V {
    let (first, top) = (part.first, largest(&mut *part));
    let half_top = top.times(0.5);
    let mut total = targets.unit(first);
    let mut chosen = total * half_below(part.get(0), half_top);
    for unit in 1..part.units {
        let t = targets.unit(first + unit);
        chosen.add_product(t, half_below(part.get(unit), half_top));
        total = total + t;
    }
    let logarithm = normalize(&mut *part, top);
    for unit in 0..part.units {
        let derivative = part.get(unit) * total - targets.unit(first + unit);
        part.set(unit, derivative);
    }
    logarithm * total - (chosen + chosen)
}
