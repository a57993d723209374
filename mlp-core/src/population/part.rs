//! A training step of some blocks of a population.

use super::optimizers::Optimizers;
use crate::batch::members::{self, MemberDropout, MemberSamples};
use crate::layer::members::lanes_of_all_mut;
use crate::layer::parameters::{Parameters, zeroed_vec};
use crate::loss::Loss;
#[cfg(feature = "rayon")]
use crate::model::Vector;
use crate::network::Network;
use crate::optimizer::members::BlockMoments;
use crate::optimizer::{Optimizer, Slots, State};
use crate::simd::lanes::LANES;
use alloc::boxed::Box;
use alloc::vec::Vec;
#[cfg(feature = "rayon")]
use core::mem::take;

/// Memory of one thread for the steps of blocks.
pub(super) struct StepMemory<N: Parameters, O: Optimizer> {
    /// `[parameter][lane]` of one block.
    gradient: Vec<N>,
    /// The layers that are frozen, and scratch memory for the step of one member.
    pub(super) single: Box<State<N, O>>,
    net: Box<N>,
}

impl<N: Parameters, O: Optimizer> StepMemory<N, O> {
    pub(super) fn new() -> Self {
        Self { gradient: zeroed_vec(LANES), single: State::boxed(), net: N::zeroed_boxed() }
    }
}

/// The network, the loss and the number of a step, which all members share.
pub(super) struct StepOfAll<'a, N, L> {
    /// Stands for all members in a pass, which does not read its values.
    pub(super) shape: &'a N,
    pub(super) loss: L,
    /// The number of the step, from 1.
    pub(super) step: u32,
}

/// Some blocks of a population.
pub(super) struct Part<'a, N: Parameters, O: Optimizer> {
    pub(super) parameters: &'a mut [[f32; LANES]],
    pub(super) moments: &'a mut [BlockMoments<N, O>],
    pub(super) losses: &'a mut [f32],
    pub(super) samples: MemberSamples<'a>,
    pub(super) seeds: &'a [u64],
    pub(super) optimizers: Optimizers<'a, O>,
}

impl<N: Network, O: Optimizer> Part<'_, N, O> {
    /// Takes the first blocks away.
    #[cfg(feature = "rayon")]
    pub(super) fn split_off(&mut self, blocks: usize) -> Self {
        let (all, members) = (self.losses.len(), self.losses.len().min(blocks * LANES));
        let (parameters, rest) = take(&mut self.parameters).split_at_mut(blocks * N::COUNT);
        self.parameters = rest;
        let (moments, rest) = take(&mut self.moments).split_at_mut(blocks);
        self.moments = rest;
        let (losses, rest) = take(&mut self.losses).split_at_mut(members);
        self.losses = rest;
        let (seeds, rest) = self.seeds.split_at(members);
        self.seeds = rest;
        let samples = self.samples.of_members(0..members, N::Input::LEN);
        self.samples = self.samples.of_members(members..all, N::Input::LEN);
        let optimizers = self.optimizers.split_off(members);
        Self { parameters, moments, losses, samples, seeds, optimizers }
    }

    /// Makes the step of each member, and writes its loss before it.
    pub(super) fn train<L: Loss<N>>(self, all: &StepOfAll<'_, N, L>, memory: &mut StepMemory<N, O>) {
        let Self { parameters, moments, losses, samples, seeds, optimizers } = self;
        let StepOfAll { shape, loss, step } = *all;
        let StepMemory { gradient, single, net } = memory;
        let members = losses.len();
        let dropout = N::DROPOUT.then_some(MemberDropout { seeds, step: step - 1 });
        let pass = (shape, loss, single.first_trained(), dropout);
        let gradient = lanes_of_all_mut(gradient);
        members::train(pass, parameters, samples, gradient, losses, &mut |block, parameters, gradient| {
            let moments: &mut dyn Slots = &mut moments[block];
            match optimizers {
                Optimizers::Same(optimizer) if optimizer.clip_norm().is_none() => {
                    let (parameters, gradient) = (parameters.as_flattened_mut(), gradient.as_flattened());
                    single.step_block(optimizer, step, parameters, gradient, moments);
                }
                _ => {
                    for lane in 0..(members - block * LANES).min(LANES) {
                        let optimizer = match optimizers {
                            Optimizers::Same(optimizer) => optimizer,
                            Optimizers::Each(each) => &each[block * LANES + lane],
                        };
                        single.step_lane((optimizer, step, lane), net, parameters, gradient, moments);
                    }
                }
            }
        });
    }
}
