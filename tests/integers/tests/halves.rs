//! `storage = f16` beside the same weights as `f32`.

use mlp::prelude::*;
use mlp_integers::{digits, unseen};

/// The error that `storage = f16` may have, of outputs between 0 and 1 or of the largest output.
const BOUND: f32 = 0.0025;

/// The number of units of a layer.
const UNITS: usize = 32;

mlp! {
    struct Digits: 64 => 32 relu => 10 softmax, weights = "../../examples/data/digits.safetensors";
    struct Half: 64 => 32 relu => 10 softmax,
        weights = "../../examples/data/digits.safetensors", storage = f16, budget(bytes <= 4820 B);
    struct Constant: 64 => UNITS relu => 10 softmax, weights = "../../examples/data/digits.safetensors", storage = f16
}

#[test]
fn digits_are_within_the_bound() {
    let mut largest = 0.0_f32;
    for image in unseen::<64>("digits") {
        let (exact, half) = (Digits::TRAINED.forward(&image), Half::TRAINED.forward(&image));
        for (exact, half) in exact.iter().zip(half) {
            largest = largest.max((exact - half).abs());
        }
        assert_eq!(half, Constant::TRAINED.forward(&image));
    }
    println!("largest error: {largest}");
    // the weights are rounded
    assert!(largest > 0.0 && largest <= BOUND, "{largest}");
}

#[test]
fn as_many_digits_are_read() {
    let (images, labels) = digits::<64>("digits_test.csv.gz");
    let correct = |forward: &dyn Fn(&[f32; 64]) -> [f32; 10]| {
        images.iter().zip(&labels).filter(|(image, label)| mlp::metrics::class(&forward(image)) == **label).count()
    };
    let floats = correct(&|image| Digits::TRAINED.forward(image));
    let halves = correct(&|image| Half::TRAINED.forward(image));
    assert!(floats > 340 && floats.abs_diff(halves) <= 1, "{floats} {halves}");
}

/// Outputs are those of a network whose weights have been rounded, with sums in the order of the inputs.
#[test]
fn sums_are_those_of_rounded_weights() {
    let rounded = |value: f32| {
        // 11 significant bits; all weights of the file are normal halves or 0, or smaller than what follows
        let unit = f32::from_bits(value.to_bits() & 0x7f80_0000).max(2_f32.powi(-14)) / 1024.0;
        (value / unit).round_ties_even() * unit
    };
    let (first, second) = (&Digits::TRAINED.l1, &Digits::TRAINED.l2);
    for image in unseen::<64>("digits").iter().take(20) {
        let mut hidden = first.biases.map(rounded);
        for (x, weights) in image.iter().zip(&first.weights) {
            for (sum, weight) in hidden.iter_mut().zip(weights) {
                *sum += rounded(*weight) * x;
            }
        }
        let mut sums = second.biases.map(rounded);
        for (x, weights) in hidden.iter().zip(&second.weights) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += rounded(*weight) * x.max(0.0);
            }
        }
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let exponentials = sums.map(|sum| (sum - most).exp());
        let total: f32 = exponentials.iter().sum();
        for (found, expected) in Half::TRAINED.forward(image).iter().zip(exponentials) {
            assert!((found - expected / total).abs() < 2e-6, "{found} {}", expected / total);
        }
    }
}

#[test]
fn takes_half_of_the_memory() {
    assert_eq!(2 * size_of::<Half>(), size_of::<Digits>());
    assert_eq!(size_of::<Half>(), 2 * Half::PARAMS);
}

#[test]
fn is_shown_as_declared() {
    assert_eq!(format!("{:?}", Half::TRAINED), "Half: 64 => 32 relu => 10 softmax, storage = f16");
}
