//! Training runs of several ranks.

mod leaves;
mod shards;
mod work;

use super::Trainer;
use super::epoch::Epoch;
use super::identity::{checksum_of, fingerprint, identify};
use super::run::{Run, Samples};
use super::validation::{Validate, ValidatedBy};
use super::weights::Weights;
use crate::error::Error;
use crate::loss::Loss;
use crate::network::{AsNetwork, Network};
use crate::optimizer::Optimizer;
use crate::ranks::{Communicator, agree, compare, gather_words, guarded};
use crate::simd;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::{ControlFlow, Range};
use shards::Shards;
use work::Work;

/// A trainer whose training runs are those of several ranks; made by [`Trainer::across`].
///
/// ```
/// use mlp::prelude::*;
/// use mlp::ranks::{Alone, Communicator};
/// use mlp::{DistributedTrainer, Error};
///
/// mlp! { struct Line: 1 => 1 }
///
/// /// Fits a line through the points of all ranks.
/// fn line(world: &dyn Communicator, points: usize) -> Result<Line, Error> {
///     let trainer: DistributedTrainer<'_, Mse, Adam, _, _> = Trainer::new(Mse, Adam::new(0.1)).across(world);
///     let inputs: Vec<[f32; 1]> = trainer.part(points).map(|i| [i as f32 / points as f32]).collect();
///     let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [2.0 * x]).collect();
///     let mut net = Line::seeded(7);
///     trainer.fit(&mut net, &inputs, &targets)?;
///     Ok(net)
/// }
///
/// assert!((line(&Alone, 100)?.forward(&[0.5])[0] - 1.0).abs() < 1e-2);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct DistributedTrainer<'w, L, O, V, S> {
    trainer: Trainer<L, O, V, S>,
    world: &'w dyn Communicator,
}

impl<L, O, V, S> Trainer<L, O, V, S> {
    /// Returns a trainer for training runs of several ranks, each of which has a part of the samples.
    ///
    /// Every rank makes the same calls, with networks of the same weights, and has the same network and history at the
    /// end. The bits do not depend on the number of ranks, nor of threads in each.
    ///
    /// The data set is cut into shards: one for each 16 samples of a batch, rounded down to a power of two, at least 8 and
    /// at most 4,096, and no more than the batch has samples. Each rank has some of them, one after the other:
    /// [`DistributedTrainer::part`] says which samples these are. Every epoch shuffles each shard, and a batch takes
    /// samples of all shards in turn. So a batch is one of the whole data set, and no sample travels. What travels is the
    /// gradient: those of a batch's shards are added in a [fixed tree](crate::ranks). A rank more than there are shards
    /// is an error.
    ///
    /// One rank, [`Alone`](crate::ranks::Alone), has the same shuffle and the same sums; [`Trainer::fit`] without ranks
    /// has others, so its last digits differ.
    ///
    /// - Validation data are the same in every rank, which computes the loss of a part of them.
    /// - [`Trainer::sample_weights`] are those of the rank's part.
    /// - The first rank writes checkpoints, reads them for all, and shows progress. A checkpoint resumes with another
    ///   number of ranks.
    /// - The callback of [`DistributedTrainer::fit_with`] is called in every rank. If it breaks in one, all end after
    ///   that epoch.
    ///
    /// ```
    /// use mlp::prelude::*;
    /// use mlp::ranks::{Communicator, on_threads};
    ///
    /// mlp! { struct Net: 2 => 16 tanh => 1 sigmoid }
    ///
    /// let results = on_threads(2, |world| {
    ///     let trainer = Trainer::new(Bce, Adam::new(0.01)).epochs(10).batch_size(64).across(world);
    ///     // a program of many machines would read only the samples of its part
    ///     let points = trainer.part(1_000).map(|i| [(i % 7) as f32, (i % 11) as f32]).collect::<Vec<_>>();
    ///     let labels = points.iter().map(|[x, y]| [f32::from(x > y)]).collect::<Vec<_>>();
    ///     let mut net = Net::seeded(7);
    ///     let history = trainer.fit(&mut net, &points, &labels)?;
    ///     if world.rank() == 0 {
    ///         println!("a loss of {}", history.final_loss());
    ///     }
    ///     Ok::<_, mlp::Error>(net.params().to_vec())
    /// });
    /// assert_eq!(results[0], results[1]);
    /// ```
    #[must_use]
    #[doc(alias("distributed", "data_parallel", "mpi"))]
    pub fn across(self, world: &dyn Communicator) -> DistributedTrainer<'_, L, O, V, S> {
        DistributedTrainer { trainer: self, world }
    }
}

impl<L, O: Optimizer, V, S> DistributedTrainer<'_, L, O, V, S> {
    /// Returns the part of a data set of `samples` samples that this rank passes to [`DistributedTrainer::fit`].
    ///
    /// It depends on the batch size.
    ///
    /// ```
    /// use mlp::prelude::*;
    /// use mlp::ranks::on_threads;
    ///
    /// let parts = on_threads(2, |world| Trainer::new(Mse, Adam::new(0.01)).across(world).part(100));
    /// // each of the 8 shards has 12 samples, the first four have one more
    /// assert_eq!(parts, [0..52, 52..100]);
    /// ```
    #[must_use]
    pub fn part(&self, samples: usize) -> Range<usize> {
        Shards::new(samples, self.batch_size()).part(self.world)
    }

    fn batch_size(&self) -> usize {
        self.trainer.settings.batch_size.unwrap_or_else(|| self.trainer.optimizer.default_batch_size())
    }
}

