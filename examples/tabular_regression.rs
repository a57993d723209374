//! Regression on a table with missing values: how good a network is, whether more
//! samples would help, and which columns it needs.
//!
//! Look for: five of the ten columns are unrelated to the target, and the
//! permutation importance finds them; the test score grows with the number of training
//! samples while the training score falls. Whatever is fitted, the imputed means and
//! the scalers too, sees the training samples only.
//!
//! Data: Friedman's first function, as scikit-learn's `make_friedman1`, with one cell
//! in fifty left empty.

use mlp::data::csv::{Csv, Missing};
use mlp::data::{Columns, Dataset, FoldScores, KFold, Split};
use mlp::metrics::r2_score;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::{Error, Pipeline, Scaler};

mlp! {
    struct Net: 10 => 24 tanh => 1
}

type Samples = Dataset<[f32; 10], [f32; 1]>;

fn main() -> Result<(), Error> {
    let table = Csv::new()
        .missing(Missing::Keep)
        .read(table(600).as_bytes())?
        .targets::<10, 1>(["y"])?;
    let (train, test) = table.split(&Split::new().test_fraction(0.25).seed(1))?;
    let gaps =
        table.dataset.inputs.as_flattened().iter().filter(|x| x.is_nan()).count();
    println!(
        "{} samples of {:?}, {gaps} missing values",
        table.dataset.len(),
        table.input_names
    );

    let curve = train.dataset.learning_curve(
        &train.dataset.folds(&KFold::new(3).shuffled(0))?,
        &[0.1, 0.3, 1.0],
        |train, test| {
            let model = learned(train, table.columns())?;
            Ok([score(&model, train)?, score(&model, test)?])
        },
    )?;
    for point in &curve {
        println!(
            "{:4} training samples: R² {:.2} on them, {:.2} on validation samples",
            point.samples, point.train, point.test
        );
    }
    assert!(
        curve[2].test.mean() > curve[0].test.mean()
            && curve[2].train.mean() < curve[0].train.mean()
    );

    let model = learned(&train.dataset, train.columns())?;
    let found = score(&model, &test.dataset)?;
    println!("R² on {} unseen samples: {found:.3}", test.dataset.len());
    assert!(found > 0.65);

    let importances =
        test.dataset.permutation_importance(10, 0, |samples| score(&model, samples))?;
    for (name, decrease) in table.input_names.iter().zip(&importances.columns) {
        println!(
            "{name} permuted: R² falls by {:.3} ± {:.3}",
            decrease.mean(),
            decrease.standard_deviation()
        );
    }
    let [used, unused] = [&importances.columns[..5], &importances.columns[5..]]
        .map(|columns| columns.iter().map(FoldScores::mean));
    assert!(
        used.fold(f32::MAX, f32::min) > unused.fold(f32::MIN, f32::max),
        "y depends on the first five"
    );
    Ok(())
}

/// Trains a model on samples.
fn learned(samples: &Samples, columns: Columns) -> Result<Pipeline<Net>, Error> {
    let outputs = Scaler::standard(&samples.targets)?;
    let mut model =
        Pipeline::new(Net::seeded(0), &samples.inputs, columns)?.with_outputs(outputs);
    let (inputs, targets) =
        (model.transform_all(&samples.inputs), outputs.transform_all(&samples.targets));
    Trainer::new(Mse, AdamW::new(0.01, 0.01)).epochs(150).fit(
        &mut model.net,
        &inputs,
        &targets,
    )?;
    Ok(model)
}

fn score(model: &Pipeline<Net>, samples: &Samples) -> Result<f32, Error> {
    r2_score(&model.predict(&samples.inputs), &samples.targets)
}

/// `y = 10 sin(pi x0 x1) + 20 (x2 - 0.5)^2 + 10 x3 + 5 x4` plus noise, as the text of a
/// file.
fn table(rows: usize) -> String {
    let mut random = SplitMix64::new(5);
    let mut text =
        (0..10).map(|column| format!("x{column},")).collect::<Vec<_>>().concat()
            + "y\n";
    for _ in 0..rows {
        let x = [0; 10].map(|_| random.unit());
        // the sum of twelve uniform numbers has the standard deviation 1
        let noise = (0..12).map(|_| random.unit()).sum::<f32>() - 6.0;
        let y = 10.0 * (std::f32::consts::PI * x[0] * x[1]).sin()
            + 20.0 * (x[2] - 0.5).powi(2)
            + 10.0 * x[3]
            + 5.0 * x[4];
        for x in x {
            let cell =
                if random.below(50) == 0 { String::new() } else { format!("{x}") };
            text += &(cell + ",");
        }
        text += &(y + noise).to_string();
        text.push('\n');
    }
    text
}
