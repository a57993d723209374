//! Which columns a network needs, how many samples, and which settings.

use super::{Dataset, Fold, FoldScores};
use crate::error::Error;
use crate::random::SplitMix64;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

/// How much worse the score becomes without each column, or each group of columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Importances {
    /// The score of the samples as they are.
    pub baseline: f32,
    /// For each column or group, the baseline minus the score with it shuffled, once for each repetition.
    pub columns: Vec<FoldScores>,
}

/// The scores of a learning curve at one number of training samples.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningPoint {
    /// The number of training samples.
    pub samples: usize,
    /// The scores of the samples that were trained on, one for each fold.
    pub train: FoldScores,
    /// The scores of the test samples, one for each fold.
    pub test: FoldScores,
}

/// The scores of all candidates of a search.
#[derive(Clone, Debug, PartialEq)]
pub struct Search<C> {
    /// The candidates in their order, each with its scores.
    pub candidates: Vec<(C, FoldScores)>,
}

impl<C> Search<C> {
    /// Returns the candidates from the largest mean score to the smallest, equal ones in their order, NaN last.
    #[must_use]
    pub fn ranked(&self) -> Vec<&(C, FoldScores)> {
        let mut ranked: Vec<_> = self.candidates.iter().collect();
        ranked.sort_by(|(_, a), (_, b)| descending(a.mean(), b.mean()));
        ranked
    }

    /// Returns the candidate with the largest mean score, the first one of several.
    ///
    /// # Panics
    ///
    /// If there are no candidates.
    #[must_use]
    pub fn best(&self) -> &C {
        &self.ranked().first().expect("at least one candidate").0
    }
}

