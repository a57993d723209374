//! Splits into training samples and test samples.

use super::strata::{Strata, apportion};
use crate::error::{Error, SplitPart};
use crate::random::SplitMix64;
use alloc::vec::Vec;

/// A split of samples into a training part and a test part, as scikit-learn's `train_test_split`.
///
/// By default the test part is a quarter of the samples, and the order is random. A fraction that does not result in a
/// whole number of samples is rounded up for the test part and down for the training part. If only one part has a size,
/// the other part gets the rest.
///
/// ```
/// use mlp::data::Split;
///
/// let (train, test) = Split::new().test_fraction(0.2).seed(7).indices(11)?;
/// assert_eq!((train.len(), test.len()), (8, 3));
///
/// let (past, future) = Split::new().test_count(2).in_order().indices(6)?;
/// assert_eq!((past, future), (vec![0, 1, 2, 3], vec![4, 5]));
///
/// let error = Split::new().test_count(6).indices(6).unwrap_err();
/// assert_eq!(error.to_string(), "6 samples cannot be split into 0 to train on and 6 to test with: \
///     both parts need at least one, and together at most all");
/// # Ok::<(), mlp::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Split {
    test: Option<Size>,
    train: Option<Size>,
    seed: u64,
    in_order: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    Fraction(f64),
    Count(usize),
}

