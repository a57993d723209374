//! Everything that the remaining epochs depend on, except the settings and the data.

use super::fields::Fields;
use crate::error::CheckpointReason;
use crate::loss::Loss;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::random::SplitMix64;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use crate::train::trainer::run::Run;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The changing parts of a training run. Whatever is added to [`Run`] and changes from epoch to epoch is added here
/// too.
pub(super) struct Snapshot {
    network: Vec<f32>,
    moments: Vec<Vec<f32>>,
    best: Option<Best>,
    steps: u32,
    random_numbers: u64,
    order: Vec<u64>,
    schedule: Vec<u64>,
    pub(super) history: History,
}

/// The best epoch so far, if there is early stopping.
struct Best {
    weights: Vec<f32>,
    lowest_loss: f32,
    bad_epochs: usize,
}

impl Snapshot {
    /// Returns a copy of the changing parts of `run`.
    pub(super) fn of<N, L, O, S>(run: &mut Run<'_, N, L, O, S>, net: &N) -> Self
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        S: Schedule,
    {
        let mut moments = Vec::new();
        run.state.moments(&mut |slots| moments = slots.iter().map(|slot| slot.to_vec()).collect());
        let best = run.watch.as_ref().map(|watch| Best {
            weights: watch.best_weights.clone(),
            lowest_loss: watch.lowest,
            bad_epochs: watch.bad,
        });
        let mut schedule = Vec::new();
        run.schedule.remember(&mut |word| schedule.push(u64::from(word)));
        Self {
            network: net.params_slice().to_vec(),
            moments,
            best,
            steps: run.state.steps(),
            random_numbers: run.numbers.state(),
            order: run.order.iter().map(|index| *index as u64).collect(),
            schedule,
            history: run.history.clone(),
        }
    }

    /// Visits all fields: the one list for writing and for reading.
    pub(super) fn fields(&mut self, fields: &mut impl Fields) -> Result<(), CheckpointReason> {
        fields.parameters("network", &mut self.network)?;
        for (index, moment) in self.moments.iter_mut().enumerate() {
            fields.parameters(&format!("moments.{index}"), moment)?;
        }
        if let Some(best) = &mut self.best {
            fields.parameters("best", &mut best.weights)?;
            // as bits, so that reading restores the same value
            let mut lowest = best.lowest_loss.to_bits();
            fields.number("lowest loss", &mut lowest)?;
            best.lowest_loss = f32::from_bits(lowest);
            fields.number("bad epochs", &mut best.bad_epochs)?;
        }
        fields.number("steps", &mut self.steps)?;
        fields.number("random numbers", &mut self.random_numbers)?;
        let samples = self.order.len();
        fields.exactly("order", &mut self.order, samples)?;
        if self.order.iter().any(|index| *index >= samples as u64) {
            return Err(CheckpointReason::Order);
        }
        let words = self.schedule.len();
        fields.exactly("schedule", &mut self.schedule, words)?;
        history_fields(&mut self.history, self.best.is_some(), fields)
    }

    /// Restores all changing parts of a run.
    pub(super) fn restore<N, L, O, S>(self, run: &mut Run<'_, N, L, O, S>, net: &mut N)
    where
        N: Network,
        L: Loss<N>,
        O: Optimizer,
        S: Schedule,
    {
        net.params_slice_mut().copy_from_slice(&self.network);
        run.state.moments(&mut |slots| {
            for (slot, moment) in slots.iter_mut().zip(&self.moments) {
                slot.copy_from_slice(moment);
            }
        });
        run.state.set_steps(self.steps);
        if let (Some(watch), Some(best)) = (&mut run.watch, self.best) {
            (watch.best_weights, watch.lowest, watch.bad) = (best.weights, best.lowest_loss, best.bad_epochs);
        }
        let mut words = self.schedule.into_iter().map(|word| u32::try_from(word).unwrap_or(0));
        run.schedule.recall(&mut || words.next().unwrap_or(0));
        run.clock.resume(self.history.seconds.last().copied());
        run.numbers = SplitMix64::new(self.random_numbers);
        // below the number of samples, otherwise reading would have failed
        run.order = self.order.into_iter().map(|index| usize::try_from(index).unwrap_or(0)).collect();
        (run.history, run.finite) = (self.history, self.network);
    }
}

/// Visits the fields of a history; each list has a value per epoch.
///
/// With early stopping there is a best epoch, and it may be 0.
fn history_fields(history: &mut History, stopping: bool, fields: &mut impl Fields) -> Result<(), CheckpointReason> {
    fields.list("history.losses", &mut history.losses)?;
    let epochs = history.losses.len();
    fields.all_or_none("history.validation_losses", &mut history.validation_losses, epochs)?;
    fields.exactly("history.learning_rates", &mut history.learning_rates, epochs)?;
    fields.all_or_none("history.seconds", &mut history.seconds, epochs)?;
    let mut metrics = history.metrics.len();
    fields.number("metrics", &mut metrics)?;
    // one after the other: a file may declare any number of them
    for index in 0..metrics {
        if history.metrics.len() == index {
            history.metrics.push((String::new(), Vec::new()));
        }
        let (name, values) = &mut history.metrics[index];
        fields.text(&format!("metric {index}"), name)?;
        fields.exactly(&format!("history.metric.{index}"), values, epochs)?;
    }
    let mut best = history.best_epoch.unwrap_or(0);
    fields.number("best epoch", &mut best)?;
    history.best_epoch = stopping.then_some(best);
    Ok(())
}
