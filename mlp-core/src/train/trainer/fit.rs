//! Starts a training run.

use super::Trainer;
use super::check::check_data;
use super::early_stopping::EarlyStopping;
use super::epoch::Epoch;
use super::run::Run;
use super::settings::Settings;
use super::validation::{Validate, ValidatedBy};
use super::weights::Weights;
use crate::error::{Error, check_count};
use crate::loss::Loss;
use crate::loss::function::LossFunction;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use core::ops::ControlFlow;

impl<L, O, V, S> Trainer<L, O, V, S> {
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
        #[cfg_attr(not(feature = "safetensors"), expect(unused_mut, reason = "only checkpoints change it"))]
        let mut run = Run::new(self, net, (inputs, targets), validation, weights);
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
