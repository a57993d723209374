//! Plain numbers from a table to answers with names: one file is the whole model.

use mlp::data::Split;
use mlp::data::csv::{Csv, Missing, Samples};
use mlp::prelude::*;
use mlp::{Error, Impute, Pipeline, Scaled, Scaler};

mlp! {
    #[derive(PartialEq)]
    struct Net: 4 => 6 tanh => 2 softmax;
    #[derive(PartialEq)]
    struct Binary: 4 => 6 tanh => 1 sigmoid;
    #[derive(PartialEq)]
    struct Price: 1 => 4 tanh => 1;
    struct Wide: 5 => 6 tanh => 2 softmax
}

const FILE: &str = "\
id,island,flipper,species
1,Dream,190,Adelie
2,Biscoe,220,Gentoo
3,Torgersen,NA,Adelie
4,NA,210,Gentoo
5,Biscoe,215,Gentoo
6,Dream,185,Adelie
";

fn penguins() -> Result<Samples<4, usize>, Error> {
    let csv = Csv::new().without(["id"]).one_hot(["island"]).missing(Missing::Keep);
    csv.read(FILE.as_bytes())?.classes("species")
}

fn model() -> Result<Pipeline<Net>, Error> {
    let penguins = penguins()?;
    let mut model = Pipeline::new(Net::seeded(1), &penguins.dataset.inputs, penguins.columns())?;
    let inputs = model.transform_all(&penguins.dataset.inputs);
    Trainer::new(CrossEntropy, Adam::new(0.05)).epochs(200).fit(&mut model.net, &inputs, &penguins.dataset.targets)?;
    Ok(model)
}

#[test]
fn texts_become_classes_with_names() -> Result<(), Error> {
    let penguins = penguins()?;
    assert_eq!(penguins.input_names, ["island=Biscoe", "island=Dream", "island=Torgersen", "flipper"]);
    assert_eq!(penguins.dataset.inputs[..2], [[0.0, 1.0, 0.0, 190.0], [1.0, 0.0, 0.0, 220.0]]);
    let [torgersen, unknown] = [penguins.dataset.inputs[2], penguins.dataset.inputs[3]];
    assert!(torgersen[3].is_nan() && torgersen[..3] == [0.0, 0.0, 1.0]);
    assert!(unknown[..3].iter().all(|number| number.is_nan()) && unknown[3] == 210.0);
    Ok(())
}

#[test]
fn a_missing_class_is_what_was_asked_for() {
    let read = |missing| {
        let csv = Csv::new().without(["id", "flipper"]).one_hot(["island"]).missing(missing);
        csv.read(FILE.as_bytes()).and_then(|table| table.classes::<3>("species"))
    };
    assert_eq!(read(Missing::DropRow).expect("five").dropped, [5]);
    for missing in [Missing::Error, Missing::Value(0.0), Missing::ColumnMean] {
        assert_eq!(
            read(missing).expect_err("no number stands for a class").to_string(),
            "the table, line 5, column 2 (`island`): found `NA`, expected a class; `Missing::Keep` keeps gaps for an \
             `Imputer`, `Missing::DropRow` leaves the row out"
        );
    }
    let csv = Csv::new().one_hot(["isle"]);
    let error = csv.read(FILE.as_bytes()).and_then(|table| table.classes::<3>("species")).expect_err("no column");
    assert_eq!(error.to_string(), "the table has no column `isle`: its columns are id, island, flipper, species");
}

#[test]
fn everything_is_fitted_to_the_training_samples() -> Result<(), Error> {
    let penguins = penguins()?;
    let (train, test) = penguins.split(&Split::new().test_count(1).in_order())?;
    assert_eq!((train.columns(), test.columns()), (penguins.columns(), penguins.columns()));
    let model = Pipeline::new(Net::seeded(1), &train.dataset.inputs, train.columns())?;
    // 190, 220, 210 and 215; Biscoe is in two of the four that are known
    assert_eq!(model.imputer.values, [1.0, 0.0, 0.0, 208.75]);
    assert_eq!(model.inputs.shift, [0.0, 0.0, 0.0, 208.75]);
    assert_eq!(model.inputs.scale[..3], [1.0; 3], "classes are not scaled");
    let squares = [-18.75_f64, 11.25, 0.0, 1.25, 6.25].map(|difference| difference * difference);
    let deviation = (squares.iter().sum::<f64>() / 5.0).sqrt();
    assert!((f64::from(model.inputs.scale[3]) - deviation).abs() < 1e-5);
    let median = Pipeline::with_strategy(Net::ZERO, &train.dataset.inputs, train.columns(), Impute::Median)?;
    assert_eq!(median.imputer.values, [1.0, 0.0, 0.0, 212.5]);
    let (train, test) = penguins.split_stratified(&Split::new().test_count(2).seed(3))?;
    assert_eq!((train.dataset.len(), test.dataset.targets.iter().sum::<usize>()), (4, 1));
    Ok(())
}

