//! How well a way of training does on samples that it has not seen, and how much that varies.

use super::{Dataset, Fold, KFold};
use crate::error::Error;
use crate::simd::root::square_root;
use alloc::vec::Vec;
use core::fmt;

/// A score of each fold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoldScores {
    scores: Vec<f32>,
}

impl FoldScores {
    /// The scores, in the order of the folds.
    #[must_use]
    pub fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// Their mean; NaN if there are none.
    ///
    /// ```
    /// # use mlp::data::FoldScores;
    /// assert_eq!(FoldScores::from(vec![0.5, 1.0]).mean(), 0.75);
    /// ```
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
    pub fn mean(&self) -> f32 {
        (self.scores.iter().copied().map(f64::from).sum::<f64>() / self.scores.len() as f64) as f32
    }

    /// Their standard deviation, the root of the mean square distance from their mean (`NumPy`'s `std`).
    ///
    /// ```
    /// # use mlp::data::FoldScores;
    /// assert_eq!(FoldScores::from(vec![0.5, 1.0]).standard_deviation(), 0.25);
    /// ```
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
    pub fn standard_deviation(&self) -> f32 {
        let mean = f64::from(self.mean());
        let square: f64 = self.scores.iter().map(|x| (f64::from(*x) - mean) * (f64::from(*x) - mean)).sum();
        square_root((square / self.scores.len() as f64) as f32)
    }
}

impl From<Vec<f32>> for FoldScores {
    fn from(scores: Vec<f32>) -> Self {
        Self { scores }
    }
}

/// `0.953 ± 0.012 (5 folds)`, with as many decimals as asked for.
impl fmt::Display for FoldScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (decimals, folds) = (f.precision().unwrap_or(3), self.scores.len());
        write!(f, "{:.decimals$} ± {:.decimals$} ({folds} folds)", self.mean(), self.standard_deviation())
    }
}

impl<X: Copy, T: Copy> Dataset<X, T> {
    /// Cross-validation: for every fold calls `score`, which trains a new network on the first samples and says how good
    /// it is on the second.
    ///
    /// Whatever is fitted to data, a [`Scaler`](crate::Scaler) too, belongs into `score`: it must not see the second.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold};
    ///
    /// let dataset = Dataset::new(vec![[0.0], [1.0], [2.0], [3.0]], vec![1.0, 2.0, 3.0, 4.0])?;
    /// // what would be a network is here the mean of the targets
    /// let scores = dataset.cross_validate(&KFold::new(2), |train, test| {
    ///     let answer = train.targets.iter().sum::<f32>() / train.len() as f32;
    ///     mlp::metrics::mean_absolute_error(&vec![answer; test.len()], &test.targets)
    /// })?;
    /// assert_eq!(scores.scores(), [2.0, 2.0]);
    /// assert_eq!(format!("{scores:.1}"), "2.0 ± 0.0 (2 folds)");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`KFold::indices`], and the first of `score`.
    pub fn cross_validate(
        &self,
        folds: &KFold,
        score: impl FnMut(&Self, &Self) -> Result<f32, Error>,
    ) -> Result<FoldScores, Error> {
        self.score_folds(&self.folds(folds)?, score)
    }

    fn score_folds(
        &self,
        folds: &[Fold],
        mut score: impl FnMut(&Self, &Self) -> Result<f32, Error>,
    ) -> Result<FoldScores, Error> {
        let scores = folds.iter().map(|fold| score(&self.select(&fold.train), &self.select(&fold.test)));
        Ok(FoldScores { scores: scores.collect::<Result<_, _>>()? })
    }
}

impl<X: Copy> Dataset<X, usize> {
    /// [`Self::cross_validate`] with the classes spread evenly over the folds.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold};
    ///
    /// let dataset = Dataset::new(vec![[0.0]; 6], vec![0, 0, 1, 0, 0, 1])?;
    /// let ones = |part: &Dataset<[f32; 1], usize>| part.targets.iter().sum::<usize>();
    /// let scores = dataset.cross_validate_stratified(&KFold::new(2), |_, test| Ok(ones(test) as f32))?;
    /// assert_eq!(scores.scores(), [1.0, 1.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`KFold::stratified_indices`], and the first of `score`.
    pub fn cross_validate_stratified(
        &self,
        folds: &KFold,
        score: impl FnMut(&Self, &Self) -> Result<f32, Error>,
    ) -> Result<FoldScores, Error> {
        self.score_folds(&self.folds_stratified(folds)?, score)
    }
}
