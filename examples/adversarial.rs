//! Adversarial examples by the fast gradient sign method: small changes of the input
//! that change the prediction.
//!
//! Look for: when each pixel changes by a tenth of full ink in the direction of
//! the gradient's sign, the accuracy falls below 50 %, while an equally large change in
//! random directions hardly lowers it (Goodfellow, Shlens & Szegedy 2015).
//!
//! Data: E. Alpaydin & C. Kaynak, Optical Recognition of Handwritten Digits (1998), UCI
//! Machine Learning Repository, CC BY 4.0.

use mlp::metrics::class;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use support::figure::{BLUE, Chart, INK, PAPER, RED, Tiles, mixed, save};
use support::table;

mlp! {
    /// Classifies a handwritten digit.
    struct Digits: 64 => 32 relu => 10 softmax
}

fn main() -> Result<(), mlp::Error> {
    let (train, train_labels) = read("digits_train.csv.gz");
    let (test, test_labels) = read("digits_test.csv.gz");
    let mut net = Digits::seeded(0);
    Trainer::new(CrossEntropy, Adam::new(1e-3)).epochs(50).fit(
        &mut net,
        &train,
        &train_labels,
    )?;

    let mut numbers = SplitMix64::new(1);
    let random = |_: &[f32; 64]| {
        [0.0; 64].map(|_: f32| if numbers.unit() < 0.5 { 1.0 } else { -1.0 })
    };
    let directions: Vec<[f32; 64]> = test.iter().map(random).collect();
    // the sign of the loss's derivative by each pixel, however small the derivative is
    let gradients: Vec<[f32; 64]> = test
        .iter()
        .zip(&test_labels)
        .map(|(image, label)| {
            net.input_gradient(CrossEntropy, image, *label).1.map(f32::signum)
        })
        .collect();
    let right = |directions: &[[f32; 64]], step: f32| {
        let changed: Vec<[f32; 64]> =
            test.iter().zip(directions).map(|(x, d)| moved(x, d, step)).collect();
        accuracy(&net, &changed, &test_labels)
    };
    let steps: Vec<f32> = (0..=20_u8).map(|step| f32::from(step) / 100.0).collect();
    let fooled: Vec<f32> = steps.iter().map(|step| right(&gradients, *step)).collect();
    let noisy: Vec<f32> = steps.iter().map(|step| right(&directions, *step)).collect();
    println!("accuracy on {} unseen digits: {:.1} %", test.len(), 100.0 * fooled[0]);
    println!(
        "after a change of 0.1 in each pixel: {:.1} % along the gradient, {:.1} % at \
         random",
        100.0 * fooled[10],
        100.0 * noisy[10]
    );
    assert!(fooled[0] > 0.95 && fooled[10] < 0.5 && noisy[10] > fooled[0] - 0.03);

    let curve = |values: &[f32]| {
        steps.iter().zip(values).map(|(x, y)| [*x, *y]).collect::<Vec<_>>()
    };
    let chart = Chart::new(
        "Accuracy on changed digits",
        ["change of each pixel (1 is full ink)", "accuracy on unseen digits"],
        [0.0..0.2, 0.0..1.0],
    )
    .line("in random directions", BLUE, 2, curve(&noisy))
    .line("in the direction of the gradient", RED, 2, curve(&fooled));
    save("adversarial", "accuracy", [520, 380], 1, &[&chart]);
    save(
        "adversarial",
        "digits",
        [720, 500],
        1,
        &[&examples(&net, &test, &test_labels, &gradients)],
    );
    Ok(())
}

/// Pixels between 0 (paper) and 1 (ink).
fn read(file: &str) -> (Vec<[f32; 64]>, Vec<usize>) {
    let (images, labels) = table::read::<64>(file);
    (images.into_iter().map(|image| image.map(|ink| ink / 16.0)).collect(), labels)
}

/// An image after a step, with each pixel still between 0 and 1.
fn moved(image: &[f32; 64], direction: &[f32; 64], step: f32) -> [f32; 64] {
    core::array::from_fn(|pixel| {
        (image[pixel] + step * direction[pixel]).clamp(0.0, 1.0)
    })
}

/// Digits before and after the smallest step that changes the prediction, one of each
/// class where there is one.
fn examples(
    net: &Digits,
    test: &[[f32; 64]],
    labels: &[usize],
    gradients: &[[f32; 64]],
) -> Tiles {
    let shown = |image: &[f32; 64]| {
        image.iter().map(|ink| mixed(PAPER, INK, *ink)).collect::<Vec<_>>()
    };
    let mut images = Vec::new();
    for digit in 0..6 {
        let read = |image: &[f32; 64]| class(&net.forward(image));
        let right =
            |index: &usize| labels[*index] == digit && read(&test[*index]) == digit;
        let Some(index) = (0..test.len()).find(right) else { continue };
        let image = &test[index];
        let steps = (1..=40_u8).map(|step| f32::from(step) / 100.0);
        let fools = |step: &f32| read(&moved(image, &gradients[index], *step)) != digit;
        let Some(step) = steps.into_iter().find(fools) else { continue };
        let changed = moved(image, &gradients[index], step);
        let (before, after) = (net.forward(image), net.forward(&changed));
        let predicted = class(&after);
        images.push((
            shown(image),
            format!("{digit}, predicted {digit} ({:.0} %)", 100.0 * before[digit]),
        ));
        images.push((
            shown(&changed),
            format!(
                "±{step}: predicted {predicted} ({:.0} %)",
                100.0 * after[predicted]
            ),
        ));
    }
    assert!(images.len() >= 8, "hardly any prediction changes");
    let title =
        "Unseen digits before and after the smallest change that misleads the network"
            .into();
    Tiles { title, columns: 4, width: 8, images, legend: Vec::new() }
}
