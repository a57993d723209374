//! Tables that are read by the declaration: columns and classes by name, in any order and number.

use mlp::data::csv::Missing;
use mlp::data::csv::{Csv, Records};
use mlp::prelude::*;

mlp! {
    struct Plant:
        { soil: one_of(Clay, Sand, NA, _10, Red_loam), height: 0..3, watered: bool, leaves: [raw; 2] }
        => 4 tanh
        => { family: softmax(Rose, Grass), grade: softmax(3), edible: sigmoid, yields: 10..20, tone: tanh 0..9 }
}

const HEADER: &str = "id,Leaves 1,leaves.0,height,edible,grade,family,yields,tone,watered,soil";

fn read(rows: &str) -> Result<Records<PlantInput, PlantTarget>, mlp::Error> {
    with(Csv::new(), rows)
}

fn with(csv: Csv, rows: &str) -> Result<Records<PlantInput, PlantTarget>, mlp::Error> {
    csv.read(format!("{HEADER}\n{rows}").as_bytes())?.records::<Plant>()
}

fn refused(rows: &str) -> String {
    read(rows).expect_err(rows).to_string()
}

#[test]
fn columns_are_found_by_name_and_cells_read_by_kind() {
    let rows = "x,7,6,1.7,0.25,2,Grass,12.5,-1,YES,10\ny,9,8,-1,true,0,Rose,99,3,0,NA\n";
    let Records { dataset, dropped } = read(rows).expect("two plants");
    let first = PlantInput { soil: PlantSoil::_10, height: 1.7, watered: true, leaves: [6.0, 7.0] };
    let second = PlantInput { soil: PlantSoil::NA, height: -1.0, watered: false, leaves: [8.0, 9.0] };
    // numbers are those of the file to the bit: nothing is scaled and back
    assert_eq!((dataset.inputs, dropped), (vec![first, second], vec![]));
    let target = PlantTarget { family: PlantFamily::Grass, grade: 2, edible: 0.25, yields: 12.5, tone: -1.0 };
    assert_eq!(dataset.targets[0], target);
    assert_eq!(dataset.targets[1].edible, 1.0);
}

