//! Training without writing the loop.

use crate::error::Error;
use crate::history::History;
use crate::loss::{Loss, Targets};
use crate::network::{Network, Vector};
use crate::optimizer::{Optimizer, State};
use crate::random::SplitMix64;
use crate::workspace::Workspace;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Epochs, batches, a seeded shuffle and validation around [`Network::train_batch`].
///
/// Each epoch visits every sample once, in a new random order; the last batch may be shorter. The order is that of
/// splitmix64 with the seed as its state and the shuffle of Fisher and Yates, so it can be repeated elsewhere.
///
/// See `mlp::mlp!` for an example.
#[derive(Clone, Debug)]
pub struct Trainer<L, O, V = ()> {
    loss: L,
    optimizer: O,
    validation: V,
    epochs: usize,
    batch_size: usize,
    seed: u64,
}

/// Held-out samples that are only asked, never trained on.
#[derive(Clone, Copy, Debug)]
pub struct Validation<'a, X, T> {
    inputs: &'a [X],
    targets: &'a [T],
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for () {}
    impl<X, T> Sealed for super::Validation<'_, X, T> {}
}

/// What a trainer validates with: samples, or nothing.
pub trait Validate: sealed::Sealed {
    /// Of one sample.
    type Inputs;
    /// Of one sample.
    type Targets;
    /// The samples, if there are any.
    #[doc(hidden)]
    fn samples(&self) -> (&[Self::Inputs], &[Self::Targets]);
}

impl Validate for () {
    type Inputs = ();
    type Targets = ();
    fn samples(&self) -> (&[()], &[()]) {
        (&[], &[])
    }
}

impl<X, T> Validate for Validation<'_, X, T> {
    type Inputs = X;
    type Targets = T;
    fn samples(&self) -> (&[X], &[T]) {
        (self.inputs, self.targets)
    }
}

/// Whether a network that takes `Self` and learns `T` can be asked about the samples given to `validate`.
///
/// Implemented by the network's inputs, which rustc does not know before it knows the network: by then it has to
/// compare types where it would otherwise infer one from the other, and say less.
#[diagnostic::on_unimplemented(
    message = "`validate` got inputs `{GivenInputs}` and targets `{GivenTargets}`, but this network takes `{Self}` and learns `{T}`",
    label = "trains on inputs `{Self}` and targets `{T}`",
    note = "give `validate` inputs and targets of the same types as `fit`"
)]
pub trait ValidatedBy<T, GivenInputs, GivenTargets>: Sized {
    /// The samples as this network's, if there are any.
    #[doc(hidden)]
    fn samples<'a>(inputs: &'a [GivenInputs], targets: &'a [GivenTargets]) -> Option<(&'a [Self], &'a [T])>;
}

impl<X: Vector, T> ValidatedBy<T, (), ()> for X {
    fn samples<'a>(_: &'a [()], _: &'a [()]) -> Option<(&'a [X], &'a [T])> {
        None
    }
}

impl<X: Vector, T> ValidatedBy<T, X, T> for X {
    fn samples<'a>(inputs: &'a [X], targets: &'a [T]) -> Option<(&'a [X], &'a [T])> {
        Some((inputs, targets))
    }
}

impl<L, O> Trainer<L, O> {
    /// Minimises `loss` with `optimizer`: 100 epochs in batches of 32, seed 0, no validation.
    #[must_use]
    pub const fn new(loss: L, optimizer: O) -> Self {
        Self { loss, optimizer, validation: (), epochs: 100, batch_size: 32, seed: 0 }
    }
}

impl<L, O, V> Trainer<L, O, V> {
    /// How often every sample is seen.
    #[must_use]
    pub fn epochs(self, epochs: usize) -> Self {
        Self { epochs, ..self }
    }

    /// How many samples go into one step.
    #[must_use]
    pub fn batch_size(self, batch_size: usize) -> Self {
        Self { batch_size, ..self }
    }

    /// What the order of the samples, and what dropout leaves out, follow from.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// After each epoch, measures the loss on samples that are not trained on.
    #[must_use]
    pub fn validate<'a, X, T>(self, inputs: &'a [X], targets: &'a [T]) -> Trainer<L, O, Validation<'a, X, T>> {
        let Self { loss, optimizer, epochs, batch_size, seed, .. } = self;
        Trainer { loss, optimizer, validation: Validation { inputs, targets }, epochs, batch_size, seed }
    }

    /// Trains `net` on samples; the network may be in a box.
    ///
    /// # Errors
    ///
    /// If the settings or the data are wrong (see [`Error`]), found before anything is changed. If the loss becomes
    /// NaN or infinite the training stops, and the network has the weights of the end of the last epoch in which all
    /// was finite (or those it began with).
    pub fn fit<N>(&self, net: &mut N, inputs: &[N::Input], targets: &[L::Target]) -> Result<History, Error>
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        V: Validate,
        N::Input: ValidatedBy<L::Target, V::Inputs, V::Targets>,
    {
        self.check_settings()?;
        check_data::<N, L>(inputs, targets)?;
        let (held_inputs, held_targets) = self.validation.samples();
        let validation = N::Input::samples(held_inputs, held_targets);
        if let Some((inputs, targets)) = validation {
            check_data::<N, L>(inputs, targets)?;
        }
        let mut run = Run::new(self, net);
        let mut history = History::default();
        for epoch in 1..=self.epochs {
            let loss = run.epoch(epoch, net, inputs, targets)?;
            history.push(loss, validation.map(|(inputs, targets)| net.loss(self.loss, inputs, targets)));
        }
        Ok(history)
    }

