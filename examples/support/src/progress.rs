//! A bar on the terminal for work that takes longer than a second; nothing where the output goes elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::cell::Cell;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Shows itself once the work has lasted a second, and leaves nothing behind when it is dropped.
#[derive(Debug)]
pub struct Bar {
    line: ProgressBar,
    start: Instant,
    shown: Cell<bool>,
}

impl Bar {
    /// For `steps` steps of what `unit` names; with the rate at which they pass and a message.
    ///
    /// # Panics
    ///
    /// Never: the template is fixed.
    #[must_use]
    pub fn new(steps: u64, unit: &str) -> Self {
        let template = format!("{{bar:30}} {{human_pos}} of {{human_len}} {unit}, {{rate}}/s {{msg}}");
        let style = ProgressStyle::with_template(&template).expect("a template without mistakes");
        let rate = |state: &ProgressState, text: &mut dyn Write| write!(text, "{:.0}", state.per_sec()).unwrap_or(());
        let style = style.with_key("rate", rate);
        let line = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden()).with_style(style);
        Self { line, start: Instant::now(), shown: Cell::new(false) }
    }

    /// So many steps are done.
    pub fn advance(&self, steps: u64) {
        if !self.shown.get() && self.start.elapsed() > Duration::from_secs(1) {
            self.shown.set(true);
            self.line.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.line.inc(steps);
    }

    /// The text behind the bar.
    pub fn say(&self, message: impl Into<String>) {
        self.line.set_message(message.into());
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
