//! Precision, recall and F1: of each class, and their averages.

use super::confusion::ConfusionMatrix;
use core::fmt;

/// How well a class is found, or an average over classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassScores {
    /// The part of the samples taken for the class that are of it.
    pub precision: f32,
    /// The part of the samples of the class that were taken for it.
    pub recall: f32,
    /// The harmonic mean of both.
    pub f1: f32,
    /// How many samples are of the class.
    pub support: usize,
}

/// `part / whole`, and 0 for 0 / 0.
#[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what is wanted")]
fn quotient(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64) as f32 }
}

impl ConfusionMatrix {
    /// The part of the samples whose class was found.
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

    /// Of the samples taken for a class, the part that are of it: `TP / (TP + FP)`; 0 if none was taken for it.
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

    /// Of the samples of a class, the part that were taken for it: `TP / (TP + FN)`; 0 if there are none of it.
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

    /// The harmonic mean of precision and recall: `2 TP / (2 TP + FP + FN)`; 0 if the class occurs nowhere.
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

    /// Precision, recall, F1 and the number of samples of a class.
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

    /// The mean over classes, each counted once (scikit-learn's `macro`). A class that neither occurs nor is predicted
    /// is left out of it.
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

    /// The mean over classes, each counted as often as it has samples (scikit-learn's `weighted`).
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

    /// All of it as a table to print, in the manner of scikit-learn's `classification_report`.
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

/// Precision, recall and F1 of every class and their averages, to print: made by [`ConfusionMatrix::report`].
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
