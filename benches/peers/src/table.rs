//! The tables of `docs/benchmarks.md`, and the short one of the README.

use crate::peers::{Group, Peer};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// One task: the machine's peak beside it, and each peer's nanoseconds a sample.
pub struct Row {
    pub name: String,
    pub peak: f64,
    pub times: Vec<Option<f64>>,
    /// Which form each peer chose, if it has several.
    pub forms: Vec<String>,
}

pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The first line that a command prints.
pub fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).lines().next().unwrap_or_default().trim().to_owned()
}

fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": an unknown machine");
    model.trim_start_matches([' ', '\t', ':']).to_owned()
}

/// Three digits, as people read times.
fn digits(nanoseconds: f64) -> String {
    if nanoseconds < 100.0 { format!("{nanoseconds:.1}") } else { format!("{nanoseconds:.0}") }
}

pub fn markdown(peers: &[Peer], rows: &[Row], repeats: usize) -> String {
    let mut text = String::new();
    if rows.is_empty() {
        return text;
    }
    let peaks: Vec<f64> = rows.iter().map(|row| row.peak).collect();
    let (least, most) =
        (peaks.iter().copied().fold(f64::INFINITY, f64::min), peaks.iter().copied().fold(0.0, f64::max));
    let _ = writeln!(
        text,
        "{}, one thread, {}, {}, {}; peak of fused multiply-adds in the same run {least:.0} to {most:.0} GFLOP/s; medians \
         of {repeats} interleaved repeats, nanoseconds a sample, and how many times ours that is. Each peer found the \
         same numbers first.",
        machine(),
        mlp::simd::active(),
        said("rustc", &["--version"]),
        said("date", &["-u", "+%Y-%m-%d"]),
    );
    for group in [Group::ByHand, Group::Frameworks] {
        columns(&mut text, peers, rows, group);
    }
    for (index, peer) in peers.iter().enumerate() {
        text += &forms(peer.name, rows.iter().map(|row| (row.name.as_str(), row.forms[index].as_str())));
    }
    text
}

/// A line that says in which form a peer did which tasks; nothing, if it has but one.
fn forms<'a>(peer: &str, chosen: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut tasks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (task, form) in chosen.filter(|(_, form)| !form.is_empty()) {
        tasks.entry(form).or_default().push(task);
    }
    let parts: Vec<String> = tasks.iter().map(|(form, tasks)| format!("{form} in {}", tasks.join("; "))).collect();
    if parts.is_empty() { String::new() } else { format!("\n{peer} was fastest as {}.\n", parts.join(", as ")) }
}

/// The table of a group; nothing, if none of it is there.
fn columns(text: &mut String, peers: &[Peer], rows: &[Row], group: Group) {
    let did_something = |index: usize| rows.iter().any(|row| row.times[index].is_some());
    let shown = |(index, peer): &(usize, &Peer)| peer.group == group && did_something(*index);
    let shown: Vec<(usize, &Peer)> = peers.iter().enumerate().filter(shown).collect();
    if !shown.is_empty() {
        text.push('\n');
        table(text, &shown, rows.iter());
    }
}

/// A table with a column for each peer.
fn table<'a>(text: &mut String, shown: &[(usize, &Peer)], rows: impl Iterator<Item = &'a Row>) {
    let names: Vec<&str> = shown.iter().map(|(_, peer)| peer.name).collect();
    let _ = writeln!(text, "| | ours | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|---:|{}", "---:|".repeat(names.len()));
    for row in rows {
        let ours = row.times[0].expect("ours does every task");
        let _ = write!(text, "| {} | {} |", row.name, digits(ours));
        for (index, _) in shown {
            let _ = match row.times[*index] {
                Some(time) => write!(text, " {} ({:.1}x) |", digits(time), time / ours),
                None => write!(text, " |"),
            };
        }
        text.push('\n');
    }
}

/// The tasks and the peers of the README's table: small and large, one sample and batches; the best loops, a compiler
/// of Python and frameworks. Where others are ahead is shown too.
const SHORT_TASKS: [&str; 5] = ["W1 forward, one sample", "W2 train", "W3 forward, one sample", "W3 train", "W6 train"];
const SHORT_PEERS: [&str; 6] = ["Rust loops", "Eigen", "JAX in one jit", "torch", "candle", "burn"];

/// The README's table; nothing, unless all of it was measured.
pub fn short(peers: &[Peer], rows: &[Row]) -> Option<String> {
    let rows: Vec<&Row> =
        SHORT_TASKS.map(|task| rows.iter().find(|row| row.name == task)).into_iter().flatten().collect();
    let shown: Vec<(usize, &Peer)> =
        peers.iter().enumerate().filter(|(_, peer)| SHORT_PEERS.contains(&peer.name)).collect();
    let measured = shown.iter().all(|(index, _)| rows.iter().all(|row| row.times[*index].is_some()));
    if rows.len() < SHORT_TASKS.len() || shown.len() < SHORT_PEERS.len() || !measured {
        return None;
    }
    let mut text = format!(
        "Nanoseconds a sample on one core ({}, {}, {}), and how many times ours that is:\n\n",
        machine(),
        mlp::simd::active(),
        said("date", &["-u", "+%Y-%m-%d"]),
    );
    table(&mut text, &shown, rows.into_iter());
    Some(text)
}

/// The markers around the tables.
pub const LONG: [&str; 2] = ["<!-- peers: benches/peers/run --write -->\n", "<!-- end of peers -->\n"];
pub const SHORT: [&str; 2] =
    ["<!-- peers in short: benches/peers/run --write -->\n", "<!-- end of peers in short -->\n"];

/// Puts `text` between the markers of a file.
pub fn write(file: &Path, [begin, end]: [&str; 2], text: &str) -> std::io::Result<()> {
    let old = std::fs::read_to_string(file)?;
    let missing = || std::io::Error::other(format!("{} lacks the markers {begin}{end}", file.display()));
    let (before, rest) = old.split_once(begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(end).ok_or_else(missing)?;
    std::fs::write(file, format!("{before}{begin}\n{text}\n{end}{after}"))
}
