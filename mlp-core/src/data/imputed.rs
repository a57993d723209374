//! A network with names, and what replaces its missing inputs.

#[cfg(feature = "safetensors")]
mod file;

use crate::data::partial::Partial;
use crate::data::record_imputer::RecordImputer;
use crate::ends::NamedEnds;
use crate::schema::Row;

/// A network with names that answers where inputs are missing; both are saved in the same file.
///
/// ```
/// use mlp::{Imputed, Partial, RecordImputer};
/// use mlp::prelude::*;
///
/// mlp! { struct House: { area: 20..220, new: bool } => 8 tanh => { price: 50_000..950_000 } }
///
/// let usual = HouseInput { area: 90.0, new: false };
/// let model = Imputed::new(House::seeded(7), RecordImputer::new(usual));
/// let house = Partial::new(HouseInput { area: f32::NAN, new: false });
/// assert_eq!(model.predict(&house), model.net.predict(&usual));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Imputed<N: NamedEnds> {
    /// The network.
    pub net: N,
    /// The replacements of missing inputs.
    pub imputer: RecordImputer<N>,
}

impl<N: NamedEnds<Record: Row>> Imputed<N> {
    /// Returns a network with the imputer that was fitted to its training samples.
    #[must_use]
    pub fn new(net: N, imputer: RecordImputer<N>) -> Self {
        Self { net, imputer }
    }

    /// Returns the answer for one sample.
    #[must_use]
    pub fn predict(&self, record: &Partial<N>) -> N::Answer {
        self.net.predict(&self.imputer.complete(record))
    }

    /// Returns the answers for many samples.
    #[must_use]
    pub fn predict_all(&self, records: &[Partial<N>]) -> alloc::vec::Vec<N::Answer> {
        records.iter().map(|record| self.predict(record)).collect()
    }
}
