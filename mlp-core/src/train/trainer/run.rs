//! A training run in progress.

use super::clock::Clock;
use super::collective::Collective;
use super::early_stopping::Watch;
use super::epoch::Epoch;
#[cfg(feature = "progress")]
use super::progress::Progress;
use super::settings::{ScheduleBy, Setup};
use super::weights::Weights;
use crate::batch::{Batch, Wanted};
use crate::error::Error;
use crate::layer::dropout::Mask;
use crate::loss::Loss;
use crate::network::Network;
use crate::optimizer::{Optimizer, State};
use crate::random::SplitMix64;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use crate::workspace::Workspace;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::ControlFlow;

/// Inputs and targets.
pub(super) type Samples<'a, X, T> = (&'a [X], &'a [T]);

/// The state of a training run, except the network.
pub(crate) struct Run<'a, N: Network, L: Loss<N>, O: Optimizer, S> {
    pub(super) setup: Setup<'a, L, O, S>,
    pub(super) inputs: &'a [N::Input],
    pub(super) targets: &'a [L::Target],
    pub(super) validation: Option<Samples<'a, N::Input, L::Target>>,
    pub(super) weights: Weights,
    /// The largest number of samples in a batch.
    pub(super) batch_size: usize,
    /// The optimizer with the learning rate of the last batch.
    optimizer: O,
    pub(crate) schedule: S,
    pub(crate) state: Box<State<N, O>>,
    pub(crate) numbers: SplitMix64,
    pub(crate) order: Vec<usize>,
    pub(crate) history: History,
    pub(crate) watch: Option<Watch>,
    pub(super) clock: Clock,
    batch: Gathered<N::Input, L::Target>,
    workspace: Workspace,
    /// The part that is done together with other ranks; `inputs` and `targets` are then the part of this one.
    pub(super) collective: Option<Box<dyn Collective<N, L> + 'a>>,
    /// The parameters at the end of the last epoch in which everything was finite.
    pub(super) finite: Vec<f32>,
    /// The lock of the checkpoint, held while the run lasts.
    #[cfg(feature = "safetensors")]
    pub(super) lock: Option<crate::file::lock::Lock>,
    /// The fields that a checkpoint is compared with.
    #[cfg(feature = "safetensors")]
    pub(super) identity: Vec<(&'static str, alloc::string::String)>,
    #[cfg(feature = "progress")]
    progress: Option<Progress>,
}

/// The samples of a step, gathered in the order of the epoch.
struct Gathered<X, T> {
    inputs: Vec<X>,
    targets: Vec<T>,
    weights: Vec<f32>,
}

impl<X, T> Gathered<X, T> {
    /// Returns the sum of the samples' weights, which are 1 if none were given.
    fn weight(&self) -> f64 {
        match &self.weights[..] {
            [] => self.inputs.len() as f64,
            weights => weights.iter().copied().map(f64::from).sum(),
        }
    }
}

