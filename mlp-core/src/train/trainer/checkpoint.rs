//! A training on disk: everything that the epochs to come depend on.

use super::run::{Run, Samples};
use crate::error::{CheckpointReason, Error};
use crate::file::container::{Checkpoint, Checksum};
use crate::file::safetensors::{from_file_order, to_file_order};
use crate::loss::{Loss, Targets};
use crate::model::Vector;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::random::SplitMix64;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::path::Path;

/// What the checkpoint is of; a file of something else is refused.
const FORMAT: &str = "checkpoint of mlp, version 1";

impl<N, L, O, V, S> Run<'_, N, L, O, V, S>
where
    N: Network,
    L: Loss<N>,
    O: Optimizer,
    S: Schedule,
{
    /// Writes a checkpoint if there is to be one after this epoch.
    pub(super) fn save(&mut self, net: &N, last: bool) -> Result<(), Error> {
        let Some(path) = &self.trainer.settings.checkpoint else { return Ok(()) };
        if !last && !self.history.epochs().is_multiple_of(self.trainer.settings.checkpoint_every) {
            return Ok(());
        }
        let bytes = self.checkpoint(net).encode();
        crate::file::disk::save(path, &bytes)
    }

    fn checkpoint(&mut self, net: &N) -> Checkpoint {
        let mut file = Checkpoint::default();
        for (name, word) in &self.identity {
            file.word(name, word);
        }
        let mut write = |prefix: &str, parameters: &[f32]| {
            to_file_order(parameters, N::visit_layers, |name, shape, numbers| {
                file.tensor(&format!("{prefix}.{name}"), shape, numbers);
            });
        };
        write("network", net.params_slice());
        self.state.moments(&mut |moments| {
            for (index, moment) in moments.iter().enumerate() {
                write(&format!("moments.{index}"), moment);
            }
        });
        if let Some(watch) = &self.watch {
            write("best", &watch.best_weights);
            file.word("lowest loss", &watch.lowest.to_bits());
            file.word("bad epochs", &watch.bad);
        }
        file.word("steps", &self.state.steps());
        file.word("random numbers", &self.numbers.state());
        let order: Vec<u64> = self.order.iter().map(|index| *index as u64).collect();
        file.list("order", &order);
        let mut words = Vec::new();
        self.schedule.remember(&mut |word| words.push(u64::from(word)));
        file.list("schedule", &words);
        write_history(&self.history, &mut file);
        file
    }

    /// Goes on where a checkpoint ends, if there is one; on an error nothing is changed.
    pub(super) fn resume(&mut self, net: &mut N) -> Result<(), Error> {
        let Some(path) = &self.trainer.settings.checkpoint else { return Ok(()) };
        self.identity = self.identify(net);
        if !path.exists() {
            // better now than after the first epochs
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            return folder.map_or(Ok(()), crate::file::disk::check_folder);
        }
        let bytes = crate::file::disk::load(path, usize::MAX - 1)?;
        let file = Checkpoint::decode(&bytes).map_err(|reason| wrong(path, reason))?;
        self.read(net, &file).map_err(|reason| wrong(path, reason))
    }

    fn read(&mut self, net: &mut N, file: &Checkpoint) -> Result<(), CheckpointReason> {
        for (name, expected) in &self.identity {
            let found = file.text(name)?;
            if found != expected {
                let (found, expected) = (found.to_string(), expected.clone());
                return Err(CheckpointReason::Other { what: name, found, expected });
            }
        }
        let parameters = |prefix: &str| {
            let mut parameters = alloc::vec![0.0; N::PARAMS];
            from_file_order(&mut parameters, N::visit_layers, |name, count| {
                file.exactly(&format!("{prefix}.{name}"), count)
            })?;
            Ok::<_, CheckpointReason>(parameters)
        };
        let network = parameters("network")?;
        let mut count = 0;
        self.state.moments(&mut |moments| count = moments.len());
        let moments: Vec<Vec<f32>> =
            (0..count).map(|index| parameters(&format!("moments.{index}"))).collect::<Result<_, _>>()?;
        let best = self.watch.is_some().then(|| parameters("best")).transpose()?;
        let watched = match best {
            Some(best) => Some((best, f32::from_bits(file.parse("lowest loss")?), file.parse("bad epochs")?)),
            None => None,
        };
        let (steps, numbers) = (file.parse("steps")?, SplitMix64::new(file.parse("random numbers")?));
        let order = read_order(file, self.order.len())?;
        let mut words = Vec::new();
        self.schedule.remember(&mut |word| words.push(word));
        let words: Vec<u64> = file.exactly("schedule", words.len())?;
        let history = read_history(file)?;
        self.check_schedule(&history)?;

        // from here on nothing can go wrong
        net.params_slice_mut().copy_from_slice(&network);
        self.state.moments(&mut |slots| {
            for (slot, moment) in slots.iter_mut().zip(&moments) {
                slot.copy_from_slice(moment);
            }
        });
        self.state.set_steps(steps);
        if let (Some(watch), Some((best, lowest, bad))) = (&mut self.watch, watched) {
            (watch.best_weights, watch.lowest, watch.bad) = (best, lowest, bad);
        }
        let mut words = words.into_iter().map(|word| u32::try_from(word).unwrap_or(0));
        self.schedule.recall(&mut || words.next().unwrap_or(0));
        self.clock.resume(history.seconds.last().copied());
        (self.numbers, self.order, self.history, self.finite) = (numbers, order, history, network);
        Ok(())
    }

    /// A schedule has no name to compare, a closure cannot be looked into: so the epochs that are over must have had the
    /// learning rates that it gives, now that the same losses are shown to it.
    fn check_schedule(&self, history: &History) -> Result<(), CheckpointReason> {
        let mut schedule = self.trainer.schedule.clone();
        let mut optimizer = self.trainer.optimizer.clone();
        let base = optimizer.learning_rate();
        let batches = u32::try_from(self.inputs.len().div_ceil(self.trainer.settings.batch_size)).unwrap_or(u32::MAX);
        let watched = if history.validation_losses.is_empty() { &history.losses } else { &history.validation_losses };
        for ((epoch, expected), loss) in (1_u32..).zip(&history.learning_rates).zip(watched) {
            let (step, next) = if self.trainer.settings.schedule_batches {
                let next = epoch.saturating_mul(batches);
                (next - 1, next)
            } else {
                (epoch - 1, epoch)
            };
            optimizer.set_learning_rate(schedule.learning_rate(base, step));
            let rate = optimizer.learning_rate();
            if rate.to_bits() != expected.to_bits() {
                return Err(CheckpointReason::LearningRate { epoch, found: *expected, expected: rate });
            }
            schedule.observe(next, *loss);
        }
        Ok(())
    }

    /// What must be the same for a training to go on as if it had not been interrupted.
    fn identify(&self, net: &N) -> Vec<(&'static str, String)> {
        let settings = &self.trainer.settings;
        let none = || "none".to_string();
        let stopping = settings.early_stopping.map_or_else(none, |stopping| format!("{stopping:?}"));
        let validation = self.validation.map(|samples| fingerprint::<N, L>(samples, &self.weights.validation));
        alloc::vec![
            ("format", FORMAT.to_string()),
            ("network", format!("{net:?}")),
            ("loss", format!("{:?}", self.trainer.loss)),
            ("optimizer", format!("{:?}", self.trainer.optimizer)),
            ("batch size", settings.batch_size.to_string()),
            ("seed", settings.seed.to_string()),
            ("schedule per batch", settings.schedule_batches.to_string()),
            ("early stopping", stopping),
            ("data", fingerprint::<N, L>((self.inputs, self.targets), &self.weights.training)),
            ("validation data", validation.unwrap_or_else(none)),
        ]
    }
}