#[test]
fn classes_have_the_numbers_of_the_declaration() {
    let rows = "x,7,6,1.7,0.25,2,Grass,12.5,1,yes,Sand\n";
    let Records { dataset, .. } = read(rows).expect("one plant");
    assert_eq!(dataset.inputs[0].soil, PlantSoil::Sand);
    let encoded = dataset.encoded::<Plant>();
    assert_eq!(encoded.inputs[0][..5], [0.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(encoded.targets[0].values()[..5], [0.0, 1.0, 0.0, 0.0, 1.0]);
    assert_eq!(encoded.targets[0].values()[6], -0.5, "12.5 of 10..20");
}

#[test]
fn what_is_no_value_of_a_kind_is_refused() {
    let good = ["x", "7", "6", "1.7", "0.25", "2", "Grass", "12.5", "1", "yes", "Sand"];
    for (column, cell, expected) in [
        (11, "Mud", "found `Mud`, expected one of Clay, Sand, NA, _10, Red_loam"),
        (11, "sand", "found `sand`, expected one of Clay, Sand, NA, _10, Red_loam"),
        (
            10,
            "male",
            "found `male`, expected true or false, yes or no, 1 or 0; an input with other texts is `one_of(..)`",
        ),
        (
            10,
            "",
            "found nothing, expected a value; `records_with_gaps` keeps gaps, `Missing::DropRow` leaves the row out",
        ),
        (6, "3", "found `3`, expected the index of a class, from 0 to 2"),
        (6, "1.5", "found `1.5`, expected the index of a class, from 0 to 2"),
        (5, "1.5", "found `1.5`, expected a probability from 0 to 1, or true or false, yes or no"),
        (5, "-", "found `-`, expected a probability from 0 to 1, or true or false, yes or no"),
        (4, "tall", "found `tall`, expected a finite number"),
        (4, "inf", "found `inf`, expected a finite number"),
        (
            4,
            "NA",
            "found `NA`, expected a value; `records_with_gaps` keeps gaps, `Missing::DropRow` leaves the row out",
        ),
        (7, "NA", "found `NA`, expected a target; `drop_without_target` leaves the row out"),
        (7, "Clay", "found `Clay`, expected one of Rose, Grass"),
    ] {
        let mut cells = good;
        cells[column - 1] = cell;
        let rows = format!("{}\n{}\n", good.join(","), cells.join(","));
        let name = HEADER.split(',').nth(column - 1).expect("a column");
        assert_eq!(refused(&rows), format!("the table, line 3, column {column} (`{name}`): {expected}"));
        let dropped = with(Csv::new().missing(Missing::DropRow), &rows).map(|records| records.dropped);
        assert_eq!(dropped.is_ok(), ["", "NA"].contains(&cell), "{dropped:?}");
        assert!(dropped.is_err() || dropped == Ok(vec![3]));
    }
    let rows = good.join(",").replace("1.7", "NA");
    let none = with(Csv::new().missing(Missing::DropRow), &rows);
    assert_eq!(none, Err(mlp::Error::NoSamples));
}

#[test]
fn one_class_has_one_spelling() {
    let row = |soil: &str| format!("x,7,6,1.7,0.25,2,Grass,12.5,1,yes,{soil}\n");
    let soils = |soils: [&str; 2]| read(&soils.map(row).concat());
    assert!(soils(["Red loam", "Red loam"]).is_ok() && soils(["Red_loam", "Clay"]).is_ok());
    for texts in [["Red loam", "Red-loam"], ["Red_loam", "Red loam"], ["Red loam", "Red_loam"]] {
        let [other, found] = texts;
        assert_eq!(
            soils(texts).expect_err("two spellings").to_string(),
            format!(
                "the table, line 3, column 11 (`soil`): found `{found}`, expected one spelling of the class Red_loam, \
                 for `{other}` is it too; if they are two classes, write other texts into the table"
            )
        );
    }
}

mlp! {
    struct House: { living_area: 20..220, new: bool } => 4 tanh => { price: 50_000..950_000 }
}

fn houses(file: &str) -> Result<Records<HouseInput, HouseTarget>, mlp::Error> {
    Csv::new().read(file.as_bytes())?.records::<House>()
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are_near() {
    for (header, message) in [
        (
            "area,new,price",
            "the table has no column `living_area` for the input `living_area: 20..220`, but `area`; name the input as \
             the column, or the column as the input, with `renamed`",
        ),
        (
            "living area,new,prise",
            "the table has no column `price` for the output `price: 50000..950000`, but `prise`; name the output as the \
             column, or the column as the output, with `renamed`",
        ),
        (
            "a,new,price",
            "the table has no column `living_area` for the input `living_area: 20..220`: its columns are a, new, price; \
             name the input as the column, or the column as the input, with `renamed`",
        ),
        (
            "living area,Living-Area,new,price",
            "the table, line 1: the columns `living area` and `Living-Area` are both `living_area`: expected one, \
             `renamed` gives the other one another name",
        ),
        ("new,new,living area,price", "the table, line 1: two columns are named `new`: choose one by its index"),
    ] {
        let row = header.split(',').map(|_| "1").collect::<Vec<_>>().join(",");
        assert_eq!(houses(&format!("{header}\n{row}\n")).expect_err(header).to_string(), message);
    }
    // the exact name is the one that is meant
    let found = houses("living area,living_area,new,price\n1,2,0,3").expect("a house");
    assert_eq!(found.dataset.inputs[0].living_area, 2.0);
    // a file whose delimiter is another one says so
    let error = houses("living_area;new;price\n1;0;3").expect_err("one column").to_string();
    assert_eq!(error, "the table, line 1: found no `,`, but 2 `;`: try `delimiter(b';')`");
}

#[test]
fn columns_are_renamed_and_inputs_read_without_targets() {
    let csv = Csv::new().renamed("m2", "living_area").renamed("living_area", "ignored");
    let houses = csv.read("living_area,m2,new\nx,55,no".as_bytes()).and_then(|table| table.record_inputs::<House>());
    assert_eq!(houses.expect("a house").dataset.inputs, [HouseInput { living_area: 55.0, new: false }]);
    let error = Csv::new().renamed("m3", "living_area").read("m2\n1".as_bytes()).expect_err("no column");
    assert_eq!(error.to_string(), "the table has no column `m3`: its columns are m2");
}

/// A second file, with rows in another order and not every class, has the numbers of the first.
#[test]
fn a_second_file_never_renumbers_classes() {
    let header = "soil,height,watered,leaves_0,leaves_1";
    let read = |rows: &str| {
        let table = Csv::new().read(format!("{header}\n{rows}").as_bytes()).expect("a table");
        table.record_inputs::<Plant>().expect("plants").dataset.inputs
    };
    let all = read("Clay,1,no,1,2\nSand,1,no,1,2\n");
    let last = read("Sand,1,no,1,2\n");
    assert_eq!(last[0], all[1]);
    assert_eq!(<[f32; 9]>::from(last[0])[..2], [0.0, 1.0]);
}
