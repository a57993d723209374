//! Values that are missing; in the modules, classes, numbers and the layout of a file.

mod classes;
mod layout;
mod numbers;

use super::{Csv, Missing, Table};
use alloc::string::{String, ToString};

fn table(settings: Csv, file: &str) -> Table {
    settings.read(file.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{file}"))
}

/// The message about a file that has no samples of `N` inputs.
fn refused<const N: usize>(settings: Csv, file: &str) -> String {
    let samples = settings.read(file.as_bytes()).and_then(|table| table.inputs::<N>());
    samples.expect_err(file).to_string()
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
    // two numbers that are one f64 are two marks
    let file = "x,y\n1,9007199254740993\n2,9007199254740992";
    let csv = || Csv::new().rounded_integers().marks([" 9007199254740993 "]).missing(Missing::DropRow);
    assert_eq!(table(csv(), file).inputs::<2>().expect("samples").dropped, [2]);
    assert_eq!(table(csv(), file).targets::<1, 1>(["y"]).expect("samples").dropped, [2]);
}

#[test]
fn a_mark_is_written_as_numbers_are() {
    let csv = Csv::new().delimiter(b';').marks(["-999,5", "9.999"]).missing(Missing::DropRow);
    let file = "x\n-999,50\n9999\n-999\n1,5";
    // the order in which settings are given does not matter
    let samples = table(csv.decimal(',').thousands('.'), file).inputs().expect("samples");
    assert_eq!((samples.dataset.inputs, samples.dropped), (alloc::vec![[-999.0], [1.5]], alloc::vec![2, 3]));
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
    assert!(error.ends_with("found nothing, expected a target; `drop_without_target` leaves the row out"), "{error}");
}
