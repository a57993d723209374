//! The samples of a population.

use crate::batch::members::{MemberInputs, MemberSamples, Sharing};
use crate::loss::Loss;
use crate::model::{Model, Vector};

/// The samples of a training step of a population: the same for all members, or some for each.
#[derive(Clone, Copy, Debug)]
pub struct MemberBatch<'a, X, T> {
    inputs: &'a [X],
    targets: &'a [T],
    sharing: Sharing,
}

impl<'a, X: Vector, T> MemberBatch<'a, X, T> {
    /// Pairs inputs with their targets, for all members.
    ///
    /// # Panics
    ///
    /// If `inputs` and `targets` differ in length.
    #[must_use]
    pub fn shared(inputs: &'a [X], targets: &'a [T]) -> Self {
        Self::new(inputs, targets, Sharing::Shared)
    }

    /// Pairs inputs with their targets, `[member][sample]`: the first ones are those of the first member.
    ///
    /// All members have the same number of samples.
    ///
    /// # Panics
    ///
    /// If `inputs` and `targets` differ in length.
    #[must_use]
    pub fn own(inputs: &'a [X], targets: &'a [T]) -> Self {
        Self::new(inputs, targets, Sharing::Own)
    }

    fn new(inputs: &'a [X], targets: &'a [T], sharing: Sharing) -> Self {
        assert!(inputs.len() == targets.len(), "{} inputs, but {} targets", inputs.len(), targets.len());
        Self { inputs, targets, sharing }
    }

    /// Returns the samples without their types; `None` if there are none.
    ///
    /// # Panics
    ///
    /// If the samples cannot be shared out evenly.
    pub(super) fn erase<N, L>(self, members: usize) -> Option<MemberSamples<'a>>
    where
        N: Model<Input = X>,
        L: Loss<N, Target = T>,
    {
        let (count, sharing) = (self.inputs.len(), self.sharing);
        let samples = match sharing {
            Sharing::Shared => count,
            Sharing::Own => {
                assert!(
                    count.is_multiple_of(members),
                    "{count} samples for {members} members: expected as many for each"
                );
                count / members
            }
        };
        let inputs = MemberInputs { values: X::flatten(self.inputs), sharing, samples, members };
        (samples > 0).then(|| MemberSamples { inputs, targets: L::targets(self.targets) })
    }
}
