//! Tables from CSV files: what becomes of them, and where they are wrong.

use mlp::Error;
use mlp::data::csv::{Column, Csv, Missing};
use mlp::error::CsvReason;
use mlp_fixtures::refused;

const FLOWERS: &str = "\
length,width,site,species
5.1, 3.5 ,3,setosa
7.0,3.2,1,\"versicolor, common\"
6.3,,1,virginica
4.9,3.0,2,setosa
?,2.5,1,virginica
";

fn flowers(missing: Missing) -> Result<mlp::data::csv::Table, Error> {
    Csv::new().without(["site"]).missing(missing).read(FLOWERS.as_bytes())
}

#[test]
fn missing_numbers_are_what_was_asked_for() -> Result<(), Error> {
    let (error, text) = refused(flowers(Missing::Error)?.classes::<2>("species"));
    assert!(matches!(error, Error::Csv { line: Some(4), reason: CsvReason::Cell { column: 2, .. }, .. }));
    let remedy = "found nothing, expected a number; `missing` decides what stands for it";
    assert_eq!(text, format!("the table, line 4, column 2 (`width`): {remedy}"));

    let dropped = flowers(Missing::DropRow)?.classes("species")?;
    assert_eq!(dropped.dataset.inputs, [[5.1, 3.5], [7.0, 3.2], [4.9, 3.0]]);
    assert_eq!(dropped.dropped, [4, 6]);
    assert_eq!(dropped.output_names, ["setosa", "versicolor, common"], "of the rows that are left");
    assert_eq!(dropped.dataset.targets, [0, 1, 0]);

    let filled = flowers(Missing::Value(-1.0))?.classes::<2>("species")?;
    assert_eq!((filled.dataset.inputs[2], filled.dataset.inputs[4]), ([6.3, -1.0], [-1.0, 2.5]));
    assert_eq!(filled.dataset.targets, [0, 1, 2, 0, 2]);
    assert_eq!(filled.input_names, ["length", "width"]);

    let means = flowers(Missing::ColumnMean)?.classes::<2>("species")?.dataset.inputs;
    assert!((means[2][1] - (3.5 + 3.2 + 3.0 + 2.5) / 4.0).abs() < 1e-6, "{}", means[2][1]);
    assert!((means[4][0] - (5.1 + 7.0 + 6.3 + 4.9) / 4.0).abs() < 1e-6, "{}", means[4][0]);
    Ok(())
}

#[test]
fn columns_go_by_name_or_index() -> Result<(), Error> {
    let table = || Csv::new().missing(Missing::DropRow);
    let by_name = table().inputs(["width", "length"]).read(FLOWERS.as_bytes())?.targets(["site"])?;
    assert_eq!(by_name.dataset.inputs[0], [3.5, 5.1]);
    assert_eq!(by_name.dataset.targets, [[3.0], [1.0], [2.0]]);
    assert_eq!(by_name.output_names, ["site"]);
    let by_index = table().inputs([1, 0]).read(FLOWERS.as_bytes())?.targets([2])?;
    assert_eq!(by_index, by_name);
    let classes = table().without([0, 1]).read(FLOWERS.as_bytes())?.classes(3)?;
    assert_eq!(classes.dataset.inputs, [[3.0], [1.0], [1.0], [2.0], [1.0]]);
    Ok(())
}

#[test]
fn a_width_that_is_not_the_networks_is_an_error() -> Result<(), Error> {
    let table = Csv::new().read(FLOWERS.as_bytes())?;
    let (error, text) = refused(table.classes::<4>("species"));
    let columns = ["length", "width", "site"].map(String::from).to_vec();
    assert_eq!(error, Error::Csv { file: None, line: None, reason: CsvReason::Width { columns, expected: 4 } });
    let expected = "the table has 3 columns of inputs (length, width, site), but 4 are expected: \
        choose them with `inputs` or `without`";
    assert_eq!(text, expected);
    let (error, text) = refused(table.classes::<3>("spices"));
    let Error::Csv { reason: CsvReason::NoColumn { column, .. }, .. } = error else { panic!("{text}") };
    assert_eq!(column, Column::from("spices"));
    assert_eq!(text, "the table has no column `spices`: its columns are length, width, site, species");
    let of = |file: &str| Csv::new().read(file.as_bytes()).and_then(|table| table.classes::<2>("y")).map(drop);
    let of = |file: &str| of(file).expect_err("no such column").to_string();
    assert_eq!(of(""), "the table has no column `y`: it is empty");
    let expected = "the table, line 1: found no `,`, but 2 `;`: try `delimiter(b';')`";
    assert_eq!(of("a;b;y\n1;2;3\n"), expected);
    assert_eq!(refused(table.classes::<3>(4)).1, text.replace("spices", "4"));
    Ok(())
}