/// The larger one first, NaN last.
fn descending(a: f32, b: f32) -> Ordering {
    b.partial_cmp(&a).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

impl<const N: usize, T: Copy> Dataset<[f32; N], T> {
    /// Measures how much worse `score` becomes when the values of one column are shuffled among the samples.
    ///
    /// scikit-learn's `permutation_importance(n_repeats=repeats)`. A larger score must be better. Samples that were not
    /// trained on say what the network needs to be right about such. Columns that say the same share their importance.
    ///
    /// ```
    /// use mlp::data::Dataset;
    /// use mlp::{metrics::predict, metrics::r2_score, prelude::*};
    ///
    /// mlp! { struct Net: 2 => 1 }
    ///
    /// let input = |i: u8| [f32::from(i % 8) / 4.0 - 1.0, f32::from(i % 5) / 2.0 - 1.0];
    /// let inputs: Vec<[f32; 2]> = (0..40).map(input).collect();
    /// let targets = inputs.iter().map(|[a, _]| [2.0 * a]).collect();
    /// let samples = Dataset::new(inputs, targets)?;
    /// let mut net = Net::seeded(7);
    /// Trainer::new(Mse, Adam::new(0.05)).epochs(200).fit(&mut net, &samples.inputs, &samples.targets)?;
    ///
    /// let score = |samples: &Dataset<_, _>| r2_score(&predict(&net, &samples.inputs), &samples.targets);
    /// let importances = samples.permutation_importance(5, 0, score)?;
    /// assert!(importances.columns[0].mean() > 1.0 && importances.columns[1].mean() < 0.01);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first error that `score` returns.
    pub fn permutation_importance(
        &self,
        repeats: usize,
        seed: u64,
        score: impl FnMut(&Self) -> Result<f32, Error>,
    ) -> Result<Importances, Error> {
        let columns: Vec<_> = (0..N).map(|column| column..column + 1).collect();
        self.permutation_importance_of_groups(&columns, repeats, seed, score)
    }

    /// Measures how much worse `score` becomes when the values of a group of columns are shuffled together.
    ///
    /// The inputs that stand for one column of classes are such a group: one of them alone says little without the others,
    /// and shuffled alone it makes samples of two classes. It is what scikit-learn's `permutation_importance` does with a
    /// pipeline that begins with a `OneHotEncoder`. `Columns::groups` has the groups of a table. Groups may overlap; a
    /// group of one column has the importance that [`Dataset::permutation_importance`] returns.
    ///
    /// ```
    /// use mlp::data::Dataset;
    ///
    /// // one of three classes, and a number that is the target
    /// let input = |i: u8| [i % 3 == 0, i % 3 == 1, i % 3 == 2, i % 2 == 0].map(|bit| f32::from(u8::from(bit)));
    /// let samples = Dataset::new((0..12).map(input).collect(), (0..12).map(|i| i % 2).collect())?;
    /// let score = |samples: &Dataset<[f32; 4], i32>| {
    ///     assert!(samples.inputs.iter().all(|x| x[0] + x[1] + x[2] == 1.0), "each sample has one class");
    ///     let right = samples.inputs.iter().zip(&samples.targets).filter(|(x, t)| (x[3] == 1.0) == (**t == 0));
    ///     Ok(right.count() as f32 / 12.0)
    /// };
    /// let found = samples.permutation_importance_of_groups(&[0..3, 3..4], 5, 0, score)?;
    /// assert!(found.columns[0].mean() == 0.0 && found.columns[1].mean() > 0.2);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first error that `score` returns.
    ///
    /// # Panics
    ///
    /// If a group ends behind the last column.
    pub fn permutation_importance_of_groups(
        &self,
        groups: &[Range<usize>],
        repeats: usize,
        seed: u64,
        mut score: impl FnMut(&Self) -> Result<f32, Error>,
    ) -> Result<Importances, Error> {
        for group in groups {
            assert!(group.end <= N, "columns {group:?} of samples with {N} columns");
        }
        let baseline = score(self)?;
        let mut columns = Vec::with_capacity(groups.len());
        for group in groups {
            // each column has the same permutations, whatever the others are
            let mut random = SplitMix64::new(seed);
            let mut order: Vec<usize> = (0..self.inputs.len()).collect();
            let mut shuffled = self.clone();
            let mut once = || {
                random.shuffle(&mut order);
                for (input, other) in shuffled.inputs.iter_mut().zip(&order) {
                    input[group.clone()].copy_from_slice(&self.inputs[*other][group.clone()]);
                }
                score(&shuffled).map(|score| baseline - score)
            };
            let decreases = (0..repeats).map(|_| once()).collect::<Result<Vec<_>, _>>()?;
            columns.push(FoldScores::from(decreases));
        }
        Ok(Importances { baseline, columns })
    }
}

impl<X: Copy, T: Copy> Dataset<X, T> {
    /// Measures how the scores of a network grow with the number of training samples.
    ///
    /// scikit-learn's `learning_curve(train_sizes=fractions)`: of each fold's training samples the first ones are trained
    /// on, `fraction` of those of the first fold, rounded down, at least one. `score` is given them and the fold's test
    /// samples, and returns the scores of both. Folds are those of [`Dataset::folds`] or `folds_stratified`, shuffled if the samples have an order.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold};
    ///
    /// let samples = Dataset::new(vec![[0.0]; 10], vec![0; 10])?;
    /// let folds = samples.folds(&KFold::new(5))?;
    /// let lengths = |train: &Dataset<_, _>, test: &Dataset<_, _>| Ok([train.len() as f32, test.len() as f32]);
    /// let curve = samples.learning_curve(&folds, &[0.1, 0.5, 1.0], lengths)?;
    /// assert_eq!(curve.iter().map(|point| point.samples).collect::<Vec<_>>(), [1, 4, 8]);
    /// assert_eq!((curve[1].train.scores(), curve[1].test.mean()), (&[4.0; 5][..], 2.0));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::InvalidSetting`] for a fraction that is not more than 0 and at most 1, and the first error that `score`
    /// returns.
    pub fn learning_curve(
        &self,
        folds: &[Fold],
        fractions: &[f32],
        mut score: impl FnMut(&Self, &Self) -> Result<[f32; 2], Error>,
    ) -> Result<Vec<LearningPoint>, Error> {
        let most = folds.first().map_or(0, |fold| fold.train.len());
        let mut sizes = Vec::with_capacity(fractions.len());
        for &fraction in fractions {
            if !(fraction > 0.0 && fraction <= 1.0) {
                let expected = "more than 0 and at most 1";
                return Err(Error::InvalidSetting { setting: "fraction", value: fraction, expected });
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a part of a number of samples"
            )]
            sizes.push(((fraction * most as f32) as usize).max(1));
        }
        sizes.sort_unstable();
        sizes.dedup();
        let mut points = Vec::with_capacity(sizes.len());
        for samples in sizes {
            let (mut train, mut test) = (Vec::new(), Vec::new());
            for fold in folds {
                let first = &fold.train[..samples.min(fold.train.len())];
                let [of_train, of_test] = score(&self.select(first), &self.select(&fold.test))?;
                train.push(of_train);
                test.push(of_test);
            }
            points.push(LearningPoint { samples, train: train.into(), test: test.into() });
        }
        Ok(points)
    }

    /// Scores each candidate, such as a learning rate with a decay, by cross-validation.
    ///
    /// scikit-learn's `GridSearchCV`: the best candidate has the largest mean score. `score` trains a new network with the
    /// candidate and returns how good it is on the test samples. What is found is measured on other samples than these.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold, blobs};
    /// use mlp::{metrics::accuracy_score, metrics::predict, prelude::*};
    ///
    /// mlp! { struct Net: 2 => 3 softmax }
    ///
    /// let (points, labels) = blobs(90, &[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]], 0.5, 7)?;
    /// let samples = Dataset::new(points, labels)?;
    /// let search = samples.search(&samples.folds(&KFold::new(3))?, &[1e-6, 0.05], |rate, train, test| {
    ///     let mut net = Net::seeded(7);
    ///     Trainer::new(CrossEntropy, Adam::new(*rate)).fit(&mut net, &train.inputs, &train.targets)?;
    ///     accuracy_score(&predict(&net, &test.inputs), &test.targets)
    /// })?;
    /// assert_eq!(search.best(), &0.05);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first error that `score` returns.
    pub fn search<C: Clone>(
        &self,
        folds: &[Fold],
        candidates: &[C],
        mut score: impl FnMut(&C, &Self, &Self) -> Result<f32, Error>,
    ) -> Result<Search<C>, Error> {
        let parts: Vec<_> = folds.iter().map(|fold| [self.select(&fold.train), self.select(&fold.test)]).collect();
        let mut scored = |candidate: &C| {
            let scores = parts.iter().map(|[train, test]| score(candidate, train, test));
            Ok((candidate.clone(), FoldScores::from(scores.collect::<Result<Vec<_>, Error>>()?)))
        };
        Ok(Search { candidates: candidates.iter().map(&mut scored).collect::<Result<_, Error>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dataset, KFold};
    use crate::error::Error;
    use alloc::vec;
    use alloc::vec::Vec;

    fn samples(count: u8) -> Dataset<[f32; 2], usize> {
        let inputs = (0..count).map(|index| [f32::from(index), 5.0]).collect();
        Dataset::new(inputs, (0..usize::from(count)).collect()).expect("as many")
    }

    /// The share of samples whose first column is still their own.
    #[expect(clippy::unnecessary_wraps, reason = "scores can fail")]
    fn at_home(samples: &Dataset<[f32; 2], usize>) -> Result<f32, Error> {
        let home = samples.inputs.iter().zip(&samples.targets).filter(|([x, _], target)| *x == **target as f32);
        Ok(home.count() as f32 / samples.len() as f32)
    }

    #[test]
    fn only_what_is_used_is_important() {
        let samples = samples(20);
        let found = samples.permutation_importance(4, 1, at_home).expect("scores");
        assert_eq!(found.baseline, 1.0);
        assert_eq!(found.columns[1].scores(), [0.0; 4]);
        // a random permutation leaves one sample at its place on average
        assert!(found.columns[0].scores().iter().all(|decrease| *decrease > 0.7), "{:?}", found.columns[0]);
        assert_eq!(samples.permutation_importance(4, 1, at_home).expect("scores"), found);
        // the values of a column are those that it had
        let mut sums = Vec::new();
        let sum = |samples: &Dataset<[f32; 2], usize>| samples.inputs.iter().map(|[x, _]| x).sum::<f32>();
        let result = samples.permutation_importance(3, 2, |samples| {
            sums.push(sum(samples));
            Ok(0.0)
        });
        assert!(result.is_ok() && sums == vec![190.0; 7]);
    }

    #[test]
    fn a_group_is_shuffled_as_a_whole() {
        let inputs = (0..20_u8).map(|index| [f32::from(index), -f32::from(index), 1.0]).collect();
        let samples: Dataset<[f32; 3], usize> = Dataset::new(inputs, (0..20).collect()).expect("as many");
        let score = |samples: &Dataset<[f32; 3], usize>| {
            assert!(samples.inputs.iter().all(|[a, b, _]| *a == -b), "both columns are those of one sample");
            let home = samples.inputs.iter().zip(&samples.targets).filter(|([a, ..], target)| *a == **target as f32);
            Ok(home.count() as f32 / 20.0)
        };
        let found = samples.permutation_importance_of_groups(&[0..2, 2..3, 0..0], 3, 1, score).expect("scores");
        let single = samples.permutation_importance(3, 1, |samples| {
            let home = samples.inputs.iter().zip(&samples.targets).filter(|([a, ..], target)| *a == **target as f32);
            Ok(home.count() as f32 / 20.0)
        });
        // the same permutations, whatever else the group has
        assert_eq!(found.columns[0], single.expect("scores").columns[0]);
        assert_eq!((found.columns[1].scores(), found.columns[2].scores()), (&[0.0; 3][..], &[0.0; 3][..]));
    }

    #[test]
    #[should_panic(expected = "columns 1..3 of samples with 2 columns")]
    fn a_group_has_columns_of_the_samples() {
        let _ = samples(4).permutation_importance_of_groups(&[0..1, 1..3], 1, 0, at_home);
    }

    #[test]
    fn a_curve_takes_the_first_samples_of_each_fold() {
        let samples = samples(9);
        let folds = samples.folds(&KFold::new(3)).expect("folds");
        let mut seen = Vec::new();
        let curve = samples.learning_curve(&folds, &[1.0, 0.4, 0.1, 0.39], |train, test| {
            seen.push((train.targets.clone(), test.targets.clone()));
            Ok([1.0, test.len() as f32])
        });
        let sizes: Vec<usize> = curve.expect("scores").iter().map(|point| point.samples).collect();
        // of six: 6, 2.4, 0.6 and 2.34
        assert_eq!(sizes, [1, 2, 6]);
        assert_eq!(seen[..2], [(vec![3], vec![0, 1, 2]), (vec![0], vec![3, 4, 5])]);
        assert_eq!(seen[3].0, [3, 4]);
        for fraction in [0.0, 1.5, f32::NAN] {
            assert!(samples.learning_curve(&folds, &[fraction], |_, _| Ok([0.0; 2])).is_err());
        }
    }

    #[test]
    fn the_best_candidate_has_the_largest_mean() {
        let samples = samples(6);
        let folds = samples.folds(&KFold::new(2)).expect("folds");
        let candidates = [[1.0, 2.0], [f32::NAN, 9.0], [4.0, 0.0], [0.0, 4.0]];
        let found = samples.search(&folds, &candidates, |scores, _, test| Ok(scores[usize::from(test.targets[0] > 0)]));
        let found = found.expect("scores");
        assert_eq!(found.best(), &[4.0, 0.0]);
        let order: Vec<f32> = found.ranked().iter().map(|(_, scores)| scores.mean()).collect();
        assert!(order[..3] == [2.0, 2.0, 1.5] && order[3].is_nan(), "{order:?}");
    }
}
