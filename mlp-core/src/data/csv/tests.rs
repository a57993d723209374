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

#[test]
fn a_listed_class_is_never_missing() {
    let file = "NA,region\n1,EU\n2,NA\nNA,EU\n";
    for missing in [Missing::DropRow, Missing::Value(0.0)] {
        let listed = Csv::new().class_names(["NA", "EU"]).missing(missing);
        let samples = table(listed, file).classes::<1>("region").expect("classes");
        assert_eq!(samples.dataset.targets[..2], [1, 0]);
        assert_eq!(samples.dropped, if missing == Missing::DropRow { &[4][..] } else { &[] }, "inputs are no classes");
    }
    let error = table(Csv::new(), file).classes::<1>("region").expect_err("a mark").to_string();
    let remedy = "expected a class, but this marks a missing value; if it is a class, list it in `class_names`, \
        or set other `marks`";
    assert_eq!(error, alloc::format!("the table, line 3, column 2 (`region`): found `NA`, {remedy}"));
    // nothing is no name that somebody meant
    let error = table(Csv::new(), "x,y\n1,").classes::<1>("y").expect_err("nothing").to_string();
    assert!(error.ends_with("found nothing, expected a target; `Missing::DropRow` leaves the row out"), "{error}");
}