#[test]
fn cells_that_are_no_numbers() -> Result<(), Error> {
    for (cell, found) in [("1.2.3", "`1.2.3`"), ("inf", "`inf`"), ("1e99", "`1e99`"), ("0x10", "`0x10`")] {
        let file = format!("a,b\n1,2\n\n3,{cell}\n");
        let (_, text) = refused(Csv::new().read(file.as_bytes())?.inputs::<2>());
        // the empty line is none of the table, but of the file
        assert_eq!(text, format!("the table, line 4, column 2 (`b`): found {found}, expected a finite number"));
        let (_, text) = refused(Csv::new().read(file.as_bytes())?.targets::<1, 1>(["b"]));
        assert!(text.ends_with("expected a finite number"), "{text}");
    }
    let (_, text) = refused(Csv::new().missing(Missing::ColumnMean).read("a,b\n1,\n2,NA".as_bytes())?.inputs::<2>());
    assert_eq!(text, "the table, line 2, column 2 (`b`): found nothing, expected a number somewhere in this column");
    Ok(())
}

#[test]
fn targets_are_never_made_up() -> Result<(), Error> {
    let file = "x,y\n1,2\n3,NA\n";
    for missing in [Missing::Error, Missing::Value(0.0), Missing::ColumnMean] {
        let table = Csv::new().missing(missing).read(file.as_bytes())?;
        let remedy = "found `NA`, expected a target; `drop_without_target` leaves the row out";
        let expected = format!("the table, line 3, column 2 (`y`): {remedy}");
        assert_eq!(refused(table.targets::<1, 1>(["y"])).1, expected);
        let text = refused(table.classes::<1>("y")).1;
        assert!(text.contains("found `NA`, expected a class") && !text.contains("DropRow"), "{text}");
    }
    let table = Csv::new().missing(Missing::DropRow).read(file.as_bytes())?;
    assert_eq!(table.targets::<1, 1>(["y"])?.dropped, [3]);
    Ok(())
}

#[test]
fn classes_have_an_order_that_rows_do_not_decide() -> Result<(), Error> {
    let classes = |file: &str| Csv::new().without_header().read(file.as_bytes())?.classes::<1>(1);
    let samples = classes("0,b\n0,a\n0,B\n0,b")?;
    assert_eq!(
        (samples.output_names, samples.dataset.targets),
        (["B", "a", "b"].map(String::from).to_vec(), vec![2, 1, 0, 2])
    );
    let numbers = "0,10\n0,9.0\n0,-1\n0,9";
    let samples = classes(numbers)?;
    assert_eq!(
        (samples.output_names, samples.dataset.targets),
        (["-1", "9", "9.0", "10"].map(String::from).to_vec(), vec![3, 2, 0, 1])
    );
    // one that is spelled in two ways is one only if numbers are asked for
    let samples = Csv::new().without_header().numeric_classes().read(numbers.as_bytes())?.classes::<1>(1)?;
    assert_eq!(
        (samples.output_names, samples.dataset.targets),
        (["-1", "9.0", "10"].map(String::from).to_vec(), vec![2, 1, 0, 1])
    );
    // one that is no number makes all of them text
    assert_eq!(classes("0,10\n0,9\n0,x")?.output_names, ["10", "9", "x"]);
    // a test file that lacks a class, with the names of the training file
    let samples =
        Csv::new().class_names(["9", "10", "11"]).without_header().read("0,11".as_bytes())?.classes::<1>(1)?;
    assert_eq!(samples.dataset.targets, [2]);
    Ok(())
}

