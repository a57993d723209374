//! The line from the user's units to the values of a network.

/// A change of units: `x` in the user's units becomes `(x - center) / scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaling {
    /// The number that becomes 0.
    pub center: f32,
    /// The distance from it that becomes 1.
    pub scale: f32,
}

impl Scaling {
    /// Changes nothing.
    pub const IDENTITY: Self = Self { center: 0.0, scale: 1.0 };

    /// Returns the scaling by which `low..high` becomes `-1..1` or `0..1`.
    ///
    /// Halves of the ends are taken first, since their sum and their difference may be infinite.
    pub(super) const fn between((low, high): (f32, f32), (first, _): (f32, f32)) -> Self {
        if first < 0.0 {
            return Self { center: 0.5 * low + 0.5 * high, scale: 0.5 * high - 0.5 * low };
        }
        Self { center: low, scale: high - low }
    }

    /// Returns a number in the user's units as a value of the network.
    ///
    /// ```
    /// let scaling = mlp::schema::Scaling { center: 45.0, scale: 15.0 };
    /// assert_eq!(scaling.apply(60.0), 1.0);
    /// assert_eq!(scaling.invert(-1.0), 30.0);
    /// ```
    #[must_use]
    #[inline]
    pub const fn apply(self, x: f32) -> f32 {
        (x - self.center) / self.scale
    }

    /// Returns a value of the network in the user's units.
    #[must_use]
    #[inline]
    pub const fn invert(self, value: f32) -> f32 {
        value * self.scale + self.center
    }
}
