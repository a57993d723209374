//! Replacements for the missing inputs of a network with names.

use crate::data::Dataset;
use crate::data::imputer::statistic::{Part, fit};
use crate::data::imputer::{Impute, Imputer};
use crate::data::partial::{Partial, place_of, places};
use crate::ends::NamedEnds;
use crate::error::Error;
use crate::model::Vector;
use crate::schema::{Kind, Row};
use alloc::vec::Vec;
use core::fmt;

/// Replaces the missing inputs of a network with names, by a value for each of them.
///
/// Fit it to the training samples alone. [`Imputed`](crate::Imputed) keeps it with the network.
///
/// ```
/// use mlp::{Impute, Partial, RecordImputer};
/// use mlp::prelude::*;
///
/// mlp! {
///     struct House: { area: 20..220, rooms: 1..9, roof: one_of(Flat, Gable) } => 8 tanh => { price: 50_000..950_000 }
/// }
///
/// let house = |area, rooms, roof| Partial::<House>::new(HouseInput { area, rooms, roof });
/// let train = [
///     house(80.0, 3.0, HouseRoof::Gable),
///     house(f32::NAN, 4.0, HouseRoof::Gable),
///     house(120.0, 8.0, HouseRoof::Flat).without("roof")?,
/// ];
/// // means of numbers, the most frequent class
/// let imputer = RecordImputer::fit(&train)?;
/// assert_eq!(imputer.record(), HouseInput { area: 100.0, rooms: 5.0, roof: HouseRoof::Gable });
/// let imputer = RecordImputer::fit_with(&train, &[("rooms", Impute::Median)])?;
/// assert_eq!(imputer.complete(&train[1]), HouseInput { area: 100.0, rooms: 4.0, roof: HouseRoof::Gable });
/// # Ok::<(), mlp::Error>(())
/// ```
pub struct RecordImputer<N: NamedEnds> {
    pub(crate) numbers: Imputer<N::Input>,
}

impl<N: NamedEnds<Record: Row>> RecordImputer<N> {
    /// Replaces missing inputs by those of this record: constants.
    ///
    /// A number that is NaN stays missing.
    #[must_use]
    pub fn new(record: N::Record) -> Self {
        Self { numbers: Imputer { values: Partial::<N>::new(record).numbers } }
    }

    /// Computes the mean of each number and the most frequent class and `bool` of the samples that have one.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] without samples, [`Error::NoValueOf`] if all values of an input are missing, and
    /// [`Error::InputNotFinite`] for an infinite value.
    pub fn fit(records: &[Partial<N>]) -> Result<Self, Error> {
        Self::fit_with(records, &[])
    }

    /// Computes the values with strategies of the inputs that are named; the others are those of [`Self::fit`].
    ///
    /// # Errors
    ///
    /// As [`Self::fit`]; [`Error::UnknownInput`] if there is no such input, [`Error::ImputeClass`] for a strategy other
    /// than the most frequent one where an input is a class or a `bool`.
    pub fn fit_with(records: &[Partial<N>], strategies: &[(&str, Impute)]) -> Result<Self, Error> {
        let mut of_fields: Vec<Impute> = N::SCHEMA.inputs.iter().map(|field| default(&field.kind)).collect();
        for (name, strategy) in strategies {
            let (index, _, field) = place_of::<N>(name)?;
            if default(&field.kind) == Impute::MostFrequent && *strategy != Impute::MostFrequent {
                return Err(Error::ImputeClass { input: field.name });
            }
            of_fields[index] = *strategy;
        }
        let parts = places::<N>().zip(of_fields).flat_map(|((first, field), strategy)| {
            let width = field.kind.width();
            (0..field.count()).map(move |value| Part { first: first + value * width, width, strategy })
        });
        let numbers: Vec<N::Input> = records.iter().map(|record| record.numbers).collect();
        let mut values = N::Input::ZERO;
        fit(N::Input::flatten(&numbers), N::Input::LEN, &parts.collect::<Vec<_>>(), values.as_mut())
            .map_err(named::<N>)?;
        Ok(Self { numbers: Imputer { values } })
    }

    /// Returns the values that replace missing ones.
    #[must_use]
    pub fn record(&self) -> N::Record {
        N::Record::from_numbers(self.numbers.values.as_ref())
    }

    /// Returns all inputs of a sample, those that are missing replaced.
    #[must_use]
    pub fn complete(&self, record: &Partial<N>) -> N::Record {
        N::Record::from_numbers(self.numbers.transform(&record.numbers).as_ref())
    }

    /// Returns the samples with all their inputs.
    #[must_use]
    pub fn complete_all<T: Copy>(&self, samples: &Dataset<Partial<N>, T>) -> Dataset<N::Record, T> {
        let inputs = samples.inputs.iter().map(|record| self.complete(record)).collect();
        Dataset { inputs, targets: samples.targets.clone() }
    }
}

/// Returns the strategy of inputs for which none was named.
const fn default(kind: &Kind) -> Impute {
    match kind {
        Kind::OneOf(_) | Kind::Bool => Impute::MostFrequent,
        _ => Impute::Mean,
    }
}

/// Returns an error about a column as one about the input that it belongs to.
fn named<N: NamedEnds>(error: Error) -> Error {
    let Error::NoValue { column } = error else { return error };
    let input = places::<N>().take_while(|(first, _)| *first <= column).last();
    input.map_or(error, |(_, field)| Error::NoValueOf { input: field.name })
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "a derive would ask for a network that is `Copy`")]
impl<N: NamedEnds> Clone for RecordImputer<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: NamedEnds> Copy for RecordImputer<N> {}

impl<N: NamedEnds> fmt::Debug for RecordImputer<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordImputer").field(&Partial::<N> { numbers: self.numbers.values }).finish()
    }
}

impl<N: NamedEnds> PartialEq for RecordImputer<N> {
    fn eq(&self, other: &Self) -> bool {
        Partial::<N> { numbers: self.numbers.values } == Partial::<N> { numbers: other.numbers.values }
    }
}