impl Split {
    /// Returns a split with a quarter of the samples in the test part, in random order from seed 0.
    ///
    /// ```
    /// assert_eq!(mlp::data::Split::new().indices(8)?.1.len(), 2);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the size of the test part as a fraction of the samples, rounded up.
    ///
    /// ```
    /// # use mlp::data::Split;
    /// assert_eq!(Split::new().test_fraction(0.3).indices(8)?.1.len(), 3);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn test_fraction(self, fraction: f64) -> Self {
        Self { test: Some(Size::Fraction(fraction)), ..self }
    }

    /// Sets the number of samples in the test part.
    ///
    /// ```
    /// # use mlp::data::Split;
    /// assert_eq!(Split::new().test_count(1).indices(8)?.0.len(), 7);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn test_count(self, samples: usize) -> Self {
        Self { test: Some(Size::Count(samples)), ..self }
    }

    /// Sets the size of the training part as a fraction of the samples, rounded down.
    ///
    /// ```
    /// # use mlp::data::Split;
    /// let (train, test) = Split::new().train_fraction(0.7).indices(8)?;
    /// assert_eq!((train.len(), test.len()), (5, 3));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn train_fraction(self, fraction: f64) -> Self {
        Self { train: Some(Size::Fraction(fraction)), ..self }
    }

    /// Sets the number of samples in the training part.
    ///
    /// ```
    /// # use mlp::data::Split;
    /// let (train, test) = Split::new().train_count(2).test_count(1).indices(8)?; // five are left out
    /// assert_eq!((train.len(), test.len()), (2, 1));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn train_count(self, samples: usize) -> Self {
        Self { train: Some(Size::Count(samples)), ..self }
    }

    /// Sets the seed for the order of the samples; 0 by default.
    ///
    /// ```
    /// # use mlp::data::Split;
    /// assert_ne!(Split::new().seed(1).indices(99)?, Split::new().seed(2).indices(99)?);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Keeps the order of the samples: the first ones are the training part, for time series.
    ///
    /// ```
    /// use mlp::data::Split;
    ///
    /// let split = Split::new().train_count(3).test_count(2).in_order();
    /// assert_eq!(split.indices(6)?, (vec![0, 1, 2], vec![3, 4]));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn in_order(self) -> Self {
        Self { in_order: true, ..self }
    }

    /// Returns the indices of the training samples and those of the test samples.
    ///
    /// # Errors
    ///
    /// If there are no samples, if a fraction is not between 0 and 1, if a part would be empty, or if both parts
    /// together would have more samples than there are.
    pub fn indices(&self, samples: usize) -> Result<(Vec<usize>, Vec<usize>), Error> {
        let (train, test) = self.sizes(samples)?;
        let mut order: Vec<usize> = (0..samples).collect();
        if !self.in_order {
            SplitMix64::new(self.seed).shuffle(&mut order);
        }
        order.truncate(train + test);
        let test = order.split_off(train);
        Ok((order, test))
    }

    /// Returns the indices of the training samples and those of the test samples, stratified.
    ///
    /// In both parts every class has the same share as in all samples, up to one sample.
    ///
    /// ```
    /// use mlp::data::Split;
    ///
    /// let labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2];
    /// let (_, test) = Split::new().test_count(6).stratified_indices(&labels)?;
    /// let mut classes: Vec<usize> = test.iter().map(|&sample| labels[sample]).collect();
    /// classes.sort();
    /// assert_eq!(classes, [0, 0, 1, 1, 1, 2]);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Self::indices`], and if a class has a single sample, or a part has fewer samples than there are classes.
    pub fn stratified_indices(&self, labels: &[usize]) -> Result<(Vec<usize>, Vec<usize>), Error> {
        let (train, test) = self.sizes(labels.len())?;
        let strata = Strata::new(labels);
        if let Some((class, _)) = strata.iter().find(|(_, members)| members.len() == 1) {
            return Err(Error::SingleSample { class });
        }
        for (part, samples) in [(SplitPart::Training, train), (SplitPart::Test, test)] {
            if samples < strata.len() {
                return Err(Error::SplitClasses { part, samples, classes: strata.len() });
            }
        }
        let mut numbers = (!self.in_order).then(|| SplitMix64::new(self.seed));
        let mut counts: Vec<usize> = strata.iter().map(|(_, members)| members.len()).collect();
        let of_train = apportion(&counts, train, numbers.as_mut());
        for (count, taken) in counts.iter_mut().zip(&of_train) {
            *count -= taken;
        }
        let of_test = apportion(&counts, test, numbers.as_mut());
        let (mut train, mut test) = (Vec::with_capacity(train), Vec::with_capacity(test));
        for (((_, members), n), m) in strata.iter().zip(of_train).zip(of_test) {
            let mut members = members.to_vec();
            if let Some(numbers) = &mut numbers {
                numbers.shuffle(&mut members);
            }
            train.extend(&members[..n]);
            test.extend(&members[n..n + m]);
        }
        for part in [&mut train, &mut test] {
            match &mut numbers {
                Some(numbers) => numbers.shuffle(part),
                None => part.sort_unstable(),
            }
        }
        Ok((train, test))
    }

    /// Returns the number of training samples and that of test samples.
    fn sizes(&self, samples: usize) -> Result<(usize, usize), Error> {
        if samples == 0 {
            return Err(Error::NoSamples);
        }
        for (part, size) in [(SplitPart::Training, self.train), (SplitPart::Test, self.test)] {
            if let Some(Size::Fraction(fraction)) = size
                && !(fraction > 0.0 && fraction < 1.0)
            {
                return Err(Error::SplitFraction { part, fraction });
            }
        }
        let train = self.train.map(|size| size.of(samples, false));
        let test = match (self.test, train) {
            (None, Some(train)) => samples.saturating_sub(train),
            (test, _) => test.unwrap_or(Size::Fraction(0.25)).of(samples, true),
        };
        let train = train.unwrap_or(samples.saturating_sub(test));
        // rounding could hide that two fractions are too large together
        let fractions = match (self.train, self.test) {
            (Some(Size::Fraction(train)), Some(Size::Fraction(test))) => train + test,
            _ => 0.0,
        };
        let fit = train.checked_add(test).is_some_and(|sum| sum <= samples) && fractions <= 1.0;
        if train == 0 || test == 0 || !fit {
            return Err(Error::SplitSizes { samples, train, test });
        }
        Ok((train, test))
    }
}

impl Size {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of samples")]
    fn of(self, samples: usize, up: bool) -> usize {
        match self {
            Self::Count(count) => count,
            Self::Fraction(fraction) => {
                let exact = fraction * samples as f64;
                let below = exact as usize;
                below + usize::from(up && exact > below as f64)
            }
        }
    }
}