    fn check_settings(&self) -> Result<(), Error>
    where
        O: Optimizer,
    {
        let rate = self.optimizer.learning_rate();
        let (name, expected) = if self.epochs == 0 {
            ("epochs", "at least 1")
        } else if self.batch_size == 0 {
            ("batch_size", "at least 1")
        } else if !(rate.is_finite() && rate >= 0.0) {
            ("learning rate", "a number and not negative")
        } else {
            return Ok(());
        };
        Err(Error::Setting { name, expected })
    }
}

/// Finds out whether samples can be trained on.
fn check_data<N: Network, L: Loss<N>>(inputs: &[N::Input], targets: &[L::Target]) -> Result<(), Error> {
    if inputs.len() != targets.len() {
        return Err(Error::Lengths { inputs: inputs.len(), targets: targets.len() });
    }
    if inputs.is_empty() {
        return Err(Error::NoSamples);
    }
    let numbers = N::Input::flatten(inputs);
    if let Some(index) = numbers.iter().position(|x| !x.is_finite()) {
        let (sample, column) = (index / N::INPUTS, index % N::INPUTS);
        return Err(Error::InputNotFinite { sample, column, value: numbers[index] });
    }
    check_targets(L::targets(targets), L::PROBABILITIES)
}

fn check_targets(targets: Targets<'_>, probabilities: bool) -> Result<(), Error> {
    match targets {
        Targets::Values { values, outputs } => {
            let wrong = |t: &f32| !t.is_finite() || probabilities && !(0.0..=1.0).contains(t);
            values.iter().position(wrong).map_or(Ok(()), |index| {
                let (sample, column, value) = (index / outputs, index % outputs, values[index]);
                if value.is_finite() {
                    Err(Error::TargetNotProbability { sample, column, value })
                } else {
                    Err(Error::TargetNotFinite { sample, column, value })
                }
            })
        }
        Targets::Classes { classes, outputs } => {
            let wrong = classes.iter().position(|class| *class >= outputs);
            wrong.map_or(Ok(()), |sample| Err(Error::Class { sample, class: classes[sample], outputs }))
        }
    }
}

/// What changes during a training.
struct Run<'a, N: Network, L: Loss<N>, O: Optimizer, V> {
    trainer: &'a Trainer<L, O, V>,
    state: Box<State<N, O>>,
    numbers: SplitMix64,
    order: Vec<usize>,
    inputs: Vec<N::Input>,
    targets: Vec<L::Target>,
    workspace: Workspace,
    /// The parameters at the end of the last finite epoch.
    finite: Vec<f32>,
}

impl<'a, N: Network, L: Loss<N>, O: Optimizer, V> Run<'a, N, L, O, V> {
    fn new(trainer: &'a Trainer<L, O, V>, net: &N) -> Self {
        let mut state = State::boxed();
        state.set_seed(trainer.seed);
        Self {
            trainer,
            state,
            numbers: SplitMix64::new(trainer.seed),
            order: Vec::new(),
            inputs: Vec::new(),
            targets: Vec::new(),
            workspace: Workspace::new(),
            finite: net.params_slice().to_vec(),
        }
    }

    /// One pass over the samples; the mean of the batches' losses.
    fn epoch(&mut self, epoch: usize, net: &mut N, inputs: &[N::Input], targets: &[L::Target]) -> Result<f32, Error> {
        if self.order.is_empty() {
            self.order = (0..inputs.len()).collect();
        }
        self.numbers.shuffle(&mut self.order);
        let Trainer { loss, optimizer, batch_size, .. } = self.trainer;
        let mut sum = 0.0;
        for (batch, order) in self.order.chunks(*batch_size).enumerate() {
            self.inputs.clear();
            self.inputs.extend(order.iter().map(|&sample| inputs[sample]));
            self.targets.clear();
            self.targets.extend(order.iter().map(|&sample| targets[sample]));
            let (inputs, targets) = (&self.inputs, &self.targets);
            let value = net.train_batch_in(&mut self.workspace, *loss, optimizer, &mut self.state, inputs, targets);
            if !value.is_finite() {
                return Err(self.diverged(net, epoch, batch + 1, value));
            }
            sum += f64::from(value);
        }
        let batches = inputs.len().div_ceil(*batch_size);
        if net.params_slice().iter().any(|w| !w.is_finite()) {
            return Err(self.diverged(net, epoch, batches, f32::NAN));
        }
        self.finite.copy_from_slice(net.params_slice());
        #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
        Ok((sum / batches as f64) as f32)
    }

    fn diverged(&self, net: &mut N, epoch: usize, batch: usize, loss: f32) -> Error {
        net.params_slice_mut().copy_from_slice(&self.finite);
        Error::Diverged { epoch, batch, loss }
    }
}
