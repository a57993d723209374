//! A declaration with named inputs and outputs, from the table to the saved model: it
//! reads a table with categories and missing values by column names, a network is
//! trained, and the example `penguins_answers` loads the file.
//!
//! Look for: nothing is scaled by hand, and neither columns nor classes are
//! addressed by numbers. Two outputs of different kinds are learned at once. Missing
//! values are imputed from the training samples alone. Another declaration refuses the
//! file, and the message says what differs. `cargo run --example suggest --
//! penguins.csv species body_mass_g` wrote the first draft of the declaration.
//!
//! Data: K. B. Gorman, T. D. Williams & W. R. Fraser, Ecological Sexual Dimorphism and
//! Environmental Variability within a Community of Antarctic Penguins (2014), CC0.

use mlp::data::Split;
use mlp::data::csv::Csv;
use mlp::metrics::{accuracy_score, mean_absolute_error};
use mlp::prelude::*;
use mlp::{Error, Imputed, Partial, RecordImputer};

mlp! {
    /// Predicts the species and the mass of a penguin from its island, three
    /// measurements and its sex.
    struct Penguins:
        {
            island: one_of(Biscoe, Dream, Torgersen),
            bill_length_mm: 30..60,
            bill_depth_mm: 13..22,
            flipper_length_mm: standard(201, 14),
            sex: one_of(female, male),
        }
        => 16 tanh
        => {
            species: softmax(Adelie, Chinstrap, Gentoo),
            body_mass_g: 2700..6300,
        };

    /// The same with two inputs in another order: the shapes fit, the meaning does not.
    struct Turned:
        {
            island: one_of(Biscoe, Dream, Torgersen),
            bill_depth_mm: 13..22, bill_length_mm: 30..60,
            flipper_length_mm: standard(201, 14),
            sex: one_of(female, male),
        }
        => 16 tanh
        => { species: softmax(Adelie, Chinstrap, Gentoo), body_mass_g: 2700..6300 }
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv");

fn main() -> Result<(), Error> {
    // two penguins were not measured at all
    let penguins =
        Csv::new().drop_without_target().open(FILE)?.records_with_gaps::<Penguins>()?;
    println!(
        "{} penguins, without those on the lines {:?}",
        penguins.dataset.len(),
        penguins.dropped
    );
    let gaps = penguins
        .dataset
        .inputs
        .iter()
        .filter(|penguin| penguin.missing().next().is_some())
        .count();
    println!("{gaps} of them have missing values");
    assert_eq!((penguins.dataset.len(), penguins.dropped.len(), gaps), (342, 2, 9));

    let (train, test) =
        penguins.dataset.split(&Split::new().test_fraction(0.25).seed(1))?;
    let imputer = RecordImputer::fit(&train.inputs)?;
    println!("imputed values: {:?}", imputer.record());
    // numbers are scaled, and a class becomes 1 among zeros
    let encoded = imputer.complete_all(&train).encoded::<Penguins>();
    let mut net = Penguins::seeded(0);
    // the cross-entropy of the species plus the squared error of the mass, where the
    // whole range is from -1 to 1
    let trainer = Trainer::new(Heads::default(), Adam::new(0.01)).epochs(100);
    let history = trainer.fit(&mut net, &encoded.inputs, &encoded.targets)?;
    println!(
        "{} penguins: loss {:.3} before, {:.3} after",
        train.len(),
        history.losses()[0],
        history.final_loss()
    );

    let model = Imputed::new(net, imputer);
    let outputs = model.predict_all(&test.inputs);
    let found: Vec<[f32; 3]> = outputs.iter().map(|output| output.species).collect();
    let species: Vec<usize> =
        test.targets.iter().map(|target| target.species as usize).collect();
    let masses: Vec<[f32; 1]> =
        outputs.iter().map(|output| [output.body_mass_g]).collect();
    let true_masses: Vec<[f32; 1]> =
        test.targets.iter().map(|target| [target.body_mass_g]).collect();
    let (right, error) = (
        accuracy_score(&found, &species)?,
        mean_absolute_error(&masses, &true_masses)?,
    );
    println!(
        "{} unseen penguins: accuracy of the species {:.0} %, mean absolute error of the mass {error:.0} g",
        test.len(),
        100.0 * right
    );
    assert!(right >= 0.95 && error < 350.0);

    let mut penguin = PenguinsInput {
        island: PenguinsIsland::Torgersen,
        bill_length_mm: 39.1,
        bill_depth_mm: 18.7,
        flipper_length_mm: 181.0,
        sex: PenguinsSex::male,
    };
    let output = model.net.predict(&penguin);
    println!(
        "one of {}: {}, {:.0} g, {:.3?}",
        penguin.island,
        output.species(),
        output.body_mass_g,
        output.species
    );
    assert_eq!(output.species(), PenguinsSpecies::Adelie);
    let unknown = Partial::new(penguin).without("sex")?.without("island")?;
    println!(
        "without {:?}: {}",
        unknown.missing().collect::<Vec<_>>(),
        model.predict(&unknown).species()
    );

    // centimetres by mistake: the network predicts all the same, so check the ranges
    penguin.bill_length_mm /= 10.0;
    let odd: Vec<&str> = penguin.out_of_range().collect();
    println!("a bill of {} mm: out of range: {odd:?}", penguin.bill_length_mm);
    assert_eq!(odd, ["bill_length_mm"]);

    let path = std::env::temp_dir().join("named_penguins.safetensors");
    model.save(&path)?;
    assert_eq!(Imputed::<Penguins>::load(&path)?.predict_all(&test.inputs), outputs);
    let refused =
        Imputed::<Turned>::load(&path).expect_err("another declaration").to_string();
    println!("another declaration: {refused}");
    assert!(refused.starts_with(
        "input 2 is `bill_depth_mm` here and `bill_length_mm` in the file"
    ));
    println!("saved to {}; `penguins_answers` loads it", path.display());
    Ok(())
}
