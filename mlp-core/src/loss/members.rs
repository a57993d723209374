//! The targets of sixteen members of a population.

use super::targets::{TargetBlock, Targets};
use crate::simd::lanes::{LANES, Lanes};
use core::array;

/// The targets of a block of members.
#[derive(Clone, Copy, Debug)]
pub struct MemberTargets<'a> {
    /// `targets[sample]` of the first member, and of the others `stride` samples further each.
    pub targets: Targets<'a>,
    /// The distance from one member's targets to those of the next; 0 if they share them.
    pub stride: usize,
    /// The number of lanes that hold a member; the others have the targets of the last one.
    pub members: usize,
}

impl MemberTargets<'_> {
    /// Returns the number of outputs of a member.
    #[inline(always)]
    pub(super) fn outputs(&self) -> usize {
        let (Targets::Values { outputs, .. } | Targets::Classes { outputs, .. }) = self.targets;
        outputs
    }

    /// Returns the index of the target of a sample.
    #[inline(always)]
    fn index(&self, sample: usize, lane: usize) -> usize {
        lane.min(self.members - 1) * self.stride + sample
    }

    /// Returns the targets of one sample of each member; values are written to `units[output][lane]`.
    #[inline(always)]
    pub(super) fn block<'b, V: Lanes>(
        &self,
        token: V::Token,
        sample: usize,
        units: &'b mut [f32],
    ) -> TargetBlock<'b, V> {
        match self.targets {
            Targets::Values { values, outputs } => {
                let units = &mut units[..outputs * LANES];
                for lane in 0..LANES {
                    let sample = &values[self.index(sample, lane) * outputs..][..outputs];
                    for (unit, value) in units.chunks_exact_mut(LANES).zip(sample) {
                        unit[lane] = *value;
                    }
                }
                TargetBlock::Matrix { token, columns: units, samples: LANES }
            }
            Targets::Classes { classes, outputs } => {
                let classes: [usize; LANES] = array::from_fn(|lane| classes[self.index(sample, lane)]);
                match (Targets::Classes { classes: &classes, outputs }).block(token) {
                    TargetBlock::Classes(lanes) => TargetBlock::Classes(lanes),
                    _ => unreachable!("classes become lanes"),
                }
            }
        }
    }
}
