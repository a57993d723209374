//! Checkpoints: everything on disk that the remaining epochs depend on.

mod fields;
mod snapshot;

use super::identity::{fingerprint, identify};
use super::run::Run;
use super::settings::ScheduleBy;
use crate::error::{CheckpointReason, Error};
use crate::file::container::Checkpoint;
use crate::file::lock::{IsHeld, Lock};
use crate::loss::Loss;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::train::history::History;
use crate::train::schedule::Schedule;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use fields::{Reader, Writer};
use snapshot::Snapshot;
use std::path::Path;

/// The format of the file; files of another format are rejected.
const FORMAT: &str = "checkpoint of mlp, version 1";

/// More bytes than an epoch has in a history, with a thousand metrics.
const EPOCH_BYTES: usize = 4 * 1_024;
/// More bytes than names, shapes, settings and the description of the network have.
const OTHER_BYTES: usize = 16 << 20;

impl<N, L, O, S> Run<'_, N, L, O, S>
where
    N: Network,
    L: Loss<N>,
    O: Optimizer,
    S: Schedule,
{
    /// Writes a checkpoint if one is due after this epoch.
    pub(super) fn save(&mut self, net: &N, last: bool) -> Result<(), Error> {
        let Some(path) = &self.setup.settings.checkpoint else { return Ok(()) };
        if !self.is_first_rank() {
            return Ok(());
        }
        if !last && !self.history.epochs().is_multiple_of(self.setup.settings.checkpoint_every) {
            return Ok(());
        }
        let mut file = Checkpoint::default();
        for (name, word) in &self.identity {
            file.word(name, word);
        }
        let path = path.clone();
        let mut writer = Writer { file, visit_layers: N::visit_layers };
        Snapshot::of(self, net).fields(&mut writer).map_err(|reason| wrong(&path, reason))?;
        crate::file::replace::save(&path, &writer.file.encode())
    }

    /// Resumes from the checkpoint, if there is one. On an error nothing is changed.
    ///
    /// Among ranks, the first one reads it for all.
    pub(super) fn resume(&mut self, net: &mut N) -> Result<(), Error> {
        let Some(path) = &self.setup.settings.checkpoint else { return Ok(()) };
        let path = path.clone();
        self.identity = self.identify(net);
        let opened = if self.is_first_rank() { self.open(&path) } else { Ok(None) };
        let bytes = match &self.collective {
            Some(collective) => collective.bytes_of_first(opened)?,
            None => opened?,
        };
        let Some(bytes) = bytes else { return Ok(()) };
        let read = match Checkpoint::decode(&bytes) {
            Ok(file) => self.read(net, &file),
            Err(reason) => Err(reason),
        };
        self.agree(read.map_err(|reason| wrong(&path, reason)))
    }

    /// Locks the checkpoint and returns its bytes, if it exists.
    fn open(&mut self, path: &Path) -> Result<Option<Vec<u8>>, Error> {
        self.lock = Lock::of(path).map_err(|IsHeld| wrong(path, CheckpointReason::InUse))?;
        if crate::file::disk::is_regular(path)? {
            let longest = self.longest_file();
            return crate::file::disk::load(path, longest).map(Some);
        }
        // a missing folder is better reported now than after the first epochs
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.map_or(Ok(()), crate::file::disk::check_folder)?;
        Ok(None)
    }

    /// Returns the number of bytes that a checkpoint of this run cannot have, so that no more are read.
    fn longest_file(&mut self) -> usize {
        let mut moments = 0;
        self.state.moments(&mut |slots| moments = slots.len());
        let numbers = N::PARAMS.saturating_mul(4 * (moments + 2)).saturating_add(8 * self.order.len());
        let history = self.setup.settings.epochs.saturating_mul(EPOCH_BYTES);
        numbers.saturating_add(history).saturating_add(OTHER_BYTES)
    }

    fn read(&mut self, net: &mut N, file: &Checkpoint) -> Result<(), CheckpointReason> {
        for (name, expected) in &self.identity {
            let found = file.text(name)?;
            if found != expected {
                let (found, expected) = (found.to_string(), expected.clone());
                return Err(CheckpointReason::Other { what: name, found, expected });
            }
        }
        let mut snapshot = Snapshot::of(self, net);
        snapshot.fields(&mut Reader { file, visit_layers: N::visit_layers })?;
        self.check_schedule(&snapshot.history)?;
        let (found, expected) = (snapshot.history.epochs(), self.setup.settings.epochs);
        if found > expected {
            return Err(CheckpointReason::Epochs { found, expected });
        }
        // nothing can fail from here on
        snapshot.restore(self, net);
        Ok(())
    }

    /// Checks that the schedule returns the learning rates that the past epochs had, given the same losses.
    ///
    /// A schedule has no name to compare, and a closure cannot be inspected.
    fn check_schedule(&self, history: &History) -> Result<(), CheckpointReason> {
        let mut schedule = self.setup.schedule.clone();
        let mut optimizer = self.setup.optimizer.clone();
        let base = optimizer.learning_rate();
        let batches = u32::try_from(self.samples().div_ceil(self.batch_size)).unwrap_or(u32::MAX);
        let watched = if history.validation_losses.is_empty() { &history.losses } else { &history.validation_losses };
        for ((epoch, expected), loss) in (1_u32..).zip(&history.learning_rates).zip(watched) {
            let (step, next) = if self.setup.settings.schedule_by == ScheduleBy::Batch {
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

    /// Returns everything that must be the same for a training run to be resumed.
    fn identify(&self, net: &N) -> Vec<(&'static str, String)> {
        let validation = self.validation.map(|samples| fingerprint::<N, L>(samples, &self.weights.validation));
        let data = match &self.collective {
            Some(collective) => collective.data(),
            None => fingerprint::<N, L>((self.inputs, self.targets), &self.weights.training),
        };
        let mut identity = alloc::vec![("format", FORMAT.to_string()), ("network", format!("{net:?}"))];
        identity.extend(identify(&self.setup, self.batch_size));
        identity.push(("data", data));
        identity.push(("validation data", validation.unwrap_or_else(|| "none".to_string())));
        identity
    }
}

fn wrong(path: &Path, reason: CheckpointReason) -> Error {
    Error::Checkpoint { path: path.to_path_buf(), reason }
}
