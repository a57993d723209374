//! Scalers: columns shifted and scaled to similar ranges.

use crate::error::Error;
use crate::model::Vector;
use crate::simd::root::square_root;

/// Shifts and scales every column of samples: `(x - shift) / scale`.
///
/// Networks train best on inputs around 0 with a spread around 1. Fit the scaler to the training samples, and apply the
/// same scaler to all later samples: [`Scaled`](crate::Scaled) keeps it with the network.
///
/// ```
/// use mlp::Scaler;
///
/// let train = [[1.0, 200.0], [3.0, 400.0]];
/// let scaler = Scaler::standard(&train)?;
/// assert_eq!(scaler.transform(&[3.0, 200.0]), [1.0, -1.0]);
/// assert_eq!(scaler.inverse(&[1.0, -1.0]), [3.0, 200.0]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaler<V> {
    /// The value subtracted from each column.
    pub shift: V,
    /// The value each column is then divided by: finite and not 0.
    pub scale: V,
}

/// Leaves all columns as they are.
impl<V: Vector> Default for Scaler<V> {
    fn default() -> Self {
        let mut scale = V::ZERO;
        scale.as_mut().fill(1.0);
        Self { shift: V::ZERO, scale }
    }
}

impl<V: Vector> Scaler<V> {
    /// Fits mean 0 and standard deviation 1 in each column (scikit-learn's `StandardScaler`).
    ///
    /// A constant column becomes 0.
    ///
    /// ```
    /// use mlp::Scaler;
    ///
    /// let scaler = Scaler::standard(&[[2.0, 7.0], [4.0, 7.0], [4.0, 7.0], [6.0, 7.0]])?;
    /// assert_eq!((scaler.shift, scaler.scale), ([4.0, 7.0], [2.0_f32.sqrt(), 1.0]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there are no samples, or a value is NaN or infinite.
    pub fn standard(samples: &[V]) -> Result<Self, Error> {
        Self::fit(samples, |column| {
            let [low, high] = bounds(column.clone());
            let count = column.clone().count() as f64;
            let mean = low + column.clone().map(|x| x - low).sum::<f64>() / count;
            // in units of the range, no square overflows or underflows
            let range = high - low;
            let square: f64 = column.map(|x| (x - mean) / range).map(|d| d * d).sum();
            #[expect(clippy::cast_possible_truncation, reason = "a mean of numbers up to 1")]
            let deviation = range * f64::from(square_root((square / count) as f32));
            [mean, if range == 0.0 { 1.0 } else { deviation }]
        })
    }

    /// Fits a range from 0 to 1 in each column (scikit-learn's `MinMaxScaler`).
    ///
    /// A constant column becomes 0.
    ///
    /// ```
    /// use mlp::Scaler;
    ///
    /// let scaler = Scaler::min_max(&[[5.0], [9.0], [6.0]])?;
    /// assert_eq!(scaler.transform(&[6.0]), [0.25]);
    /// assert_eq!(scaler.transform(&[13.0]), [2.0]); // nothing is cut off
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::standard`], and [`Error::ColumnRange`] if a column's largest value is farther from its smallest than the
    /// largest `f32`.
    pub fn min_max(samples: &[V]) -> Result<Self, Error> {
        Self::min_max_between(samples, 0.0, 1.0)
    }

    /// Fits a range from `low` to `high` in each column.
    ///
    /// scikit-learn's `MinMaxScaler(feature_range=(low, high))`. A constant column becomes `low`.
    ///
    /// ```
    /// use mlp::Scaler;
    ///
    /// let scaler = Scaler::min_max_between(&[[5.0], [9.0]], -1.0, 1.0)?;
    /// assert_eq!(scaler.transform(&[9.0]), [1.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::min_max`], and if `low` is not below `high`.
    pub fn min_max_between(samples: &[V], low: f32, high: f32) -> Result<Self, Error> {
        if !(low < high && (high - low).is_finite()) {
            return Err(Error::ScaleRange { low, high });
        }
        Self::fit(samples, |column| {
            let [least, most] = bounds(column);
            let range = if most > least { most - least } else { 1.0 };
            let scale = range / (f64::from(high) - f64::from(low));
            [least - f64::from(low) * scale, scale]
        })
    }

