//! A bar on the terminal for work that takes longer than a moment; nothing where the output goes elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `steps` steps of what `unit` names; with the rate at which they pass and a message.
///
/// # Panics
///
/// Never: the template is fixed.
#[must_use]
pub fn bar(steps: u64, unit: &str) -> ProgressBar {
    let template = format!("{{bar:30}} {{pos}}/{{len}} {unit}, {{per_sec}} {{msg}}");
    let style = ProgressStyle::with_template(&template).expect("a template without mistakes");
    ProgressBar::new(steps).with_style(style)
}
