//! Folds for cross-validation.

use super::strata::Strata;
use crate::error::Error;
use crate::random::SplitMix64;
use alloc::vec;
use alloc::vec::Vec;

/// One fold of a cross-validation: the indices of its training samples and test samples.
///
/// Both are in ascending order.
///
/// ```
/// use mlp::data::{Dataset, KFold};
///
/// let dataset = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![0, 1, 0])?;
/// let last = &dataset.folds(&KFold::new(3))?[2];
/// assert_eq!(dataset.select(&last.test).inputs, [[2.0]]);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The indices of the training samples.
    pub train: Vec<usize>,
    /// The indices of the test samples.
    pub test: Vec<usize>,
}

/// A partition of samples into `k` folds, as scikit-learn's `KFold` and `StratifiedKFold`.
///
/// Each fold is the test part once, after training on all the others.
///
/// ```
/// use mlp::data::KFold;
///
/// let folds = KFold::new(3).indices(7)?;
/// assert_eq!(folds[0].test, [0, 1, 2]);
/// assert_eq!(folds[0].train, [3, 4, 5, 6]);
/// assert_eq!(folds[2].test, [5, 6]);
/// assert_eq!(
///     KFold::new(8).indices(7).unwrap_err().to_string(),
///     "8 folds of 7 samples: expected from 2 folds to one for each sample",
/// );
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KFold {
    folds: usize,
    seed: Option<u64>,
}

impl KFold {
    /// Returns a partition into `folds` folds, with the samples in their order.
    #[must_use]
    pub const fn new(folds: usize) -> Self {
        Self { folds, seed: None }
    }

    /// Shuffles the samples with this seed.
    ///
    /// ```
    /// # use mlp::data::KFold;
    /// let folds = KFold::new(3).shuffled(1);
    /// assert_eq!(folds.indices(60)?, folds.indices(60)?);
    /// assert_ne!(folds.indices(60)?, KFold::new(3).indices(60)?);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn shuffled(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    fn numbers(&self) -> Option<SplitMix64> {
        self.seed.map(SplitMix64::new)
    }

    fn check(&self, samples: usize) -> Result<(), Error> {
        if self.folds < 2 || self.folds > samples {
            return Err(Error::Folds { folds: self.folds, samples });
        }
        Ok(())
    }

    /// Returns all folds of this many samples.
    ///
    /// If `k` does not divide the number of samples, the first folds have one more test sample than the others.
    ///
    /// # Errors
    ///
    /// If there are fewer than 2 folds, or fewer samples than folds.
    pub fn indices(&self, samples: usize) -> Result<Vec<Fold>, Error> {
        self.check(samples)?;
        let mut order: Vec<usize> = (0..samples).collect();
        if let Some(mut numbers) = self.numbers() {
            numbers.shuffle(&mut order);
        }
        let (size, larger) = (samples / self.folds, samples % self.folds);
        let mut fold_of = vec![0; samples];
        let mut rest = &order[..];
        for fold in 0..self.folds {
            let (test, others) = rest.split_at(size + usize::from(fold < larger));
            for &sample in test {
                fold_of[sample] = fold;
            }
            rest = others;
        }
        Ok(self.with(&fold_of))
    }

    /// Returns all folds of samples with these labels, stratified.
    ///
    /// In every fold, each class has the same share as in all samples, up to one sample. A class with fewer samples
    /// than folds is missing in some test parts.
    ///
    /// ```
    /// use mlp::data::KFold;
    ///
    /// for fold in KFold::new(2).shuffled(1).stratified_indices(&[5, 5, 5, 5, 7, 7])? {
    ///     assert_eq!(fold.test.iter().filter(|&&sample| sample < 4).count(), 2);
    /// }
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::indices`], and if no class has as many samples as there are folds.
    pub fn stratified_indices(&self, labels: &[usize]) -> Result<Vec<Fold>, Error> {
        self.check(labels.len())?;
        let strata = Strata::new(labels);
        // classes in the order of their first sample, so that their indices make no difference
        let mut members: Vec<&[usize]> = strata.iter().map(|(_, members)| members).collect();
        members.sort_by_key(|members| members[0]);
        let largest = members.iter().map(|members| members.len()).max().unwrap_or(0);
        if largest < self.folds {
            return Err(Error::StratifiedFolds { folds: self.folds, largest });
        }
        let mut numbers = self.numbers();
        let (mut fold_of, mut dealt) = (vec![0; labels.len()], 0);
        for members in members {
            // continues where the previous class ended, so that the folds have equal sizes
            let mut folds: Vec<usize> = (dealt..dealt + members.len()).map(|card| card % self.folds).collect();
            dealt += members.len();
            match &mut numbers {
                Some(numbers) => numbers.shuffle(&mut folds),
                None => folds.sort_unstable(),
            }
            for (&sample, fold) in members.iter().zip(folds) {
                fold_of[sample] = fold;
            }
        }
        Ok(self.with(&fold_of))
    }

    /// Returns all folds, given the fold in which each sample is a test sample.
    fn with(self, fold_of: &[usize]) -> Vec<Fold> {
        let fold = |fold| {
            let (test, train) = (0..fold_of.len()).partition(|&sample| fold_of[sample] == fold);
            Fold { train, test }
        };
        (0..self.folds).map(fold).collect()
    }
}
