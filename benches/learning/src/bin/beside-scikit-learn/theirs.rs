//! scikit-learn's side: the samples as files, and its answers.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use mlp_learning::data_sets::{DataSet, Part, Targets};

use crate::{ALPHA, BATCH, EPOCHS, RATE, Row, Run};

/// Fills in the runs of scikit-learn, and returns its version.
///
/// # Errors
///
/// If the files cannot be written, or the program fails.
pub(crate) fn run(python: &Path, sets: &[DataSet], rows: &mut [Row], seeds: u64) -> Result<String, String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = package.join("../../target/learning");
    let failed = |error: std::io::Error| error.to_string();
    fs::create_dir_all(&folder).map_err(failed)?;
    for (index, row) in rows.iter().enumerate() {
        let set = sets.iter().find(|set| set.name == row.name).expect("the data set of the row");
        for seed in 0..seeds {
            let parts = set.parts(seed).map_err(|error| error.to_string())?;
            for (part, name) in [(&parts.train, "train"), (&parts.test, "test")] {
                fs::write(folder.join(format!("{index}-{seed}-{name}.csv")), table(part)).map_err(failed)?;
            }
        }
    }
    let mut command = Command::new(python);
    command.arg(package.join("beside_scikit_learn.py")).arg(&folder).arg(seeds.to_string());
    command.args([EPOCHS, BATCH].map(|number| number.to_string())).args([RATE, ALPHA].map(|number| number.to_string()));
    command.args(rows.iter().map(|row| format!("{}: {}", row.metric, row.network)));
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("`{}` could not be started: {error}", python.display()))?;
    if !output.status.success() {
        return Err(format!("`{}` ended with {}", python.display(), output.status));
    }
    read(&String::from_utf8_lossy(&output.stdout), rows)
}

/// One line for each sample, its target in the last column.
fn table(part: &Part) -> String {
    let mut text = String::new();
    for (sample, row) in part.inputs.iter().enumerate() {
        for value in row {
            let _ = write!(text, "{value},");
        }
        let _ = match &part.targets {
            Targets::Numbers(numbers) => writeln!(text, "{}", numbers[sample]),
            Targets::Classes(classes) => writeln!(text, "{}", classes[sample]),
        };
    }
    text
}

/// Reads the version, then a line for each run: the row, the score and the seconds.
fn read(text: &str, rows: &mut [Row]) -> Result<String, String> {
    let mut lines = text.lines();
    let version = lines.next().ok_or("scikit-learn said nothing")?.to_owned();
    for line in lines {
        let wrong = || format!("`{line}` is not a row, a score and seconds");
        let numbers: Vec<f64> = line.split(' ').map_while(|word| word.parse().ok()).collect();
        let [row, score, seconds] = numbers[..] else { return Err(wrong()) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of a row")]
        rows.get_mut(row as usize).ok_or_else(wrong)?.theirs.push(Run { score, seconds });
    }
    Ok(version)
}
