//! The table of all networks, and a summary of each kind.

use crate::measure::Outcome;
use crate::programs::PEERS;
use crate::tasks::Kind;
use std::fmt::Write as _;

/// Rows of cells; the first column is text, the others are numbers.
struct Table(Vec<Vec<String>>);

impl Table {
    fn markdown(&self) -> String {
        let mut text = String::new();
        for (index, row) in self.0.iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if index == 0 {
                let _ = writeln!(text, "|---|{}", "---:|".repeat(row.len() - 1));
            }
        }
        text
    }

    fn aligned(&self) -> String {
        let columns = 0..self.0[0].len();
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = columns.map(width).collect();
        let mut text = String::new();
        for row in &self.0 {
            let _ = write!(text, "{:<1$}", row[0], widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                let _ = write!(text, "  {cell:>width$}");
            }
            text.push('\n');
        }
        text
    }
}

/// Three digits, as people read times.
fn digits(nanoseconds: f64) -> String {
    if nanoseconds < 100.0 { format!("{nanoseconds:.1}") } else { format!("{nanoseconds:.0}") }
}

fn row(outcome: &Outcome) -> Vec<String> {
    let times = outcome.times.iter().map(|time| time.map_or_else(String::new, digits));
    let ratio = outcome.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    [outcome.label.clone(), outcome.weights.to_string()].into_iter().chain(times).chain([ratio]).collect()
}

/// The times of a kind, in the order of how large the networks are.
pub(crate) fn table(outcomes: &[Outcome], kind: Kind, markdown: bool) -> String {
    let mut outcomes: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.kind == kind).collect();
    outcomes.sort_by_key(|outcome| outcome.weights);
    let head = [&[kind.name(), "multiply-adds"], PEERS.as_slice(), &["better / ours"]].concat();
    let head = head.into_iter().map(str::to_owned).collect();
    let table = Table([head].into_iter().chain(outcomes.into_iter().map(row)).collect());
    if markdown { table.markdown() } else { table.aligned() }
}

/// The geometric mean of a kind's ratios, the worst, and where ours is slower than the better peer.
pub(crate) fn summary(outcomes: &[Outcome], kind: Kind) -> String {
    let ratio = |outcome: &Outcome| outcome.ratio().map(|ratio| (ratio, outcome.label.clone()));
    let mut ratios: Vec<(f64, String)> =
        outcomes.iter().filter(|outcome| outcome.kind == kind).filter_map(ratio).collect();
    ratios.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let Some((worst, network)) = ratios.first() else { return format!("{}: no peer took part\n", kind.name()) };
    let mean = (ratios.iter().map(|(ratio, _)| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp();
    let behind: Vec<&(f64, String)> = ratios.iter().filter(|(ratio, _)| *ratio < 1.0).collect();
    let mut text = format!(
        "{}: geometric mean {mean:.2}, worst {worst:.2} ({network}), behind in {} of {}\n",
        kind.name(),
        behind.len(),
        ratios.len()
    );
    for (ratio, network) in behind {
        let _ = writeln!(text, "  {ratio:.2}  {network}");
    }
    text
}
