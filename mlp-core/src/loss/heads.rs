//! The loss of a network whose outputs have names: a weighted sum of the losses of its heads.

mod evaluate;
mod head;
mod target;

pub use head::{HeadFunction, HeadLoss, HeadTerm, NumberLoss};
pub use target::{Encoded, Target};

use super::Loss;
use super::evaluate::{EvaluateMatrix, EvaluateMembers, EvaluateSamples, evaluate_matrix};
use super::function::LossFunction;
use super::scale::Scale;
use super::targets::{MatrixTargets, TargetBlock, Targets};
use super::total::Total;
use crate::error::{Error, check_not_negative};
use crate::model::{Model, Vector};
use crate::schema::{Field, Fields, NamedOutputs};
use crate::simd::block::Block;
use crate::simd::lanes::Lanes;
use core::fmt::Debug;

/// The loss of a network whose outputs have names: the weighted sum of the losses of its heads.
///
/// ```text
/// loss = sum over heads of weight * loss of the head
/// ```
///
/// | head | loss | read from |
/// |---|---|---|
/// | `sigmoid` | binary cross-entropy, as [`Bce`](crate::loss::Bce) | the sum before the sigmoid |
/// | `softmax(..)` | cross-entropy, as [`CrossEntropy`](crate::loss::CrossEntropy) | the sums before the softmax |
/// | a number | [`Mse`](crate::loss::Mse), or [`Mae`](crate::loss::Mae) or [`Huber`](crate::loss::Huber) where asked | the scaled value |
///
/// The loss of an array is the mean over its values. All weights are 1 by default, and the targets of a batch are
/// averaged as those of any loss.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! {
///     struct House: { area: 20..220 } => 8 tanh => { price: 50_000..950_000, sold: sigmoid }
/// }
///
/// // absolute errors of the price, which count a tenth
/// let price = HeadLoss::new(Mae).weight(0.1);
/// let loss = Heads::new(HouseLosses { price, ..Default::default() });
/// let input = HouseInput { area: 120.0 }.into();
/// let target = HouseTarget { price: 725_000.0, sold: 1.0 }.into();
/// // a network of zeros returns the middle of the range, half of the unit of the scale from the target, and 1/2
/// let found = House::ZERO.loss(loss, &[input], &[target]);
/// assert!((found - (0.1 * 0.5 + 2.0_f32.ln())).abs() < 1e-6);
/// ```
///
/// Only a network with named outputs has this loss:
///
/// ```compile_fail,E0277
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 1 }
///
/// // the error: the loss `Heads` needs outputs with names
/// Net::ZERO.loss(Heads::default(), &[[0.0, 1.0]], &[[1.0]]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heads<L> {
    losses: L,
}

impl<L: HeadLosses> Heads<L> {
    /// Creates the loss with the settings of each head, such as `PenguinsLosses`.
    #[must_use]
    pub const fn new(losses: L) -> Self {
        Self { losses }
    }
}

/// The losses of all heads by their names: a struct that `mlp!` declares, such as `PenguinsLosses`.
pub trait HeadLosses: Copy + Debug + Default + Send + Sync + 'static {
    /// The loss of each head.
    #[doc(hidden)]
    type Terms: AsRef<[HeadTerm]>;
    /// The heads.
    #[doc(hidden)]
    const FIELDS: &'static [Field];
    /// Returns the loss of each head.
    #[doc(hidden)]
    fn terms(&self) -> Self::Terms;
}

/// Outputs with names: a struct that `mlp!` declares, such as `PenguinsOutput`.
pub trait Answer: Fields {
    /// The target of one sample: `PenguinsTarget`.
    type Target: Target;
    /// The losses of the heads: `PenguinsLosses`.
    type Losses: HeadLosses;
}

/// Last activations of networks whose outputs have names.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the loss `Heads` needs outputs with names: end the network in `{{ name: kind, .. }}`",
    label = "this network ends in `{Self}`",
    note = "a network whose outputs are plain numbers is trained with `Mse`, `Bce` or `CrossEntropy`"
)]
pub trait HasHeads<L> {
    /// The target of one sample.
    type Target: Target;
}

#[diagnostic::do_not_recommend]
impl<A: Answer> HasHeads<A::Losses> for NamedOutputs<A> {
    type Target = A::Target;
}

impl<N: Model, L: HeadLosses> Loss<N> for Heads<L>
where
    N::Last: HasHeads<L>,
{
    type Target = Encoded<<N::Last as HasHeads<L>>::Target>;

    fn targets(targets: &[Self::Target]) -> Targets<'_> {
        Targets::Values { values: Encoded::flatten(targets), outputs: N::Output::LEN }
    }
}

impl<L: HeadLosses> LossFunction for Heads<L> {
    const FROM_SUMS: bool = true;
    const MEAN_OVER_OUTPUTS: bool = false;
    evaluate_matrix!();

    fn check(&self) -> Result<(), Error> {
        self.losses.terms().as_ref().iter().try_for_each(|term| {
            check_not_negative("HeadLoss::weight", term.weight)?;
            term.function.check()
        })
    }

    #[inline(always)]
    fn evaluate<V: Lanes, B: Block<V> + ?Sized>(self, values: &mut B, targets: &TargetBlock<'_, V>, share: f32) -> V {
        evaluate::heads(L::FIELDS, self.losses.terms().as_ref(), values, targets).times(share)
    }
}
