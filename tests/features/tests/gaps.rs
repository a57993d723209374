//! Missing values: what replaces them is computed from the training samples and kept with the network.

use mlp::data::Split;
use mlp::data::csv::{Csv, Missing};
use mlp::prelude::*;
use mlp::{Error, Impute, Imputed, Imputer, Partial, RecordImputer};

const GAP: f32 = f32::NAN;

/// The examples of scikit-learn's `SimpleImputer`, and figures by hand.
#[test]
fn statistics_are_those_of_scikit_learn() -> Result<(), Error> {
    let samples = [[7.0, 2.0, 3.0], [4.0, GAP, 6.0], [10.0, 5.0, 9.0]];
    let mean = Imputer::mean(&samples)?;
    assert_eq!(mean.values, [7.0, 3.5, 6.0]);
    let later = [[GAP, 2.0, 3.0], [4.0, GAP, 6.0], [10.0, GAP, 9.0]];
    assert_eq!(mean.transform_all(&later), [[7.0, 2.0, 3.0], [4.0, 3.5, 6.0], [10.0, 3.5, 9.0]]);

    let samples = [[1.0, 5.0], [GAP, 1.0], [3.0, 1.0], [3.0, 5.0], [8.0, GAP], [8.0, -2.0]];
    assert_eq!(Imputer::median(&samples)?.values, [3.0, 1.0]);
    // of two values that are as frequent, the smaller one
    assert_eq!(Imputer::most_frequent(&samples)?.values, [3.0, 1.0]);
    assert_eq!(Imputer::fit(&samples, &[Impute::Constant(-1.0), Impute::Mean])?.values, [-1.0, 2.0]);
    Ok(())
}

#[test]
fn columns_that_cannot_be_imputed() {
    let refused = |samples: &[[f32; 2]], strategies: &[Impute]| {
        Imputer::fit(samples, strategies).expect_err("no imputer").to_string()
    };
    let mean = [Impute::Mean; 2];
    assert_eq!(
        refused(&[[1.0, GAP], [2.0, GAP]], &mean),
        "column 1 has no value in any sample: leave it out, or set `Impute::Constant` for it"
    );
    assert!(Imputer::fit(&[[1.0, GAP]], &[Impute::Mean, Impute::Constant(0.0)]).is_ok());
    assert_eq!(refused(&[], &mean), "there are no samples: at least one is needed");
    assert_eq!(refused(&[[1.0, 2.0]], &mean[..1]), "1 strategies for 2 columns: every column needs one");
    let infinite = refused(&[[1.0, 2.0], [1.0, f32::INFINITY]], &mean);
    assert_eq!(infinite, "input 1 of sample 1 is inf: inputs must be finite");
}

mlp! {
    #[derive(PartialEq)]
    struct Plant:
        { soil: one_of(Clay, Sand, Loam), height: 0..3, watered: bool, leaves: [raw; 2] }
        => 4 tanh
        => { family: softmax(Rose, Grass), yields: 10..20 };
    struct Other: { height: 0..3 } => 4 tanh => { yields: 10..20 }
}

const FILE: &str = "\
soil,height,watered,leaves_0,leaves_1,family,yields
Sand,1,yes,1,10,Rose,12
NA,2,,2,NA,Rose,13
Loam,,no,3,30,Grass,14
Loam,6,no,NA,50,Grass,15
Sand,NA,no,NA,NA,Rose,
";

fn plants() -> Result<Vec<Partial<Plant>>, Error> {
    let table = Csv::new().drop_without_target().read(FILE.as_bytes())?;
    let plants = table.records_with_gaps::<Plant>()?;
    assert_eq!(plants.dropped, [6]);
    Ok(plants.dataset.inputs)
}

