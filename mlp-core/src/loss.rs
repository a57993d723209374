//! Losses: the distance of the outputs from the targets as one number, and its derivatives.
//!
//! Definitions and means are PyTorch's (`reduction = "mean"`). A mean is over the batch and the outputs; for the
//! cross-entropies it is over the batch. In the formulas `n` is the number of terms, `y` an output and `t` its target.
//!
//! ```
//! use mlp::prelude::*;
//!
//! mlp! {
//!     struct Regressor: 1 => 2;
//!     struct Detector: 1 => 1 sigmoid;
//!     struct Classifier: 1 => 4 softmax
//! }
//!
//! // networks of zeros return 0, 1/2, and 1/4 for each class
//! let (input, targets) = ([[1.0]], [[1.0, 3.0]]);
//! assert_eq!(Regressor::ZERO.loss(Mse, &input, &targets), (1.0 + 9.0) / 2.0);
//! assert_eq!(Regressor::ZERO.loss(Mae, &input, &targets), (1.0 + 3.0) / 2.0);
//! assert_eq!(Regressor::ZERO.loss(Huber::new(2.0), &input, &targets), (0.5 + 4.0) / 2.0);
//! let near = |loss: f32, expected: f32| (loss - expected).abs() < 1e-6;
//! assert!(near(Detector::ZERO.loss(Bce, &input, &[[1.0]]), 2.0_f32.ln()));
//! assert!(near(Classifier::ZERO.loss(CrossEntropy, &input, &[2]), 4.0_f32.ln()));
//! assert!(near(Classifier::ZERO.loss(SoftCrossEntropy, &input, &[[0.7, 0.1, 0.1, 0.1]]), 4.0_f32.ln()));
//! ```

pub(crate) mod cross_entropy;
mod evaluate;
pub(crate) mod function;
pub(crate) mod heads;
pub(crate) mod members;
mod pos_weight;
mod regression;
pub(crate) mod scale;
pub(crate) mod targets;
mod terms;
pub(crate) mod total;
mod units;

pub use cross_entropy::{Bce, CrossEntropy, SoftCrossEntropy};
pub(crate) use function::LossFunction;
pub use heads::{Answer, Encoded, HeadLoss, HeadLosses, Heads, NumberLoss, Target};
pub(crate) use members::MemberTargets;
pub use pos_weight::PosWeightBce;
pub use regression::{Huber, Mae, Mse};
pub(crate) use scale::{Scale, lane_scales, scale_lanes};
pub(crate) use targets::{MatrixTargets, TargetBlock, Targets};
pub(crate) use total::Total;

use crate::activation::{Distribution, Probability};
use crate::model::{Model, Vector};

/// A loss that fits the last activation of the network `N`, with targets of the width of its outputs.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Xor: 2 => 3 tanh => 1 sigmoid }
///
/// /// Returns the mean of a loss over two batches, for any network and any loss that fits it.
/// fn mean<N: Network, L: Loss<N>>(net: &N, loss: L, batches: [(&[N::Input], &[L::Target]); 2]) -> f32 {
///     0.5 * (net.loss(loss, batches[0].0, batches[0].1) + net.loss(loss, batches[1].0, batches[1].1))
/// }
/// let batch: (&[[f32; 2]], &[[f32; 1]]) = (&[[0.0, 1.0]], &[[1.0]]);
/// let loss = mean(&Xor::ZERO, Bce, [batch, batch]);
/// assert!((loss - 2.0_f32.ln()).abs() < 1e-6); // a network of zeros returns 1/2
/// ```
///
/// A loss that does not fit the last activation does not compile:
///
/// ```compile_fail,E0277
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 1 relu }
///
/// Net::ZERO.loss(Bce, &[[0.0, 1.0]], &[[1.0]]); // `Bce` compares probabilities, but this network ends in `relu`
/// ```
///
/// Targets of another width do not compile either:
///
/// ```compile_fail,E0308
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 1 relu }
///
/// Net::ZERO.loss(Mse, &[[0.0, 1.0]], &[[1.0, 0.0]]); // expected an array with a size of 1, found one with a size of 2
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loss",
    label = "expected a loss, found `{Self}`",
    note = "the losses are `Mse`, `Mae`, `Huber`, `Bce`, `CrossEntropy` and `SoftCrossEntropy`, as in `Trainer::new(Bce, Adam::new(0.01))`"
)]
pub trait Loss<N: Model>: LossFunction {
    /// The target of one sample: one value for each output, or the index of the true class.
    type Target: Copy + Send + Sync;

    /// Returns the targets of a batch without their type.
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
