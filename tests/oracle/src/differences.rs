//! Derivatives of the reference by central differences: `(f(x + step) - f(x - step)) / (2 step)`.

use mlp_reference::Tolerance;

/// Small against the curvature of the networks here, and large against the rounding of `f64`.
const STEP: f64 = 1e-5;

/// The tolerance of a difference: it loses half of the digits of `f64`, and what it is compared with is `f32`.
pub const DIFFERENCES: Tolerance = Tolerance { relative: 1e-5, absolute: 1e-6 };

/// Returns the derivative at 0 of a value that depends on a shift.
pub fn difference(mut value: impl FnMut(f64) -> f64) -> f64 {
    (value(STEP) - value(-STEP)) / (2.0 * STEP)
}

/// Returns the derivatives at 0 of several values that depend on the same shift.
pub fn differences(mut values: impl FnMut(f64) -> Vec<f64>) -> Vec<f64> {
    let (above, below) = (values(STEP), values(-STEP));
    above.iter().zip(&below).map(|(above, below)| (above - below) / (2.0 * STEP)).collect()
}
