//! A network with its names, imputer and scalers in one safetensors file.

use super::{Pipeline, check};
use crate::data::columns::{Columns, InputColumn};
use crate::data::imputer::Imputer;
use crate::data::scaled::check_scalers;
use crate::data::scaler::Scaler;
use crate::error::{Error, SafetensorsReason};
use crate::file::disk::file_error;
use crate::file::safetensors::naming::Naming;
use crate::file::safetensors::{Place, check_finite, entry_text, read, save, take_at_most, with_vectors};
use crate::model::Vector;
use crate::network::Network;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::path::Path;

/// The tensors beside the network's.
const NAMES: [&str; 5] =
    ["imputer.inputs", "scaler.inputs.shift", "scaler.inputs.scale", "scaler.outputs.shift", "scaler.outputs.scale"];

/// The text before the names in the entry of the metadata.
const BEFORE: &str = "; columns ";

/// The names as JSON: each column with its classes, and the outputs.
type Listed = (Vec<(String, Vec<String>)>, Vec<String>);

impl<N: Network> Pipeline<N> {
    /// Saves the whole model to a safetensors file, in one step.
    ///
    /// The tensors are those of [`Scaled::save`](crate::Scaled::save) and `"imputer.inputs"`; the names are JSON in the
    /// entry `"mlp"` of the metadata. [`Network::load`] and `Scaled::load` reject such a file.
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

    /// Returns the whole model from a safetensors file.
    ///
    /// ```no_run
    /// use mlp::{Pipeline, prelude::*};
    ///
    /// mlp! { struct Net: 4 => 8 tanh => 2 softmax }
    ///
    /// let model = Pipeline::<Net>::load("penguins.safetensors")?;
    /// let unknown = model.csv().open("unknown.csv")?.inputs::<4>()?;
    /// for species in model.classify(&unknown.dataset.inputs) {
    ///     println!("{species}");
    /// }
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or if it does not hold exactly the tensors of this model, with finite values and no
    /// scale of 0, and names for all inputs and outputs. As in [`Network::load`], nothing in the file is trusted.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        // no type of values takes more than eight bytes
        let values = N::ZERO.params_slice().len() + 3 * N::Input::LEN + 2 * N::Output::LEN;
        let bytes = take_at_most(path, values.saturating_mul(8)).map_err(|error| file_error(path, error))?;
        Self::from_safetensors(&bytes)
    }

    /// Returns the whole model as the bytes of a safetensors file.
    ///
    /// # Panics
    ///
    /// Never: texts are valid JSON.
    #[must_use]
    pub fn to_safetensors(&self) -> Vec<u8> {
        let columns = self.columns();
        let inputs = columns.inputs.iter().map(|column| (column.name.clone(), column.classes.clone())).collect();
        let listed: Listed = (inputs, columns.outputs.clone());
        let text = serde_json::to_string(&listed).expect("texts");
        with_vectors(&self.net.to_safetensors(), &self.vectors(), &format!("{BEFORE}{text}"))
    }

    /// Returns the whole model from the bytes of a safetensors file.
    ///
    /// # Errors
    ///
    /// As [`Self::load`].
    pub fn from_safetensors(bytes: &[u8]) -> Result<Self, Error> {
        let (mut net, mut imputer) = (N::ZERO, Imputer::<N::Input>::constant(0.0));
        let (mut inputs, mut outputs) = (Scaler::<N::Input>::default(), Scaler::<N::Output>::default());
        let [a, b, c, d, e] = NAMES;
        let beside = &mut [
            (a, imputer.values.as_mut()),
            (b, inputs.shift.as_mut()),
            (c, inputs.scale.as_mut()),
            (d, outputs.shift.as_mut()),
            (e, outputs.scale.as_mut()),
        ];
        let place =
            &mut Place { parameters: net.params_slice_mut(), visit_layers: N::visit_layers, beside, ends: N::ENDS };
        read(place, &Naming::whole(), bytes)?;
        let columns = columns(bytes).ok_or_else(|| Error::from(SafetensorsReason::NoColumns))?;
        check::<N>(&columns)?;
        let model = Self { net, imputer, inputs, outputs, columns };
        check_scalers(&model.vectors())?;
        Ok(model)
    }

    fn vectors(&self) -> [(&'static str, &[f32]); 5] {
        let Self { imputer, inputs, outputs, .. } = self;
        let [a, b, c, d, e] = NAMES;
        [
            (a, imputer.values.as_ref()),
            (b, inputs.shift.as_ref()),
            (c, inputs.scale.as_ref()),
            (d, outputs.shift.as_ref()),
            (e, outputs.scale.as_ref()),
        ]
    }
}

/// Returns the names in the bytes of a file.
fn columns(bytes: &[u8]) -> Option<Columns> {
    let text = entry_text(bytes)?;
    let (_, text) = text.split_once(BEFORE)?;
    // the checksum stands behind
    let listed = serde_json::Deserializer::from_str(text).into_iter::<Listed>().next()?;
    let (inputs, outputs) = listed.ok()?;
    let inputs = inputs.into_iter().map(|(name, classes)| InputColumn { name, classes }).collect();
    Some(Columns { inputs, outputs })
}
