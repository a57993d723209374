//! Two classes, one of them rare: what accuracy hides, and how class weights and a
//! decision threshold help.
//!
//! Look for: a network with an accuracy of 97 % misses almost half of the rare
//! samples. With class weights it finds most of them, at the price of more false
//! positives. A threshold does the same after training: it is chosen on validation
//! samples, for the best F1.

use mlp::Error;
use mlp::data::{Dataset, Split, blobs};
use mlp::metrics::{ConfusionMatrix, predict, roc_auc};
use mlp::prelude::*;

mlp! {
    struct Net: 2 => 8 tanh => 2 softmax
}

type Samples = Dataset<[f32; 2], usize>;

fn main() -> Result<(), Error> {
    let (rest, test) =
        samples()?.split_stratified(&Split::new().test_fraction(0.4).seed(1))?;
    let (train, validation) =
        rest.split_stratified(&Split::new().test_fraction(0.3).seed(2))?;
    let rare = train.targets.iter().sum::<usize>();
    println!("{} samples for training, {rare} of them of the rare class", train.len());

    let plain = learned(&train, &[])?;
    // the inverse of the number of samples: both classes have the same weight
    let weighted =
        learned(&train, &[1.0 / (train.len() - rare) as f32, 1.0 / rare as f32])?;
    let found = [("equal weights", &plain, 0.5), ("class weights", &weighted, 0.5)];
    let [plain_matrix, weighted_matrix] =
        found.map(|(name, net, threshold)| shown(name, net, &test, threshold));
    let (plain_matrix, weighted_matrix) = (plain_matrix?, weighted_matrix?);
    assert!(plain_matrix.accuracy() > 0.94 && plain_matrix.recall(1) < 0.6);
    assert!(weighted_matrix.recall(1) > plain_matrix.recall(1) + 0.2);

    // the threshold with the best F1 on the validation samples
    let mut best = (0.5, 0.0);
    for threshold in (1..100).map(|percent| percent as f32 / 100.0) {
        let f1 = matrix(&plain, &validation, threshold)?.f1(1);
        if f1 > best.1 {
            best = (threshold, f1);
        }
    }
    let with_threshold = shown("equal weights", &plain, &test, best.0)?;
    assert!(best.0 < 0.5 && with_threshold.recall(1) > plain_matrix.recall(1));

    // weights and thresholds move the boundary; how well the outputs rank the samples
    // stays the same
    let areas = [&plain, &weighted]
        .map(|net| roc_auc(&predict(net, &test.inputs), &test.targets));
    let [plain_area, weighted_area] = areas;
    println!(
        "area under the ROC curve: {:.3} with equal weights, {:.3} with class weights",
        plain_area.clone()?,
        weighted_area.clone()?
    );
    assert!((plain_area? - weighted_area?).abs() < 0.02);
    Ok(())
}

/// Points of two overlapping classes, twenty of the first for each of the second.
fn samples() -> Result<Samples, Error> {
    let (points, labels) = blobs(8000, &[[0.0, 0.0], [2.0, 1.5]], 1.0, 3)?;
    let mut rare = 0;
    let keep = |sample: &usize| {
        rare += labels[*sample];
        labels[*sample] == 0 || rare % 20 == 0
    };
    let kept: Vec<usize> = (0..labels.len()).filter(keep).collect();
    Ok(Dataset::new(points, labels.clone())?.select(&kept))
}

fn learned(samples: &Samples, class_weights: &[f32]) -> Result<Net, Error> {
    let mut net = Net::seeded(0);
    let trainer = Trainer::new(CrossEntropy, Adam::new(0.01))
        .epochs(60)
        .class_weights(class_weights);
    trainer.fit(&mut net, &samples.inputs, &samples.targets)?;
    Ok(net)
}

/// The confusion matrix when a sample counts as rare from this probability on.
fn matrix(
    net: &Net,
    samples: &Samples,
    threshold: f32,
) -> Result<ConfusionMatrix, Error> {
    let rare = predict(net, &samples.inputs)
        .iter()
        .map(|[_, rare]| usize::from(*rare >= threshold))
        .collect::<Vec<_>>();
    ConfusionMatrix::from_classes(&rare, &samples.targets, 2)
}

fn shown(
    name: &str,
    net: &Net,
    samples: &Samples,
    threshold: f32,
) -> Result<ConfusionMatrix, Error> {
    let matrix = matrix(net, samples, threshold)?;
    println!(
        "{name}, threshold {threshold:.2}: accuracy {:.1} %; rare class: recall {:.0} \
         %, precision {:.0} %, F1 {:.2}",
        100.0 * matrix.accuracy(),
        100.0 * matrix.recall(1),
        100.0 * matrix.precision(1),
        matrix.f1(1)
    );
    Ok(matrix)
}
