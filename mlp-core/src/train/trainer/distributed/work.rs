//! The work of one rank in a training run of several.

use super::leaves::{BESIDE, Gathered, Leaves, add_failure};
use super::shards::Shards;
use crate::batch::Wanted;
use crate::error::Error;
#[cfg(feature = "safetensors")]
use crate::file::checksum::Checksum;
use crate::loss::Loss;
use crate::network::Network;
use crate::random::{SplitMix64, mix};
use crate::ranks::{Communicator, Sum, agree, gather_words};
#[cfg(feature = "safetensors")]
use crate::ranks::{bytes_of, gather_bytes};
use crate::train::trainer::collective::Collective;
use crate::train::trainer::identity;
use crate::train::trainer::run::Samples;
use crate::train::trainer::settings::Setup;
use crate::train::trainer::weights::Weights;
use alloc::format;
#[cfg(feature = "safetensors")]
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::{ControlFlow, Range};

/// A rank of a training run: its shards of the data set, and the sums over those of all ranks.
pub(super) struct Work<'a, N: Network, L: Loss<N>> {
    world: &'a dyn Communicator,
    shards: Shards,
    /// The shards of this rank.
    own: Range<usize>,
    loss: L,
    seed: u64,
    batch_size: usize,
    samples: Samples<'a, N::Input, L::Target>,
    validation: Option<Samples<'a, N::Input, L::Target>>,
    weights: Weights,
    /// The number of samples of all ranks and a checksum of them.
    #[cfg(feature = "safetensors")]
    data: String,
    /// The samples of each shard of this rank, counted from the first one of its part, in the order of the epoch.
    orders: Vec<Vec<usize>>,
    batch: Gathered<N::Input, L::Target>,
    leaves: Leaves<N>,
    gradients: Sum,
    losses: Sum,
    /// The sum of a batch's gradients and of what is beside them.
    sums: Vec<f32>,
    /// An error of which the other ranks have not heard.
    failure: Option<Error>,
}

