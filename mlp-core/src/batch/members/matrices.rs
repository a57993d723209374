//! The samples of a population, and the matrices of a block of its members.

use crate::batch::erased::Sizes;
use crate::kernel::samples_to_units;
use crate::loss::Targets;
use crate::simd::lanes::LANES;
use crate::thresholds::{LARGEST_STACK, MEMBER_FLOATS, MEMBER_SAMPLES};
#[cfg(feature = "rayon")]
use core::ops::Range;

/// Whether the members of a population have the same samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// All members have the same samples, `[sample]`.
    Shared,
    /// Each member has samples of its own, `[member][sample]`.
    Own,
}

/// The samples of a population without the types of network and loss.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberInputs<'a> {
    /// `[sample][input]` or `[member][sample][input]`
    pub(crate) values: &'a [f32],
    pub(crate) sharing: Sharing,
    /// The number of samples of each member.
    pub(crate) samples: usize,
    /// The number of members.
    pub(crate) members: usize,
}

impl MemberInputs<'_> {
    /// Returns the number of members in a block.
    pub(super) fn used(&self, block: usize) -> usize {
        (self.members - block * LANES).min(LANES)
    }

    /// Returns the distance in samples from one member's samples to those of the next.
    pub(super) const fn stride(&self) -> usize {
        if matches!(self.sharing, Sharing::Shared) { 0 } else { self.samples }
    }
}

#[cfg(feature = "rayon")]
impl<'a> MemberInputs<'a> {
    /// Returns the samples, of `width` inputs, of some of the members.
    pub(crate) fn of_members(&self, members: Range<usize>, width: usize) -> MemberInputs<'a> {
        let values = match self.sharing {
            Sharing::Shared => self.values,
            Sharing::Own => &self.values[members.start * self.samples * width..members.end * self.samples * width],
        };
        MemberInputs { values, members: members.len(), ..*self }
    }
}

/// The samples of a population with their targets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberSamples<'a> {
    pub(crate) inputs: MemberInputs<'a>,
    pub(crate) targets: Targets<'a>,
}

#[cfg(feature = "rayon")]
impl<'a> MemberSamples<'a> {
    /// Returns the samples, of `width` inputs, of some of the members.
    pub(crate) fn of_members(&self, members: Range<usize>, width: usize) -> MemberSamples<'a> {
        let stride = self.inputs.stride();
        let targets = match self.inputs.sharing {
            Sharing::Shared => self.targets,
            Sharing::Own => self.targets.samples(members.start * stride, members.len() * stride),
        };
        MemberSamples { inputs: self.inputs.of_members(members, width), targets }
    }
}

/// The matrices of a pass of one block, all `[unit][sample][lane]`.
pub(super) struct BlockMatrices<'a> {
    pub(super) x: &'a mut [f32],
    pub(super) tape: &'a mut [f32],
    pub(super) z: &'a mut [f32],
    pub(super) y: &'a mut [f32],
    pub(super) d: &'a mut [f32],
    pub(super) scratch: &'a mut [f32],
    pub(super) columns: usize,
}

impl<'a> BlockMatrices<'a> {
    pub(super) fn cut(sizes: &Sizes, floats: &'a mut [f32], samples: usize) -> Self {
        let columns = samples * LANES;
        let (x, rest) = floats.split_at_mut(sizes.inputs * columns);
        let (tape, rest) = rest.split_at_mut(sizes.tape(columns));
        let (z, rest) = rest.split_at_mut(sizes.outputs * columns);
        let (y, rest) = rest.split_at_mut(sizes.outputs * columns);
        let (d, scratch) = rest.split_at_mut(sizes.outputs * columns);
        Self { x, tape, z, y, d, scratch, columns }
    }

    /// Loads the samples from `first` on of the members of a block; 0 in lanes without a member.
    pub(super) fn load(&mut self, inputs: &MemberInputs<'_>, width: usize, block: usize, first: usize) {
        let (used, stride) = (inputs.used(block), inputs.stride());
        let begin = block * LANES * stride + first;
        if inputs.sharing == Sharing::Own && inputs.samples == 1 {
            return samples_to_units(&inputs.values[begin * width..][..used * width], width, self.x, LANES);
        }
        if used < LANES {
            self.x.fill(0.0);
        }
        for (sample, at) in (0..self.columns).step_by(LANES).enumerate() {
            for lane in 0..used {
                let values = &inputs.values[(begin + lane * stride + sample) * width..][..width];
                for (row, value) in self.x.chunks_exact_mut(self.columns).zip(values) {
                    row[at + lane] = *value;
                }
            }
        }
    }
}

/// Returns the number of values of the matrices of a pass.
pub(super) fn floats(sizes: &Sizes, samples: usize) -> usize {
    sizes.member_floats(samples * LANES)
}

/// Returns the number of samples of one pass. No sum depends on it.
pub(super) fn samples_at_once(sizes: &Sizes, samples: usize) -> usize {
    let few = MEMBER_SAMPLES / 2;
    let most = if floats(sizes, MEMBER_SAMPLES) <= MEMBER_FLOATS {
        MEMBER_SAMPLES
    } else if floats(sizes, few) <= LARGEST_STACK {
        few
    } else {
        1
    };
    most.min(samples.max(1))
}
