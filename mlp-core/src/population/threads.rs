//! Blocks of members on several threads.
//!
//! No sum runs over members, so results have the same bits for any number of threads. What is not worth a second thread
//! stays on the one that calls: [`ranges`] decides by the number of multiply-adds.

use super::part::{Part, StepMemory, StepOfAll};
use crate::batch::members::{self, MemberInputs, MemberSamples};
use crate::loss::Loss;
use crate::model::{Model, Vector};
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::simd::lanes::LANES;
use crate::threads::{cut_rows_mut, ranges, share};
use crate::thresholds::ACTIVATION_COST;
use alloc::vec::Vec;
use core::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Returns the blocks of each part, for passes that cost as many multiply-adds as `passes` forward passes; `None` if
/// splitting is not worth it.
fn blocks<N: Model>(members: usize, samples: usize, passes: usize) -> Option<Vec<Range<usize>>> {
    let cost = N::MULTIPLY_ADDS + ACTIVATION_COST * (N::TAPE + N::Output::LEN);
    let all = cost.saturating_mul(passes).saturating_mul(members).saturating_mul(samples);
    ranges(members.div_ceil(LANES), 1, all)
}

/// Returns the members of some blocks.
fn members_of(blocks: &Range<usize>, members: usize) -> Range<usize> {
    blocks.start * LANES..members.min(blocks.end * LANES)
}

/// Writes `outputs[member][sample]`, as [`members::forward`].
pub(super) fn forward<N: Network>(net: &N, lanes: &[[f32; LANES]], inputs: MemberInputs<'_>, outputs: &mut [f32]) {
    let count = inputs.members;
    let Some(blocks) = blocks::<N>(count, inputs.samples, 1) else {
        return members::forward(net, lanes, inputs, outputs);
    };
    let all: Vec<Range<usize>> = blocks.iter().map(|blocks| members_of(blocks, count)).collect();
    let outputs = cut_rows_mut(outputs, inputs.samples * N::Output::LEN, &all);
    share(blocks.iter().zip(all).zip(outputs), |((blocks, members), outputs)| {
        let lanes = &lanes[blocks.start * N::COUNT..blocks.end * N::COUNT];
        members::forward(net, lanes, inputs.of_members(members, N::Input::LEN), outputs);
    });
}

/// Writes the mean loss of each member, as [`members::losses`].
pub(super) fn losses<N: Network, L: Loss<N>>(
    net: &N,
    loss: L,
    lanes: &[[f32; LANES]],
    samples: MemberSamples<'_>,
    losses: &mut [f32],
) {
    let count = losses.len();
    let Some(blocks) = blocks::<N>(count, samples.inputs.samples, 1) else {
        return members::losses(net, loss, lanes, samples, losses);
    };
    let all: Vec<Range<usize>> = blocks.iter().map(|blocks| members_of(blocks, count)).collect();
    let losses = cut_rows_mut(losses, 1, &all);
    share(blocks.iter().zip(all).zip(losses), |((blocks, members), losses)| {
        let lanes = &lanes[blocks.start * N::COUNT..blocks.end * N::COUNT];
        members::losses(net, loss, lanes, samples.of_members(members, N::Input::LEN), losses);
    });
}

/// Makes a step of all members.
pub(super) fn train<N: Network, L: Loss<N>, O: Optimizer>(
    mut part: Part<'_, N, O>,
    all: &StepOfAll<'_, N, L>,
    memory: &mut StepMemory<N, O>,
    of_threads: &mut Vec<StepMemory<N, O>>,
) {
    let Some(blocks) = blocks::<N>(part.losses.len(), part.samples.inputs.samples, 3) else {
        return part.train(all, memory);
    };
    let parts: Vec<Part<'_, N, O>> = blocks.iter().map(|blocks| part.split_off(blocks.len())).collect();
    let (frozen, unused) = (&memory.single, Mutex::new(core::mem::take(of_threads)));
    let unused_now = || unused.lock().unwrap_or_else(PoisonError::into_inner);
    share(parts.into_iter(), |part| {
        let taken = unused_now().pop();
        let mut memory = taken.unwrap_or_else(StepMemory::new);
        memory.single.freeze_as(frozen);
        part.train(all, &mut memory);
        unused_now().push(memory);
    });
    *of_threads = unused.into_inner().unwrap_or_else(PoisonError::into_inner);
}
