//! Training without writing the loop.

pub(crate) mod check;
#[cfg(feature = "safetensors")]
mod checkpoint;
pub(crate) mod clock;
mod early_stopping;
mod epoch;
#[cfg(feature = "progress")]
mod progress;
pub(crate) mod run;
mod settings;
mod validation;
mod weights;

pub use early_stopping::EarlyStopping;
pub use epoch::Epoch;
pub use validation::{Validate, ValidatedBy, Validation};

use crate::error::{Error, check_count};
use crate::loss::Loss;
use crate::loss::function::LossFunction;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::train::history::History;
use crate::train::schedule::{Constant, Schedule};
use check::check_data;
use core::ops::ControlFlow;
use run::Run;
use settings::{Settings, Setup};
use weights::Weights;

/// Epochs, batches, a seeded shuffle and validation around [`Network::train_batch`].
///
/// Each epoch visits every sample once, in a new random order; the last batch may be shorter. The order is that of
/// splitmix64 with the seed as its state and the shuffle of Fisher and Yates, so it can be repeated elsewhere.
///
/// See `mlp::mlp!` for an example. Data that do not fit the network do not compile:
///
/// ```compile_fail,E0277
/// # use mlp::{Network, Trainer, loss::Mse, optimizer::Adam};
/// fn train<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &mut N) {
///     let trainer = Trainer::new(Mse, Adam::new(0.01)).validate(&[[1.0, 2.0, 3.0]], &[[1.0]]);
///     // `validate` got inputs `[f32; 3]` ..., but this network takes `[f32; 2]` ...
///     let _ = trainer.fit(net, &[[1.0, 2.0]], &[[1.0]]);
/// }
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
    /// Minimises `loss` with `optimizer`: 100 epochs in batches of 32, seed 0, no validation, a constant learning rate.
    #[must_use]
    pub const fn new(loss: L, optimizer: O) -> Self {
        Self { loss, optimizer, validation: (), schedule: Constant, settings: Settings::new() }
    }
}

