//! Inputs of which some are missing.

use crate::ends::NamedEnds;
use crate::error::Error;
use crate::model::Vector;
use crate::schema::{Field, Row};
use core::fmt;

/// The inputs of a network with names for one sample, of which some are missing.
///
/// A number that is NaN is missing; [`Self::without`] leaves out any input by its name. Tables with gaps are read as
/// such by `records_with_gaps`, and a [`RecordImputer`](crate::RecordImputer) completes them.
///
/// ```
/// use mlp::Partial;
/// use mlp::prelude::*;
///
/// mlp! { struct House: { area: 20..220, rooms: 1..9, new: bool } => 8 tanh => { price: 50_000..950_000 } }
///
/// let house = HouseInput { area: 80.0, rooms: f32::NAN, new: true };
/// let house = Partial::<House>::new(house).without("new")?;
/// assert!(house.missing().eq(["rooms", "new"]));
/// assert_eq!(house.complete(), None);
/// # Ok::<(), mlp::Error>(())
/// ```
pub struct Partial<N: NamedEnds> {
    /// Numbers in the user's units, NaN where they are missing.
    pub(crate) numbers: N::Input,
}

impl<N: NamedEnds<Record: Row>> Partial<N> {
    /// Takes a sample whose missing numbers are NaN.
    #[must_use]
    pub fn new(record: N::Record) -> Self {
        let mut numbers = N::Input::ZERO;
        record.write_numbers(numbers.as_mut());
        Self { numbers }
    }

    /// Returns the sample without the input of this name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownInput`] if there is no such input.
    pub fn without(mut self, name: &str) -> Result<Self, Error> {
        let (_, first, field) = place_of::<N>(name)?;
        self.numbers.as_mut()[first..first + field.width()].fill(f32::NAN);
        Ok(self)
    }

    /// Returns the names of the inputs that are missing; of an array, if any of its values is.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        let is_missing = |first: usize, field: &Field| {
            self.numbers.as_ref()[first..first + field.width()].iter().any(|number| number.is_nan())
        };
        places::<N>().filter(move |(first, field)| is_missing(*first, field)).map(|(_, field)| field.name)
    }

    /// Returns all inputs, or `None` if any is missing.
    #[must_use]
    pub fn complete(&self) -> Option<N::Record> {
        let is_complete = !self.numbers.as_ref().iter().any(|number| number.is_nan());
        is_complete.then(|| N::Record::from_numbers(self.numbers.as_ref()))
    }
}

/// Returns the inputs of a network, each with the index of its first number.
pub(crate) fn places<N: NamedEnds>() -> impl Iterator<Item = (usize, &'static Field)> {
    N::SCHEMA.inputs.iter().scan(0, |next, field| {
        let first = *next;
        *next += field.width();
        Some((first, field))
    })
}

/// Returns the input of this name, with its index and that of its first number.
pub(crate) fn place_of<N: NamedEnds>(name: &str) -> Result<(usize, usize, &'static Field), Error> {
    let found = places::<N>().enumerate().find(|(_, (_, field))| field.name == name);
    let found = found.map(|(index, (first, field))| (index, first, field));
    found.ok_or_else(|| Error::UnknownInput {
        name: name.into(),
        inputs: N::SCHEMA.inputs.iter().map(|field| field.name).collect(),
    })
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "a derive would ask for a network that is `Copy`")]
impl<N: NamedEnds> Clone for Partial<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: NamedEnds> Copy for Partial<N> {}

impl<N: NamedEnds> fmt::Debug for Partial<N> {
    /// Writes the numbers of each input, NaN where they are missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut record = f.debug_struct("Partial");
        for (first, field) in places::<N>() {
            record.field(field.name, &&self.numbers.as_ref()[first..first + field.width()]);
        }
        record.finish()
    }
}

/// Values that are missing on both sides are equal.
impl<N: NamedEnds> PartialEq for Partial<N> {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.numbers.as_ref().iter().zip(other.numbers.as_ref());
        pairs.all(|(a, b)| a == b || a.is_nan() && b.is_nan())
    }
}
