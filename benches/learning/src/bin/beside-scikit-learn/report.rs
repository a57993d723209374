//! The table.

use std::fmt::Write;

use crate::{ALPHA, BATCH, EPOCHS, RATE, Row, Run};

pub(crate) fn text(rows: &[Row], version: &str, seeds: u64, time: bool) -> String {
    let mut text = format!(
        "scikit-learn {version}; Adam ({RATE}), {EPOCHS} epochs, batches of {BATCH} or all samples, `alpha` = {ALPHA}; {seeds} seeds, each \
         with its split; mean ± standard deviation. A difference above 0 is in our favour. The last two columns are of our networks with \
         `init(xavier, xavier)` in all layers, which is how scikit-learn draws first weights and biases.\n\n"
    );
    let last = if time { " scikit-learn's time over ours |" } else { "" };
    let _ = writeln!(
        text,
        "| data | network | metric | scikit-learn | ours | difference | ours, `xavier` biases | difference |{last}"
    );
    let _ = writeln!(text, "|---|---|---|---:|---:|---:|---:|---:|{}", if time { "---:|" } else { "" });
    for row in rows {
        let [theirs, ours, drawn] =
            [&row.theirs, &row.ours, &row.drawn].map(|runs| shown(spread(runs.iter().map(|run| run.score)), false));
        let [first, second] = [&row.ours, &row.drawn].map(|runs| shown(difference(runs, &row.theirs), true));
        let _ = write!(
            text,
            "| {} | {} | {} | {theirs} | {ours} | {first} | {drawn} | {second} |",
            row.name, row.network, row.metric
        );
        if time {
            let sum = |runs: &[Run]| runs.iter().map(|run| run.seconds).sum::<f64>();
            let _ = write!(text, " {:.0} |", sum(&row.theirs) / sum(&row.ours));
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "\nWorse by more than the spread of the difference: {} as declared, {} with `init(xavier, xavier)`.",
        worse(rows, |row| &row.ours),
        worse(rows, |row| &row.drawn)
    );
    text
}

/// Returns the names of the rows in which scikit-learn is ahead by more than the spread.
fn worse(rows: &[Row], runs: impl Fn(&Row) -> &[Run]) -> String {
    let is_worse = |row: &&Row| {
        let (mean, deviation) = difference(runs(row), &row.theirs);
        mean < -deviation
    };
    let names: Vec<_> = rows.iter().filter(is_worse).map(|row| row.name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Returns the mean difference of the runs of each seed, and its standard deviation.
fn difference(ours: &[Run], theirs: &[Run]) -> (f64, f64) {
    spread(ours.iter().zip(theirs).map(|(ours, theirs)| ours.score - theirs.score))
}

fn shown((mean, deviation): (f64, f64), signed: bool) -> String {
    if signed { format!("{mean:+.3} ± {deviation:.3}") } else { format!("{mean:.3} ± {deviation:.3}") }
}

/// Returns the mean and the standard deviation.
fn spread(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    let square = values.map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
    (mean, square.sqrt())
}
