//! Training runs without a loop of your own.

pub(crate) mod check;
#[cfg(feature = "safetensors")]
mod checkpoint;
pub(crate) mod clock;
mod collective;
#[cfg(feature = "std")]
mod distributed;
mod early_stopping;
mod epoch;
#[cfg(feature = "std")]
mod identity;
#[cfg(feature = "progress")]
mod progress;
pub(crate) mod run;
mod settings;
mod validation;
mod weights;

#[cfg(feature = "std")]
pub use distributed::DistributedTrainer;
pub use early_stopping::EarlyStopping;
pub use epoch::Epoch;
pub use validation::{Validate, ValidatedBy, Validation};

use crate::error::{Error, check_count};
use crate::layer::parameters::Parameters;
use crate::loss::Loss;
use crate::loss::function::LossFunction;
use crate::network::{AsNetwork, Network};
use crate::optimizer::Optimizer;
use crate::train::history::History;
use crate::train::schedule::{Constant, Schedule};
use check::check_data;
use core::ops::ControlFlow;
use run::{Run, Samples};
use settings::{ScheduleBy, Settings, Setup};
use weights::Weights;

/// Trains a network on samples: epochs, batches, a seeded shuffle and validation.
///
/// Every epoch visits each sample once, in a new random order. The last batch of an epoch may be shorter. The shuffle
/// is Fisher and Yates's with splitmix64, whose state begins as the seed, so other programs can reproduce the order.
///
/// ```
/// use mlp::data::{Dataset, Split, moons};
/// use mlp::prelude::*;
/// use mlp::schedule::CosineDecay;
///
/// mlp! { struct Moons: 2 => 16 tanh => 2 softmax }
///
/// // 500 points on two half circles; the labels are the targets
/// let (points, labels) = moons(500, 0.1, 7);
/// let (train, test) = Dataset::new(points, labels)?.split_stratified(&Split::new())?;
///
/// let trainer = Trainer::new(CrossEntropy, Adam::new(0.02))
///     .epochs(100)
///     .batch_size(25)
///     .validate(&test.inputs, &test.targets)
///     .schedule(CosineDecay::new(100))
///     .early_stopping(EarlyStopping::new(20));
/// let mut net = Moons::seeded(7);
/// let history = trainer.fit(&mut net, &train.inputs, &train.targets)?;
///
/// assert!(history.final_loss() < history.losses()[0]);
/// assert!(accuracy(&net, &test.inputs, &test.targets) > 0.95);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// Data that do not fit the network do not compile:
///
/// ```compile_fail,E0277
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 2 => 3 tanh => 1 }
///
/// let trainer = Trainer::new(Mse, Adam::new(0.01)).validate(&[[1.0, 2.0, 3.0]], &[[1.0]]);
/// // `validate` got inputs `[f32; 3]` ..., but this network takes `[f32; 2]` ...
/// let _ = trainer.fit(&mut Net::seeded(7), &[[1.0, 2.0]], &[[1.0]]);
/// ```
#[derive(Clone, Debug)]
pub struct Trainer<L, O, V = (), S = Constant> {
    loss: L,
    optimizer: O,
    validation: V,
    schedule: S,
    settings: Settings,
}

impl<L, O> Trainer<L, O> {
    /// Returns a trainer that minimises `loss` with `optimizer`.
    ///
    /// It begins with 100 epochs, the optimizer's default batch size (32 for most), seed 0, no validation and a constant
    /// learning rate.
    #[must_use]
    pub const fn new(loss: L, optimizer: O) -> Self {
        Self { loss, optimizer, validation: (), schedule: Constant, settings: Settings::new() }
    }
}