#[test]
fn another_program_answers_with_names() -> Result<(), Error> {
    let (model, folder) = (model()?, tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("penguins.safetensors");
    model.save(&path)?;
    let same = Pipeline::<Net>::load(&path)?;
    assert_eq!(same, model);
    assert_eq!(same.to_safetensors(), model.to_safetensors(), "the same model is the same bytes");

    // another order, gaps, other columns, and not every class
    let file = "flipper,name,island\n218,a,Biscoe\nNA,b,Dream\n183,c,NA\n";
    let unknown = same.csv().read(file.as_bytes())?.inputs::<4>()?;
    assert_eq!(unknown.dataset.inputs[0], [1.0, 0.0, 0.0, 218.0]);
    let answers = same.classify(&unknown.dataset.inputs);
    assert_eq!(answers[..2], ["Gentoo", "Adelie"]);
    for (input, output) in unknown.dataset.inputs.iter().zip(same.predict(&unknown.dataset.inputs)) {
        assert!(output.iter().zip(same.forward(input)).all(|(a, b)| (a - b).abs() < 1e-6));
    }
    let labelled = same.csv().read("species,island,flipper\nGentoo,Dream,200".as_bytes())?.classes::<4>("species")?;
    assert_eq!(labelled.dataset.targets, [1], "not 0, though it is the only class of the file");
    let error = same.csv().read("island,flipper\nBisco,200".as_bytes())?.inputs::<4>().expect_err("no class");
    assert!(error.to_string().ends_with("found `Bisco`, expected one of Biscoe, Dream, Torgersen"), "{error}");

    // the parts alone would answer something else
    for refused in [Net::load(&path).err(), Scaled::<Net>::load(&path).err(), Pipeline::<Wide>::load(&path).err()] {
        assert!(refused.is_some());
    }
    let scaled = model.scaled();
    scaled.save(&path)?;
    let error = Pipeline::<Net>::load(&path).expect_err("no imputer").to_string();
    assert!(error.contains("imputer.inputs"), "{error}");
    Ok(())
}

#[test]
fn files_that_are_no_model() -> Result<(), Error> {
    let bytes = model()?.to_safetensors();
    let text = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).expect("in the file");
        let mut other = bytes.clone();
        other[at..at + to.len()].copy_from_slice(to.as_bytes());
        Pipeline::<Net>::from_safetensors(&other).expect_err(to).to_string()
    };
    let no_names = "it has no names of columns and classes, as `Pipeline::save` writes them";
    for (from, to) in [("; columns ", "; colunms "), ("columns [[", "columns {[")] {
        assert!(text(from, to).ends_with(no_names), "{}", text(from, to));
    }
    let merged = text(r#"\"Biscoe\",\"Dream\""#, r#"\"Biscoe and Dream\""#);
    assert!(
        merged.starts_with("the columns have 3 inputs (island=Biscoe and Dream, island=Torgersen, flipper), "),
        "{merged}"
    );
    assert_eq!(
        text(r#"\"Adelie\",\"Gentoo\""#, r#"\"Adelie and Gentoo\""#),
        "1 names for 2 classes: every class needs one"
    );
    for length in 0..bytes.len() {
        assert!(Pipeline::<Net>::from_safetensors(&bytes[..length]).is_err());
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Pipeline::<Net>::from_safetensors(&longer).is_err());
    Ok(())
}

/// Neither saved nor read: values that are not finite, and scales of 0.
#[test]
fn values_that_no_model_has() -> Result<(), Error> {
    let (good, folder) = (model()?, tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("penguins.safetensors");
    good.save(&path)?;
    let (mut flat, mut broken) = (good.clone(), good.clone());
    flat.inputs.scale[3] = 0.0;
    broken.net.params_mut()[0] = f32::NAN;
    assert!(matches!(flat.save(&path), Err(Error::ScaleZero { .. })));
    assert!(matches!(Pipeline::<Net>::from_safetensors(&flat.to_safetensors()), Err(Error::ScaleZero { .. })));
    assert!(matches!(broken.save(&path), Err(Error::TensorNotFinite { .. })));
    assert!(Pipeline::<Net>::from_safetensors(&broken.to_safetensors()).is_err());
    assert_eq!(Pipeline::<Net>::load(&path)?, good, "the old file is kept");
    Ok(())
}

#[test]
fn one_output_is_one_of_two_classes_or_a_number() -> Result<(), Error> {
    let penguins = penguins()?;
    let model = Pipeline::new(Binary::seeded(1), &penguins.dataset.inputs, penguins.columns())?;
    assert_eq!([0.0, 0.4999, 0.5, 1.0].map(|y| model.class(&[y])), ["Adelie", "Adelie", "Gentoo", "Gentoo"]);

    let houses = Csv::new().read("area,price\n80,100\n100,200\n120,300".as_bytes())?.targets::<1, 1>(["price"])?;
    let scaler = Scaler::standard(&houses.dataset.targets)?;
    let mut model = Pipeline::new(Price::seeded(1), &houses.dataset.inputs, houses.columns())?.with_outputs(scaler);
    let (inputs, targets) =
        (model.transform_all(&houses.dataset.inputs), scaler.transform_all(&houses.dataset.targets));
    Trainer::new(Mse, Adam::new(0.02)).epochs(500).fit(&mut model.net, &inputs, &targets)?;
    let same = Pipeline::<Price>::from_safetensors(&model.to_safetensors())?;
    assert!((same.forward(&[100.0])[0] - 200.0).abs() < 10.0, "{:?}", same.forward(&[100.0]));
    assert_eq!((same.columns(), same.class(&[0.0])), (&houses.columns(), "price"));
    // all of them in the units of the targets
    assert_eq!(same.predict(&[[100.0]]), [same.forward(&[100.0])]);
    assert_eq!(same.scaled().forward(&[100.0]), same.forward(&[100.0]));

    let wrong = Pipeline::new(Wide::ZERO, &[[0.0; 5]], penguins.columns()).expect_err("four columns").to_string();
    assert_eq!(
        wrong,
        "the columns have 4 inputs (island=Biscoe, island=Dream, island=Torgersen, flipper), but the network has 5: \
         expected the columns that it is trained on"
    );
    Ok(())
}
