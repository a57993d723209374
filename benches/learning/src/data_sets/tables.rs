//! Data sets that were measured, from files of the repository: a header line, and the target in the last column.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::Reader;
use flate2::read::GzDecoder;

use super::{DataSet, Targets};

pub(super) fn all() -> Vec<DataSet> {
    let mut digits = classes("digits", "../../examples/data/digits_train.csv.gz");
    // as many as keep the commands short
    digits.inputs.truncate(700);
    if let Targets::Classes(classes) = &mut digits.targets {
        classes.truncate(700);
    }
    let (inputs, targets) = read("data/diabetes.csv");
    vec![
        classes("iris", "data/iris.csv"),
        classes("wine", "data/wine.csv"),
        classes("breast cancer", "data/breast_cancer.csv"),
        digits,
        DataSet { name: "diabetes", inputs, targets: Targets::Numbers(targets) },
    ]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "classes are small whole numbers")]
fn classes(name: &'static str, file: &str) -> DataSet {
    let (inputs, targets) = read(file);
    DataSet { name, inputs, targets: Targets::Classes(targets.iter().map(|class| *class as usize).collect()) }
}

/// Returns the inputs and the last column of a file; files that end in `gz` are compressed.
fn read(file: &str) -> (Vec<Vec<f32>>, Vec<f32>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let opened = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let compressed = path.extension().is_some_and(|extension| extension == "gz");
    let text: Box<dyn Read> = if compressed { Box::new(GzDecoder::new(opened)) } else { Box::new(opened) };
    let mut samples = (Vec::new(), Vec::new());
    for row in Reader::from_reader(text).deserialize() {
        let mut row: Vec<f32> = row.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        samples.1.push(row.pop().expect("a column"));
        samples.0.push(row);
    }
    samples
}