    /// Returns the scaler whose shift and scale of each column `measure` computes.
    #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
    fn fit(samples: &[V], measure: impl Fn(Column<'_>) -> [f64; 2]) -> Result<Self, Error> {
        let numbers = V::flatten(samples);
        if samples.is_empty() {
            return Err(Error::NoSamples);
        }
        if let Some(index) = numbers.iter().position(|x| !x.is_finite()) {
            let (sample, column) = (index / V::LEN, index % V::LEN);
            return Err(Error::InputNotFinite { sample, column, value: numbers[index] });
        }
        let mut scaler = Self::default();
        for column in 0..V::LEN {
            let values = Column { numbers, next: column, width: V::LEN };
            let [shift, scale] = measure(values.clone()).map(|number| number as f32);
            if !(shift.is_finite() && scale.is_finite()) {
                let [low, high] = bounds(values).map(|number| number as f32);
                return Err(Error::ColumnRange { column, low, high });
            }
            scaler.shift.as_mut()[column] = shift;
            // a spread that is below the smallest normal value counts as none
            scaler.scale.as_mut()[column] = scale.max(f32::MIN_POSITIVE);
        }
        Ok(scaler)
    }

    /// Returns the scaled sample: `(x - shift) / scale` in each column.
    ///
    /// ```
    /// let scaler = mlp::Scaler { shift: [1.0, 0.0], scale: [2.0, 10.0] };
    /// assert_eq!(scaler.transform(&[5.0, 5.0]), [2.0, 0.5]);
    /// ```
    #[must_use]
    pub fn transform(&self, sample: &V) -> V {
        let mut sample = *sample;
        for (x, (shift, scale)) in sample.as_mut().iter_mut().zip(self.columns()) {
            let difference = *x - shift;
            // halves of two finite values have a finite difference
            *x = if difference.is_finite() { difference / scale } else { (0.5 * *x - 0.5 * shift) / scale * 2.0 };
        }
        sample
    }

    /// Returns the original of a scaled sample, up to rounding: `x * scale + shift` in each column.
    ///
    /// ```
    /// let scaler = mlp::Scaler { shift: [1.0, 0.0], scale: [2.0, 10.0] };
    /// assert_eq!(scaler.inverse(&[2.0, 0.5]), [5.0, 5.0]);
    /// ```
    #[must_use]
    pub fn inverse(&self, sample: &V) -> V {
        let mut sample = *sample;
        for (x, (shift, scale)) in sample.as_mut().iter_mut().zip(self.columns()) {
            *x = *x * scale + shift;
        }
        sample
    }

    /// Returns the scaled samples.
    ///
    /// ```
    /// use mlp::Scaler;
    ///
    /// let samples = [[5.0], [9.0]];
    /// assert_eq!(Scaler::min_max(&samples)?.transform_all(&samples), [[0.0], [1.0]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn transform_all(&self, samples: &[V]) -> alloc::vec::Vec<V> {
        samples.iter().map(|sample| self.transform(sample)).collect()
    }

    fn columns(&self) -> impl Iterator<Item = (f32, f32)> {
        self.shift.as_ref().iter().copied().zip(self.scale.as_ref().iter().copied())
    }
}

/// The values of one column.
#[derive(Clone)]
struct Column<'a> {
    numbers: &'a [f32],
    next: usize,
    width: usize,
}

impl Iterator for Column<'_> {
    type Item = f64;
    fn next(&mut self) -> Option<f64> {
        let number = f64::from(*self.numbers.get(self.next)?);
        self.next += self.width;
        Some(number)
    }
}

/// Returns the smallest and the largest value.
fn bounds(column: Column<'_>) -> [f64; 2] {
    column.fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], x| [least.min(x), most.max(x)])
}
