//! The progress bar of a training run, through `indicatif`.

use core::time::Duration;
use indicatif::{FormattedDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A line on standard error, drawn at most twenty times a second; nothing if standard error is not a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    samples: u64,
    epochs: usize,
}

impl Progress {
    /// Shows a bar for `epochs` epochs, `done` of which are over.
    pub(super) fn start(target: ProgressDrawTarget, samples: usize, epochs: usize, done: usize) -> Self {
        let samples = samples as u64;
        let bar = ProgressBar::with_draw_target(Some(samples * epochs as u64), target);
        let skipped = samples * done as u64;
        let style = ProgressStyle::with_template("{wide_bar} {msg}{rate}, {elapsed_precise}{left}");
        let style = style.expect("a template that indicatif knows");
        // only the terminal can fail here, which is the bar's concern
        let rate = move |state: &ProgressState, text: &mut dyn core::fmt::Write| {
            let _ = write!(text, "{:.0} samples/s", per_second(state.pos(), skipped, state.elapsed()));
        };
        let left = move |state: &ProgressState, text: &mut dyn core::fmt::Write| {
            let remaining = state.len().unwrap_or_default().saturating_sub(state.pos());
            if let Some(left) = time_for(remaining, per_second(state.pos(), skipped, state.elapsed())) {
                let _ = write!(text, ", {} left", FormattedDuration(left));
            }
        };
        bar.set_style(style.with_key("rate", rate).with_key("left", left));
        bar.set_position(skipped);
        Self { bar, samples, epochs }
    }

    /// Advances the bar by a batch of this many samples.
    pub(super) fn batch(&self, samples: usize) {
        self.bar.inc(samples as u64);
    }

    /// Shows the losses of an epoch.
    pub(super) fn epoch(&self, number: usize, loss: f32, validation: Option<f32>) {
        let validation = validation.map(|loss| alloc::format!(" (validation {})", Short(loss))).unwrap_or_default();
        self.bar.set_message(alloc::format!("epoch {number}/{}, loss {}{validation}, ", self.epochs, Short(loss)));
        self.bar.set_position(self.samples * number as u64);
    }
}

impl Drop for Progress {
    /// Leaves the last state on the screen, however the training run ended. The line is as wide as the terminal, so
    /// whatever is printed next begins on a new line.
    fn drop(&mut self) {
        self.bar.abandon();
    }
}

/// Returns the samples per second of this run. `indicatif` would count those of an interrupted run before it too.
#[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
fn per_second(position: u64, skipped: u64, elapsed: Duration) -> f64 {
    position.saturating_sub(skipped) as f64 / elapsed.as_secs_f64().max(1e-9)
}

/// Returns the time for so many samples; `None` if there are none left, or if nothing is known of the rate.
#[expect(clippy::cast_precision_loss, reason = "shown in seconds")]
fn time_for(samples: u64, per_second: f64) -> Option<Duration> {
    if samples == 0 { None } else { Duration::try_from_secs_f64(samples as f64 / per_second).ok() }
}

/// A loss in few characters; with four decimals a small one would be shown as 0.
struct Short(f32);

impl core::fmt::Display for Short {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if self.0 == 0.0 || (1e-2..1e5).contains(&self.0.abs()) {
            write!(f, "{:.4}", self.0)
        } else {
            write!(f, "{:.3e}", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Progress, Short, per_second, time_for};
    use alloc::string::{String, ToString};
    use alloc::sync::Arc;
    use indicatif::{ProgressDrawTarget, TermLike};
    use std::io;
    use std::sync::Mutex;

    /// A terminal that keeps what is written to it.
    #[derive(Clone, Debug, Default)]
    struct Paper(Arc<Mutex<String>>);

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            120
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, line: &str) -> io::Result<()> {
            self.write_str(line)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().expect("no test panicked").push_str(text);
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_last_epoch_stays() {
        let paper = Paper::default();
        let target = ProgressDrawTarget::term_like(alloc::boxed::Box::new(paper.clone()));
        let progress = Progress::start(target, 100, 4, 1);
        progress.batch(60);
        progress.batch(40);
        progress.epoch(2, 0.5, None);
        progress.epoch(3, 0.25, Some(0.00125));
        drop(progress);
        let text = paper.0.lock().expect("no test panicked").clone();
        assert!(text.contains("epoch 3/4, loss 0.2500 (validation 1.250e-3), "), "{text:?}");
        let line = text.trim_end();
        assert!(line.contains(" samples/s, 00:00:0") && line.ends_with(" left"), "{text:?}");
    }

    #[test]
    fn the_rate_is_that_of_this_run() {
        // 100,000 samples before the interruption, and 200 in two seconds since
        let two_seconds = Duration::from_secs(2);
        assert_eq!(per_second(100_200, 100_000, two_seconds), 100.0);
        assert_eq!(per_second(100_000, 100_000, Duration::ZERO), 0.0);
        assert_eq!(time_for(300, 100.0), Some(Duration::from_secs(3)));
        assert_eq!([time_for(0, 100.0), time_for(300, 0.0)], [None, None]);
    }

    #[test]
    fn nothing_is_left_at_the_end() {
        let paper = Paper::default();
        let target = ProgressDrawTarget::term_like(alloc::boxed::Box::new(paper.clone()));
        let progress = Progress::start(target, 100, 1, 0);
        progress.batch(100);
        progress.epoch(1, 0.5, None);
        drop(progress);
        let text = paper.0.lock().expect("no test panicked").clone();
        assert!(!text.trim_end().ends_with(" left"), "{text:?}");
    }

    #[test]
    fn losses_in_few_letters() {
        for (loss, text) in [
            (0.25, "0.2500"),
            (0.0, "0.0000"),
            (3.2e-5, "3.200e-5"),
            (-2.5, "-2.5000"),
            (1e7, "1.000e7"),
            (f32::NAN, "NaN"),
        ] {
            assert_eq!(Short(loss).to_string(), text);
        }
    }
}
