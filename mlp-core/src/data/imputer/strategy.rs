//! Strategies that replace missing values.

/// The replacement of the missing values of a column, by the definitions of scikit-learn's `SimpleImputer`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Impute {
    /// The mean of the values that are there.
    #[default]
    Mean,
    /// Their median; of an even number of values, the mean of the two in the middle.
    Median,
    /// The value that occurs most often; of several the smallest one, of several classes the first one.
    MostFrequent,
    /// This value, whatever is there.
    Constant(f32),
}
