//! The progress bar of a training run, through `indicatif`.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

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
        let style = ProgressStyle::with_template("{wide_bar} {msg}{rate}").expect("a template that indicatif knows");
        let rate = |state: &ProgressState, text: &mut dyn core::fmt::Write| {
            // only the terminal can fail here, which is the bar's concern
            let _ = write!(text, "{:.0} samples/s", state.per_sec());
        };
        bar.set_style(style.with_key("rate", rate));
        bar.set_position(samples * done as u64);
        // so that the rate is that of this run
        bar.reset_eta();
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
    use super::{Progress, Short};
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
        assert!(text.trim_end().ends_with(" samples/s"), "{text:?}");
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
