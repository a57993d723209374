//! Cross-validation: how well training works on unseen samples, and how much that varies.

use super::{Dataset, Fold, KFold};
use crate::error::Error;
use crate::simd::root::square_root;
use alloc::vec::Vec;
use core::fmt;

/// The score of each fold of a cross-validation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoldScores {
    scores: Vec<f32>,
}

impl FoldScores {
    /// Returns the scores, in the order of the folds.
    #[must_use]
    pub fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// Returns the mean of the scores; NaN if there are none.
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

    /// Returns the population standard deviation of the scores (`NumPy`'s `std`).
    ///
    /// `sqrt(mean((score - mean)^2))`.
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

/// Writes `0.953 ± 0.012 (5 folds)`, with the given number of decimals.
impl fmt::Display for FoldScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (decimals, folds) = (f.precision().unwrap_or(3), self.scores.len());
        write!(f, "{:.decimals$} ± {:.decimals$} ({folds} folds)", self.mean(), self.standard_deviation())
    }
}

impl<X: Copy, T: Copy> Dataset<X, T> {
    /// Cross-validates: calls `score` for every fold with the training samples and the test samples.
    ///
    /// `score` trains a new network on the former and returns how good it is on the latter. Whatever is fitted to data,
    /// such as a [`Scaler`](crate::Scaler), has to be fitted inside `score`: it must not depend on the test samples.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold, blobs};
    /// use mlp::{metrics::accuracy_score, metrics::predict, prelude::*};
    ///
    /// mlp! { struct Net: 2 => 3 softmax }
    ///
    /// let (points, labels) = blobs(90, &[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]], 0.5, 7)?;
    /// let scores = Dataset::new(points, labels)?.cross_validate(&KFold::new(3), |train, test| {
    ///     let mut net = Net::seeded(7);
    ///     Trainer::new(CrossEntropy, Adam::new(0.05)).fit(&mut net, &train.inputs, &train.targets)?;
    ///     accuracy_score(&predict(&net, &test.inputs), &test.targets)
    /// })?;
    /// assert_eq!(scores.scores().len(), 3);
    /// assert!(scores.mean() > 0.95);
    /// println!("{scores:.2}"); // for example 0.99 ± 0.02 (3 folds)
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`KFold::indices`], and the first error that `score` returns.
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
    /// Cross-validates with the classes distributed evenly over the folds; see [`Self::cross_validate`].
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
    /// As [`KFold::stratified_indices`], and the first error that `score` returns.
    pub fn cross_validate_stratified(
        &self,
        folds: &KFold,
        score: impl FnMut(&Self, &Self) -> Result<f32, Error>,
    ) -> Result<FoldScores, Error> {
        self.score_folds(&self.folds_stratified(folds)?, score)
    }
}
