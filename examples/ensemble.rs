//! An ensemble shows where it is uncertain: 64 networks, trained at once on
//! measurements with a gap.
//!
//! Look for: where there are measurements, the networks agree. In the gap
//! (interpolated) and beyond the ends (extrapolated) they do not; between the ends,
//! most of the measured function stays inside the band of two standard deviations.
//! Beyond them nothing is claimed.
//!
//! Deep ensembles (Lakshminarayanan et al. 2017): each network has its own initial
//! weights, and here its own bootstrap sample of the measurements as well (Efron 1979).

use mlp::Spread;
use mlp::population::{MemberBatch, Population};
use mlp::prelude::*;
use mlp::random::SplitMix64;
use std::time::Instant;
use support::figure::{BLUE, Chart, GREY, INK, RED, save};

mlp! {
    struct Net: 1 => 24 tanh => 24 tanh => 1
}

const MEMBERS: usize = 64;
const SAMPLES: usize = 48;
const STEPS: u32 = 1_500;
const NOISE: f32 = 0.1;
/// Where there are no measurements.
const GAP: std::ops::Range<f32> = -0.5..0.9;

fn main() {
    let (inputs, targets) = measurements();
    let (own_inputs, own_targets) = drawn(&inputs, &targets);
    let start = Instant::now();
    let (mut nets, optimizer) =
        (Population::<Net>::seeded(MEMBERS, 1), Adam::new(0.01));
    let mut state = nets.init(&optimizer);
    for _ in 0..STEPS {
        nets.train_batch(
            Mse,
            &optimizer,
            &mut state,
            MemberBatch::own(&own_inputs, &own_targets),
        );
    }
    println!(
        "{MEMBERS} networks, {STEPS} steps each, in {:.2} s",
        start.elapsed().as_secs_f32()
    );

    let places: Vec<[f32; 1]> =
        (0..=400_u16).map(|i| [-2.2 + 4.4 * f32::from(i) / 400.0]).collect();
    let spreads = Spread::of_members(&nets, &places);
    let mean_std = |inside: &dyn Fn(f32) -> bool| {
        let stds: Vec<f32> = places
            .iter()
            .zip(&spreads)
            .filter(|([x], _)| inside(*x))
            .map(|(_, spread)| spread.std[0])
            .collect();
        stds.iter().sum::<f32>() / stds.len() as f32
    };
    let gap = mean_std(&|x| GAP.contains(&x));
    let measured = mean_std(&|x| x.abs() <= 2.0 && !GAP.contains(&x));
    let within = places.iter().zip(&spreads).filter(|([x], spread)| {
        x.abs() <= 2.0
            && (truth(*x) - spread.mean[0]).abs() <= 2.0 * spread.std[0] + NOISE
    });
    let share = within.count() as f32
        / places.iter().filter(|[x]| x.abs() <= 2.0).count() as f32;
    println!(
        "mean standard deviation: {measured:.3} where there are measurements, \
         {gap:.3} in the gap"
    );
    println!(
        "{:.0} % of the function between -2 and 2 is inside the band of two standard \
         deviations and the noise",
        100.0 * share
    );
    assert!(gap > 3.0 * measured && share > 0.9);

    draw(&inputs, &targets, &places, &spreads);
}

/// The function that is measured.
fn truth(x: f32) -> f32 {
    (2.5 * x).sin() * 0.7 + 0.3 * x
}

/// Noisy values of the function between -2 and 2, but not in the gap.
fn measurements() -> (Vec<[f32; 1]>, Vec<[f32; 1]>) {
    let mut numbers = SplitMix64::new(3);
    let (mut inputs, mut targets) = (Vec::new(), Vec::new());
    while inputs.len() < SAMPLES {
        let x = 4.0 * numbers.unit() - 2.0;
        if !GAP.contains(&x) {
            inputs.push([x]);
            // uniform noise of this standard deviation
            targets.push([truth(x) + NOISE * 12_f32.sqrt() * (numbers.unit() - 0.5)]);
        }
    }
    (inputs, targets)
}

/// As many measurements for each network, drawn with replacement: `[member][sample]`.
fn drawn(inputs: &[[f32; 1]], targets: &[[f32; 1]]) -> (Vec<[f32; 1]>, Vec<[f32; 1]>) {
    let mut numbers = SplitMix64::new(4);
    let draws = (0..MEMBERS * SAMPLES).map(|_| numbers.below(SAMPLES));
    draws.map(|index| (inputs[index], targets[index])).unzip()
}

fn draw(
    inputs: &[[f32; 1]],
    targets: &[[f32; 1]],
    places: &[[f32; 1]],
    spreads: &[Spread<[f32; 1]>],
) {
    let heights = |([x], spread): (&[f32; 1], &Spread<[f32; 1]>)| {
        let (mean, reach) = (spread.mean[0], 2.0 * spread.std[0]);
        [*x, mean - reach, mean + reach]
    };
    let band: Vec<[f32; 3]> = places.iter().zip(spreads).map(heights).collect();
    let edge = |x: f32| [[x, -2.0], [x, 2.0]];
    let mean = places.iter().zip(spreads).map(|([x], spread)| [*x, spread.mean[0]]);
    let chart =
        Chart::new("An ensemble of 64 networks", ["x", "y"], [-2.2..2.2, -2.0..2.0])
            .band("± 2 standard deviations", BLUE, &band)
            .line("extrapolated outside", GREY, 1, edge(-2.0))
            .line("", GREY, 1, edge(2.0))
            .line("measured function", INK, 2, places.iter().map(|[x]| [*x, truth(*x)]))
            .line("mean of 64 networks", BLUE, 3, mean)
            .points(
                "measurements",
                RED,
                2.5,
                inputs.iter().zip(targets).map(|([x], [y])| [*x, *y]),
            );
    save("ensemble", "ensemble", [560, 400], 1, &[&chart]);
}
