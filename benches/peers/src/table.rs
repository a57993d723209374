//! The table of the README.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// One task: the machine's peak beside it, and each peer's nanoseconds a sample.
pub struct Row {
    pub name: &'static str,
    pub peak: f64,
    pub times: Vec<Option<f64>>,
}

pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The first line that a command prints.
fn said(program: &str, arguments: &[&str]) -> String {
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

pub fn markdown(names: &[&str], rows: &[Row], repeats: usize) -> String {
    let mut text = String::new();
    let peaks: Vec<f64> = rows.iter().map(|row| row.peak).collect();
    let (least, most) =
        (peaks.iter().copied().fold(f64::INFINITY, f64::min), peaks.iter().copied().fold(0.0, f64::max));
    let _ = writeln!(
        text,
        "{}, one thread, {}, {}, {}; peak of fused multiply-adds in the same run {least:.0} to {most:.0} GFLOP/s; medians \
         of {repeats} interleaved repeats, nanoseconds a sample, and how many times ours that is. Each peer found the \
         same numbers first.\n",
        machine(),
        mlp::simd::active(),
        said("rustc", &["--version"]),
        said("date", &["-u", "+%Y-%m-%d"]),
    );
    let _ = writeln!(text, "| | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "---:|".repeat(names.len()));
    for row in rows {
        let ours = row.times[0].expect("ours does every task");
        let _ = write!(text, "| {} | {} |", row.name, digits(ours));
        for time in &row.times[1..] {
            let _ = match time {
                Some(time) => write!(text, " {} ({:.1}x) |", digits(*time), time / ours),
                None => write!(text, " |"),
            };
        }
        text.push('\n');
    }
    text
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