impl<'a, N: Network, L: Loss<N>> Work<'a, N, L> {
    pub(super) fn new<O, S>(
        (world, shards): (&'a dyn Communicator, Shards),
        (setup, batch_size): (&Setup<'_, L, O, S>, usize),
        samples: Samples<'a, N::Input, L::Target>,
        validation: Option<Samples<'a, N::Input, L::Target>>,
        weights: Weights,
    ) -> Self {
        let tree = shards.tree(world);
        let own = tree.leaves_of(world.rank());
        let mut work = Self {
            world,
            shards,
            loss: setup.loss,
            seed: setup.settings.seed,
            batch_size,
            samples,
            validation,
            weights,
            #[cfg(feature = "safetensors")]
            data: String::new(),
            orders: Vec::new(),
            batch: Gathered { inputs: Vec::new(), targets: Vec::new(), weights: Vec::new(), shards: Vec::new() },
            leaves: Leaves::new(own.len()),
            gradients: Sum::new(tree, world.rank(), N::COUNT + BESIDE),
            losses: Sum::new(tree, world.rank(), 2),
            sums: vec![0.0; N::COUNT + BESIDE],
            failure: None,
            own,
        };
        work.orders = work.own.clone().map(|shard| work.in_part(shard).collect()).collect();
        work
    }

    /// Returns the work with the fingerprint of the data of all ranks, for checkpoints.
    #[cfg(feature = "safetensors")]
    pub(super) fn with_fingerprint(mut self) -> Result<Self, Error> {
        self.data = self.fingerprint()?;
        Ok(self)
    }

    /// Returns a shard of this rank as a range of its samples.
    fn in_part(&self, shard: usize) -> Range<usize> {
        let (samples, first) = (self.shards.samples_of(shard), self.shards.samples_of(self.own.start).start);
        samples.start - first..samples.end - first
    }

    /// Returns the number of samples of all ranks, that of the shards, and a checksum of the shards' checksums.
    #[cfg(feature = "safetensors")]
    fn fingerprint(&self) -> Result<String, Error> {
        let of_shard = |shard| {
            let (range, weights) = (self.in_part(shard), &self.weights.training);
            let samples = (&self.samples.0[range.clone()], &self.samples.1[range.clone()]);
            identity::checksum::<N, L>(samples, if weights.is_empty() { weights } else { &weights[range] })
        };
        let own: Vec<u8> = self.own.clone().flat_map(|shard| of_shard(shard).to_le_bytes()).collect();
        let tree = self.shards.tree(self.world);
        let all = gather_bytes(self.world, &own, |rank| 8 * tree.leaves_of(rank).len())?;
        let mut sum = Checksum(0);
        sum.add(&all);
        Ok(format!("{} samples in {} shards, {:016x}", self.shards.samples, self.shards.count, sum.0))
    }

    /// Gathers the samples of this rank in the batch at these positions.
    fn gather(&mut self, positions: &Range<usize>) {
        let Gathered { inputs, targets, weights, shards } = &mut self.batch;
        inputs.clear();
        targets.clear();
        weights.clear();
        shards.clear();
        for (shard, order) in self.own.clone().zip(&self.orders) {
            let (first, places) = (inputs.len(), &order[self.shards.places(shard, positions)]);
            inputs.extend(places.iter().map(|&sample| self.samples.0[sample]));
            targets.extend(places.iter().map(|&sample| self.samples.1[sample]));
            if !self.weights.training.is_empty() {
                weights.extend(places.iter().map(|&sample| self.weights.training[sample]));
            }
            shards.push(first..inputs.len());
        }
    }

    /// Returns the mean loss over samples, of which each shard has a range.
    fn mean_loss(
        &mut self,
        net: &N,
        (inputs, targets): Samples<'_, N::Input, L::Target>,
        weights: &[f32],
        range_of: impl Fn(usize) -> Range<usize>,
    ) -> Result<f32, Error> {
        for shard in self.own.clone() {
            let range = range_of(shard);
            let (inputs, targets) = (&inputs[range.clone()], &targets[range.clone()]);
            let (loss, weight) = match weights {
                [] => (net.loss(self.loss, inputs, targets), inputs.len() as f32),
                weights => {
                    let weights = &weights[range];
                    (net.weighted_loss(self.loss, inputs, targets, weights), weights.iter().sum())
                }
            };
            let sum = if weight > 0.0 { loss * weight } else { 0.0 };
            self.losses.push(|numbers| numbers.copy_from_slice(&[sum, weight]));
        }
        let mut sums = [0.0; 2];
        self.losses.finish(self.world, &mut sums)?;
        Ok(sums[0] / sums[1])
    }
}

impl<N: Network, L: Loss<N>> Collective<N, L> for Work<'_, N, L> {
    #[cfg(any(feature = "safetensors", feature = "progress"))]
    fn rank(&self) -> usize {
        self.world.rank()
    }

    fn samples(&self) -> usize {
        self.shards.samples
    }

    #[cfg(feature = "safetensors")]
    fn data(&self) -> String {
        self.data.clone()
    }

    /// The order of an epoch follows from the seed, the epoch and the shard, so that a checkpoint need not hold it.
    fn shuffle(&mut self, epoch: usize) {
        for shard in self.own.clone() {
            let (samples, order) = (self.in_part(shard), &mut self.orders[shard - self.own.start]);
            order.clear();
            order.extend(samples);
            let key = mix(mix(self.seed).wrapping_add(epoch as u64 + 1)).wrapping_add(shard as u64 + 1);
            SplitMix64::new(mix(key)).shuffle(order);
        }
    }

    fn fail(&mut self, error: Error) {
        self.failure = Some(error);
    }

    fn gradient(&mut self, net: &N, batch: usize, wanted: Wanted, gradient: &mut N) -> Result<(f32, f64), Error> {
        let first = batch * self.batch_size;
        let positions = first..self.shards.samples.min(first.saturating_add(self.batch_size));
        if self.failure.is_some() {
            add_failure(self.own.len(), &mut self.gradients);
        } else {
            self.gather(&positions);
            let (shards, own) = (self.shards, self.own.start);
            let before = |index| shards.samples_before(own + index, &positions);
            self.leaves.add((net, self.loss), &self.batch, wanted, before, &mut self.gradients);
        }
        self.gradients.finish(self.world, &mut self.sums)?;
        let (sums, beside) = self.sums.split_at(N::COUNT);
        let [loss, weight, failed] = *beside else { unreachable!("three numbers beside the gradient") };
        if failed > 0.0 {
            let failure = self.failure.take();
            agree(self.world, failure.map_or(Ok(()), Err))?;
        }
        // a batch in which no sample counts has no gradient
        let divisor = if weight > 0.0 { weight } else { 1.0 };
        for (g, sum) in gradient.params_slice_mut().iter_mut().zip(sums) {
            *g = sum / divisor;
        }
        Ok((loss / divisor, weight.into()))
    }

    fn training_loss(&mut self, net: &N) -> Result<f32, Error> {
        let weights = core::mem::take(&mut self.weights.training);
        let parts: Vec<Range<usize>> = self.own.clone().map(|shard| self.in_part(shard)).collect();
        let own = self.own.start;
        let loss = self.mean_loss(net, self.samples, &weights, |shard| parts[shard - own].clone());
        self.weights.training = weights;
        loss
    }

    fn validation_loss(&mut self, net: &N) -> Result<Option<f32>, Error> {
        let Some(samples) = self.validation else { return Ok(None) };
        let held = self.shards.of(samples.0.len());
        let weights = core::mem::take(&mut self.weights.validation);
        let loss = self.mean_loss(net, samples, &weights, |shard| held.samples_of(shard));
        self.weights.validation = weights;
        loss.map(Some)
    }

    fn agree_on_flow(&self, net: &N, epoch: usize, flow: ControlFlow<()>) -> Result<ControlFlow<()>, Error> {
        let weights = gather_words(self.world, identity::checksum_of(net.params_slice()))?;
        if let Some(rank) = weights.iter().position(|sum| *sum != weights[0]) {
            let message = format!(
                "after epoch {epoch} its weights are not those of rank 0: schedules must return the same learning rates \
                 in all ranks"
            );
            return Err(Error::Rank { rank, message });
        }
        let breaks = gather_words(self.world, u64::from(flow.is_break()))?;
        Ok(if breaks.contains(&1) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    #[cfg(feature = "safetensors")]
    fn agree(&self, own: Result<(), Error>) -> Result<(), Error> {
        agree(self.world, own)
    }

    #[cfg(feature = "safetensors")]
    fn bytes_of_first(&self, own: Result<Option<Vec<u8>>, Error>) -> Result<Option<Vec<u8>>, Error> {
        let own = agree(self.world, own)?.unwrap_or_default();
        // a checkpoint is never empty
        let bytes = bytes_of(self.world, 0, &own)?;
        Ok(if bytes.is_empty() { None } else { Some(bytes) })
    }
}
