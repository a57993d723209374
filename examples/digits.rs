//! 1,797 handwritten digits of 8 x 8 pixels: softmax, class labels, and samples that
//! the network never trained on.
//!
//! Look for: an accuracy of at least 96 % on unseen digits, from any of five
//! seeds; many of the mistakes are hard for people too; each hidden unit responds to
//! ink in some places and to blank paper in others.
//!
//! Data: E. Alpaydin & C. Kaynak, Optical Recognition of Handwritten Digits (1998), UCI
//! Machine Learning Repository, CC BY 4.0.

use mlp::metrics::{ConfusionMatrix, class, predict};
use mlp::prelude::*;
use std::time::Instant;
use support::figure::{
    BLUE, Chart, Counts, INK, PAPER, RED, Tiles, mixed, save, signed,
};
use support::table;

mlp! {
    /// Classifies a handwritten digit.
    struct Digits: 64 => 32 relu => 10 softmax
}

const EPOCHS: usize = 50;

fn main() -> Result<(), mlp::Error> {
    let (train, train_labels) = read("digits_train.csv.gz");
    let (test, test_labels) = read("digits_test.csv.gz");
    println!("{} digits for training, {} for testing", train.len(), test.len());

    let mut nets = Vec::new();
    for seed in 0..5 {
        let mut net = Digits::seeded(seed);
        let start = Instant::now();
        let history = Trainer::new(CrossEntropy, Adam::new(1e-3))
            .epochs(EPOCHS)
            .batch_size(32)
            .seed(seed)
            .validate(&test, &test_labels)
            .fit(&mut net, &train, &train_labels)?;
        let (seconds, right) =
            (start.elapsed().as_secs_f32(), accuracy(&net, &test, &test_labels));
        println!(
            "seed {seed}: accuracy on unseen digits {:.2} %, trained in {:.0} ms",
            100.0 * right,
            1e3 * seconds
        );
        assert!(right >= 0.96, "seed {seed} ended at {right}");
        nets.push((net, history));
    }

    let (net, history) = &nets[0];
    let outputs = predict(net, &test);
    let matrix = ConfusionMatrix::from_outputs(&outputs, &test_labels)?;
    print!("{}", matrix.report());
    let mistakes: Vec<usize> =
        (0..test.len()).filter(|&i| class(&outputs[i]) != test_labels[i]).collect();
    println!(
        "seed 0: {} of {} unseen digits misclassified",
        mistakes.len(),
        test.len()
    );

    let size = [520, 480];
    save("digits", "confusion", size, 1, &[&confusion(&matrix)]);
    let images = mistakes.iter().map(|&i| {
        let predicted = class(&outputs[i]);
        let ink = test[i].iter().map(|ink| mixed(PAPER, INK, *ink)).collect();
        (
            ink,
            format!(
                "a {}, predicted {predicted} ({:.0} %)",
                test_labels[i],
                100.0 * outputs[i][predicted]
            ),
        )
    });
    let title = "All misclassified digits among the 360 unseen ones".into();
    let mistakes = Tiles {
        title,
        columns: 4,
        width: 8,
        images: images.collect(),
        legend: Vec::new(),
    };
    save("digits", "mistakes", [680, 620], 1, &[&mistakes]);
    save("digits", "weights", [680, 400], 1, &[&weights(net)]);
    save("digits", "loss", [520, 380], 1, &[&curves(history)]);
    Ok(())
}

/// Pixels from 0 to 1, and the digit of each image.
fn read(file: &str) -> (Vec<[f32; 64]>, Vec<usize>) {
    let (images, labels) = table::read::<64>(file);
    (images.into_iter().map(|image| image.map(|ink| ink / 16.0)).collect(), labels)
}

fn confusion(matrix: &ConfusionMatrix) -> Counts {
    let counts = matrix.rows().map(<[usize]>::to_vec).collect();
    let title = "Confusion matrix of 360 unseen digits".into();
    Counts {
        title,
        rows: "true digit".into(),
        columns: "predicted digit".into(),
        counts,
    }
}

/// `weights[pixel][unit]` of the first layer, one image for each unit.
fn weights(net: &Digits) -> Tiles {
    let image = |unit: usize| {
        let weights: Vec<f32> = net.l1.weights.iter().map(|row| row[unit]).collect();
        let largest =
            weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        (weights.iter().map(|weight| signed(weight / largest)).collect(), String::new())
    };
    Tiles {
        title: "Weights of the 32 hidden units".into(),
        columns: 8,
        width: 8,
        images: (0..32).map(image).collect(),
        legend: vec![
            ("ink raises the output".into(), RED),
            ("ink lowers it".into(), BLUE),
        ],
    }
}

fn curves(history: &History) -> Chart {
    let points = |losses: &[f32]| {
        (1_u16..)
            .zip(losses)
            .map(|(epoch, loss)| [f32::from(epoch), *loss])
            .collect::<Vec<_>>()
    };
    Chart::new(
        "Cross-entropy over the epochs",
        ["epoch", "cross-entropy"],
        [0.0..EPOCHS as f32, 0.0..2.5],
    )
    .line("of training digits", BLUE, 2, points(history.losses()))
    .line("of unseen digits", RED, 2, points(history.validation_losses()))
}
