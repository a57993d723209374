//! The tables of the README.

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
    if shown.is_empty() {
        return;
    }
    let names: Vec<&str> = shown.iter().map(|(_, peer)| peer.name).collect();
    let _ = writeln!(text, "\n| | ours | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|---:|{}", "---:|".repeat(names.len()));
    for row in rows {
        let ours = row.times[0].expect("ours does every task");
        let _ = write!(text, "| {} | {} |", row.name, digits(ours));
        for (index, _) in &shown {
            let _ = match row.times[*index] {
                Some(time) => write!(text, " {} ({:.1}x) |", digits(time), time / ours),
                None => write!(text, " |"),
            };
        }
        text.push('\n');
    }
}

const BEGIN: &str = "<!-- peers: benches/peers/run --write -->\n";
const END: &str = "<!-- end of peers -->\n";

/// Puts `text` between the markers of a file.
pub fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let old = std::fs::read_to_string(file)?;
    let missing = || std::io::Error::other(format!("{} lacks the markers {BEGIN}{END}", file.display()));
    let (before, rest) = old.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    std::fs::write(file, format!("{before}{BEGIN}\n{text}\n{END}{after}"))
}
