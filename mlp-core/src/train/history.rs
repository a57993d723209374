//! The record of a training run.

#[cfg(feature = "plot")]
mod plot;
mod summary;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The per-epoch record of a training run: losses, metrics, learning rates and times.
///
/// Two histories are equal if everything but their times is equal.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub(crate) losses: Vec<f32>,
    pub(crate) validation_losses: Vec<f32>,
    pub(crate) learning_rates: Vec<f32>,
    pub(crate) seconds: Vec<f64>,
    pub(crate) metrics: Vec<(String, Vec<f32>)>,
    pub(crate) best_epoch: Option<usize>,
}

impl History {
    pub(crate) fn push(&mut self, loss: f32, validation: Option<f32>, learning_rate: f32, seconds: Option<f64>) {
        self.losses.push(loss);
        self.validation_losses.extend(validation);
        self.learning_rates.push(learning_rate);
        self.seconds.extend(seconds);
        for (_, values) in &mut self.metrics {
            values.push(f32::NAN);
        }
    }

    /// Sets a metric of the last epoch.
    pub(crate) fn record(&mut self, name: &str, value: f32) {
        let epochs = self.epochs();
        let known = self.metrics.iter().position(|(known, _)| known == name);
        let index = known.unwrap_or_else(|| {
            self.metrics.push((name.to_string(), alloc::vec![f32::NAN; epochs]));
            self.metrics.len() - 1
        });
        if let Some(last) = self.metrics[index].1.last_mut() {
            *last = value;
        }
    }

    /// Returns the training loss of each epoch.
    ///
    /// It is the mean of the samples' losses, `sum w_i l_i / sum w_i` if they have weights, each computed before the
    /// step of its batch. With [`EarlyStopping`](crate::EarlyStopping) and without validation data it is the loss of
    /// the network after the epoch, so that a loss belongs to the weights that may be restored.
    #[must_use]
    pub fn losses(&self) -> &[f32] {
        &self.losses
    }

    /// Returns the loss on the validation data after each epoch; empty without validation data.
    ///
    /// It is the mean over the samples of [`Trainer::validate`](crate::Trainer::validate), without dropout, weighted by
    /// their class weights.
    #[must_use]
    pub fn validation_losses(&self) -> &[f32] {
        &self.validation_losses
    }

    /// Returns the learning rate of each epoch's last batch.
    ///
    /// It differs from the optimizer's if there is a [schedule](crate::Trainer::schedule). For [`Lbfgs`](crate::Lbfgs)
    /// it is the length of the step.
    #[must_use]
    pub fn learning_rates(&self) -> &[f32] {
        &self.learning_rates
    }

    /// Returns the seconds from the start of the training run to the end of each epoch.
    ///
    /// Empty if there is no clock: without the feature `std`, and in browsers.
    #[must_use]
    pub fn seconds(&self) -> &[f64] {
        &self.seconds
    }

    /// Returns the values of a metric, one for each epoch.
    ///
    /// The values are those passed to [`Epoch::record`](crate::Epoch::record) under this name, NaN for epochs without a
    /// value. `None` if the name was never recorded.
    #[must_use]
    pub fn metric(&self, name: &str) -> Option<&[f32]> {
        self.metrics.iter().find(|(known, _)| known == name).map(|(_, values)| values.as_slice())
    }

