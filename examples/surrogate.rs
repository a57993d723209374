//! A surrogate model: a network replaces a costly function inside a solver.
//!
//! Look for: the same temperatures in a fraction of the time, and after how
//! many runs the training has paid off.
//!
//! A substance reacts on a catalyst with 32 kinds of sites and releases heat. The
//! coverage of each kind is given by an implicit equation (molecules on the surface
//! repel each other), so each evaluation of the rate law solves 32 equations by
//! bisection. The solver evaluates it four times per step. The solver stays within the
//! ranges that the network was trained on; nothing is extrapolated.

use mlp::prelude::*;
use mlp::random::SplitMix64;
use std::hint::black_box;
use std::time::Instant;
use support::figure::{BLUE, Chart, INK, RED, save};

mlp! {
    /// From concentration and temperature, both between 0 and 1, to the mean coverage.
    struct Surrogate: 2 => 20 tanh => 20 tanh => 1
}

const SITES: u8 = 32;
const STEPS: u16 = 2_000;
const LAST: f32 = 10.0;
/// The range of temperatures, in kelvin.
const COLD: f32 = 350.0;
const HOT: f32 = 650.0;

fn main() -> Result<(), mlp::Error> {
    let start = Instant::now();
    let mut numbers = SplitMix64::new(1);
    let inputs: Vec<[f32; 2]> =
        (0..4_000).map(|_| [numbers.unit(), numbers.unit()]).collect();
    let targets: Vec<[f32; 1]> = inputs.iter().map(|x| [coverage(*x)]).collect();
    let mut net = Surrogate::seeded(1);
    for rate in [1e-2, 1e-3] {
        Trainer::new(Mse, Adam::new(rate))
            .epochs(150)
            .fit(&mut net, &inputs, &targets)?;
    }
    let training = start.elapsed().as_secs_f64();
    let error = net.loss(Mse, &inputs, &targets).sqrt();
    println!(
        "root mean squared error of the coverage {error:.1e}, after {training:.2} s \
         of training"
    );

    let (exact, slow) = timed(|| run(coverage));
    let (fast_run, fast) = timed(|| run(|x| net.forward(&x)[0]));
    let largest = exact
        .iter()
        .zip(&fast_run)
        .map(|(a, b)| (a[1] - b[1]).abs())
        .fold(0.0_f32, f32::max);
    println!(
        "one run: {:.1} ms with the rate law, {:.2} ms with the network",
        1e3 * slow,
        1e3 * fast
    );
    println!(
        "{:.0} times as fast; the training pays off after {:.0} runs",
        slow / fast,
        training / (slow - fast)
    );
    println!("largest error in temperature: {largest:.2} K of {:.0} K", HOT - COLD);
    assert!(largest < 5.0 && slow > 5.0 * fast);

    let times = || (0..=STEPS).map(|i| LAST * f32::from(i) / f32::from(STEPS));
    let heat = |run: &[[f32; 2]]| {
        times().zip(run).map(|(t, [_, kelvin])| [t, *kelvin]).collect::<Vec<_>>()
    };
    let rest = |run: &[[f32; 2]]| {
        times().zip(run).map(|(t, [c, _])| [t, *c]).collect::<Vec<_>>()
    };
    let error =
        times().zip(exact.iter().zip(&fast_run)).map(|(t, (a, b))| [t, b[1] - a[1]]);
    let temperature = Chart::new(
        "Temperature",
        ["time (s)", "temperature (K)"],
        [0.0..LAST, COLD..HOT],
    )
    .line("rate law", INK, 5, heat(&exact))
    .line("network", RED, 2, heat(&fast_run));
    let concentration = Chart::new(
        "Concentration",
        ["time (s)", "concentration"],
        [0.0..LAST, 0.0..1.0],
    )
    .line("rate law", INK, 5, rest(&exact))
    .line("network", BLUE, 2, rest(&fast_run));
    let reach = 1.2 * largest;
    let error = Chart::new(
        "Error of the network's temperature",
        ["time (s)", "error (K)"],
        [0.0..LAST, -reach..reach],
    )
    .line("network minus rate law", RED, 2, error);
    save(
        "surrogate",
        "surrogate",
        [400, 370],
        3,
        &[&temperature, &concentration, &error],
    );
    Ok(())
}

/// The mean fraction of sites that are covered: Fowler's and Guggenheim's isotherm, `q
/// / (1 - q) = K c e^(-g q)` for each kind of site, with a `K` that falls with the
/// temperature.
fn coverage([concentration, heat]: [f32; 2]) -> f32 {
    let kelvin = COLD + heat * (HOT - COLD);
    let site = |kind: u8| {
        let energy = 3_000.0 + 3_000.0 * f32::from(kind) / f32::from(SITES);
        let attraction = 4.0 * (energy * (1.0 / kelvin - 1.0 / 450.0)).exp();
        let repulsion = 3.0 * 450.0 / kelvin;
        let (mut low, mut high) = (0.0_f32, 1.0_f32);
        for _ in 0..24 {
            let q = 0.5 * (low + high);
            let too_little =
                q < (1.0 - q) * attraction * concentration * (-repulsion * q).exp();
            *(if too_little { &mut low } else { &mut high }) = q;
        }
        0.5 * (low + high)
    };
    (0..SITES).map(site).sum::<f32>() / f32::from(SITES)
}

/// Concentration and temperature at each step, by the classical method of Runge and
/// Kutta.
fn run(coverage: impl Fn([f32; 2]) -> f32) -> Vec<[f32; 2]> {
    let change = |[c, kelvin]: [f32; 2]| {
        let heat = (kelvin - COLD) / (HOT - COLD);
        let rate = 2e5
            * (-6_000.0 / kelvin).exp()
            * coverage([c.clamp(0.0, 1.0), heat.clamp(0.0, 1.0)]);
        [-rate, 220.0 * rate - 0.1 * (kelvin - 400.0)]
    };
    let h = LAST / f32::from(STEPS);
    let moved = |y: [f32; 2], k: [f32; 2], h: f32| [y[0] + h * k[0], y[1] + h * k[1]];
    let mut states = vec![[1.0, 400.0]];
    for _ in 0..STEPS {
        let y = states[states.len() - 1];
        let k1 = change(y);
        let k2 = change(moved(y, k1, h / 2.0));
        let k3 = change(moved(y, k2, h / 2.0));
        let k4 = change(moved(y, k3, h));
        let mean = [0, 1].map(|i| (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]) / 6.0);
        states.push(moved(y, mean, h));
    }
    states
}

/// Returns the result of a function, and the shortest of three times that it took.
fn timed<T>(work: impl Fn() -> T) -> (T, f64) {
    let mut shortest = f64::INFINITY;
    for _ in 0..2 {
        let start = Instant::now();
        black_box(work());
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    let start = Instant::now();
    let result = work();
    (result, shortest.min(start.elapsed().as_secs_f64()))
}
