//! The tables.

use std::fmt::Write;

use mlp_learning::data_sets;

use crate::candidates::{self, BASE, GROUPS, Group, Length};
use crate::draw::Candidate;
use crate::job::{ADAM_RATE, BATCH, Effort, Outcome, SGD_RATE};
use crate::networks::ACTIVATIONS;

/// Losses below it count as this: all of them are good.
const SMALLEST: f64 = 0.001;

pub(crate) fn text(effort: &Effort, outcomes: &[Outcome], parity: &str) -> String {
    let names: Vec<_> = data_sets::all().iter().map(|set| set.name).collect();
    let mut text = format!(
        "{} data sets: {}. {} comparisons for each activation, each of {} seeds, {} epochs of batches of {BATCH}, SGD ({SGD_RATE}) \
         and Adam ({ADAM_RATE}).\n",
        names.len(),
        names.join(", "),
        outcomes.iter().filter(|outcome| outcome.length == Length::Short).count() / ACTIVATIONS.len(),
        effort.seeds,
        effort.epochs,
    );
    for group in &GROUPS {
        table(&mut text, group, outcomes);
    }
    text + "\n" + parity
}

/// A row for each candidate, and columns for each activation and all of them.
fn table(text: &mut String, group: &Group, outcomes: &[Outcome]) {
    let _ = write!(text, "\n### {}\n\n{}\n\n| |", group.title, group.note);
    for activation in ACTIVATIONS {
        let _ = write!(text, " {activation} |");
    }
    let _ = writeln!(text, " all |\n|---|{}", "---:|".repeat(ACTIVATIONS.len() + 1));
    let distinct = candidates::distinct(group.length);
    let index = |candidate: &Candidate| distinct.iter().position(|other| other == candidate);
    let indices: Vec<usize> = group.candidates.iter().filter_map(|(_, candidate)| index(candidate)).collect();
    let base = index(&BASE).expect("the base is a candidate");
    for (row, (name, _)) in group.candidates.iter().enumerate() {
        let _ = write!(text, "| `{name}` |");
        for activation in ACTIVATIONS.map(Some).into_iter().chain([None]) {
            let shown: Vec<&Outcome> = outcomes
                .iter()
                .filter(|outcome| outcome.length == group.length)
                .filter(|outcome| activation.is_none_or(|word| word == outcome.activation))
                .collect();
            let rank = mean(shown.iter().map(|outcome| rank(&outcome.losses, &indices, row)));
            let ratio = |losses: &[f64]| (losses[indices[row]].max(SMALLEST) / losses[base].max(SMALLEST)).ln();
            let ratio = mean(shown.iter().map(|outcome| ratio(&outcome.losses))).exp();
            let _ = write!(text, " {rank:.1}, {ratio:.3} |");
        }
        text.push('\n');
    }
}

/// Returns the rank of a loss, from 1 for the smallest; equal ones share the mean of theirs.
fn rank(losses: &[f64], indices: &[usize], row: usize) -> f64 {
    let own = losses[indices[row]].max(SMALLEST);
    let others = || indices.iter().map(|index| losses[*index].max(SMALLEST));
    let (below, equal) = (others().filter(|loss| *loss < own).count(), others().filter(|loss| *loss == own).count());
    below as f64 + f64::midpoint(equal as f64, 1.0)
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn equal_losses_share_their_ranks() {
        let losses = [0.5, 0.2, 0.5, 0.9];
        assert_eq!([0, 1, 2, 3].map(|row| rank(&losses, &[0, 1, 2, 3], row)), [2.5, 1.0, 2.5, 4.0]);
        assert_eq!(rank(&losses, &[3, 1], 0), 2.0);
    }
}
