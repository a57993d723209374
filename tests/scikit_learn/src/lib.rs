//! The figures of scikit-learn, to compare with.

use serde_json::Value;

/// The table of a file in `data`, without its header.
///
/// # Panics
///
/// If it is not there, or not of numbers.
#[must_use]
pub fn table<const N: usize>(file: &str) -> Vec<[f32; N]> {
    let path = format!("{}/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    let row = |line: &str| {
        let numbers: Vec<f32> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
        numbers.try_into().expect("as many numbers as asked for")
    };
    text.lines().skip(1).map(row).collect()
}

/// A label that stands among the numbers of a table.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "labels are small whole numbers")]
pub const fn label(number: f32) -> usize {
    number as usize
}

/// The figures of a subject.
///
/// # Panics
///
/// If there are none.
#[must_use]
pub fn figures(subject: &str) -> Value {
    let text = include_str!("../data/figures.json");
    let mut all: Value = serde_json::from_str(text).expect("JSON");
    let figures = all[subject].take();
    assert!(!figures.is_null(), "no figures of {subject}");
    figures
}

/// A list of figures.
///
/// # Panics
///
/// If it is none.
#[must_use]
pub fn list(figures: &Value) -> &[Value] {
    figures.as_array().expect("a list")
}

/// A list of whole numbers.
///
/// # Panics
///
/// If it is none.
#[must_use]
pub fn indices(figures: &Value) -> Vec<usize> {
    list(figures).iter().map(|x| usize::try_from(x.as_u64().expect("a whole number")).expect("a usize")).collect()
}

/// A table of numbers.
///
/// # Panics
///
/// If it is none, or rows have another width.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "compared as f32")]
pub fn rows<const N: usize>(figures: &Value) -> Vec<[f32; N]> {
    let row = |row: &Value| {
        let numbers: Vec<f32> = list(row).iter().map(|x| x.as_f64().expect("a number") as f32).collect();
        numbers.try_into().expect("as many numbers as asked for")
    };
    list(figures).iter().map(row).collect()
}

/// Asserts that `ours` is the figure, up to `tolerance` relative to it.
///
/// # Panics
///
/// If not.
pub fn assert_is(ours: f32, figure: &Value, tolerance: f64) {
    let theirs = figure.as_f64().expect("a number");
    let error = (f64::from(ours) - theirs).abs();
    assert!(error <= tolerance * theirs.abs().max(1e-3), "{ours}, but scikit-learn says {theirs}");
}
