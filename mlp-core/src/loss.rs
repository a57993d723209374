//! Losses: how far the outputs are from the targets, as one number, and its derivatives.
//!
//! Definitions and means are PyTorch's (`reduction = "mean"`): over the batch and the outputs, for the cross-entropies
//! over the batch. With `n` the number of terms, `y` an output and `t` its target:

pub(crate) mod function;
mod pos_weight;
pub(crate) mod scale;
pub(crate) mod targets;

pub(crate) use function::LossFunction;
pub use function::{Bce, CrossEntropy, Huber, Mae, Mse, SoftCrossEntropy};

pub use pos_weight::PosWeightBce;
pub(crate) use scale::{Scale, lane_scales, scale_lanes};
pub(crate) use targets::{MatrixTargets, TargetBlock, Targets};

use crate::activation::{Distribution, Probability};
use crate::model::{Model, Vector};

/// A loss that fits the network `N`: by its last activation, and with targets of its width.
///
/// ```
/// use mlp::{Loss, Network, loss::Mse};
///
/// /// Twice the loss, for every network and loss that fit each other.
/// fn twice<N: Network, L: Loss<N>>(net: &N, loss: L, inputs: &[N::Input], targets: &[L::Target]) -> f32 {
///     2.0 * net.loss(loss, inputs, targets)
/// }
/// ```
///
/// A loss that does not fit the last activation does not compile, and neither do targets of another width:
///
/// ```compile_fail,E0277
/// # use mlp::{Network, activation::Relu, loss::Bce};
/// fn loss<N: Network<Last = Relu>>(net: &N, inputs: &[N::Input], targets: &[N::Output]) -> f32 {
///     net.loss(Bce, inputs, targets) // `Bce` compares probabilities, but this network ends in `Relu`
/// }
/// ```
///
/// ```compile_fail,E0308
/// # use mlp::{Network, loss::Mse};
/// fn loss<N: Network<Output = [f32; 1]>>(net: &N, inputs: &[N::Input]) -> f32 {
///     net.loss(Mse, inputs, &[[0.0, 1.0]]) // expected an array with a size of 1, found one with a size of 2
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loss",
    label = "expected a loss, found `{Self}`",
    note = "the losses are `Mse`, `Mae`, `Huber`, `Bce`, `CrossEntropy` and `SoftCrossEntropy`, as in `Trainer::new(Bce, Adam::new(0.01))`"
)]
pub trait Loss<N: Model>: LossFunction {
    /// What one sample is compared with: numbers, one for each output, or the index of the right class.
    type Target: Copy + Send + Sync;

    /// The targets of a batch, without their type.
    #[doc(hidden)]
    fn targets(targets: &[Self::Target]) -> Targets<'_>;
}

macro_rules! compare_numbers {
    ($($loss:ident $(where $bound:ident)?),*) => {$(
        impl<N: Model> Loss<N> for $loss
        $(where N::Last: $bound)?
        {
            type Target = N::Output;
            fn targets(targets: &[N::Output]) -> Targets<'_> {
                Targets::Values { values: N::Output::flatten(targets), outputs: N::Output::LEN }
            }
        }
    )*};
}
compare_numbers!(Mse, Mae, Huber, Bce where Probability, SoftCrossEntropy where Distribution);

impl<N: Model<Output = [f32; OUTPUTS]>, const OUTPUTS: usize> Loss<N> for PosWeightBce<OUTPUTS>
where
    N::Last: Probability,
{
    type Target = [f32; OUTPUTS];
    fn targets(targets: &[[f32; OUTPUTS]]) -> Targets<'_> {
        Targets::Values { values: targets.as_flattened(), outputs: OUTPUTS }
    }
}

impl<N: Model> Loss<N> for CrossEntropy
where
    N::Last: Distribution,
{
    type Target = usize;
    fn targets(targets: &[usize]) -> Targets<'_> {
        Targets::Classes { classes: targets, outputs: N::Output::LEN }
    }
}