#[test]
fn gaps_are_read_and_filled_by_kind() -> Result<(), Error> {
    let plants = plants()?;
    assert!(plants[1].missing().eq(["soil", "watered", "leaves"]));
    assert!(plants[0].missing().eq([""; 0]));
    let first = PlantInput { soil: PlantSoil::Sand, height: 1.0, watered: true, leaves: [1.0, 10.0] };
    assert_eq!((plants[0].complete(), plants[1].complete()), (Some(first), None));

    let imputer = RecordImputer::fit(&plants)?;
    let usual = PlantInput { soil: PlantSoil::Loam, height: 3.0, watered: false, leaves: [2.0, 30.0] };
    assert_eq!(imputer.record(), usual);
    assert_eq!(imputer.complete(&plants[1]), PlantInput { height: 2.0, leaves: [2.0, 30.0], ..usual });

    // of the first three, each soil that occurs does so once: the first one of the declaration
    let imputer =
        RecordImputer::fit_with(&plants[..3], &[("height", Impute::Median), ("leaves", Impute::Constant(7.0))])?;
    assert_eq!(imputer.record(), PlantInput { soil: PlantSoil::Sand, height: 1.5, watered: false, leaves: [7.0; 2] });
    Ok(())
}

#[test]
fn inputs_that_cannot_be_imputed() -> Result<(), Error> {
    let plants = plants()?;
    let refused =
        |strategies: &[(&str, Impute)]| RecordImputer::fit_with(&plants, strategies).map_err(|e| e.to_string());
    assert_eq!(
        refused(&[("heigth", Impute::Median)]),
        Err("the network has no input `heigth`: its inputs are soil, height, watered, leaves".to_owned())
    );
    assert_eq!(
        refused(&[("soil", Impute::Mean)]),
        Err("`soil` is a class or a `bool`, which has no mean: expected `Impute::MostFrequent`".to_owned())
    );
    assert!(refused(&[("soil", Impute::MostFrequent)]).is_ok());
    let without: Vec<_> = plants.iter().map(|plant| plant.without("watered")).collect::<Result<_, _>>()?;
    assert_eq!(
        RecordImputer::fit(&without).expect_err("no value").to_string(),
        "`watered` has no value in any sample: leave it out of the declaration, or set a constant with `RecordImputer::new`"
    );
    assert_eq!(RecordImputer::<Plant>::fit(&[]), Err(Error::NoSamples));
    Ok(())
}

#[test]
fn a_file_keeps_what_replaces_gaps() -> Result<(), Error> {
    let plants = plants()?;
    let model = Imputed::new(Plant::seeded(3), RecordImputer::fit(&plants)?);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plants.safetensors");
    model.save(&path)?;
    let same = Imputed::<Plant>::load(&path)?;
    assert_eq!(same, model);
    assert_eq!(same.predict_all(&plants), model.predict_all(&plants));
    assert_eq!(model.predict(&plants[0]), model.net.predict(&plants[0].complete().expect("a whole plant")));

    // alone, the network would refuse rows that it was saved for
    let error = Plant::load(&path).expect_err("a tensor too many").to_string();
    assert!(error.contains("imputer.inputs"), "{error}");
    assert!(Imputed::<Other>::load(&path).is_err());
    // what would not be read is not written
    let nothing = RecordImputer::new(PlantInput { height: GAP, ..model.imputer.record() });
    assert!(matches!(Imputed::new(model.net, nothing).save(&path), Err(Error::TensorNotFinite { .. })));
    assert_eq!(Imputed::<Plant>::load(&path)?, same);
    Ok(())
}

/// The mean of a column is that of the training rows, whatever stands in the test rows.
#[test]
fn test_rows_say_nothing() -> Result<(), Error> {
    let read = |last: &str| -> Result<_, Error> {
        let file = format!("x,y\n1,1\n,2\n3,3\n{last}\n");
        let samples = Csv::new().missing(Missing::Keep).read(file.as_bytes())?.targets::<1, 1>(["y"])?;
        let (train, test) = samples.dataset.split(&Split::new().test_count(1).in_order())?;
        let imputer = Imputer::mean(&train.inputs)?;
        Ok((imputer.transform_all(&train.inputs), imputer.transform_all(&test.inputs)))
    };
    assert_eq!(read("1000,4")?.0, [[1.0], [2.0], [3.0]]);
    assert_eq!(read("NA,4")?, (vec![[1.0], [2.0], [3.0]], vec![[2.0]]));
    Ok(())
}