impl<'a, N, L, O, S> Run<'a, N, L, O, S>
where
    N: Network,
    L: Loss<N>,
    O: Optimizer,
    S: Schedule,
{
    pub(super) fn new(
        setup: Setup<'a, L, O, S>,
        net: &N,
        (inputs, targets): Samples<'a, N::Input, L::Target>,
        validation: Option<Samples<'a, N::Input, L::Target>>,
        weights: Weights,
    ) -> Self {
        let settings = setup.settings;
        let mut state = State::boxed();
        state.set_seed(settings.seed);
        Self {
            inputs,
            targets,
            validation,
            weights,
            batch_size: settings.batch_size.unwrap_or_else(|| setup.optimizer.default_batch_size()),
            optimizer: setup.optimizer.clone(),
            schedule: setup.schedule.clone(),
            setup,
            state,
            numbers: SplitMix64::new(settings.seed),
            order: (0..inputs.len()).collect(),
            history: History::default(),
            watch: settings.early_stopping.map(|early_stopping| Watch::new(early_stopping, net)),
            clock: Clock::start(),
            batch: Gathered { inputs: Vec::new(), targets: Vec::new(), weights: Vec::new() },
            workspace: Workspace::new(),
            collective: None,
            finite: net.params_slice().to_vec(),
            #[cfg(feature = "safetensors")]
            lock: None,
            #[cfg(feature = "safetensors")]
            identity: Vec::new(),
            #[cfg(feature = "progress")]
            progress: None,
        }
    }

    /// Does the work of the run together with other ranks.
    #[cfg(feature = "std")]
    pub(super) fn join(&mut self, collective: Box<dyn Collective<N, L> + 'a>) {
        // the order does not follow from the one before: it is not part of a checkpoint
        self.order = Vec::new();
        self.collective = Some(collective);
    }

    /// Returns the number of samples of an epoch.
    pub(super) fn samples(&self) -> usize {
        self.collective.as_ref().map_or(self.inputs.len(), |collective| collective.samples())
    }

    /// Returns whether this rank writes files and shows progress.
    #[cfg(any(feature = "safetensors", feature = "progress"))]
    pub(super) fn is_first_rank(&self) -> bool {
        self.collective.as_ref().is_none_or(|collective| collective.rank() == 0)
    }

    /// Returns the result, and among ranks the error of the first one that has one.
    #[cfg(feature = "safetensors")]
    pub(super) fn agree(&self, own: Result<(), Error>) -> Result<(), Error> {
        match &self.collective {
            Some(collective) => collective.agree(own),
            None => own,
        }
    }

    /// Trains for all remaining epochs.
    pub(super) fn epochs(
        mut self,
        net: &mut N,
        callback: &mut dyn FnMut(&mut Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<History, Error> {
        let epochs = self.setup.settings.epochs;
        #[cfg(feature = "progress")]
        if self.setup.settings.progress && self.is_first_rank() {
            let target = indicatif::ProgressDrawTarget::stderr();
            self.progress = Some(Progress::start(target, self.samples(), epochs, self.history.epochs()));
        }
        self.measure_start(net)?;
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue() && self.history.epochs() < epochs && !self.exhausted() {
            let loss = self.epoch(net)?;
            flow = self.after_epoch(loss, net, callback)?;
            #[cfg(feature = "safetensors")]
            if self.setup.settings.checkpoint.is_some() {
                let last = flow.is_break() || self.history.epochs() >= epochs || self.exhausted();
                let saved = self.save(net, last);
                self.agree(saved)?;
            }
        }
        if let Some(watch) = &self.watch {
            net.params_slice_mut().copy_from_slice(&watch.best_weights);
        }
        Ok(self.history)
    }

    fn exhausted(&self) -> bool {
        self.watch.as_ref().is_some_and(Watch::exhausted)
    }

    /// Makes the network before the first epoch the best one so far, if early stopping is on.
    fn measure_start(&mut self, net: &N) -> Result<(), Error> {
        if self.history.epochs() > 0 || self.watch.is_none() {
            return Ok(());
        }
        let loss = match self.validation_loss(net)? {
            Some(loss) => loss,
            None => self.training_loss(net)?,
        };
        if let Some(watch) = &mut self.watch {
            watch.observe(loss, net, &mut self.history);
        }
        Ok(())
    }

    /// Makes one pass over the samples and returns the weighted mean of their losses, each before the step of its batch.
    fn epoch(&mut self, net: &mut N) -> Result<f32, Error> {
        let batch_size = self.batch_size;
        let samples = self.samples();
        match &mut self.collective {
            Some(collective) => collective.shuffle(self.history.epochs()),
            None => self.numbers.shuffle(&mut self.order),
        }
        self.set_learning_rate(net)?;
        let (mut sum, mut total, batches) = (0.0, 0.0, samples.div_ceil(batch_size));
        let mut value = 0.0;
        for batch in 0..batches {
            if self.setup.settings.schedule_by == ScheduleBy::Batch {
                self.set_learning_rate(net)?;
            }
            let weight;
            (value, weight) = self.step(net, batch)?;
            // an optimizer that breaks weights does so at once: later, it could only be told from the next loss; the
            // weights after the last batch are checked below
            if !value.is_finite() || batch == 0 && batches > 1 && !is_finite(net) {
                return Err(self.diverged(net, batch + 1, value));
            }
            // the last batch may be shorter, and weights differ: only then is this the mean over the samples
            sum += f64::from(value) * weight;
            total += weight;
            #[cfg(feature = "progress")]
            if let Some(progress) = &self.progress {
                progress.batch(batch_size.min(samples - batch * batch_size));
            }
        }
        if !is_finite(net) {
            return Err(self.diverged(net, batches, value));
        }
        self.finite.copy_from_slice(net.params_slice());
        #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
        Ok((sum / total) as f32)
    }

    /// Makes one step on a batch of the epoch, from 0.
    ///
    /// Returns the loss of the batch before the step, and the sum of its samples' weights.
    fn step(&mut self, net: &mut N, batch: usize) -> Result<(f32, f64), Error> {
        if self.collective.is_some() {
            return self.step_together(net, batch);
        }
        let loss = self.step_alone(net, batch * self.batch_size);
        Ok((loss, self.batch.weight()))
    }

    /// Makes one step together with other ranks.
    fn step_together(&mut self, net: &mut N, batch: usize) -> Result<(f32, f64), Error> {
        let collective = self.collective.as_mut().expect("other ranks");
        let state = &mut *self.state;
        let mask = N::DROPOUT.then(|| Mask::new(state.seed, state.steps()));
        let wanted = Wanted { mask, first_trained: state.first_trained() };
        match collective.gradient(net, batch, wanted, &mut state.gradient) {
            Ok(loss) => {
                state.step_along_own_gradient(&self.optimizer, net);
                Ok(loss)
            }
            Err(error) => {
                net.params_slice_mut().copy_from_slice(&self.finite);
                Err(error)
            }
        }
    }

    /// Makes one step on the batch that begins at position `first` of the order, and returns its loss before the step.
    fn step_alone(&mut self, net: &mut N, first: usize) -> f32 {
        let order = &self.order[first..];
        let order = &order[..order.len().min(self.batch_size)];
        let Gathered { inputs, targets, weights } = &mut self.batch;
        inputs.clear();
        inputs.extend(order.iter().map(|&sample| self.inputs[sample]));
        targets.clear();
        targets.extend(order.iter().map(|&sample| self.targets[sample]));
        weights.clear();
        let (loss, optimizer) = (self.setup.loss, &self.optimizer);
        if self.weights.training.is_empty() {
            let batch = Batch::new(inputs, targets).workspace(&mut self.workspace);
            return net.train(loss, optimizer, &mut self.state, batch);
        }
        weights.extend(order.iter().map(|&sample| self.weights.training[sample]));
        let batch = Batch::new(inputs, targets).weights(weights).workspace(&mut self.workspace);
        net.train(loss, optimizer, &mut self.state, batch)
    }

    /// Sets the learning rate of this epoch or batch; a closure may return anything, so the rate is checked.
    fn set_learning_rate(&mut self, net: &mut N) -> Result<(), Error> {
        let (base, step) = (self.setup.optimizer.learning_rate(), self.scheduled_step());
        let rate = self.schedule.learning_rate(base, step);
        if !(rate.is_finite() && rate >= 0.0) {
            let error = Error::ScheduledRate { step, rate };
            if let Some(collective) = &mut self.collective {
                // the other ranks, whose schedules may return another rate, hear of it in the next step
                collective.fail(error);
                return Ok(());
            }
            net.params_slice_mut().copy_from_slice(&self.finite);
            return Err(error);
        }
        self.optimizer.set_learning_rate(rate);
        Ok(())
    }

    /// Returns the number of epochs or batches so far.
    fn scheduled_step(&self) -> u32 {
        if self.setup.settings.schedule_by == ScheduleBy::Batch {
            self.state.steps()
        } else {
            u32::try_from(self.history.epochs()).unwrap_or(u32::MAX)
        }
    }

    /// Validates, records and observes an epoch that is over.
    fn after_epoch(
        &mut self,
        loss: f32,
        net: &N,
        callback: &mut dyn FnMut(&mut Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Error> {
        let validation = self.validation_loss(net)?;
        // the mean of the batches' losses belongs to no network: the one that may be restored is measured
        let loss = if self.watch.is_some() && validation.is_none() { self.training_loss(net)? } else { loss };
        let watched = validation.unwrap_or(loss);
        self.schedule.observe(self.scheduled_step(), watched);
        self.history.push(loss, validation, self.optimizer.learning_rate(), self.clock.elapsed());
        #[cfg(feature = "progress")]
        if let Some(progress) = &self.progress {
            progress.epoch(self.history.epochs(), loss, validation);
        }
        if let Some(watch) = &mut self.watch {
            watch.observe(watched, net, &mut self.history);
        }
        let epochs = self.setup.settings.epochs;
        let flow = callback(&mut Epoch { network: net, history: &mut self.history, epochs });
        match &self.collective {
            Some(collective) => collective.agree_on_flow(net, self.history.epochs(), flow),
            None => Ok(flow),
        }
    }

    /// Returns the loss on the validation data, if there are any.
    fn validation_loss(&mut self, net: &N) -> Result<Option<f32>, Error> {
        match &mut self.collective {
            Some(collective) => collective.validation_loss(net),
            None => Ok(self.validation.map(|samples| self.mean_loss(net, samples, &self.weights.validation))),
        }
    }

    /// Returns the loss on the training data, without dropout.
    fn training_loss(&mut self, net: &N) -> Result<f32, Error> {
        match &mut self.collective {
            Some(collective) => collective.training_loss(net),
            None => Ok(self.mean_loss(net, (self.inputs, self.targets), &self.weights.training)),
        }
    }

    fn mean_loss(&self, net: &N, (inputs, targets): Samples<'_, N::Input, L::Target>, weights: &[f32]) -> f32 {
        match weights {
            [] => net.loss(self.setup.loss, inputs, targets),
            weights => net.weighted_loss(self.setup.loss, inputs, targets, weights),
        }
    }

    fn diverged(&self, net: &mut N, batch: usize, loss: f32) -> Error {
        net.params_slice_mut().copy_from_slice(&self.finite);
        Error::Diverged { epoch: self.history.epochs() + 1, batch, loss }
    }
}

/// Whether all parameters of a network are finite.
fn is_finite<N: Network>(net: &N) -> bool {
    net.params_slice().iter().all(|w| w.is_finite())
}
