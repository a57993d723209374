//! A declaration that knows what its numbers mean: names, ranges and classes of the inputs and outputs.
//!
//! Look for: nothing is scaled by hand, no column has a number, and no class has one. Penguins go in as a struct with
//! millimetres and the name of an island, and answers come out as a species and grams. Two outputs of different kinds are
//! learned at once. A file is refused by another declaration, and the message says what differs.
//!
//! Data: K. B. Gorman, T. D. Williams & W. R. Fraser, Ecological Sexual Dimorphism and Environmental Variability within a
//! Community of Antarctic Penguins (2014), CC0.

use mlp::Error;
use mlp::data::Split;
use mlp::data::csv::{Csv, Missing};
use mlp::metrics::{accuracy_score, mean_absolute_error};
use mlp::prelude::*;

mlp! {
    /// Tells the species and the mass of a penguin from where it lives and three measurements.
    struct Penguins:
        {
            island: one_of(Biscoe, Dream, Torgersen),
            /// in mm
            bill_length: 30..60,
            /// in mm
            bill_depth: 13..22,
            /// in mm
            flipper: standard(201, 14),
        }
        => 16 tanh
        => {
            species: softmax(Adelie, Chinstrap, Gentoo),
            /// in g
            mass: 2700..6300,
        };

    /// The same with two inputs in another order: the shapes fit, the meaning does not.
    struct Turned:
        { island: one_of(Biscoe, Dream, Torgersen), bill_depth: 13..22, bill_length: 30..60, flipper: standard(201, 14) }
        => 16 tanh => { species: softmax(Adelie, Chinstrap, Gentoo), mass: 2700..6300 }
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv");

fn main() -> Result<(), Error> {
    let penguins = penguins()?;
    let (train, test) = Split::new().test_fraction(0.25).seed(1).indices(penguins.len())?;

    // the network computes with arrays: `into` scales numbers, and a class becomes 1 among zeros
    let inputs: Vec<[f32; 6]> = train.iter().map(|penguin| penguins[*penguin].0.into()).collect();
    let targets: Vec<_> = train.iter().map(|penguin| penguins[*penguin].1.into()).collect();
    let mut net = Penguins::seeded(0);
    // the cross-entropy of the species plus the squared error of the mass, where the whole range is from -1 to 1
    let trainer = Trainer::new(Heads::default(), Adam::new(0.01)).epochs(100);
    let history = trainer.fit(&mut net, &inputs, &targets)?;
    println!("{} penguins: loss {:.3} before, {:.3} after", train.len(), history.losses()[0], history.final_loss());

    let answers: Vec<PenguinsOutput> = test.iter().map(|penguin| net.predict(&penguins[*penguin].0)).collect();
    let truth = test.iter().map(|penguin| penguins[*penguin].1);
    let found: Vec<[f32; 3]> = answers.iter().map(|answer| answer.species).collect();
    let species: Vec<usize> = truth.clone().map(|target| target.species as usize).collect();
    let masses: Vec<[f32; 1]> = answers.iter().map(|answer| [answer.mass]).collect();
    let true_masses: Vec<[f32; 1]> = truth.map(|target| [target.mass]).collect();
    let (right, error) = (accuracy_score(&found, &species)?, mean_absolute_error(&masses, &true_masses)?);
    println!(
        "{} unseen penguins: {:.0} % of the species right, {error:.0} g off on average",
        test.len(),
        100.0 * right
    );
    assert!(right >= 0.95 && error < 350.0);

    let mut penguin =
        PenguinsInput { island: PenguinsIsland::Torgersen, bill_length: 39.1, bill_depth: 18.7, flipper: 181.0 };
    let answer = net.predict(&penguin);
    println!("one of {}: {}, {:.0} g, {:.3?}", penguin.island, answer.species(), answer.mass, answer.species);
    assert_eq!(answer.species(), PenguinsSpecies::Adelie);

    // centimetres by mistake: the network answers all the same, so somebody has to look
    penguin.bill_length /= 10.0;
    let odd: Vec<&str> = penguin.out_of_range().collect();
    println!("a bill of {} mm: out of range: {odd:?}", penguin.bill_length);
    assert_eq!(odd, ["bill_length"]);

    let path = std::env::temp_dir().join("named_penguins.safetensors");
    net.save(&path)?;
    assert_eq!(Penguins::load(&path)?.params(), net.params());
    let refused = Turned::load(&path).expect_err("another declaration").to_string();
    println!("another declaration: {refused}");
    assert!(refused.starts_with("input 2 is `bill_depth` here and `bill_length` in the file"));
    Ok(())
}

/// Returns the penguins that were measured, each with its species and mass.
fn penguins() -> Result<Vec<(PenguinsInput, PenguinsTarget)>, Error> {
    let measured = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
    let table = || Csv::new().inputs(measured).missing(Missing::DropRow);
    let names = PenguinsSpecies::CLASSES.map(PenguinsSpecies::name);
    let species = table().class_names(names).open(FILE)?.classes::<4>("species")?.dataset;
    let names = PenguinsIsland::CLASSES.map(PenguinsIsland::name);
    let islands = table().class_names(names).open(FILE)?.classes::<4>("island")?.dataset.targets;
    let rows = species.inputs.iter().zip(&species.targets).zip(&islands);
    let row = |((numbers, species), island): ((&[f32; 4], &usize), &usize)| {
        let [bill_length, bill_depth, flipper, mass] = *numbers;
        let island = PenguinsIsland::CLASSES[*island];
        let input = PenguinsInput { island, bill_length, bill_depth, flipper };
        (input, PenguinsTarget { species: PenguinsSpecies::CLASSES[*species], mass })
    };
    Ok(rows.map(row).collect())
}