/// How many samples there are, and a checksum of them and of what each counts.
fn fingerprint<N: Network, L: Loss<N>>((inputs, targets): Samples<'_, N::Input, L::Target>, weights: &[f32]) -> String {
    let mut sum = Checksum(0);
    let mut add = |numbers: &[f32]| numbers.iter().for_each(|number| sum.number(number.to_bits().into()));
    add(N::Input::flatten(inputs));
    add(weights);
    match L::targets(targets) {
        Targets::Values { values, .. } => add(values),
        Targets::Classes { classes, .. } => classes.iter().for_each(|class| sum.number(*class as u64)),
    }
    format!("{} samples, {:016x}", inputs.len(), sum.0)
}

fn wrong(path: &Path, reason: CheckpointReason) -> Error {
    Error::Checkpoint { path: path.to_path_buf(), reason }
}

fn read_order(file: &Checkpoint, samples: usize) -> Result<Vec<usize>, CheckpointReason> {
    let order: Vec<usize> = file
        .exactly::<u64>("order", samples)?
        .into_iter()
        .map(|index| usize::try_from(index).unwrap_or(samples))
        .collect();
    if order.iter().any(|index| *index >= samples) {
        return Err(CheckpointReason::Order);
    }
    Ok(order)
}

fn write_history(history: &History, file: &mut Checkpoint) {
    file.list("history.losses", &history.losses);
    file.list("history.validation_losses", &history.validation_losses);
    file.list("history.learning_rates", &history.learning_rates);
    file.list("history.seconds", &history.seconds);
    file.word("metrics", &history.metrics.len());
    for (index, (name, values)) in history.metrics.iter().enumerate() {
        file.word(&format!("metric {index}"), name);
        file.list(&format!("history.metric.{index}"), values);
    }
    file.word("best epoch", &history.best_epoch.unwrap_or(0));
}

fn read_history(file: &Checkpoint) -> Result<History, CheckpointReason> {
    let losses: Vec<f32> = file.numbers("history.losses")?;
    let epochs = losses.len();
    let all_or_none = |count: usize| if count == 0 { 0 } else { epochs };
    let validation_losses: Vec<f32> = file.numbers("history.validation_losses")?;
    let seconds: Vec<f64> = file.numbers("history.seconds")?;
    let metrics = (0..file.parse("metrics")?).map(|index: usize| {
        let name = file.text(&format!("metric {index}"))?.to_string();
        Ok((name, file.exactly(&format!("history.metric.{index}"), epochs)?))
    });
    let best: usize = file.parse("best epoch")?;
    Ok(History {
        learning_rates: file.exactly("history.learning_rates", epochs)?,
        validation_losses: file.exactly("history.validation_losses", all_or_none(validation_losses.len()))?,
        seconds: file.exactly("history.seconds", all_or_none(seconds.len()))?,
        metrics: metrics.collect::<Result<_, CheckpointReason>>()?,
        best_epoch: (best > 0).then_some(best),
        losses,
    })
}
