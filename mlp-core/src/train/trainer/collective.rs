//! The steps of a training run that all ranks do together.

use crate::batch::Wanted;
use crate::error::Error;
use crate::loss::Loss;
use crate::network::Network;
#[cfg(feature = "safetensors")]
use alloc::{string::String, vec::Vec};
use core::ops::ControlFlow;

/// The part of a training run that all ranks do together.
///
/// An object, so that a program without ranks has no code of it. An error of one rank is that of all.
pub(super) trait Collective<N: Network, L: Loss<N>> {
    /// Returns the number of this rank.
    #[cfg(any(feature = "safetensors", feature = "progress"))]
    fn rank(&self) -> usize;

    /// Returns the number of samples of all ranks.
    fn samples(&self) -> usize;

    /// Returns the number of samples of all ranks and a checksum of them, which do not depend on the number of ranks.
    #[cfg(feature = "safetensors")]
    fn data(&self) -> String;

    /// Shuffles the samples for an epoch, from 0.
    fn shuffle(&mut self, epoch: usize);

    /// Keeps an error of this rank, with which the next step ends all ranks.
    fn fail(&mut self, error: Error);

    /// Writes the gradient of a batch of the epoch, from 0, and returns its loss and the sum of its samples' weights.
    fn gradient(&mut self, net: &N, batch: usize, wanted: Wanted, gradient: &mut N) -> Result<(f32, f64), Error>;

    /// Returns the loss on the training data of all ranks, without dropout.
    fn training_loss(&mut self, net: &N) -> Result<f32, Error>;

    /// Returns the loss on the validation data, if there are any.
    fn validation_loss(&mut self, net: &N) -> Result<Option<f32>, Error>;

    /// Returns whether to go on after an epoch: a rank that breaks ends all.
    fn agree_on_flow(&self, net: &N, epoch: usize, flow: ControlFlow<()>) -> Result<ControlFlow<()>, Error>;

    /// Returns the error of the first rank that has one.
    #[cfg(feature = "safetensors")]
    fn agree(&self, own: Result<(), Error>) -> Result<(), Error>;

    /// Returns the bytes of the first rank, if there are any.
    #[cfg(feature = "safetensors")]
    fn bytes_of_first(&self, own: Result<Option<Vec<u8>>, Error>) -> Result<Option<Vec<u8>>, Error>;
}
