//! Which labels are the same class.

use super::{Csv, Missing, table};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

fn file(labels: &[&str]) -> String {
    let rows: Vec<String> = labels.iter().map(|label| format!("0,{label}\n")).collect();
    rows.concat()
}

/// The classes of labels, and the index of each label.
fn classes(settings: Csv, labels: &[&str]) -> (Vec<String>, Vec<usize>) {
    let samples =
        table(settings.without_header(), &file(labels)).classes::<1>(1).unwrap_or_else(|error| panic!("{error}"));
    (samples.output_names, samples.dataset.targets)
}

/// The message about labels that are not all classes.
fn refused(settings: Csv, labels: &[&str]) -> String {
    table(settings.without_header(), &file(labels)).classes::<1>(1).expect_err("no classes").to_string()
}

#[test]
fn labels_that_differ_as_text_are_different_classes() {
    for (labels, names) in [
        (["1234", "01234"], ["01234", "1234"]),
        (["1.10", "1.1"], ["1.1", "1.10"]),
        (["9007199254740993", "9007199254740992"], ["9007199254740992", "9007199254740993"]),
        (["9.0", "9"], ["9", "9.0"]),
        (["0", "-0"], ["-0", "0"]),
        (["10", "9.5"], ["9.5", "10"]),
        (["yes", "Yes"], ["Yes", "yes"]),
    ] {
        assert_eq!(classes(Csv::new(), &labels), (names.map(ToString::to_string).to_vec(), vec![1, 0]));
        // quotes and spaces are no part of a label
        let written = [format!(" {} ", labels[0]), format!("\"{}\"\r", labels[1])];
        let written = [&written[0][..], &written[1]];
        assert_eq!(classes(Csv::new(), &written).0, names);
    }
}

#[test]
fn classes_are_sorted_by_value_where_all_are_numbers() {
    let labels = ["1e1", "9", "-1", "10", "9.0", "9"];
    assert_eq!(classes(Csv::new(), &labels).0, ["-1", "9", "9.0", "10", "1e1"]);
    assert_eq!(classes(Csv::new(), &["10", "9", "x"]).0, ["10", "9", "x"], "texts");
    let german = Csv::new().delimiter(b';').decimal(',').without_header();
    let samples = table(german, "0;10\n0;9,5").classes::<1>(1).expect("classes");
    assert_eq!(samples.output_names, ["9,5", "10"]);
}

#[test]
fn numeric_classes_are_compared_by_value() {
    let numeric = || Csv::new().numeric_classes();
    let (names, targets) = classes(numeric(), &["10", "9.0", "-1", "9", "1e1", "09"]);
    assert_eq!(names, ["-1", "9.0", "10"], "each as it comes first");
    assert_eq!(targets, [2, 1, 0, 1, 2, 1]);
    let ids = ["9007199254740993", "9007199254740992", "9007199254740992.0"];
    assert_eq!(classes(numeric(), &ids).1, [1, 0, 0]);
    assert_eq!(classes(numeric().class_names(["1", "0"]), &["0.0", "1.0", "+1"]).1, [1, 0, 0]);

    let error = refused(numeric(), &["1", "x"]);
    let remedy = "found `x`, expected a number, for `numeric_classes` compares classes as numbers";
    assert_eq!(error, format!("the table, line 2, column 2 (`1`): {remedy}"));
    let error = refused(numeric().class_names(["1", "x"]), &["1"]);
    assert!(error.starts_with("the table: `class_names` lists `x`, but `numeric_classes` compares numbers"), "{error}");
    let error = refused(numeric().class_names(["1", "2"]), &["1", "3.0"]);
    assert!(error.ends_with("found `3.0`, expected one of 1, 2"), "{error}");
}

#[test]
fn a_listed_class_in_another_spelling_is_told() {
    let error = refused(Csv::new().class_names(["0", "1"]), &["1.0"]);
    let remedy = "expected one of 0, 1, in this spelling; `numeric_classes` compares classes as numbers";
    assert_eq!(error, format!("the table, line 1, column 2 (`1`): found `1.0`, {remedy}"));
    let error = refused(Csv::new().class_names(["0", "1"]), &["2.0"]);
    assert!(error.ends_with("expected one of 0, 1"), "{error}");
    // a second file is read with the names of the first one
    let names = classes(Csv::new(), &["10", "9", "9.0"]).0;
    assert_eq!(classes(Csv::new().class_names(names), &["9.0", "10"]).1, [1, 2]);
    assert_eq!(classes(Csv::new().class_names([" yes", "no "]), &["no", "yes"]).1, [1, 0]);
}

#[test]
fn classes_are_listed_once() {
    let error = refused(Csv::new().class_names(["a", "b", "a"]), &["a"]);
    assert_eq!(error, "the table: `class_names` lists `a` twice: expected each class once");
    assert_eq!(classes(Csv::new().class_names(["1", "1.0"]), &["1.0"]).1, [1]);
    let error = refused(Csv::new().class_names(["1", "1.0"]).numeric_classes(), &["1"]);
    let remedy = "which are the same number: expected each class once, or no `numeric_classes`";
    assert_eq!(error, format!("the table: `class_names` lists `1` and `1.0`, {remedy}"));
}

#[test]
fn a_listed_number_is_never_missing_in_any_spelling_that_is_the_class() {
    let csv = || Csv::new().marks(["-999"]).class_names(["-999", "1"]).missing(Missing::DropRow);
    assert_eq!(classes(csv().numeric_classes(), &["-999.0", "1.0", "-999"]).1, [0, 1, 0]);
    // as texts, the other spelling is no class, but a mark
    assert_eq!(classes(csv(), &["-999", "1", "-999.0"]).1, [0, 1]);
}
