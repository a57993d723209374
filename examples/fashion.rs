//! 60,000 pictures of clothes, 28 x 28 pixels each: the largest data set here, read
//! from its IDX files.
//!
//! Look for: at least 88 % of 10,000 unseen pictures classified correctly after
//! seconds of training on one core. Argument: a folder with the four files of
//! Fashion-MNIST (or MNIST), compressed or not. The default is the folder of Debian's
//! package `dataset-fashion-mnist`; if there are no files, the example says so and
//! ends.

use mlp::data::{Dataset, idx};
use mlp::metrics::class;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use mlp::{Batch, Workspace};
use std::path::PathBuf;
use std::time::Instant;
use support::figure::{INK, PAPER, Tiles, mixed, save};
use support::progress::Bar;

mlp! {
    struct Fashion: 784 => 128 relu => 10 softmax
}

const CLASSES: [&str; 10] = [
    "t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker",
    "bag", "boot",
];
const EPOCHS: usize = 12;
const BATCH: usize = 64;

type Samples = Dataset<[f32; 784], usize>;

fn main() {
    let folder = std::env::args()
        .nth(1)
        .map_or_else(|| "/usr/share/datasets/fashion-mnist".into(), PathBuf::from);
    let (train, test) = match (read(&folder, "train"), read(&folder, "t10k")) {
        (Ok(train), Ok(test)) => (train, test),
        (Err(problem), _) | (_, Err(problem)) => {
            println!("no pictures: {problem}");
            println!(
                "install Debian's package dataset-fashion-mnist, or pass a folder \
                 with the four IDX files"
            );
            return;
        }
    };
    println!("{} pictures for training, {} for testing", train.len(), test.len());

    let mut net = Fashion::boxed(0);
    let start = Instant::now();
    learn(&mut net, &train);
    let seconds = start.elapsed().as_secs_f64();
    let seen = (EPOCHS * train.len()) as f64;
    let right = accuracy(&*net, &test.inputs, &test.targets);
    println!(
        "{EPOCHS} epochs in {seconds:.1} s, {:.0} pictures per second",
        seen / seconds
    );
    println!("accuracy on unseen pictures: {:.2} %", 100.0 * right);
    assert!(right >= 0.88 || train.len() < 60_000, "{right}");
    draw(&net, &test);
}

/// Trains for some epochs over shuffled batches, by hand, so that the progress bar can
/// advance.
fn learn(net: &mut Fashion, Samples { inputs: images, targets: labels }: &Samples) {
    let optimizer = Adam::new(1e-3);
    let mut state = optimizer.init::<Fashion>();
    let (mut numbers, mut workspace) = (SplitMix64::new(0), Workspace::new());
    let mut order: Vec<usize> = (0..images.len()).collect();
    let bar = Bar::new((EPOCHS * images.len()) as u64, "pictures");
    for epoch in 1..=EPOCHS {
        numbers.shuffle(&mut order);
        let mut sum = 0.0;
        for batch in order.chunks(BATCH) {
            let inputs: Vec<[f32; 784]> = batch.iter().map(|&i| images[i]).collect();
            let targets: Vec<usize> = batch.iter().map(|&i| labels[i]).collect();
            sum += net.train(
                CrossEntropy,
                &optimizer,
                &mut state,
                Batch::new(&inputs, &targets).workspace(&mut workspace),
            );
            bar.advance(batch.len() as u64);
        }
        bar.say(format!(
            "epoch {epoch}: loss {:.3}",
            sum / images.len().div_ceil(BATCH) as f32
        ));
    }
}

/// Pixels from 0 to 1 and classes of the files that begin with `part`.
fn read(folder: &std::path::Path, part: &str) -> Result<Samples, mlp::Error> {
    let images =
        idx::open(folder.join(format!("{part}-images-idx3-ubyte")))?.pixels()?;
    let labels =
        idx::open(folder.join(format!("{part}-labels-idx1-ubyte")))?.labels()?;
    Dataset::new(images, labels)
}

fn draw(net: &Fashion, Samples { inputs: images, targets: labels }: &Samples) {
    let mistakes = (0..images.len()).filter_map(|i| {
        let outputs = net.forward(&images[i]);
        let found = class(&outputs);
        let ink = || images[i].iter().map(|ink| mixed(PAPER, INK, *ink)).collect();
        let caption =
            || format!("{}, predicted {}", CLASSES[labels[i]], CLASSES[found]);
        (found != labels[i]).then(|| (ink(), caption()))
    });
    let title = "The first misclassified pictures among the unseen ones".into();
    let tiles = Tiles {
        title,
        columns: 4,
        width: 28,
        images: mistakes.take(12).collect(),
        legend: Vec::new(),
    };
    save("fashion", "mistakes", [760, 600], 1, &[&tiles]);
}
