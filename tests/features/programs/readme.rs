use mlp::data::{Split, csv::{Csv, Missing}};
use mlp::prelude::*;

mlp! {
    struct Penguins:
        {
            island: one_of(Biscoe, Dream, Torgersen),
            bill_length_mm: 30..60,
            bill_depth_mm: 13..22,
        }
        => 16 tanh
        => { species: softmax(Adelie, Chinstrap, Gentoo) }
}

fn main() -> Result<(), mlp::Error> {
    // the columns are found by their names, and scaled as declared
    let table = Csv::new().missing(Missing::DropRow).open("penguins.csv")?;
    let penguins = table.records::<Penguins>()?.dataset;
    let (train, test) = penguins.split(&Split::new().test_fraction(0.25).seed(1))?;

    let mut net = Penguins::seeded(0);
    let samples = train.encoded::<Penguins>();
    let trainer = Trainer::new(Heads::default(), Adam::new(0.01)).epochs(100);
    println!("{}", trainer.fit(&mut net, &samples.inputs, &samples.targets)?);

    let predicted = test.inputs.iter().map(|input| net.predict(input).species());
    let pairs = predicted.zip(&test.targets);
    let correct = pairs.filter(|(species, target)| *species == target.species).count();
    println!("{correct} of {} unseen penguins classified correctly", test.len());

    net.save("penguins.safetensors")?; // another program begins here
    let net = Penguins::load("penguins.safetensors")?;
    let island = PenguinsIsland::Dream;
    let input = PenguinsInput { island, bill_length_mm: 49.7, bill_depth_mm: 18.1 };
    println!("{}", net.predict(&input).species()); // Chinstrap
    Ok(())
}
