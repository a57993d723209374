//! Numbers in cells: those that `f32` cannot hold, and those in another notation.

use super::{Csv, Missing, refused, table};
use alloc::format;
use alloc::string::ToString;

#[test]
fn whole_numbers_that_f32_changes_are_refused() {
    for (cell, nearest) in [
        ("16777217", "16777216"),
        ("-16777217", "-16777216"),
        ("+016777217", "16777216"),
        ("16777217.0", "16777216"),
        ("1.6777217e7", "16777216"),
        ("1700000001", "1700000000"),
        ("1700000000123", "1700000038912"),
        ("9007199254740993", "9007199254740992"),
        ("123456789012345678901234567890", "123456789182729271864492818432"),
    ] {
        let input = refused::<1>(Csv::new(), &format!("id\n{cell}"));
        let remedy =
            "leave the column out with `without`, subtract an offset, or accept the nearest with `rounded_integers`";
        let expected = format!("expected a number that an f32 can hold, the nearest is {nearest}; {remedy}");
        assert_eq!(input, format!("the table, line 2, column 1 (`id`): found `{cell}`, {expected}"));
        let target = table(Csv::new(), &format!("x,y\n1,{cell}")).targets::<1, 1>(["y"]).expect_err(cell).to_string();
        let remedy = "subtract an offset, or accept the nearest with `rounded_integers`";
        let expected = format!("expected a target that an f32 can hold, the nearest is {nearest}; {remedy}");
        assert_eq!(target, format!("the table, line 2, column 2 (`y`): found `{cell}`, {expected}"));
    }
    let file = "id\n\"1.700.000.001\"";
    assert!(refused::<1>(Csv::new().decimal(',').delimiter(b';').thousands('.'), file).contains("is 1700000000;"));
}

#[test]
fn numbers_that_f32_holds_or_displays_or_rounds_are_read() {
    for (cell, number) in [
        ("16777216", 16_777_216.0),
        ("16777215", 16_777_215.0),
        ("16777218", 16_777_218.0),
        ("16777217.5", 16_777_218.0),
        ("0.1", 0.1),
        ("1e10", 1e10),
        ("100000000000", 1e11),
        ("99999997952", 1e11),
        ("340282350000000000000000000000000000000", f32::MAX),
        ("1e38", 1e38),
    ] {
        let samples = table(Csv::new(), &format!("x,y\n{cell},{cell}")).targets::<1, 1>(["y"]);
        let samples = samples.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((samples.dataset.inputs, samples.dataset.targets), ([[number]].to_vec(), [[number]].to_vec()));
    }
    let rounded = Csv::new().rounded_integers();
    let samples = table(rounded, "id,sum\n1700000001,16777217").targets(["sum"]).expect("samples");
    assert_eq!((samples.dataset.inputs[0], samples.dataset.targets[0]), ([1_700_000_000.0], [16_777_216.0]));
}

#[test]
fn columns_and_cells_that_are_no_numbers_of_the_network_may_be_any_number() {
    let file = "id,x,label\n16777217,1,9007199254740993\n16777217,2,?";
    let csv = Csv::new().without(["id"]).missing(Missing::DropRow);
    assert_eq!(table(csv, file).classes::<1>("label").expect("classes").output_names, ["9007199254740993"]);
    let samples = table(Csv::new().marks(["16777217"]).missing(Missing::Value(0.0)), "x\n16777217").inputs();
    assert_eq!(samples.expect("samples").dataset.inputs, [[0.0]]);
}

#[test]
fn numbers_in_another_notation_are_told() {
    let cell = |settings: Csv, cell: &str| refused::<2>(settings, &format!("x;y\n{cell};2\n"));
    let csv = || Csv::new().delimiter(b';');
    for (settings, text, would_read) in [
        (csv(), "1,5", "`decimal(',')`"),
        (csv(), "1,234", "`decimal(',')` or `thousands(',')`"),
        (csv(), "1.234,5", "`decimal(',')` with `thousands('.')`"),
        (csv().decimal(','), "1.5", "`decimal('.')`"),
        (csv().decimal(','), "1.234,5", "`thousands('.')`"),
    ] {
        let expected = format!("found `{text}`, expected a finite number; {would_read} would read it");
        assert_eq!(cell(settings, text), format!("the table, line 2, column 1 (`x`): {expected}"));
    }
    assert!(cell(csv(), "1;5").contains("3 columns"), "that is a matter of columns");
    let quoted = refused::<2>(Csv::new(), "x,y\n\"1,234.5\",2\n");
    assert!(quoted.ends_with("expected a finite number; `thousands(',')` would read it"), "{quoted}");
}

#[test]
fn decimals_and_thousands_are_read_in_every_column() {
    let file = "\u{feff}x;\"y\";z\r\n\"1.234,5\"; -0,5 ;?\r\n2;3;1.000\r\n";
    let csv = || Csv::new().delimiter(b';').decimal(b',').thousands(b'.').missing(Missing::ColumnMean);
    let samples = table(csv(), file).inputs().expect("samples");
    assert_eq!(samples.dataset.inputs, [[1234.5, -0.5, 1000.0], [2.0, 3.0, 1000.0]]);
    let samples = table(csv(), file).targets::<1, 2>(["y", "x"]).expect("samples");
    assert_eq!(samples.dataset.targets, [[-0.5, 1234.5], [3.0, 2.0]]);
}
