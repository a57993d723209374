//! Small changes that a network falls for: the sign of the loss's derivative by each pixel.
//!
//! Look for: moving each pixel by a tenth of full ink in the direction that the gradient names, the network misreads
//! half of the digits that it read rightly, while as large a change in random directions leaves nearly all as they were
//! (Goodfellow, Shlens & Szegedy 2015).
//!
//! Data: E. Alpaydin & C. Kaynak, Optical Recognition of Handwritten Digits (1998), UCI Machine Learning Repository,
//! CC BY 4.0.

use mlp::metrics::class;
use mlp::prelude::*;
use mlp::random::SplitMix64;
use support::figure::{BLACK, BLUE, Chart, RED, Tiles, WHITE, mixed, save};
use support::table;

mlp! {
    /// Reads a handwritten digit.
    struct Digits: 64 => 32 relu => 10 softmax
}

fn main() -> Result<(), mlp::Error> {
    let (train, train_labels) = read("digits_train.csv.gz");
    let (test, test_labels) = read("digits_test.csv.gz");
    let mut net = Digits::seeded(0);
    Trainer::new(CrossEntropy, Adam::new(1e-3)).epochs(50).fit(&mut net, &train, &train_labels)?;

    let mut numbers = SplitMix64::new(1);
    let random = |_: &[f32; 64]| [0.0; 64].map(|_: f32| if numbers.unit() < 0.5 { 1.0 } else { -1.0 });
    let directions: Vec<[f32; 64]> = test.iter().map(random).collect();
    // away from the right answer: each pixel by its sign, however small its part is
    let gradients: Vec<[f32; 64]> = test
        .iter()
        .zip(&test_labels)
        .map(|(image, label)| net.input_gradient(CrossEntropy, image, *label).1.map(f32::signum))
        .collect();
    let right = |directions: &[[f32; 64]], step: f32| {
        let changed: Vec<[f32; 64]> = test.iter().zip(directions).map(|(x, d)| moved(x, d, step)).collect();
        accuracy(&net, &changed, &test_labels)
    };
    let steps: Vec<f32> = (0..=20_u8).map(|step| f32::from(step) / 100.0).collect();
    let fooled: Vec<f32> = steps.iter().map(|step| right(&gradients, *step)).collect();
    let noisy: Vec<f32> = steps.iter().map(|step| right(&directions, *step)).collect();
    println!("read rightly: {:.1} % of the unseen digits", 100.0 * fooled[0]);
    println!(
        "after a tenth of full ink: {:.1} % along the gradient, {:.1} % at random",
        100.0 * fooled[10],
        100.0 * noisy[10]
    );
    assert!(fooled[0] > 0.95 && fooled[10] < 0.5 && noisy[10] > fooled[0] - 0.03);

    let curve = |values: &[f32]| steps.iter().zip(values).map(|(x, y)| [*x, *y]).collect::<Vec<_>>();
    let chart = Chart::new(
        "What a change of each pixel does",
        ["change, 1 is full ink", "digits read rightly"],
        [0.0..0.2, 0.0..1.0],
    )
    .line("in random directions", BLUE, 2, curve(&noisy))
    .line("in the direction of the gradient", RED, 2, curve(&fooled));
    save("adversarial", "accuracy", [520, 380], 1, &[&chart]);
    save("adversarial", "digits", [680, 480], 1, &[&examples(&net, &test, &test_labels, &gradients)]);
    Ok(())
}

/// Pixels between 0 (paper) and 1 (ink).
fn read(file: &str) -> (Vec<[f32; 64]>, Vec<usize>) {
    let (images, labels) = table::read::<64>(file);
    (images.into_iter().map(|image| image.map(|ink| ink / 16.0)).collect(), labels)
}

/// An image after a step, still between paper and ink.
fn moved(image: &[f32; 64], direction: &[f32; 64], step: f32) -> [f32; 64] {
    core::array::from_fn(|pixel| (image[pixel] + step * direction[pixel]).clamp(0.0, 1.0))
}

/// Digits before and after the smallest step that the network falls for, one of each class where there is one.
fn examples(net: &Digits, test: &[[f32; 64]], labels: &[usize], gradients: &[[f32; 64]]) -> Tiles {
    let shown = |image: &[f32; 64]| image.iter().map(|ink| mixed(WHITE, BLACK, *ink)).collect::<Vec<_>>();
    let mut images = Vec::new();
    for digit in 0..6 {
        let read = |image: &[f32; 64]| class(&net.forward(image));
        let right = |index: &usize| labels[*index] == digit && read(&test[*index]) == digit;
        let Some(index) = (0..test.len()).find(right) else { continue };
        let image = &test[index];
        let steps = (1..=40_u8).map(|step| f32::from(step) / 100.0);
        let fools = |step: &f32| read(&moved(image, &gradients[index], *step)) != digit;
        let Some(step) = steps.into_iter().find(fools) else { continue };
        let changed = moved(image, &gradients[index], step);
        let (before, after) = (net.forward(image), net.forward(&changed));
        let answer = class(&after);
        images.push((shown(image), format!("a {digit} ({:.0} %)", 100.0 * before[digit])));
        images.push((shown(&changed), format!("+-{step}: a {answer} ({:.0} %)", 100.0 * after[answer])));
    }
    assert!(images.len() >= 8, "hardly a digit is mistaken");
    let title = "Each digit, and what the network takes for another".into();
    Tiles { title, columns: 4, width: 8, images, legend: Vec::new() }
}
