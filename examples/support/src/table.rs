//! Tables of numbers in CSV files: a header line, then one sample in each row, its class in the last column.

use csv::Reader;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The inputs and the classes of a file in `examples/data`; files that end in `gz` are compressed.
///
/// # Panics
///
/// If the file cannot be read, or a row has another number of inputs.
#[must_use]
pub fn read<const INPUTS: usize>(file: &str) -> (Vec<[f32; INPUTS]>, Vec<usize>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(file);
    let opened = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let compressed = path.extension().is_some_and(|extension| extension == "gz");
    let text: Box<dyn Read> = if compressed { Box::new(GzDecoder::new(opened)) } else { Box::new(opened) };
    let number =
        |text: &str| -> f32 { text.parse().unwrap_or_else(|_| panic!("{}: `{text}` is not a number", path.display())) };
    let mut samples = (Vec::new(), Vec::new());
    for row in Reader::from_reader(text).records() {
        let row = row.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(row.len() == INPUTS + 1, "{}: {} columns, not {INPUTS} and a class", path.display(), row.len());
        samples.0.push(std::array::from_fn(|column| number(&row[column])));
        samples.1.push(row[INPUTS].parse().expect("a class in the last column"));
    }
    samples
}