impl<L, O, V, S> DistributedTrainer<'_, L, O, V, S> {
    /// Trains `net` on the samples of all ranks and returns the history of the training run.
    ///
    /// `inputs` and `targets` are this rank's [part](DistributedTrainer::part). See [`Trainer::fit`] for all else.
    ///
    /// # Errors
    ///
    /// As [`Trainer::fit`]. An error that does not follow from what all ranks have in common is [`Error::Rank`] in all of
    /// them, with the number of the first rank that has one; samples are counted from the beginning of its part. So is
    /// anything that differs between ranks: the network or its weights, settings, validation data, the version of this
    /// crate, and whether the processor has fused multiply-adds, all of which are compared before the first step. After
    /// each epoch the weights are compared. Also [`Error::TooManyRanks`].
    pub fn fit<N>(
        &self,
        net: &mut impl AsNetwork<N>,
        inputs: &[N::Input],
        targets: &[L::Target],
    ) -> Result<History, Error>
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        V: Validate,
        N::Input: ValidatedBy<L::Target, V::Inputs, V::Targets>,
        S: Schedule,
    {
        self.fit_with(net, inputs, targets, |_| ControlFlow::Continue(()))
    }

    /// Trains `net` and calls `callback` in every rank after every epoch; see [`Trainer::fit_with`].
    ///
    /// # Errors
    ///
    /// As [`DistributedTrainer::fit`].
    pub fn fit_with<N>(
        &self,
        net: &mut impl AsNetwork<N>,
        inputs: &[N::Input],
        targets: &[L::Target],
        mut callback: impl FnMut(&mut Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<History, Error>
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        V: Validate,
        N::Input: ValidatedBy<L::Target, V::Inputs, V::Targets>,
        S: Schedule,
    {
        let net = net.as_network_mut();
        guarded(self.world, || {
            let mut run = self.run(net, (inputs, targets))?;
            run.state.set_frozen(self.trainer.settings.frozen.layers);
            #[cfg(feature = "safetensors")]
            run.resume(net)?;
            run.epochs(net, &mut callback)
        })
    }

    /// Returns a run in which all ranks agree on settings and data.
    fn run<'a, N>(&'a self, net: &N, samples: Samples<'a, N::Input, L::Target>) -> Result<Run<'a, N, L, O, S>, Error>
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        V: Validate,
        N::Input: ValidatedBy<L::Target, V::Inputs, V::Targets>,
        S: Schedule,
    {
        let (trainer, world) = (&self.trainer, self.world);
        let counts = gather_words(world, samples.0.len() as u64)?;
        let all = counts.iter().map(|count| usize::try_from(*count).unwrap_or(usize::MAX)).sum();
        let shards = Shards::new(all, self.batch_size());
        let checked = shards.check(world, samples.0.len()).and_then(|()| trainer.check_all::<N>(samples.0, samples.1));
        let (validation, weights) = agree(world, checked)?;
        if gather_words(world, u64::from(weights.count()))?.iter().all(|count| *count == 0) {
            return Err(Error::WeightsZero);
        }
        let held = validation.map_or_else(String::new, |held| fingerprint::<N, L>(held, &weights.validation));
        compare(world, &self.texts(net, held, &weights))?;
        let setup = (&trainer.setup(), self.batch_size());
        let work = Work::new((world, shards), setup, samples, validation, weights.clone());
        #[cfg(feature = "safetensors")]
        let work = work.with_fingerprint()?;
        let mut run = Run::new(trainer.setup(), net, samples, validation, weights);
        run.join(Box::new(work));
        Ok(run)
    }

    /// Returns everything that all ranks must have in common.
    fn texts<N>(&self, net: &N, validation: String, weights: &Weights) -> Vec<(&'static str, String)>
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        S: Schedule,
    {
        let (setup, settings) = (self.trainer.setup(), &self.trainer.settings);
        let (schedule, base) = (setup.schedule.clone(), setup.optimizer.learning_rate());
        let mut texts = alloc::vec![("version of mlp", env!("CARGO_PKG_VERSION").to_string())];
        texts.push(("arithmetic", arithmetic()));
        texts.push(("network", format!("{} {net:?}", core::any::type_name::<N>())));
        texts.push(("weights of the network", format!("{:016x}", checksum_of(net.params_slice()))));
        texts.extend(identify(&setup, self.batch_size()));
        texts.push(("epochs", settings.epochs.to_string()));
        texts.push(("first learning rate", format!("{:?}", schedule.learning_rate(base, 0))));
        texts.push(("class weights", format!("{:?}", settings.class_weights)));
        texts.push(("use of sample weights", (!weights.training.is_empty()).to_string()));
        texts.push(("validation data", validation));
        #[cfg(feature = "safetensors")]
        texts.push((
            "epochs between checkpoints",
            settings.checkpoint.as_ref().map_or(0, |_| settings.checkpoint_every).to_string(),
        ));
        texts
    }
}

/// Returns what the last digits depend on.
fn arithmetic() -> String {
    let fused = !matches!(simd::active(), simd::Level::Scalar | simd::Level::Sse2 | simd::Level::Simd128);
    let with = if fused { "with" } else { "without" };
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!("{with} fused multiply-adds, {build} build")
}
