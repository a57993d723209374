//! Which class is taken for which.

use super::class;
use super::values::{Values, check_labels, check_lengths, check_outputs, classes};
use crate::error::Error;
use crate::network::Network;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

/// How often samples of each class were taken for each class: rows are labels, columns predictions (scikit-learn's
/// `confusion_matrix`).
///
/// From it follow accuracy, [`precision`](Self::precision), [`recall`](Self::recall), [`f1`](Self::f1) and their
/// averages, all in [`report`](Self::report). Where a quotient would be 0 / 0 it is 0, as scikit-learn's is by default.
///
/// ```
/// use mlp::metrics::ConfusionMatrix;
///
/// // one output for each sample: how probable class 1 is
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

impl ConfusionMatrix {
    /// Of a network, asked about these inputs.
    ///
    /// ```
    /// use mlp::metrics::ConfusionMatrix;
    /// use mlp::{Error, Network};
    ///
    /// fn show<N: Network>(net: &N, inputs: &[N::Input], labels: &[usize]) -> Result<(), Error> {
    ///     print!("{}", ConfusionMatrix::of(net, inputs, labels)?);
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::from_outputs`].
    pub fn of<N: Network>(net: &N, inputs: &[N::Input], labels: &[usize]) -> Result<Self, Error> {
        check_lengths(inputs.len(), labels.len())?;
        Self::from_outputs(&super::predict(net, inputs), labels)
    }

    /// Of outputs, each taken for its [`class`].
    ///
    /// # Errors
    ///
    /// If outputs and labels are not equally many or there are none, an output is NaN or infinite, or a label is not
    /// below the number of classes: that of the outputs, but 2 for one output.
    pub fn from_outputs<V: Values>(outputs: &[V], labels: &[usize]) -> Result<Self, Error> {
        check_outputs(outputs, labels.len())?;
        let predictions: Vec<usize> = V::flatten(outputs).chunks(V::LEN).map(class).collect();
        Self::from_classes(&predictions, labels, classes::<V>())
    }

    /// Counts predicted classes.
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
    /// If predictions and labels are not equally many or there are none, or one is not below `classes`.
    pub fn from_classes(predictions: &[usize], labels: &[usize], classes: usize) -> Result<Self, Error> {
        check_lengths(predictions.len(), labels.len())?;
        check_labels(labels, classes)?;
        check_labels(predictions, classes)?;
        let mut counts = vec![0; classes * classes];
        for (prediction, label) in predictions.iter().zip(labels) {
            counts[label * classes + prediction] += 1;
        }
        Ok(Self { names: (0..classes).map(|class| class.to_string()).collect(), counts })
    }

    /// With names for the classes, which are shown in place of their numbers.
    ///
    /// # Errors
    ///
    /// If there are not as many names as classes.
    pub fn named<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        if names.len() == self.classes() {
            Ok(Self { names, ..self })
        } else {
            Err(Error::ClassNames { names: names.len(), classes: self.classes() })
        }
    }

    /// How many classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.names.len()
    }

    /// The names of the classes: those given, or their numbers.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many samples of the class `label` were taken for `prediction`.
    ///
    /// # Panics
    ///
    /// If either is not below the number of classes.
    #[must_use]
    pub fn count(&self, label: usize, prediction: usize) -> usize {
        self.row(label)[prediction]
    }

    /// For each label, how often it was taken for each class.
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

    /// How many samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.counts.iter().sum()
    }

    fn row(&self, label: usize) -> &[usize] {
        let classes = self.classes();
        assert!(label < classes, "class {label} of {classes}");
        &self.counts[label * classes..][..classes]
    }

    /// How many samples are of a class.
    ///
    /// # Panics
    ///
    /// If `class` is not below the number of classes.
    #[must_use]
    pub fn support(&self, class: usize) -> usize {
        self.row(class).iter().sum()
    }

    /// How many samples were taken for a class.
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
