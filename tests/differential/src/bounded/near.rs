//! A value, and how far from it `f32` may be.

/// `2^-24`: the largest relative error of one operation in `f32`.
pub(super) const ROUNDING: f64 = 1.0 / 16_777_216.0;
/// The absolute error where elementary functions and optimizers replace denormal values by 0.
pub(super) const TINY: f64 = f32::MIN_POSITIVE as f64;
/// The absolute error of a product that is denormal.
const LEAST: f64 = 1.5e-45;

/// A value in `f64`, and a bound on the distance of what `f32` computes for it. The bound is infinite where a sum may
/// overflow on the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The value of the reference.
    pub value: f64,
    /// The bound.
    pub error: f64,
}

impl Near {
    /// Zero.
    pub const ZERO: Self = Self { value: 0.0, error: 0.0 };

    /// A value that is a `f32`.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self::within(value, 0.0)
    }

    /// A value with a bound; what is beyond `f32` has none.
    #[must_use]
    pub fn within(value: f64, error: f64) -> Self {
        let known = value.abs() + error <= f64::from(f32::MAX);
        Self { value: if value.is_nan() { 0.0 } else { value }, error: if known { error } else { f64::INFINITY } }
    }

    /// A constant that was rounded to `f32` so many times.
    pub(super) fn rounded(value: f64, roundings: f64) -> Self {
        Self::within(value, roundings * ROUNDING * value.abs())
    }

    /// The largest absolute value that it may have.
    #[must_use]
    pub fn size(self) -> f64 {
        self.value.abs() + self.error
    }

    /// The same with the rounding of an operation.
    fn after(value: f64, error: f64) -> Self {
        Self::within(value, error + ROUNDING * (value.abs() + error) + LEAST)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::after(self.value + other.value, self.error + other.error)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self::after(self.value - other.value, self.error + other.error)
    }

    pub(super) fn times(self, other: Self) -> Self {
        let error = self.value.abs() * other.error + other.size() * self.error;
        Self::after(self.value * other.value, if error.is_nan() { f64::INFINITY } else { error })
    }

    pub(super) fn over(self, other: Self) -> Self {
        let least = other.value.abs() - other.error;
        let value = self.value / other.value;
        if least <= 0.0 {
            return Self::within(value, f64::INFINITY);
        }
        Self::after(value, (self.error + value.abs() * other.error) / least)
    }

    pub(super) fn sqrt(self) -> Self {
        let value = self.value.max(0.0).sqrt();
        let error = ((self.value + self.error).sqrt() - value).max(value - (self.value - self.error).max(0.0).sqrt());
        Self::after(value, error)
    }

    pub(super) fn abs(self) -> Self {
        Self { value: self.value.abs(), ..self }
    }

    /// The same with more that may be wrong.
    pub(super) fn widened(self, error: f64) -> Self {
        Self::within(self.value, self.error + error)
    }

    /// How much of the bound a result of `f32` needs; above 1 it is wrong. None where there is no bound.
    #[must_use]
    pub fn needs(self, found: f32) -> Option<f64> {
        if self.error.is_infinite() {
            return None;
        }
        let off = (f64::from(found) - self.value).abs();
        Some(if off == 0.0 {
            0.0
        } else if off.is_nan() {
            f64::INFINITY
        } else {
            off / self.error
        })
    }
}

/// A sum of products in any order, with or without fused multiply-adds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    value: f64,
    error: f64,
    /// The sum of the absolute values, as large as they may be.
    sizes: f64,
    terms: usize,
}

impl Sum {
    pub(super) fn add(&mut self, a: Near, b: Near) {
        self.value += a.value * b.value;
        self.error += a.value.abs() * b.error + b.size() * a.error;
        self.sizes += a.size() * b.size();
        self.terms += 1;
    }

    pub(super) fn add_one(&mut self, a: Near) {
        self.value += a.value;
        self.error += a.error;
        self.sizes += a.size();
        self.terms += 1;
    }

    pub(super) fn total(self) -> Near {
        Near::of_sum(self.value, self.error, self.sizes, self.terms)
    }
}

impl Near {
    /// A sum of so many products with the given errors and absolute values.
    pub(super) fn of_sum(value: f64, error: f64, sizes: f64, terms: usize) -> Self {
        let terms = terms as f64 + 1.0;
        // a partial sum may be as large as all absolute values
        if sizes.is_nan() || sizes > f64::from(f32::MAX) || error.is_nan() {
            return Self::within(value, f64::INFINITY);
        }
        Self::within(value, error + 1.01 * terms * ROUNDING * sizes + terms * LEAST)
    }
}
