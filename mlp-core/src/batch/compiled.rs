//! Code that is compiled for one network, beside the kernels that all networks share.

use crate::compose::Chain;
#[cfg(feature = "compose")]
use crate::compose::{Concat, Joins};
use crate::loss::Loss;
use crate::model::Model;

/// What a network can do in code of its own. By default nothing: all goes through the shared kernels.
///
/// `batch/route.rs` decides when it is used.
pub trait Compiled: Model {
    /// The batches whose gradient has code of its own.
    const GRADIENT: CompiledGradient = CompiledGradient::Never;

    /// Writes the gradient of the mean loss and returns the loss; `None` without code of its own.
    fn compiled_gradient<L: Loss<Self>>(
        &self,
        loss: L,
        inputs: &[Self::Input],
        targets: &[L::Target],
        gradient: &mut Self,
    ) -> Option<f32> {
        let _ = (loss, inputs, targets, gradient);
        None
    }

    /// Writes the outputs for a batch, and returns whether there is code of its own for it.
    fn compiled_forward(&self, inputs: &[Self::Input], outputs: &mut [Self::Output]) -> bool {
        let _ = (inputs, outputs);
        false
    }
}

/// The batches whose gradient has code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompiledGradient {
    /// None.
    Never,
    /// Those of a few samples.
    FewSamples,
    /// All.
    Always,
}

/// The parts of a joined network may have code of their own; the whole goes through the shared kernels.
impl<A: Model, B: Model> Compiled for Chain<A, B> {}

/// As of a [`Chain`].
#[cfg(feature = "compose")]
impl<A: Model, B: Model + Joins<A>> Compiled for Concat<A, B> {}
