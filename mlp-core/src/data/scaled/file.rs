//! A network and its scalers in one safetensors file.

use super::Scaled;
use crate::data::scaler::Scaler;
use crate::error::Error;
use crate::file::safetensors::naming::Naming;
use crate::file::safetensors::{Place, check_finite, load, read, save, with_vectors};
use crate::network::Network;
use alloc::string::ToString;
use alloc::vec::Vec;
use std::path::Path;

/// The tensors of the scalers.
const NAMES: [&str; 4] = ["scaler.inputs.shift", "scaler.inputs.scale", "scaler.outputs.shift", "scaler.outputs.scale"];

impl<N: Network> Scaled<N> {
    /// Saves the network and its scalers to a safetensors file.
    ///
    /// The file is replaced in one step. If the program is killed, either the whole old file or the whole new one is
    /// there, so weights and scalers always belong together.
    ///
    /// The network's tensors are those of [`Network::save`]. The others are `"scaler.inputs.shift"`,
    /// `"scaler.inputs.scale"`, `"scaler.outputs.shift"` and `"scaler.outputs.scale"`: inputs become `(x - shift) /
    /// scale`, outputs `y * scale + shift`. [`Network::load`] rejects such a file, because the outputs of the network
    /// without its scalers would be wrong.
    ///
    /// ```
    /// use mlp::{Scaled, Scaler, prelude::*};
    ///
    /// mlp! { struct Net: 4 => 8 relu => 3 softmax }
    ///
    /// # fn example(net: Net, inputs: &[[f32; 4]]) -> Result<(), mlp::Error> {
    /// let scaled = Scaled::new(net, Scaler::standard(inputs)?);
    /// scaled.save("penguins.safetensors")?;
    /// let same = Scaled::<Net>::load("penguins.safetensors")?;
    /// assert_eq!(same.forward(&inputs[0]), scaled.forward(&inputs[0]));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TensorNotFinite`] if a value is NaN or infinite, [`Error::ScaleZero`] for a scale of 0:
    /// [`Self::load`] would refuse them, so the old file is kept. [`Error::File`] if the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        check_finite(self.net.params_slice(), N::visit_layers)?;
        check_scalers(&self.vectors())?;
        save(path.as_ref(), &self.to_safetensors())
    }

    /// Returns the network and the scalers in a safetensors file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or if it does not hold exactly the tensors of this network and of its scalers, with
    /// finite values and no scale of 0. As in [`Network::load`], nothing in the file is trusted.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::filled(|place| load(place, &Naming::whole(), path.as_ref()))
    }

    /// Returns the network and its scalers as the bytes of a safetensors file.
    ///
    /// # Panics
    ///
    /// Never: the network's own bytes are a valid file.
    #[must_use]
    pub fn to_safetensors(&self) -> Vec<u8> {
        with_vectors(&self.net.to_safetensors(), &self.vectors(), "")
    }

    /// Returns the network and the scalers in the bytes of a safetensors file.
    ///
    /// # Errors
    ///
    /// As [`Self::load`].
    pub fn from_safetensors(bytes: &[u8]) -> Result<Self, Error> {
        Self::filled(|place| read(place, &Naming::whole(), bytes))
    }

    /// Returns what `fill` reads, if nothing is divided by 0.
    fn filled(fill: impl FnOnce(&mut Place<'_>) -> Result<(), Error>) -> Result<Self, Error> {
        let mut scaled = Self { net: N::ZERO, inputs: Scaler::default(), outputs: Scaler::default() };
        let Self { net, inputs, outputs } = &mut scaled;
        let [a, b, c, d] = NAMES;
        let beside = &mut [
            (a, inputs.shift.as_mut()),
            (b, inputs.scale.as_mut()),
            (c, outputs.shift.as_mut()),
            (d, outputs.scale.as_mut()),
        ];
        fill(&mut Place { parameters: net.params_slice_mut(), visit_layers: N::visit_layers, beside, ends: N::ENDS })?;
        check_scalers(&scaled.vectors())?;
        Ok(scaled)
    }

    fn vectors(&self) -> [(&'static str, &[f32]); 4] {
        let Self { inputs, outputs, .. } = self;
        let [a, b, c, d] = NAMES;
        [
            (a, inputs.shift.as_ref()),
            (b, inputs.scale.as_ref()),
            (c, outputs.shift.as_ref()),
            (d, outputs.scale.as_ref()),
        ]
    }
}

/// Checks that the vectors beside a network are finite, and that no scale is 0.
pub(crate) fn check_scalers(vectors: &[(&'static str, &[f32])]) -> Result<(), Error> {
    for (name, numbers) in vectors {
        let name = || (*name).to_string();
        if let Some(index) = numbers.iter().position(|number| !number.is_finite()) {
            return Err(Error::TensorNotFinite { name: name(), index: [index].to_vec(), value: numbers[index] });
        }
        let is_scale = [NAMES[1], NAMES[3]].contains(&&*name());
        if let Some(column) = numbers.iter().position(|number| is_scale && *number == 0.0) {
            return Err(Error::ScaleZero { name: name(), column });
        }
    }
    Ok(())
}
