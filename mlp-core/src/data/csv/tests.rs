//! Values that are missing, labels and numbers that one spelling or another decides about.

use super::{Csv, Missing, Table};
use alloc::string::ToString;

fn table(settings: Csv, file: &str) -> Table {
    settings.read(file.as_bytes()).expect("a table")
}

#[test]
fn a_mark_that_is_a_number_marks_every_spelling_of_it() {
    let csv = || Csv::new().marks(["-999", "none"]).missing(Missing::DropRow);
    let samples = table(csv(), "x\n1\n-999\n-999.0\n-9.99e2\nnone\n-999.5\n999").inputs().expect("samples");
    assert_eq!(samples.dataset.inputs, [[1.0], [-999.5], [999.0]]);
    assert_eq!(samples.dropped, [3, 4, 5, 6]);
    // `NaN` is a text, and infinity no number that a table may have
    let error = table(csv(), "x\n1\nnan").inputs::<1>().expect_err("no mark");
    assert!(error.to_string().ends_with("found `nan`, expected a finite number"), "{error}");
    assert!(table(Csv::new().marks(["inf"]), "x\ninfinity").inputs::<1>().is_err());
}
