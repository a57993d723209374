//! Precision, recall and F1, of each class and averaged.

use super::confusion::ConfusionMatrix;
use core::fmt;

/// The scores of a class, or their averages over the classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassScores {
    /// The fraction of the samples predicted as the class that are of the class.
    pub precision: f32,
    /// The fraction of the samples of the class that are predicted as the class.
    pub recall: f32,
    /// The harmonic mean of precision and recall.
    pub f1: f32,
    /// The number of samples of the class.
    pub support: usize,
}

/// Returns `part / whole`, and 0 for 0 / 0.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
fn quotient(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64) as f32 }
}

impl ConfusionMatrix {
    /// Returns the fraction of the samples that are classified correctly.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// assert_eq!(ConfusionMatrix::from_classes(&[0, 2, 2, 1], &[0, 1, 2, 1], 3)?.accuracy(), 0.75);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn accuracy(&self) -> f32 {
        let right = (0..self.classes()).map(|class| self.count(class, class)).sum();
        quotient(right, self.samples())
    }

    /// Returns the precision of a class, `TP / (TP + FP)`; 0 if no sample is predicted as the class.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let matrix = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 0, 1], 3)?;
    /// assert_eq!(matrix.precision(1), 2.0 / 3.0);
    /// assert_eq!(matrix.precision(2), 0.0);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn precision(&self, class: usize) -> f32 {
        quotient(self.count(class, class), self.predicted(class))
    }

    /// Returns the recall of a class, `TP / (TP + FN)`; 0 if the class has no samples.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let matrix = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 0, 1], 2)?;
    /// assert_eq!([matrix.recall(0), matrix.recall(1)], [0.5, 1.0]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn recall(&self, class: usize) -> f32 {
        quotient(self.count(class, class), self.support(class))
    }

    /// Returns the F1 score of a class, `2 TP / (2 TP + FP + FN)`; 0 if it neither occurs nor is predicted.
    ///
    /// It is the harmonic mean of precision and recall.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let matrix = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 0, 1], 2)?;
    /// assert_eq!(matrix.f1(1), 0.8);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn f1(&self, class: usize) -> f32 {
        quotient(2 * self.count(class, class), self.support(class) + self.predicted(class))
    }

    /// Returns precision, recall, F1 and the number of samples of a class.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let dogs = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 0, 1], 2)?.scores(1);
    /// assert_eq!((dogs.recall, dogs.support), (1.0, 2));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn scores(&self, class: usize) -> ClassScores {
        ClassScores {
            precision: self.precision(class),
            recall: self.recall(class),
            f1: self.f1(class),
            support: self.support(class),
        }
    }

    /// Returns the unweighted mean of the classes' scores (scikit-learn's `macro`).
    ///
    /// A class that neither occurs nor is predicted is not included.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let matrix = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 0, 1], 3)?;
    /// assert_eq!(matrix.macro_average().recall, 0.75); // of the classes 0 and 1
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn macro_average(&self) -> ClassScores {
        self.average(|class| usize::from(self.support(class) + self.predicted(class) > 0))
    }

    /// Returns the mean of the classes' scores, weighted by their sizes (scikit-learn's `weighted`).
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let matrix = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 1, 1], 2)?;
    /// assert_eq!(matrix.weighted_average().recall, matrix.accuracy());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn weighted_average(&self) -> ClassScores {
        self.average(|class| self.support(class))
    }

    #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
    fn average(&self, weight: impl Fn(usize) -> usize) -> ClassScores {
        let (mut sums, mut weights) = ([0.0_f64; 3], 0.0);
        for class in 0..self.classes() {
            let (scores, weight) = (self.scores(class), weight(class) as f64);
            for (sum, score) in sums.iter_mut().zip([scores.precision, scores.recall, scores.f1]) {
                *sum += weight * f64::from(score);
            }
            weights += weight;
        }
        let [precision, recall, f1] = sums.map(|sum| (sum / weights) as f32);
        ClassScores { precision, recall, f1, support: self.samples() }
    }

    /// Returns a table of all scores to print, similar to scikit-learn's `classification_report`.
    ///
    /// ```
    /// use mlp::metrics::ConfusionMatrix;
    ///
    /// let matrix = ConfusionMatrix::from_classes(&[1, 1, 0, 1], &[1, 0, 0, 1], 2)?.named(["cat", "dog"])?;
    /// assert_eq!(matrix.report().to_string(), "          \
    ///           precision  recall     f1  samples
    ///      cat      1.000   0.500  0.667        2
    ///      dog      0.667   1.000  0.800        2
    ///    macro      0.833   0.750  0.733        4
    /// weighted      0.833   0.750  0.733        4
    /// accuracy      0.750
    /// ");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        Report(self)
    }
}

/// A table of precision, recall and F1 of every class, with averages.
///
/// Returned by [`ConfusionMatrix::report`].
#[derive(Clone, Copy, Debug)]
pub struct Report<'a>(&'a ConfusionMatrix);

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let matrix = self.0;
        let head = matrix.names().iter().map(|name| name.chars().count()).fold("weighted".len(), usize::max);
        writeln!(f, "{:head$}  {:>9}  {:>6}  {:>5}  {:>7}", "", "precision", "recall", "f1", "samples")?;
        let classes = matrix.names().iter().enumerate().map(|(class, name)| (name.as_str(), matrix.scores(class)));
        let averages = [("macro", matrix.macro_average()), ("weighted", matrix.weighted_average())];
        for (name, ClassScores { precision, recall, f1, support }) in classes.chain(averages) {
            writeln!(f, "{name:>head$}  {precision:9.3}  {recall:6.3}  {f1:5.3}  {support:7}")?;
        }
        writeln!(f, "{:>head$}  {:9.3}", "accuracy", matrix.accuracy())
    }
}
