//! Data sets that are generated, always the same.

use std::f32::consts::{PI, TAU};

use mlp::data;
use mlp::random::SplitMix64;

use super::{DataSet, Targets};

/// How many samples each has.
const SAMPLES: usize = 400;

pub(super) fn all() -> Vec<DataSet> {
    let centers = [[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]];
    vec![
        friedman1(),
        friedman("friedman2", |[a, b, c, d]| (a * a + (b * c - 1.0 / (b * d)).powi(2)).sqrt(), 60.0),
        friedman("friedman3", |[a, b, c, d]| ((b * c - 1.0 / (b * d)) / a).atan(), 0.05),
        sine(),
        plane("moons", data::moons(SAMPLES, 0.2, 1)),
        plane("circles", data::circles(SAMPLES, 0.5, 0.1, 2)),
        plane("spirals", data::spirals(SAMPLES, 2, 1.0, 0.05, 3).expect("two spirals")),
        plane("xor", data::xor(SAMPLES, 0.3, 4)),
        plane("blobs", data::blobs(SAMPLES, &centers, 1.0, 5).expect("three centers")),
        parity(),
    ]
}

fn plane(name: &'static str, (points, classes): (Vec<[f32; 2]>, Vec<usize>)) -> DataSet {
    let inputs = points.iter().map(|point| point.to_vec()).collect();
    DataSet { name, inputs, targets: Targets::Classes(classes) }
}

/// Twelve uniform numbers have the deviation 1.
fn noise(random: &mut SplitMix64) -> f32 {
    (0..12).map(|_| random.unit()).sum::<f32>() - 6.0
}

/// Friedman, *Multivariate adaptive regression splines* (1991); scikit-learn's `make_friedman1(noise=1)`: ten columns, of
/// which five say something.
fn friedman1() -> DataSet {
    let mut random = SplitMix64::new(6);
    let inputs: Vec<Vec<f32>> = (0..SAMPLES).map(|_| (0..10).map(|_| random.unit()).collect()).collect();
    let mut target = |x: &Vec<f32>| {
        let smooth = 10.0 * (PI * x[0] * x[1]).sin() + 20.0 * (x[2] - 0.5).powi(2);
        smooth + 10.0 * x[3] + 5.0 * x[4] + noise(&mut random)
    };
    let targets = inputs.iter().map(&mut target).collect();
    DataSet { name: "friedman1", inputs, targets: Targets::Numbers(targets) }
}

/// Friedman's second and third function, of the resistance, frequency, inductance and capacity of a circuit; scikit-learn's
/// `make_friedman2` and `make_friedman3`.
fn friedman(name: &'static str, function: fn([f32; 4]) -> f32, deviation: f32) -> DataSet {
    let mut random = SplitMix64::new(7);
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES {
        let [a, b, c, d] = [0; 4].map(|_| random.unit());
        let x = [100.0 * a, 40.0 * PI + 520.0 * PI * b, c, 1.0 + 10.0 * d];
        targets.push(function(x) + deviation * noise(&mut random));
        inputs.push(x.to_vec());
    }
    DataSet { name, inputs, targets: Targets::Numbers(targets) }
}

/// Two periods of a sine.
fn sine() -> DataSet {
    let mut random = SplitMix64::new(8);
    let inputs: Vec<Vec<f32>> = (0..SAMPLES).map(|_| vec![2.0 * random.unit() - 1.0]).collect();
    let targets = inputs.iter().map(|x| (TAU * x[0]).sin() + 0.1 * noise(&mut random)).collect();
    DataSet { name: "sine", inputs, targets: Targets::Numbers(targets) }
}

/// Whether an odd number of eight bits is 1; all 256 patterns, each twice.
fn parity() -> DataSet {
    let bits = |pattern: u32| (0..8).map(|bit| if pattern >> bit & 1 == 1 { 1.0 } else { -1.0 }).collect();
    let inputs = (0..512).map(|number| bits(number % 256)).collect();
    let targets = (0..512_u32).map(|number| (number % 256).count_ones() as usize % 2).collect();
    DataSet { name: "parity of 8 bits", inputs, targets: Targets::Classes(targets) }
}
