//! A progress bar for a training, through `indicatif`.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// One line on standard error, drawn at most twenty times a second; nothing where that is no terminal.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    samples: u64,
    epochs: usize,
}

impl Progress {
    /// Begins after `done` of the epochs.
    pub(super) fn start(target: ProgressDrawTarget, samples: usize, epochs: usize, done: usize) -> Self {
        let samples = samples as u64;
        let bar = ProgressBar::with_draw_target(Some(samples * epochs as u64), target);
        let style = ProgressStyle::with_template("{wide_bar} {msg}{rate}").expect("a template that indicatif knows");
        let rate = |state: &ProgressState, text: &mut dyn core::fmt::Write| {
            // an error here would be one of the terminal, which is the bar's business
            let _ = write!(text, "{:.0} samples/s", state.per_sec());
        };
        bar.set_style(style.with_key("rate", rate));
        bar.set_position(samples * done as u64);
        // the rate is that of this run
        bar.reset_eta();
        Self { bar, samples, epochs }
    }

    /// After a batch of so many samples.
    pub(super) fn batch(&self, samples: usize) {
        self.bar.inc(samples as u64);
    }

    /// After an epoch with this loss.
    pub(super) fn epoch(&self, number: usize, loss: f32, validation: Option<f32>) {
        let validation = validation.map(|loss| alloc::format!(" ({loss:.4} on validation data)")).unwrap_or_default();
        self.bar.set_message(alloc::format!("epoch {number}/{}, loss {loss:.4}{validation}, ", self.epochs));
        self.bar.set_position(self.samples * number as u64);
    }
}

impl Drop for Progress {
    /// Leaves the last state on the screen, wherever the training ended.
    fn drop(&mut self) {
        self.bar.abandon();
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use alloc::string::String;
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
        progress.epoch(3, 0.25, Some(0.125));
        drop(progress);
        let text = paper.0.lock().expect("no test panicked").clone();
        assert!(text.contains("epoch 3/4, loss 0.2500 (0.1250 on validation data), "), "{text:?}");
        assert!(text.trim_end().ends_with(" samples/s"), "{text:?}");
    }
}
