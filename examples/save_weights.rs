//! Trains on the handwritten digits and saves the weights; `weights_in_the_program` has
//! them built in.
//!
//! Look for: loading the file gives the same network, and PyTorch reads it too
//! (`safetensors.torch.load_file`, into a `Sequential(Linear(64, 32), ReLU(),
//! Linear(32, 10))`). The path is an argument; the file in `examples/data` came from
//! `cargo run --release --example save_weights -- examples/data/digits.safetensors`.
//!
//! Data: E. Alpaydin & C. Kaynak, Optical Recognition of Handwritten Digits (1998), UCI
//! Machine Learning Repository, CC BY 4.0.

use mlp::prelude::*;
use std::path::PathBuf;
use support::table;

mlp! {
    /// Classifies a handwritten digit, in less than 10 KiB.
    #[derive(PartialEq)]
    struct Digits: 64 => 32 relu => 10 softmax, budget(bytes <= 10 KiB)
}

fn main() -> Result<(), mlp::Error> {
    let (train, train_labels) = table::read::<64>("digits_train.csv.gz");
    let (test, test_labels) = table::read::<64>("digits_test.csv.gz");
    let [train, test] = [train, test]
        .map(|images| images.into_iter().map(|image| image.map(|ink| ink / 16.0)));
    let (train, test): (Vec<[f32; 64]>, Vec<[f32; 64]>) =
        (train.collect(), test.collect());

    let mut net = Digits::seeded(0);
    Trainer::new(CrossEntropy, Adam::new(1e-3)).epochs(50).batch_size(32).fit(
        &mut net,
        &train,
        &train_labels,
    )?;
    let right = accuracy(&net, &test, &test_labels);
    println!("{net:?}: accuracy on unseen digits {:.2} %", 100.0 * right);
    assert!(right >= 0.96);

    let path = std::env::args_os()
        .nth(1)
        .map_or_else(|| std::env::temp_dir().join("digits.safetensors"), PathBuf::from);
    net.save(&path)?;
    assert_eq!(Digits::load(&path)?, net);
    println!("saved to {}", path.display());
    Ok(())
}
