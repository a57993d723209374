//! Steps of sixteen members of a population.

use super::groups::{Group, visit_groups};
use super::moments::Slots;
use super::step::{Optimizer, State};
use crate::layer::members::{Interleaved, gather, scatter};
use crate::layer::parameters::Parameters;
use crate::simd::lanes::LANES;
use crate::thresholds::has_few;
use core::ops::Range;

/// The moments of sixteen members, `[moment][parameter][lane]`.
pub(crate) type BlockMoments<N, O> = <O as Optimizer>::Moments<Interleaved<N>>;

impl<N: Parameters, O: Optimizer> State<N, O> {
    /// Makes step number `step` of sixteen members with the same optimizer, which does not clip.
    ///
    /// Values are `[parameter][lane]`. This state says which layers are frozen; its moments are not used. A step treats
    /// each value by itself, so that the bits are those of sixteen steps.
    pub(crate) fn step_block(
        &self,
        optimizer: &O,
        step: u32,
        parameters: &mut [f32],
        gradient: &[f32],
        moments: &mut dyn Slots,
    ) {
        let of_biases = optimizer.for_biases();
        let mut update = |optimizer: &O, range: Range<usize>| {
            let range = range.start * LANES..range.end * LANES;
            let (parameters, gradient) = (&mut parameters[range.clone()], &gradient[range.clone()]);
            moments.change(range.start, range.len(), &mut |moments| {
                if has_few(N::COUNT) {
                    optimizer.update_few(step, parameters, gradient, moments);
                } else {
                    optimizer.update_slice(step, parameters, gradient, moments);
                }
            });
        };
        if !self.has_groups(optimizer) {
            return update(optimizer, 0..N::COUNT);
        }
        visit_groups(N::visit_layers, N::COUNT, self.frozen, &mut |group, range| match group {
            Group::Weights => update(optimizer, range),
            Group::Biases => update(of_biases.as_ref().unwrap_or(optimizer), range),
            Group::Frozen => {}
        });
    }

    /// Freezes the layers that another state freezes, and no others.
    #[cfg(feature = "rayon")]
    pub(crate) fn freeze_as(&mut self, other: &Self) {
        self.frozen = other.frozen;
        self.step_by_group = other.step_by_group;
    }

    /// Makes step number `step` of the member in one lane of a block, as a single network makes it.
    ///
    /// `net` and this state are scratch memory.
    pub(crate) fn step_lane(
        &mut self,
        (optimizer, step, lane): (&O, u32, usize),
        net: &mut N,
        parameters: &mut [[f32; LANES]],
        gradient: &[[f32; LANES]],
        moments: &mut dyn Slots,
    ) {
        gather(parameters, lane, net.params_slice_mut());
        gather(gradient, lane, self.gradient.params_slice_mut());
        moments.change(0, LANES * N::COUNT, &mut |block| {
            self.moments.change(0, N::COUNT, &mut |single| {
                for (block, single) in block.iter().zip(single) {
                    gather(block.as_chunks().0, lane, single);
                }
            });
        });
        self.set_steps(step - 1);
        self.step_along_own_gradient(optimizer, net);
        scatter(net.params_slice(), parameters, lane);
        moments.change(0, LANES * N::COUNT, &mut |block| {
            self.moments.change(0, N::COUNT, &mut |single| {
                for (block, single) in block.iter_mut().zip(single) {
                    scatter(single, block.as_chunks_mut().0, lane);
                }
            });
        });
    }
}
