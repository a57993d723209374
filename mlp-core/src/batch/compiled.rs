//! Code that is compiled for one network, beside the kernels that all networks share.

use crate::compose::Chain;
#[cfg(feature = "compose")]
use crate::compose::{Concat, Joins};
use crate::loss::Loss;
use crate::model::Model;
use crate::thresholds::FIXED_GRADIENT_MACS;

/// The code that a network has of its own.
///
/// By default it has none, and the shared kernels do everything.
///
/// `batch/route.rs` selects when it runs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub trait Compiled: Model {
    /// The batches whose gradient the network's own code computes.
    const GRADIENT: CompiledGradient = CompiledGradient::Never;

    /// Writes the gradient of the mean loss and returns the loss, or `None` without code of its own.
    #[cfg_attr(rust_analyzer, doc(hidden))]
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

    /// Returns the mean loss, or `None` without code of its own.
    ///
    /// A network whose [`GRADIENT`](Compiled::GRADIENT) is always its own code has this, too.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    fn compiled_loss<L: Loss<Self>>(&self, loss: L, inputs: &[Self::Input], targets: &[L::Target]) -> Option<f32> {
        let _ = (loss, inputs, targets);
        None
    }

    /// Writes the outputs for a batch if there is code of its own for it, and returns whether there is.
    #[cfg_attr(rust_analyzer, doc(hidden))]
    fn compiled_forward(&self, inputs: &[Self::Input], outputs: &mut [Self::Output]) -> bool {
        let _ = (inputs, outputs);
        false
    }
}

/// The batches whose gradient a network's own code computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompiledGradient {
    /// No batches.
    Never,
    /// All batches.
    Always,
}

impl CompiledGradient {
    /// Returns the batches of a network of layers whose sizes are constants, by its multiply-adds.
    #[must_use]
    pub const fn of_fixed(multiply_adds: usize) -> Self {
        if multiply_adds <= FIXED_GRADIENT_MACS { Self::Always } else { Self::Never }
    }
}

/// Only the parts of a joined network may have code of their own.
///
/// The joined network itself uses the shared kernels.
impl<A: Model, B: Model> Compiled for Chain<A, B> {}

/// See the implementation for [`Chain`].
#[cfg(feature = "compose")]
impl<A: Model, B: Model + Joins<A>> Compiled for Concat<A, B> {}
