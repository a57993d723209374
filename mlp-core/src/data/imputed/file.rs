//! A network and what replaces its missing inputs in one safetensors file.

use super::Imputed;
use crate::data::imputer::Imputer;
use crate::data::record_imputer::RecordImputer;
use crate::ends::NamedEnds;
use crate::error::Error;
use crate::file::safetensors::naming::Naming;
use crate::file::safetensors::{Place, check_finite, load, read, save, with_vectors};
use crate::model::Vector;
use crate::network::Network;
use crate::schema::Row;
use alloc::string::ToString;
use alloc::vec::Vec;
use std::path::Path;

/// The tensor of the values that replace missing ones.
const NAME: &str = "imputer.inputs";

impl<N: NamedEnds<Record: Row>> Imputed<N> {
    /// Saves the network and what replaces its missing inputs to a safetensors file, in one step.
    ///
    /// The network's tensors are those of [`Network::save`]. The other is `"imputer.inputs"`: numbers in the units of
    /// the declaration, a class as 1 among zeros. [`Network::load`] rejects such a file.
    ///
    /// # Errors
    ///
    /// [`Error::TensorNotFinite`] if a value is NaN or infinite: [`Self::load`] would refuse it, so the old file is
    /// kept. [`Error::File`] if the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        check_finite(self.net.params_slice(), N::visit_layers)?;
        let values = self.imputer.numbers.values.as_ref();
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            let (name, value) = (NAME.to_string(), values[index]);
            return Err(Error::TensorNotFinite { name, index: [index].to_vec(), value });
        }
        save(path.as_ref(), &self.to_safetensors())
    }

    /// Returns the network and what replaces its missing inputs from a safetensors file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or if it does not hold exactly the tensors of this network and `"imputer.inputs"`,
    /// with finite values and the names of this network. As in [`Network::load`], nothing in the file is trusted.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::filled(|place| load(place, &Naming::whole(), path.as_ref()))
    }

    /// Returns the network and what replaces its missing inputs as the bytes of a safetensors file.
    #[must_use]
    pub fn to_safetensors(&self) -> Vec<u8> {
        with_vectors(&self.net.to_safetensors(), &[(NAME, self.imputer.numbers.values.as_ref())], "")
    }

    /// Returns the network and what replaces its missing inputs from the bytes of a safetensors file.
    ///
    /// # Errors
    ///
    /// As [`Self::load`].
    pub fn from_safetensors(bytes: &[u8]) -> Result<Self, Error> {
        Self::filled(|place| read(place, &Naming::whole(), bytes))
    }

    fn filled(fill: impl FnOnce(&mut Place<'_>) -> Result<(), Error>) -> Result<Self, Error> {
        let (mut net, mut values) = (N::ZERO, N::Input::ZERO);
        let beside = &mut [(NAME, values.as_mut())];
        fill(&mut Place { parameters: net.params_slice_mut(), visit_layers: N::visit_layers, beside, ends: N::ENDS })?;
        Ok(Self { net, imputer: RecordImputer { numbers: Imputer { values } } })
    }
}