impl<L, O, V, S> Trainer<L, O, V, S> {
    /// Sets the number of epochs: at least 1; 100 by default.
    ///
    /// In an epoch every sample is used once, in a new random order. There are `samples / batch_size` steps, rounded
    /// up; the last batch may be shorter. With [early stopping](Trainer::early_stopping) this is the largest number.
    #[must_use]
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.settings.epochs = epochs;
        self
    }

    /// Sets the number of samples in a batch: at least 1.
    ///
    /// By default it is that of the optimizer, [`Optimizer::default_batch_size`]: all samples for
    /// [`Rprop`](crate::optimizer::Rprop), 32 for the others.
    #[must_use]
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.settings.batch_size = Some(batch_size);
        self
    }

    /// Makes every batch hold all samples, so that an epoch is one step along the gradient of the whole loss.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Line: 1 => 1 }
    ///
    /// let samples: Vec<[f32; 1]> = (0..100).map(|i| [i as f32 / 100.0]).collect();
    /// let trainer = Trainer::new(Mse, Adam::new(0.1)).epochs(200).full_batch();
    /// let history = trainer.fit(&mut Line::seeded(7), &samples, &samples)?;
    /// assert!(history.final_loss() < 1e-4);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    #[doc(alias("all_samples", "batch_gradient_descent"))]
    pub fn full_batch(self) -> Self {
        self.batch_size(usize::MAX)
    }

    /// Sets the seed for shuffling and dropout; 0 by default.
    ///
    /// Every [`fit`](Trainer::fit) begins with it, so two runs with one seed visit the samples in the same order.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// Computes the loss on held-out samples after every epoch.
    ///
    /// Dropout is not applied to it. [`History::validation_losses`] holds the
    /// results. [`EarlyStopping`] and [`ReduceOnPlateau`](crate::schedule::ReduceOnPlateau) follow this loss instead of
    /// the training loss.
    #[must_use]
    pub fn validate<'a, X, T>(self, inputs: &'a [X], targets: &'a [T]) -> Trainer<L, O, Validation<'a, X, T>, S> {
        let Self { loss, optimizer, schedule, settings, .. } = self;
        Trainer { loss, optimizer, validation: Validation { inputs, targets }, schedule, settings }
    }

    /// Changes the learning rate from epoch to epoch; see [`schedule`](crate::train::schedule).
    ///
    /// Epoch `e`, from 0, is trained with `schedule.learning_rate(base, e)`, where `base` is the rate of the
    /// optimizer. A later call, also of [`schedule_batches`](Trainer::schedule_batches), replaces the schedule.
    ///
    /// ```
    /// use mlp::prelude::*;
    /// use mlp::schedule::CosineDecay;
    ///
    /// mlp! { struct Line: 1 => 1 }
    ///
    /// let trainer = Trainer::new(Mse, Adam::new(0.1)).epochs(50).schedule(CosineDecay::new(50));
    /// let history = trainer.fit(&mut Line::seeded(7), &[[0.0], [1.0]], &[[1.0], [3.0]])?;
    /// assert_eq!(history.learning_rates()[0], 0.1);
    /// assert!(history.learning_rates()[49] < 0.001);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn schedule<Z: Schedule>(self, schedule: Z) -> Trainer<L, O, V, Z> {
        let Self { loss, optimizer, validation, mut settings, .. } = self;
        settings.schedule_by = ScheduleBy::Epoch;
        Trainer { loss, optimizer, validation, schedule, settings }
    }

    /// Changes the learning rate from batch to batch; see [`schedule`](crate::train::schedule).
    ///
    /// As [`Trainer::schedule`], but the steps of the schedule are those of the optimizer: `epochs * samples /
    /// batch_size` of them, the division rounded up. For warm-up and one-cycle schedules.
    ///
    /// ```
    /// use mlp::prelude::*;
    /// use mlp::schedule::LinearWarmup;
    ///
    /// // from a tenth of the rate to the whole rate in the first 100 batches
    /// let warmup = LinearWarmup::new(0.1, 100);
    /// let trainer = Trainer::new(Mse, Adam::new(0.01)).schedule_batches(warmup);
    /// ```
    #[must_use]
    pub fn schedule_batches<Z: Schedule>(self, schedule: Z) -> Trainer<L, O, V, Z> {
        let mut trainer = self.schedule(schedule);
        trainer.settings.schedule_by = ScheduleBy::Batch;
        trainer
    }

    /// Stops the training run when the loss no longer improves, and restores the best weights.
    ///
    /// The loss is that on the [validation data](Trainer::validate), or on the training data without them. See
    /// [`EarlyStopping`] for the exact rule, and [`History::best_epoch`] for the epoch whose weights were restored.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Line: 1 => 1 }
    ///
    /// let (inputs, targets) = ([[0.0], [1.0]], [[1.0], [3.0]]);
    /// let trainer = Trainer::new(Mse, Adam::new(0.1))
    ///     .epochs(10_000)
    ///     .validate(&[[0.5]], &[[2.0]])
    ///     .early_stopping(EarlyStopping::new(20));
    /// let history = trainer.fit(&mut Line::seeded(7), &inputs, &targets)?;
    /// assert!(history.epochs() < 10_000);
    /// assert!(history.best_epoch() < Some(history.epochs()));
    /// # Ok::<(), mlp::Error>(())
    /// ```
    #[must_use]
    pub fn early_stopping(mut self, early_stopping: EarlyStopping) -> Self {
        self.settings.early_stopping = Some(early_stopping);
        self
    }

    /// Freezes a layer, or a network inside: training leaves it unchanged.
    ///
    /// It has no weight decay, and its gradient does not count for `clip_norm`. Where the first layers of a network are
    /// frozen, their gradient is not computed, except in straight-line code. See
    /// [`State::freeze`](crate::State::freeze), with which layers are frozen from step to step.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 2 => 8 tanh => 4 tanh => 1 }
    ///
    /// let trainer = Trainer::new(Mse, Adam::new(0.01)).freeze(|net: &Net| &net.l1).freeze(|net: &Net| &net.l3);
    /// let mut net = Net::seeded(1);
    /// let before = net.clone();
    /// trainer.fit(&mut net, &[[0.0, 1.0], [1.0, 1.0]], &[[1.0], [0.0]])?;
    /// assert_eq!((&net.l1, &net.l3), (&before.l1, &before.l3));
    /// assert_ne!(net.l2, before.l2);
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If `part` returns something that is no part of the network, or a layer behind the 128th, and if layers of another
    /// network are frozen already.
    ///
    /// # Errors
    ///
    /// [`Trainer::fit`] then also returns [`Error::FrozenNetwork`] for a network of another type, and
    /// [`Error::AllFrozen`] if no layer is left.
    #[must_use]
    pub fn freeze<N: Network, P: Parameters>(mut self, part: impl FnOnce(&N) -> &P) -> Self {
        self.settings.frozen = self.settings.frozen.with(part);
        self
    }

    /// Sets the weight of each sample, in the order of the samples.
    ///
    /// The loss of a batch is then the [weighted mean](Network::weighted_loss) of its samples' losses. A batch whose
    /// weights are all 0 does not count for the loss of the epoch; its gradient is 0, so its step is momentum and weight
    /// decay alone. The loss on validation data is not affected. An empty slice stands for equal weights.
    #[must_use]
    pub fn sample_weights(mut self, weights: &[f32]) -> Self {
        self.settings.sample_weights = weights.to_vec();
        self
    }

    /// Sets the weight of each class.
    ///
    /// Each sample's weight is multiplied by that of its class, in the validation data too: PyTorch's
    /// `CrossEntropyLoss(weight)`. With one over its number of samples as the weight of a class, rare classes count as
    /// much as frequent ones. An empty slice stands for equal weights.
    #[must_use]
    pub fn class_weights(mut self, weights: &[f32]) -> Self {
        self.settings.class_weights = weights.to_vec();
        self
    }

    /// Writes a checkpoint every `every` epochs and at the end, and resumes from it if the file exists.
    ///
    /// Needs the feature `safetensors`. `every` is at least 1. A program that was killed continues when it is started again: the training run ends with the
    /// same bits as one without interruption. The file holds the network, the state of the optimizer and of the
    /// schedule, the best weights, the order of the samples, the state of the random number generator, and the history.
    /// It is replaced in one step, and a checksum detects damage. While a training run lasts, a lock on the file with
    /// `.lock` behind its name refuses a second run with the same checkpoint.
    ///
    /// To resume, the network, loss, optimizer, settings, data and validation data must be the same as before, and the
    /// schedule must return the learning rates that the past epochs had. The number of epochs may be larger than
    /// before, but not smaller than the number of epochs in the file. If the file says that the training run has ended,
    /// `fit` returns at once; remove the file to train anew.
    ///
    /// The file is a safetensors file. The tensors under `network.` are those of the network after the last epoch.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// let trainer = Trainer::new(Mse, Adam::new(1e-3)).epochs(500).checkpoint("surrogate.checkpoint", 10);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Trainer::fit`] then also returns [`Error::Checkpoint`] if the file is damaged, is used by another training run,
    /// or belongs to one with other settings or data, before anything is changed. It returns [`Error::File`] if the file cannot be read or written; the network
    /// is then as it is after the last epoch.
    #[cfg(feature = "safetensors")]
    #[must_use]
    pub fn checkpoint(mut self, path: impl Into<std::path::PathBuf>, every: usize) -> Self {
        self.settings.checkpoint = Some(path.into());
        self.settings.checkpoint_every = every;
        self
    }

    /// Shows a progress bar on standard error (feature `progress`).
    ///
    /// It shows the epoch, its losses, the samples per second, the time since the start and the estimated time left, each of
    /// this run if it resumes an earlier one. If standard error is not a terminal, nothing is
    /// shown.
    ///
    /// ```
    /// use mlp::prelude::*;
    ///
    /// let trainer = Trainer::new(Mse, Adam::new(1e-3)).epochs(500).progress();
    /// ```
    #[cfg(feature = "progress")]
    #[must_use]
    pub fn progress(mut self) -> Self {
        self.settings.progress = true;
        self
    }

    /// Trains `net` on samples and returns the history of the training run.
    ///
    /// The network continues from the weights it has; see [`Network::seeded`] for initial ones. The network may
    /// be in a `Box` ([`AsNetwork`]). See [`Trainer`] for an example.
    ///
    /// Only the weights continue. A second call begins with the same order of the samples, with moments of zero, and at
    /// the start of the schedule. To continue a training run as if it had not ended, set a
    /// [`checkpoint`](Trainer::checkpoint) and more epochs; for another order, set another
    /// [`seed`](Trainer::seed).
    ///
    /// # Errors
    ///
    /// If a setting or the data are invalid (see [`Error`]); nothing has been changed then. Also [`Error::Diverged`] if
    /// the loss or a weight becomes NaN or infinite, and [`Error::ScheduledRate`] if the learning rate of the schedule
    /// is negative, NaN or infinite. The network then has the weights at the end of the last epoch in which everything
    /// was finite, or those it began with.
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

    /// Trains `net` and calls `callback` after every epoch.
    ///
    /// The callback can read the state of the training run, add metrics of its own to the history, and end the training
    /// run with `ControlFlow::Break`.
    ///
    /// ```
    /// use core::ops::ControlFlow;
    /// use mlp::prelude::*;
    ///
    /// mlp! { struct Net: 1 => 1 }
    ///
    /// // trains until the loss is below 0.01
    /// let (mut net, trainer) = (Net::seeded(7), Trainer::new(Mse, Sgd::new(0.1)).epochs(1_000));
    /// let history = trainer.fit_with(&mut net, &[[0.0], [1.0]], &[[1.0], [3.0]], |epoch| {
    ///     epoch.record("weight", epoch.network().l1.weights[0][0]);
    ///     if epoch.loss() < 0.01 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    /// })?;
    /// assert!(history.epochs() < 1_000);
    /// assert_eq!(history.metric("weight").unwrap().len(), history.epochs());
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Trainer::fit`].
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
        let (validation, weights) = self.check_all::<N>(inputs, targets)?;
        if !weights.count() {
            return Err(Error::WeightsZero);
        }
        let mut run = Run::new(self.setup(), net, (inputs, targets), validation, weights);
        run.state.set_frozen(self.settings.frozen.layers);
        #[cfg(feature = "safetensors")]
        run.resume(net)?;
        run.epochs(net, &mut callback)
    }

    /// Checks settings and data, and returns the validation data and the weights of the samples.
    #[expect(clippy::type_complexity, reason = "inputs and targets, as everywhere")]
    fn check_all<N>(
        &self,
        inputs: &[N::Input],
        targets: &[L::Target],
    ) -> Result<(Option<Samples<'_, N::Input, L::Target>>, Weights), Error>
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        V: Validate,
        N::Input: ValidatedBy<L::Target, V::Inputs, V::Targets>,
        S: Schedule,
    {
        self.check_settings()?;
        self.settings.frozen.check::<N>()?;
        check_data::<N, L>(inputs, targets)?;
        let (held_inputs, held_targets) = self.validation.samples();
        let validation = N::Input::samples(held_inputs, held_targets);
        if let Some((inputs, targets)) = validation {
            check_data::<N, L>(inputs, targets)
                .map_err(|source| Error::ValidationData { source: alloc::boxed::Box::new(source) })?;
        }
        let weights = Weights::of(&self.settings, L::targets(targets), validation.map(|(_, held)| L::targets(held)))?;
        Ok((validation, weights))
    }

    fn setup(&self) -> Setup<'_, L, O, S>
    where
        L: Copy,
    {
        let Self { loss, optimizer, schedule, settings, .. } = self;
        Setup { loss: *loss, optimizer, schedule, settings }
    }

    /// Checks the settings of the trainer, and those of its loss, optimizer and schedule.
    fn check_settings(&self) -> Result<(), Error>
    where
        L: LossFunction,
        O: Optimizer,
        S: Schedule,
    {
        let Settings { epochs, batch_size, checkpoint_every, early_stopping, .. } = &self.settings;
        check_count("Trainer::epochs", *epochs)?;
        check_count("Trainer::batch_size", batch_size.unwrap_or_else(|| self.optimizer.default_batch_size()))?;
        check_count("Trainer::checkpoint(every)", *checkpoint_every)?;
        early_stopping.as_ref().map_or(Ok(()), EarlyStopping::check)?;
        self.loss.check()?;
        self.optimizer.check()?;
        self.schedule.check()
    }
}
