//! The declaration that a table asks for, and that it reads the table.

use mlp::data::csv::{Csv, suggest};
use mlp::prelude::*;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/data/penguins.csv");

/// The text of what follows it, as it is written.
macro_rules! pasted {
    ($($declaration:tt)*) => {
        mlp! { $($declaration)* }
        const PASTED: &str = stringify!($($declaration)*);
    };
}

pasted! {
    struct Penguins:
        {
            island: one_of(Biscoe, Dream, Torgersen),
            // 2 of 344 are missing
            bill_length_mm: 32..60,
            // 2 of 344 are missing
            bill_depth_mm: 13.1..21.5,
            // 2 of 344 are missing
            flipper_length_mm: 172..231,
            // 11 of 344 are missing
            sex: one_of(female, male),
            year: 2007..2009,
        }
        => 16 tanh
        => {
            species: softmax(Adelie, Chinstrap, Gentoo),
            // 2 of 344 are missing
            body_mass_g: 2700..6300,
        }
}

/// Returns a text without spaces and comments.
fn dense(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    lines.flat_map(str::split_whitespace).collect()
}

#[test]
fn the_declaration_of_a_table_reads_the_table() -> Result<(), mlp::Error> {
    let table = Csv::new().drop_without_target().open(FILE)?;
    let declaration = table.suggest(["species", "body_mass_g"])?;
    assert_eq!(dense(&declaration), format!("mlp!{{{}}}", dense(PASTED)), "{declaration}");
    assert_eq!(declaration.matches("// 2 of 344 are missing").count(), 4, "{declaration}");
    assert!(declaration.contains("            // 11 of 344 are missing\n            sex: one_of(female, male),\n"));

    let penguins = table.records_with_gaps::<Penguins>()?;
    assert_eq!((penguins.dataset.len(), penguins.dropped), (342, vec![5, 273]));
    let inside =
        |penguin: &mlp::Partial<Penguins>| penguin.complete().is_none_or(|input| input.out_of_range().next().is_none());
    assert!(penguins.dataset.inputs.iter().all(inside));
    // the last column is the output of a file of which nothing is said
    assert!(suggest(FILE)?.ends_with("=> {\n            year: 2007..2009,\n        }\n}\n"));
    Ok(())
}

fn fields(file: &str, outputs: &[&str]) -> String {
    let table = Csv::new().read(file.as_bytes()).expect("a table");
    let text = table.suggest(outputs.iter().copied()).expect("a declaration");
    let lines = text.lines().filter(|line| line.starts_with("            "));
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn kinds_are_those_of_the_cells() {
    for (cells, input, output) in [
        ("1 0 1", "x: bool,", "x: sigmoid,"),
        ("yes NO Yes", "x: bool,", "x: sigmoid,"),
        ("0 1 2", "x: 0..2,", "x: softmax(3),"),
        ("0 2 2", "x: 0..2,", "x: 0..2,"),
        ("1 2 3", "x: 1..3,", "x: 1..3,"),
        ("0.5 1 2", "x: 0.5..2,", "x: 0.5..2,"),
        ("b a b", "x: one_of(a, b),", "x: softmax(a, b),"),
        ("9 x 10", "x: one_of(_10, _9, x),", "x: softmax(_10, _9, x),"),
        (
            "type true Iris-setosa",
            "x: one_of(Iris_setosa, r#true, r#type),",
            "x: softmax(Iris_setosa, r#true, r#type),",
        ),
        ("a-b a+b c", "// x: two texts are the same name", "// x: two texts are the same name"),
        ("4 4 4", "// x: always `4`, which tells nothing", "// x: always `4`, which tells nothing"),
        ("NA NA NA", "// x: no value, which tells nothing", "// x: no value, which tells nothing"),
        ("NA 1 2", "// 1 of 3 is missing x: 1..2,", "// 1 of 3 is missing x: 1..2,"),
    ] {
        let file = format!("x\n{}\n", cells.replace(' ', "\n"));
        assert_eq!((fields(&file, &[]).as_str(), fields(&file, &["x"]).as_str()), (input, output), "{cells}");
    }
    let many = (0..33).map(|row| format!("name {row}")).collect::<Vec<_>>().join("\n");
    assert_eq!(fields(&format!("x\n{many}"), &[]), "// x: 33 different texts");
    let names = fields("type,1st,Bill (mm),bill mm,%\n1,2,3,4,5\n2,3,4,5,6", &[]);
    assert_eq!(
        names,
        "r#type: 1..2, _1st: 2..3, bill_mm: 3..4, // bill mm: another column has the same name // %: its name has no letters"
    );
}

#[test]
fn tables_without_rows_or_columns_say_nothing() {
    for file in ["", "x,y\n"] {
        let table = Csv::new().read(file.as_bytes()).expect("a table");
        assert_eq!(table.suggest([""; 0]), Err(mlp::Error::NoSamples));
    }
    let table = Csv::new().read("x\n1".as_bytes()).expect("a table");
    assert_eq!(
        table.suggest(["y"]).expect_err("no column").to_string(),
        "the table has no column `y`: its columns are x"
    );
}
