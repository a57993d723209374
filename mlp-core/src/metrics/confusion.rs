//! The confusion matrix: how often each class is predicted for each label.

use super::class;
use super::values::{Values, check_labels, check_lengths, check_outputs, classes};
use crate::error::Error;
use crate::network::{AsNetwork, Network};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// A confusion matrix: how often each class is predicted for each label.
///
/// `matrix[label][prediction]` is a number of samples: rows are labels, columns are predictions, as in scikit-learn's
/// `confusion_matrix`.
///
/// Accuracy, [`precision`](Self::precision), [`recall`](Self::recall), [`f1`](Self::f1) and their averages are computed
/// from it; [`report`](Self::report) has all of them. A quotient 0 / 0 is 0, as in scikit-learn by default.
///
/// ```
/// use mlp::metrics::ConfusionMatrix;
///
/// // one output for each sample: the probability of class 1
/// let matrix = ConfusionMatrix::from_outputs(&[0.9, 0.2, 0.6, 0.4], &[1, 0, 0, 1])?.named(["cat", "dog"])?;
/// assert_eq!(matrix.rows().collect::<Vec<_>>(), [[1, 1], [1, 1]]);
/// assert_eq!(matrix.accuracy(), 0.5);
/// assert_eq!(matrix.to_string(), "\
/// label \\ predicted  cat  dog
///               cat    1    1
///               dog    1    1
/// ");
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfusionMatrix {
    names: Vec<String>,
    /// `[label][prediction]`
    counts: Vec<usize>,
}

/// Returns the zeros of a matrix of `classes` rows and columns.
fn square(classes: usize) -> Result<Vec<usize>, Error> {
    let mut counts = Vec::new();
    let reserved = classes.checked_mul(classes).map(|length| (length, counts.try_reserve_exact(length)));
    let Some((length, Ok(()))) = reserved else { return Err(Error::TooManyClasses { classes }) };
    counts.resize(length, 0);
    Ok(counts)
}

impl ConfusionMatrix {
    /// Returns the confusion matrix of a network for these samples.
    ///
    /// ```
    /// use mlp::metrics::ConfusionMatrix;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 1 sigmoid }
    ///
    /// let mut net = Net::zeroed();
    /// net.l1.weights = [[1.0]];
    /// let matrix = ConfusionMatrix::of(&net, &[[-2.0], [-1.0], [1.0]], &[0, 1, 1])?;
    /// assert_eq!(matrix.rows().collect::<Vec<_>>(), [[1, 0], [1, 1]]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::from_outputs`].
    pub fn of<N, I>(net: &impl AsNetwork<N>, inputs: &[I], labels: &[usize]) -> Result<Self, Error>
    where
        N: Network<Input = I>,
    {
        check_lengths(inputs.len(), labels.len())?;
        Self::from_outputs(&super::predict(net, inputs), labels)
    }

    /// Returns the confusion matrix of outputs, each of which predicts a [`class`].
    ///
    /// # Errors
    ///
    /// If there are no outputs or not as many labels, if an output is NaN or infinite, or if a label is not below the
    /// number of classes, which is the number of outputs, or 2 for a single output.
    pub fn from_outputs<V: Values>(outputs: &[V], labels: &[usize]) -> Result<Self, Error> {
        check_outputs(outputs, labels.len())?;
        let predictions: Vec<usize> = V::flatten(outputs).chunks(V::LEN).map(class).collect();
        Self::from_classes(&predictions, labels, classes::<V>())
    }

    /// Returns the confusion matrix of predicted classes.
    ///
    /// ```
    /// use mlp::metrics::ConfusionMatrix;
    ///
    /// let matrix = ConfusionMatrix::from_classes(&[0, 2, 2], &[0, 1, 2], 3)?;
    /// assert_eq!(matrix.count(1, 2), 1);
    /// assert_eq!(
    ///     ConfusionMatrix::from_classes(&[0, 2, 2], &[0, 1, 1], 2).unwrap_err().to_string(),
    ///     "the label of sample 1 is 2, but there are 2 classes: labels run from 0 to 1",
    /// );
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there are no predictions or not as many labels, if one of them is not below `classes`, or if there are so many
    /// classes that the matrix has no room in memory.
    pub fn from_classes(predictions: &[usize], labels: &[usize], classes: usize) -> Result<Self, Error> {
        check_lengths(predictions.len(), labels.len())?;
        check_labels(labels, classes)?;
        check_labels(predictions, classes)?;
        let mut counts = square(classes)?;
        for (prediction, label) in predictions.iter().zip(labels) {
            counts[label * classes + prediction] += 1;
        }
        Ok(Self { names: (0..classes).map(|class| class.to_string()).collect(), counts })
    }

    /// Sets names for the classes, which are shown instead of their indices.
    ///
    /// # Errors
    ///
    /// If the number of names is not the number of classes.
    pub fn named<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        if names.len() == self.classes() {
            Ok(Self { names, ..self })
        } else {
            Err(Error::ClassNames { names: names.len(), classes: self.classes() })
        }
    }

    /// Returns the number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.names.len()
    }

    /// Returns the names of the classes, which are their indices by default.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the number of samples of the class `label` that are predicted as `prediction`.
    ///
    /// # Panics
    ///
    /// If either is not below the number of classes.
    #[must_use]
    pub fn count(&self, label: usize, prediction: usize) -> usize {
        self.row(label)[prediction]
    }

    /// Iterates over the rows: for each label, how often each class is predicted.
    ///
    /// ```
    /// # use mlp::metrics::ConfusionMatrix;
    /// let matrix = ConfusionMatrix::from_classes(&[0, 1, 1], &[0, 0, 1], 2)?;
    /// assert_eq!(matrix.rows().collect::<Vec<_>>(), [[1, 1], [0, 1]]);
    /// assert_eq!((matrix.support(0), matrix.predicted(0), matrix.samples()), (2, 1, 3));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = &[usize]> {
        self.counts.chunks(self.classes())
    }

    /// Returns the number of samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.counts.iter().sum()
    }

    fn row(&self, label: usize) -> &[usize] {
        let classes = self.classes();
        assert!(label < classes, "class {label} of {classes}");
        &self.counts[label * classes..][..classes]
    }

    /// Returns the number of samples of a class.
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn support(&self, class: usize) -> usize {
        self.row(class).iter().sum()
    }

    /// Returns the number of samples predicted as a class.
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn predicted(&self, class: usize) -> usize {
        self.rows().map(|row| row[class]).sum()
    }
}

/// Rows are labels, columns predictions.
impl fmt::Display for ConfusionMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let corner = "label \\ predicted";
        let widest = |name: &String| name.chars().count();
        let head = self.names.iter().map(widest).fold(corner.len(), usize::max);
        write!(f, "{corner:>head$}")?;
        let largest = self.counts.iter().max().map_or(1, |count| count.to_string().len());
        for name in &self.names {
            write!(f, "  {name:>largest$}")?;
        }
        writeln!(f)?;
        for (name, row) in self.names.iter().zip(self.rows()) {
            write!(f, "{name:>head$}")?;
            for (count, name) in row.iter().zip(&self.names) {
                let width = largest.max(widest(name));
                write!(f, "  {count:>width$}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
