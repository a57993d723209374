//! The second program of the example `penguins`, which must run first: it loads the
//! model from its file and predicts for another table, which has not been prepared.
//!
//! Look for: the table has other columns in another order, and missing values.
//! This program has no scale, no class index and no imputed value: the first two are in
//! the declaration, the last is in the file, which another declaration could not load.

use mlp::data::csv::Csv;
use mlp::prelude::*;
use mlp::{Error, Imputed};

mlp! {
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
        }
}

/// Three penguins that somebody else measured.
const TABLE: &str = "\
ring,sex,Island,flipper length (mm),bill depth (mm),bill length (mm)
A17,male,Torgersen,181,18.7,39.1
A18,,Biscoe,221,14.3,NA
A19,female,Dream,195,18.1,49.7
";

fn main() -> Result<(), Error> {
    let path = std::env::temp_dir().join("named_penguins.safetensors");
    if !path.exists() {
        println!("{} does not exist: run the example `penguins` first", path.display());
        return Ok(());
    }
    let model = Imputed::<Penguins>::load(&path)?;
    let penguins = Csv::new()
        .read(TABLE.as_bytes())?
        .record_inputs_with_gaps::<Penguins>()?
        .dataset
        .inputs;
    let mut species = Vec::new();
    for penguin in &penguins {
        let output = model.predict(penguin);
        let missing: Vec<&str> = penguin.missing().collect();
        println!(
            "{}, {:.0} g; missing inputs: {missing:?}",
            output.species(),
            output.body_mass_g
        );
        species.push(output.species());
    }
    assert_eq!(
        species,
        [PenguinsSpecies::Adelie, PenguinsSpecies::Gentoo, PenguinsSpecies::Chinstrap]
    );
    Ok(())
}