impl<L, O, V, S> Trainer<L, O, V, S> {
    /// Sets how often every sample is seen: at least 1.
    #[must_use]
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.settings.epochs = epochs;
        self
    }

    /// Sets how many samples go into one step: at least 1.
    #[must_use]
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.settings.batch_size = batch_size;
        self
    }

    /// What the order of the samples, and what dropout leaves out, follow from.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// After each epoch, measures the loss on samples that are not trained on.
    #[must_use]
    pub fn validate<'a, X, T>(self, inputs: &'a [X], targets: &'a [T]) -> Trainer<L, O, Validation<'a, X, T>, S> {
        let Self { loss, optimizer, schedule, settings, .. } = self;
        Trainer { loss, optimizer, validation: Validation { inputs, targets }, schedule, settings }
    }

    /// Changes the learning rate from epoch to epoch; see [`schedule`](crate::train::schedule).
    #[must_use]
    pub fn schedule<Z: Schedule>(self, schedule: Z) -> Trainer<L, O, V, Z> {
        let Self { loss, optimizer, validation, mut settings, .. } = self;
        settings.schedule_batches = false;
        Trainer { loss, optimizer, validation, schedule, settings }
    }

    /// Changes the learning rate from batch to batch; see [`schedule`](crate::train::schedule).
    #[must_use]
    pub fn schedule_batches<Z: Schedule>(self, schedule: Z) -> Trainer<L, O, V, Z> {
        let mut trainer = self.schedule(schedule);
        trainer.settings.schedule_batches = true;
        trainer
    }

    /// Ends the training when the loss falls no more, and restores the best weights.
    #[must_use]
    pub fn early_stopping(mut self, early_stopping: EarlyStopping) -> Self {
        self.settings.early_stopping = Some(early_stopping);
        self
    }

    /// Gives each sample a weight: the loss of a batch is the [weighted mean](Network::weighted_loss) of its samples'.
    ///
    /// That on validation data is not weighted.
    #[must_use]
    pub fn sample_weights(mut self, weights: &[f32]) -> Self {
        self.settings.sample_weights = weights.to_vec();
        self
    }

    /// Gives each sample the weight of its class, on top of its own: PyTorch's `CrossEntropyLoss(weight)`, on the
    /// validation data too.
    ///
    /// Rare classes count as much as frequent ones with weights of 1 over how often each class occurs.
    #[must_use]
    pub fn class_weights(mut self, weights: &[f32]) -> Self {
        self.settings.class_weights = weights.to_vec();
        self
    }

    /// Writes a checkpoint after every `every` epochs, at least 1, and at the end; goes on from it when it is there at the beginning.
    ///
    /// So a program that was killed only has to be started again: the training ends with the same bits as one that was
    /// not interrupted. The file holds the network, what the optimizer and the schedule remember, the best weights, the
    /// order of the samples, the state of the random numbers, and the history; it is replaced in one step, and a
    /// checksum tells whether it is whole. More epochs may be asked for than before; network, loss, optimizer, settings, data
    /// and validation data have to be the same, and the schedule has to give the rates that the epochs so far have had.
    /// A training whose file says that it is over returns at once, so remove the file to train anew.
    ///
    /// The network of the file, under `network.` in a safetensors file, is that of the last epoch.
    ///
    /// ```
    /// use mlp::{Trainer, loss::Mse, optimizer::Adam};
    ///
    /// let trainer = Trainer::new(Mse, Adam::new(1e-3)).epochs(500).checkpoint("surrogate.checkpoint", 10);
    /// ```
    ///
    /// # Errors
    ///
    /// Trainings with it end with [`Error::Checkpoint`] if the file is damaged or of another training, before anything
    /// is changed; and with [`Error::File`] if it cannot be read or written, then the network is that of the last epoch.
    #[cfg(feature = "safetensors")]
    #[must_use]
    pub fn checkpoint(mut self, path: impl Into<std::path::PathBuf>, every: usize) -> Self {
        self.settings.checkpoint = Some(path.into());
        self.settings.checkpoint_every = every;
        self
    }

    /// Shows a bar on standard error, with the epoch, its losses, and samples per second; nothing if that is no terminal.
    ///
    /// ```
    /// use mlp::{Trainer, loss::Mse, optimizer::Adam};
    ///
    /// let trainer = Trainer::new(Mse, Adam::new(1e-3)).epochs(500).progress();
    /// ```
    #[cfg(feature = "progress")]
    #[must_use]
    pub fn progress(mut self) -> Self {
        self.settings.progress = true;
        self
    }

    /// Trains `net` on samples; the network may be in a box.
    ///
    /// # Errors
    ///
    /// If a setting or the data are wrong (see [`Error`]), found before anything is changed. If the loss becomes NaN or
    /// infinite ([`Error::Diverged`]), or the schedule's rate negative, NaN or infinite ([`Error::ScheduledRate`]), the
    /// training stops, and the network has the weights of the end of the last epoch in which all was finite (or those it
    /// began with).
    pub fn fit<N>(&self, net: &mut N, inputs: &[N::Input], targets: &[L::Target]) -> Result<History, Error>
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

    /// Trains `net` and calls `callback` after each epoch; it can look at everything, put figures of its own into the
    /// history, and end the training.
    ///
    /// ```
    /// # use mlp::{Epoch, Error, History, Loss, Network, Optimizer, Trainer};
    /// use core::ops::ControlFlow;
    ///
    /// /// Trains until the loss is below 0.01.
    /// fn enough<N: Network, L: Loss<N>, O: Optimizer>(
    ///     trainer: &Trainer<L, O>,
    ///     net: &mut N,
    ///     inputs: &[N::Input],
    ///     targets: &[L::Target],
    /// ) -> Result<History, Error> {
    ///     trainer.fit_with(net, inputs, targets, |epoch| {
    ///         epoch.record("largest weight", epoch.network().params_slice().iter().copied().fold(0.0, f32::max));
    ///         if epoch.loss() < 0.01 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    ///     })
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Trainer::fit`].
    pub fn fit_with<N>(
        &self,
        net: &mut N,
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
        self.check_settings()?;
        check_data::<N, L>(inputs, targets)?;
        let (held_inputs, held_targets) = self.validation.samples();
        let validation = N::Input::samples(held_inputs, held_targets);
        if let Some((inputs, targets)) = validation {
            check_data::<N, L>(inputs, targets)
                .map_err(|source| Error::ValidationData { source: alloc::boxed::Box::new(source) })?;
        }
        let weights = Weights::of(&self.settings, L::targets(targets), validation.map(|(_, held)| L::targets(held)))?;
        let Self { loss, optimizer, schedule, settings, .. } = self;
        let setup = Setup { loss: *loss, optimizer, schedule, settings };
        #[cfg_attr(not(feature = "safetensors"), expect(unused_mut, reason = "only checkpoints change it"))]
        let mut run = Run::new(setup, net, (inputs, targets), validation, weights);
        #[cfg(feature = "safetensors")]
        run.resume(net)?;
        run.epochs(net, &mut callback)
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
        check_count("Trainer::batch_size", *batch_size)?;
        check_count("Trainer::checkpoint(every)", *checkpoint_every)?;
        early_stopping.as_ref().map_or(Ok(()), EarlyStopping::check)?;
        self.loss.check()?;
        self.optimizer.check()?;
        self.schedule.check()
    }
}
