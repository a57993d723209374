//! All members of a population in one file.

use super::members::Population;
use super::storage::Storage;
use crate::error::Error;
use crate::file::safetensors::{self, MemberTensors};
use crate::network::Network;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::path::Path;

impl<N: Network, S: Storage<N>> Population<N, S> {
    /// Saves all members in one safetensors file: the tensors of [`Network::save`] with the members in front.
    ///
    /// `"0.weight"` is `[member, unit, input]`. This is what PyTorch's `torch.func.stack_module_state` returns, and
    /// `torch.func.functional_call` under `vmap` takes.
    ///
    /// # Errors
    ///
    /// As [`Network::save`]; the index of a parameter that is not finite has the member in front.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let declaration = Self::declaration();
        tensors::<N>(&declaration).check_finite(self.len(), |member, params| self.copy_params_to(member, params))?;
        safetensors::save(path.as_ref(), &self.to_safetensors())
    }

    /// Returns the parameters of all members as the bytes of a safetensors file, as [`Population::save`] writes it.
    ///
    /// ```
    /// use mlp::population::Population;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 3 sigmoid => 1 sigmoid }
    ///
    /// let nets = Population::<Net>::seeded(20, 7);
    /// let same = Population::<Net>::from_safetensors(&nets.to_safetensors())?;
    /// assert_eq!(same.lanes(), nets.lanes());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn to_safetensors(&self) -> Vec<u8> {
        let declaration = Self::declaration();
        tensors::<N>(&declaration).write(self.len(), |member, params| self.copy_params_to(member, params))
    }

    /// Returns the network in words.
    fn declaration() -> String {
        format!("{:?}", N::zeroed_boxed())
    }
}

impl<N: Network> Population<N> {
    /// Returns the population in a file of [`Population::save`]; the file says how many members there are.
    ///
    /// # Errors
    ///
    /// As [`Network::load`], where each tensor has the members in front.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(Self::of_values(&tensors::<N>("").load(path.as_ref())?))
    }

    /// Returns the population in the bytes of a safetensors file.
    ///
    /// # Errors
    ///
    /// As [`Population::load`].
    pub fn from_safetensors(bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self::of_values(&tensors::<N>("").read(bytes)?))
    }

    /// Returns a population with the parameters `[member][parameter]`.
    fn of_values(values: &[f32]) -> Self {
        let mut population = Self::zeroed(values.len() / N::COUNT.max(1));
        for (member, params) in values.chunks_exact(N::COUNT.max(1)).enumerate() {
            population.set_params(member, params);
        }
        population
    }
}

/// Returns the network of which a file has several.
fn tensors<N: Network>(declaration: &str) -> MemberTensors<'_> {
    MemberTensors { visit_layers: N::visit_layers, ends: N::ENDS, parameters: N::COUNT, declaration }
}
