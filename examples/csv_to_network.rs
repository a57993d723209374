//! From a table to predictions: a CSV file with missing values, a split, a scaler,
//! cross-validation, training, metrics, and one file that contains the network and its
//! scaler.
//!
//! Look for: whatever is fitted, the scaler too, sees the training samples
//! only; without the scaler, the same network learns next to nothing; the loaded model
//! takes millimetres and grams.
//!
//! Data: K. B. Gorman, T. D. Williams & W. R. Fraser, Ecological Sexual Dimorphism and
//! Environmental Variability within a Community of Antarctic Penguins (2014), CC0.

use mlp::data::csv::{Csv, Missing};
use mlp::data::{Dataset, KFold, Split};
use mlp::metrics::{ConfusionMatrix, class, log_loss, roc_auc};
use mlp::prelude::*;
use mlp::{Error, Scaled, Scaler};

mlp! {
    /// Predicts the species of a penguin from four measurements.
    struct Penguins: 4 => 8 tanh => 3 softmax
}

type Samples = Dataset<[f32; 4], usize>;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv");

fn main() -> Result<(), Error> {
    let table = Csv::new()
        .without(["island", "sex", "year"])
        .missing(Missing::DropRow)
        .open(FILE)?;
    let penguins = table.classes::<4>("species")?;
    let Samples { inputs, .. } = &penguins.dataset;
    println!("{} penguins, inputs {:?}", inputs.len(), penguins.input_names);
    println!("dropped, because nothing was measured: lines {:?}", penguins.dropped);
    assert_eq!((inputs.len(), penguins.dropped.len()), (342, 2));

    let (train, test) =
        penguins.dataset.split_stratified(&Split::new().test_fraction(0.25).seed(1))?;
    let folds = train.cross_validate_stratified(
        &KFold::new(5).shuffled(0),
        |train, test| {
            let net = learned(train, Scaler::standard(&train.inputs)?)?;
            Ok(accuracy(
                &net.net,
                &net.inputs.transform_all(&test.inputs),
                &test.targets,
            ))
        },
    )?;
    println!("cross-validated accuracy: {folds}");
    assert!(folds.mean() >= 0.96 && folds.standard_deviation() <= 0.03);

    let net = learned(&train, Scaler::standard(&train.inputs)?)?;
    let outputs = net.predict(&test.inputs);
    let matrix = ConfusionMatrix::from_outputs(&outputs, &test.targets)?
        .named(&penguins.output_names)?;
    println!("\n{} unseen penguins:\n{matrix}\n{}", test.len(), matrix.report());
    println!(
        "log loss {:.3}, area under the ROC curve {:.4}",
        log_loss(&outputs, &test.targets)?,
        roc_auc(&outputs, &test.targets)?
    );
    assert!(matrix.accuracy() >= 0.96 && roc_auc(&outputs, &test.targets)? >= 0.99);

    // a mass is thousands of grams: tanh saturates at 1 for every penguin
    let unscaled = ConfusionMatrix::from_outputs(
        &learned(&train, Scaler::default())?.predict(&test.inputs),
        &test.targets,
    )?;
    println!("accuracy without a scaler: {:.0} %", 100.0 * unscaled.accuracy());
    assert!(unscaled.accuracy() < 0.8);

    let path = std::env::temp_dir().join("penguins.safetensors");
    net.save(&path)?;
    let loaded = Scaled::<Penguins>::load(&path)?;
    assert_eq!(loaded.predict(&test.inputs), outputs);
    let output = loaded.forward(&[39.1, 18.7, 181.0, 3750.0]);
    let species = &penguins.output_names[class(&output)];
    println!(
        "from {}: 39.1 mm, 18.7 mm, 181 mm, 3750 g is {species} ({:.1} %)",
        path.display(),
        100.0 * output[class(&output)]
    );
    assert_eq!(species, "Adelie");
    Ok(())
}

/// Trains a network on scaled samples; returns it with its scaler.
fn learned(
    samples: &Samples,
    scaler: Scaler<[f32; 4]>,
) -> Result<Scaled<Penguins>, Error> {
    let mut net = Penguins::seeded(0);
    let trainer = Trainer::new(CrossEntropy, Adam::new(0.01)).epochs(60).batch_size(16);
    trainer.fit(&mut net, &scaler.transform_all(&samples.inputs), &samples.targets)?;
    Ok(Scaled::new(net, scaler))
}
