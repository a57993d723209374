//! Inputs and their targets, together.

use super::{Fold, KFold, Split};
use crate::ends::NamedEnds;
use crate::error::Error;
use crate::loss::{Answer, Encoded, Target};
use crate::random::SplitMix64;
use alloc::vec::Vec;

/// Samples: inputs, and a target for each of them, `[f32; N]` or the index of a class.
///
/// ```
/// use mlp::data::{Dataset, Split, moons};
///
/// let (points, labels) = moons(200, 0.1, 0);
/// let (train, test) = Dataset::new(points, labels)?.split_stratified(&Split::new().test_fraction(0.2).seed(7))?;
/// assert_eq!((train.len(), test.len()), (160, 40));
/// assert_eq!(test.targets.iter().sum::<usize>(), 20);
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset<X, T> {
    /// The inputs of a network.
    pub inputs: Vec<X>,
    /// The targets, one for each input.
    pub targets: Vec<T>,
}

impl<X: Copy, T: Copy> Dataset<X, T> {
    /// Returns a data set of these inputs and targets.
    ///
    /// ```
    /// use mlp::data::Dataset;
    ///
    /// assert_eq!(Dataset::new(vec![[0.5, 1.0]], vec![3])?.len(), 1);
    /// assert_eq!(
    ///     Dataset::new(vec![[0.5, 1.0]], vec![3, 4]).unwrap_err().to_string(),
    ///     "1 inputs, but 2 targets: every input needs one target",
    /// );
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Lengths`] if their numbers differ.
    pub fn new(inputs: Vec<X>, targets: Vec<T>) -> Result<Self, Error> {
        let dataset = Self { inputs, targets };
        dataset.check_lengths()?;
        Ok(dataset)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        let (inputs, targets) = (self.inputs.len(), self.targets.len());
        if inputs == targets { Ok(()) } else { Err(Error::Lengths { inputs, targets }) }
    }

    /// Returns the number of samples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Returns true if there are no samples.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Returns the samples with these indices, in the order of the indices.
    ///
    /// ```
    /// use mlp::data::Dataset;
    ///
    /// let dataset = Dataset::new(vec![[0.0], [1.0], [2.0]], vec![0, 1, 0])?;
    /// assert_eq!(dataset.select(&[2, 1]), Dataset::new(vec![[2.0], [1.0]], vec![0, 1])?);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If an index is not below [`Self::len`], or if the fields differ in length.
    #[must_use]
    pub fn select(&self, samples: &[usize]) -> Self {
        let (inputs, targets) = (self.inputs.len(), self.targets.len());
        assert!(inputs == targets, "{inputs} inputs, but {targets} targets: every input needs one target");
        Self {
            inputs: samples.iter().map(|&sample| self.inputs[sample]).collect(),
            targets: samples.iter().map(|&sample| self.targets[sample]).collect(),
        }
    }

    /// Returns the samples in a random order from this seed.
    ///
    /// ```
    /// use mlp::data::Dataset;
    ///
    /// let dataset = Dataset::new((0..9_u8).map(|x| [f32::from(x)]).collect(), (0..9).collect())?;
    /// let shuffled = dataset.shuffled(1);
    /// assert_ne!(shuffled, dataset);
    /// assert!(shuffled.inputs.iter().zip(&shuffled.targets).all(|([x], label)| *x as usize == *label));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the fields differ in length.
    #[must_use]
    pub fn shuffled(&self, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..self.len()).collect();
        SplitMix64::new(seed).shuffle(&mut order);
        self.select(&order)
    }

    /// Returns the training samples and the test samples of a split.
    ///
    /// ```
    /// use mlp::data::{Dataset, Split};
    ///
    /// let dataset = Dataset::new(vec![[0.0], [1.0], [2.0], [3.0]], vec![[0.5]; 4])?;
    /// let (train, test) = dataset.split(&Split::new().in_order())?;
    /// assert_eq!((train.len(), test.inputs), (3, vec![[3.0]]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Split::indices`].
    pub fn split(&self, split: &Split) -> Result<(Self, Self), Error> {
        self.check_lengths()?;
        let (train, test) = split.indices(self.len())?;
        Ok((self.select(&train), self.select(&test)))
    }

    /// Returns the indices of the training and test samples of every fold.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold};
    ///
    /// let dataset = Dataset::new(vec![[0.0]; 4], vec![[1.0]; 4])?;
    /// assert_eq!(dataset.folds(&KFold::new(2))?[1].train, [0, 1]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`KFold::indices`].
    pub fn folds(&self, folds: &KFold) -> Result<Vec<Fold>, Error> {
        self.check_lengths()?;
        folds.indices(self.len())
    }
}

impl<X: Copy, T: Copy> Dataset<X, T> {
    /// Returns the samples as a network with named inputs and outputs is trained on them: numbers are scaled, and a
    /// class is 1 among zeros.
    ///
    /// ```
    /// use mlp::data::Dataset;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct House: { area: 20..220 } => 8 tanh => { price: 50_000..950_000 } }
    ///
    /// let houses = Dataset::new(vec![HouseInput { area: 170.0 }], vec![HouseTarget { price: 275_000.0 }])?;
    /// let encoded = houses.encoded::<House>();
    /// assert_eq!((encoded.inputs[0], encoded.targets[0].values()), ([0.5], &[-0.5]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn encoded<N>(&self) -> Dataset<N::Input, Encoded<T>>
    where
        N: NamedEnds<Record = X, Answer: Answer<Target = T>>,
        X: Into<N::Input>,
        T: Target,
    {
        Dataset {
            inputs: self.inputs.iter().map(|record| (*record).into()).collect(),
            targets: self.targets.iter().map(|target| Encoded::from(*target)).collect(),
        }
    }
}

impl<X: Copy> Dataset<X, usize> {
    /// Returns the training samples and the test samples of a stratified split.
    ///
    /// Every class has the same share in both.
    ///
    /// ```
    /// use mlp::data::{Dataset, Split};
    ///
    /// let dataset = Dataset::new(vec![[0.0]; 8], vec![0, 0, 0, 0, 0, 0, 1, 1])?;
    /// let (_, test) = dataset.split_stratified(&Split::new().test_count(4))?;
    /// assert_eq!(test.targets.iter().sum::<usize>(), 1);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Split::stratified_indices`].
    pub fn split_stratified(&self, split: &Split) -> Result<(Self, Self), Error> {
        self.check_lengths()?;
        let (train, test) = split.stratified_indices(&self.targets)?;
        Ok((self.select(&train), self.select(&test)))
    }

    /// Returns the indices of every fold, with the classes distributed evenly over the folds.
    ///
    /// ```
    /// use mlp::data::{Dataset, KFold};
    ///
    /// let dataset = Dataset::new(vec![[0.0]; 4], vec![0, 0, 1, 1])?;
    /// assert_eq!(dataset.folds_stratified(&KFold::new(2))?[0].test, [0, 2]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`KFold::stratified_indices`].
    pub fn folds_stratified(&self, folds: &KFold) -> Result<Vec<Fold>, Error> {
        self.check_lengths()?;
        folds.stratified_indices(&self.targets)
    }
}
