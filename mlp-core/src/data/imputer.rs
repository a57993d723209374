//! Replacements for missing values.

#[cfg(feature = "alloc")]
pub(crate) mod statistic;
mod strategy;

pub use strategy::Impute;

#[cfg(feature = "alloc")]
use crate::error::Error;
use crate::model::Vector;
#[cfg(feature = "alloc")]
use statistic::{Part, fit};

/// Replaces missing values, which are NaN, by a value for each column.
///
/// Fit it to the training samples alone, and apply the same one to all later samples: a mean over test samples too
/// would tell the network about them. For a network with named inputs there is [`RecordImputer`](crate::RecordImputer).
///
/// ```
/// use mlp::{Impute, Imputer};
///
/// let train = [[1.0, f32::NAN], [2.0, 7.0], [6.0, 5.0]];
/// let imputer = Imputer::fit(&train, &[Impute::Mean, Impute::Median])?;
/// assert_eq!(imputer.values, [3.0, 6.0]);
/// assert_eq!(imputer.transform(&[f32::NAN, 4.0]), [3.0, 4.0]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Imputer<V> {
    /// The value for each column; NaN leaves a missing value missing.
    pub values: V,
}

impl<V: Vector> Imputer<V> {
    /// Computes the value for each column from the samples that have one, with a strategy for each column.
    ///
    /// scikit-learn's `SimpleImputer(strategy=..)`.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] without samples, [`Error::ImputeCount`] if there is not one strategy for each column,
    /// [`Error::NoValue`] if all values of a column are missing and it has no constant, [`Error::InputNotFinite`] for
    /// an infinite value or constant.
    #[cfg(feature = "alloc")]
    pub fn fit(samples: &[V], strategies: &[Impute]) -> Result<Self, Error> {
        if strategies.len() != V::LEN {
            return Err(Error::ImputeCount { strategies: strategies.len(), columns: V::LEN });
        }
        let part = |(first, strategy): (usize, &Impute)| Part { first, width: 1, strategy: *strategy };
        Self::fit_parts(samples, &strategies.iter().enumerate().map(part).collect::<alloc::vec::Vec<_>>())
    }

    /// Computes the mean of each column.
    ///
    /// # Errors
    ///
    /// As [`Self::fit`].
    #[cfg(feature = "alloc")]
    pub fn mean(samples: &[V]) -> Result<Self, Error> {
        Self::fit(samples, &alloc::vec![Impute::Mean; V::LEN])
    }

    /// Computes the median of each column.
    ///
    /// # Errors
    ///
    /// As [`Self::fit`].
    #[cfg(feature = "alloc")]
    pub fn median(samples: &[V]) -> Result<Self, Error> {
        Self::fit(samples, &alloc::vec![Impute::Median; V::LEN])
    }

    /// Computes the most frequent value of each column.
    ///
    /// # Errors
    ///
    /// As [`Self::fit`].
    #[cfg(feature = "alloc")]
    pub fn most_frequent(samples: &[V]) -> Result<Self, Error> {
        Self::fit(samples, &alloc::vec![Impute::MostFrequent; V::LEN])
    }

    /// Returns an imputer with the same value for every column.
    ///
    /// ```
    /// assert_eq!(mlp::Imputer::constant(0.5).transform(&[f32::NAN, 3.0]), [0.5, 3.0]);
    /// ```
    #[must_use]
    pub fn constant(value: f32) -> Self {
        let mut values = V::ZERO;
        values.as_mut().fill(value);
        Self { values }
    }

    #[cfg(feature = "alloc")]
    pub(crate) fn fit_parts(samples: &[V], parts: &[Part]) -> Result<Self, Error> {
        let mut values = V::ZERO;
        fit(V::flatten(samples), V::LEN, parts, values.as_mut())?;
        Ok(Self { values })
    }

    /// Returns the sample with its missing values replaced.
    ///
    /// A value is missing if it is NaN. Each is replaced by the value of its column; the others stay as they are.
    ///
    /// ```
    /// use mlp::Imputer;
    ///
    /// let imputer = Imputer::median(&[[1.0, 10.0], [2.0, 20.0], [9.0, f32::NAN]])?;
    /// assert_eq!(imputer.transform(&[f32::NAN, 7.0]), [2.0, 7.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn transform(&self, sample: &V) -> V {
        let mut sample = *sample;
        for (x, value) in sample.as_mut().iter_mut().zip(self.values.as_ref()) {
            if x.is_nan() {
                *x = *value;
            }
        }
        sample
    }

    /// Returns the samples with their missing values replaced.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn transform_all(&self, samples: &[V]) -> alloc::vec::Vec<V> {
        samples.iter().map(|sample| self.transform(sample)).collect()
    }
}