    /// Returns the names of all metrics, in the order in which they were first recorded.
    pub fn metrics(&self) -> impl Iterator<Item = &str> {
        self.metrics.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the epoch, from 1, whose weights early stopping has restored; 0 for the network before training.
    ///
    /// `None` without [`EarlyStopping`](crate::EarlyStopping).
    #[must_use]
    pub const fn best_epoch(&self) -> Option<usize> {
        self.best_epoch
    }

    /// Returns the number of epochs.
    #[must_use]
    pub fn epochs(&self) -> usize {
        self.losses.len()
    }

    /// Returns the training loss of the last epoch; NaN if there was none.
    ///
    /// The last of [`History::losses`]. With early stopping it is not the loss of the restored weights, which are
    /// those of [`History::best_epoch`].
    #[must_use]
    pub fn final_loss(&self) -> f32 {
        self.losses.last().copied().unwrap_or(f32::NAN)
    }

    /// Writes a table with one line per epoch, as comma-separated values (RFC 4180).
    ///
    /// The columns are `epoch`, `loss`, `validation_loss`, `learning_rate`, `seconds` and the metrics. Columns without
    /// values are omitted.
    ///
    /// ```
    /// use mlp::History;
    ///
    /// let mut text = String::new();
    /// History::default().write_csv(&mut text)?;
    /// assert_eq!(text, "epoch,loss,learning_rate\n");
    /// # Ok::<(), std::fmt::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If writing to `text` fails.
    pub fn write_csv(&self, text: &mut impl fmt::Write) -> fmt::Result {
        let (validated, timed) = (!self.validation_losses.is_empty(), !self.seconds.is_empty());
        text.write_str("epoch,loss")?;
        text.write_str(if validated { ",validation_loss" } else { "" })?;
        text.write_str(",learning_rate")?;
        text.write_str(if timed { ",seconds" } else { "" })?;
        for name in self.metrics() {
            text.write_char(',')?;
            write_field(text, name)?;
        }
        text.write_char('\n')?;
        for (index, loss) in self.losses.iter().enumerate() {
            write!(text, "{},{loss}", index + 1)?;
            if validated {
                write!(text, ",{}", self.validation_losses[index])?;
            }
            write!(text, ",{}", self.learning_rates[index])?;
            if timed {
                write!(text, ",{:.6}", self.seconds[index])?;
            }
            for (_, values) in &self.metrics {
                write!(text, ",{}", values[index])?;
            }
            text.write_char('\n')?;
        }
        Ok(())
    }

    /// Saves the table of [`History::write_csv`] to a file, which is replaced in one step.
    ///
    /// # Errors
    ///
    /// [`Error::File`](crate::error::Error::File) if the file cannot be written.
    #[cfg(feature = "std")]
    pub fn save_csv(&self, path: impl AsRef<std::path::Path>) -> Result<(), crate::error::Error> {
        let mut text = String::new();
        let written = self.write_csv(&mut text);
        debug_assert!(written.is_ok(), "a string can always be written to");
        crate::file::replace::save(path.as_ref(), text.as_bytes())
    }
}

impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        self.losses == other.losses
            && self.validation_losses == other.validation_losses
            && self.learning_rates == other.learning_rates
            && self.metrics == other.metrics
            && self.best_epoch == other.best_epoch
    }
}

/// Writes a field of a table, in quotes where RFC 4180 requires them.
fn write_field(text: &mut impl fmt::Write, field: &str) -> fmt::Result {
    if !field.contains([',', '"', '\n', '\r']) {
        return text.write_str(field);
    }
    text.write_char('"')?;
    for character in field.chars() {
        text.write_str(if character == '"' { "\"" } else { "" })?;
        text.write_char(character)?;
    }
    text.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::History;
    use alloc::string::String;

    #[test]
    fn tables() {
        let mut history = History::default();
        history.push(0.5, Some(0.25), 0.1, Some(1.5));
        history.push(0.125, Some(1e-9), 0.05, Some(3.0));
        history.record("right, of \"all\"", 0.75);
        history.push(f32::MIN_POSITIVE, Some(2.0), 0.05, Some(3.25));
        let mut text = String::new();
        history.write_csv(&mut text).expect("a string");
        let expected = "epoch,loss,validation_loss,learning_rate,seconds,\"right, of \"\"all\"\"\"\n\
                        1,0.5,0.25,0.1,1.500000,NaN\n\
                        2,0.125,0.000000001,0.05,3.000000,0.75\n";
        assert!(text.starts_with(expected), "{text}");
        let last: Vec<&str> = text.lines().last().expect("a line").split(',').collect();
        assert_eq!(last[1].parse::<f32>(), Ok(f32::MIN_POSITIVE), "numbers keep all their digits");
    }

    use alloc::vec::Vec;

    #[test]
    fn times_are_not_compared() {
        let with = |seconds| {
            let mut history = History::default();
            history.push(0.5, None, 0.1, Some(seconds));
            history
        };
        assert_eq!(with(1.0), with(2.0));
        assert_ne!(with(1.0), History::default());
    }
}