#[test]
fn rows_and_bytes_that_are_no_table() {
    let (error, text) = refused(Csv::new().read("a,b\n1,2\n3\n".as_bytes()));
    assert!(matches!(error, Error::Csv { line: Some(3), reason: CsvReason::Columns { found: 1, expected: 2 }, .. }));
    assert_eq!(text, "the table, line 3: 1 column, but the first row has 2");
    let (_, text) = refused(Csv::new().read(&b"a,b\n1,2\n3,\xff\n"[..]));
    assert_eq!(text, "the table, line 3: column 2 is not UTF-8");
    assert_eq!(
        refused(Csv::new().read("a,a\n1,2".as_bytes()).and_then(|table| table.classes::<1>("a"))).1,
        "the table, line 1: two columns are named `a`: choose one by its index"
    );
    for nothing in ["", "a,b\n", "a,b\nNA,1\n"] {
        let table = Csv::new().missing(Missing::DropRow).read(nothing.as_bytes()).expect("a table");
        assert!(table.inputs::<2>().is_err(), "{nothing:?}");
    }
    let table = Csv::new().read("a,b\n".as_bytes()).expect("a table");
    assert_eq!(table.inputs::<2>(), Err(Error::NoSamples));
    let (error, text) = refused(Csv::new().open("there/is/no.csv"));
    assert!(matches!(&error, Error::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound));
    assert!(text.starts_with("there/is/no.csv: "), "{text}");
}

#[test]
fn lines_are_counted_as_editors_do() -> Result<(), Error> {
    for end in ["\n", "\r\n", "\r"] {
        // a cell over two lines, empty lines, and the last row without an end
        let file = ["a,b", "", "\"1", "1\",2", "", "", "3,x", "4,y"].join(end);
        let text = refused(Csv::new().without([0]).read(file.as_bytes())?.inputs::<1>()).1;
        assert_eq!(text, "the table, line 7, column 2 (`b`): found `x`, expected a finite number", "{end:?}");
        let text = refused(Csv::new().read(file.replace(",y", "").as_bytes())).1;
        assert_eq!(text, "the table, line 8: 1 column, but the first row has 2", "{end:?}");
    }
    Ok(())
}

#[test]
fn a_table_of_a_german_program_is_read() -> Result<(), Error> {
    let file = "\u{feff}# measured on the 3rd\r\nwidth;price;kind\r\n1,5;1.299,00;01\r\n#2;3;1\r\n-0,25;0,99;1\r\n";
    let csv = || Csv::new().delimiter(b';').comment(b'#').decimal(',').thousands('.');
    let samples = csv().read(file.as_bytes())?.classes("kind")?;
    assert_eq!(samples.dataset.inputs, [[1.5, 1299.0], [-0.25, 0.99]]);
    assert_eq!((samples.output_names, samples.dataset.targets), (["01", "1"].map(String::from).to_vec(), vec![0, 1]));
    // each setting that is left out is the one that the message names
    let read = |csv: Csv| csv.read(file.as_bytes()).and_then(|table| table.classes::<2>("kind"));
    for (csv, setting) in [
        (Csv::new().comment(b'#'), "try `delimiter(b';')`"),
        (Csv::new().delimiter(b';').decimal(',').thousands('.'), "`comment(b'#')` leaves it out"),
        (csv().decimal('.').thousands('_'), "`decimal(',')` would read it"),
        (Csv::new().delimiter(b';').comment(b'#').decimal(','), "`thousands('.')` would read it"),
    ] {
        let text = refused(read(csv)).1;
        assert!(text.ends_with(setting), "{text}");
    }
    Ok(())
}

#[test]
fn a_file_is_named_in_messages() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("semicolons.csv");
    std::fs::write(&path, "\u{feff}x;y\r\n1;2\r\n\"3\";z\r\n").expect("a file");
    let table = Csv::new().delimiter(b';').open(&path).expect("a table");
    assert_eq!(table.columns(), ["x", "y"], "without the mark of UTF-8 before them");
    let text = refused(table.inputs::<2>()).1;
    assert_eq!(text, format!("{}, line 3, column 2 (`y`): found `z`, expected a finite number", path.display()));
}
