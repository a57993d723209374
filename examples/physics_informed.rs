//! A network learns a motion from its law alone, without a single measurement.
//!
//! Look for: the network that was only told `u'' + 2 d u' + w^2 u = 0` (a
//! weight on a spring, in oil) follows the exact solution all the way; the one that was
//! shown measurements of the first third has no idea of the rest (Raissi, Perdikaris &
//! Karniadakis 2019).
//!
//! The loss is no function of single outputs: the law ties neighbours in time together.
//! So the example works out how the loss changes with each output, and
//! `Network::backward` takes it from there.

use mlp::prelude::*;
use mlp::schedule::{CosineDecay, Schedule};
use support::figure::{BLUE, Chart, GREEN, INK, RED, save};

mlp! {
    /// From the time to the deviation from standing still.
    struct Motion: 1 => 24 tanh => 24 tanh => 1;
    /// From the time to the position.
    struct Measured: 1 => 24 tanh => 24 tanh => 1
}

const DAMPING: f32 = 1.5;
const FREQUENCY: f32 = 8.0;
/// Points in time, from 0 to 1, at which the law has to hold.
const POINTS: u16 = 100;
const INTERVAL: f32 = 1.0 / POINTS as f32;
const RATE: f32 = 1e-2;
const STEPS: u32 = 8_000;

fn main() -> Result<(), mlp::Error> {
    // one more point at either end: derivatives are differences of neighbours
    let times: Vec<f32> =
        (0..POINTS + 3).map(|i| (f32::from(i) - 1.0) * INTERVAL).collect();
    let inputs: Vec<[f32; 1]> = times.iter().map(|t| [input(*t)]).collect();
    let mut net = Motion::seeded(1);
    let mut optimizer = Adam::new(RATE);
    let (mut state, mut gradient, mut losses) =
        (optimizer.init(), Motion::zeroed(), Vec::new());
    for step in 0..STEPS {
        let mut outputs = vec![[0.0]; inputs.len()];
        net.forward_batch(&inputs, &mut outputs);
        let places: Vec<f32> =
            times.iter().zip(&outputs).map(|(t, y)| place(*t, y[0])).collect();
        let (loss, d_places) = law(&places);
        // the chain rule through `place`
        let d_outputs: Vec<[f32; 1]> =
            times.iter().zip(&d_places).map(|(t, d)| [t * t * d]).collect();
        net.backward(&inputs, &d_outputs, &mut gradient);
        optimizer.set_learning_rate(CosineDecay::new(STEPS).learning_rate(RATE, step));
        optimizer.update(&mut net, &gradient, &mut state);
        losses.push(loss);
    }
    let error = |position: &dyn Fn(f32) -> f32| {
        times.iter().map(|t| (position(*t) - exact(*t)).abs()).fold(0.0, f32::max)
    };
    let by_law = |t: f32| place(t, net.forward(&[input(t)])[0]);
    println!(
        "trained on the law alone: largest error {:.4}, loss {:.2} before and {:.1e} \
         after",
        error(&by_law),
        losses[0],
        losses[losses.len() - 1]
    );
    assert!(error(&by_law) < 0.005);

    let seen: Vec<f32> = (0..=8_u8).map(|i| f32::from(i) / 24.0).collect();
    let (xs, ys): (Vec<[f32; 1]>, Vec<[f32; 1]>) =
        seen.iter().map(|t| ([input(*t)], [exact(*t)])).unzip();
    let mut measured = Measured::seeded(1);
    Lbfgs::new().iterations(500).fit(&mut measured, Mse, &xs, &ys)?;
    let by_points = |t: f32| measured.forward(&[input(t)])[0];
    println!(
        "trained on nine measurements until t = 1/3, extrapolated to t = 1: largest \
         error {:.2}",
        error(&by_points)
    );
    assert!(measured.loss(Mse, &xs, &ys) < 1e-4 && error(&by_points) > 0.2);

    let line = |position: &dyn Fn(f32) -> f32| {
        times[1..].iter().map(|t| [*t, position(*t)]).collect::<Vec<_>>()
    };
    let motion = Chart::new(
        "A damped weight on a spring",
        ["time (s)", "position (m)"],
        [0.0..1.0, -1.2..1.6],
    )
    .line("exact", INK, 5, line(&exact))
    .line(
        "trained on measurements, extrapolated after the last",
        BLUE,
        2,
        line(&by_points),
    )
    .line("trained on the law", RED, 2, line(&by_law))
    .points("measurements", GREEN, 4.0, seen.iter().map(|t| [*t, exact(*t)]));
    let curve =
        (1_u16..).zip(&losses).step_by(20).map(|(step, loss)| [f32::from(step), *loss]);
    let loss = Chart::new(
        "Training loss",
        ["step", "mean squared violation of the law"],
        [0.0..8_000.0, 1e-7..10.0],
    )
    .logarithmic_y()
    .line("trained on the law", RED, 2, curve);
    save("physics_informed", "physics_informed", [500, 390], 2, &[&motion, &loss]);
    Ok(())
}

/// Scales the time to values between -2 and 2, which networks learn from more easily.
fn input(time: f32) -> f32 {
    4.0 * time - 2.0
}

/// The position for an output: whatever the output is, the motion begins at 1, at rest.
fn place(time: f32, output: f32) -> f32 {
    1.0 + time * time * output
}

/// The mean squared violation of the law by positions at all times, and its derivative
/// by each position.
///
/// In units of `w^2`, so that it has the size of positions.
fn law(places: &[f32]) -> (f32, Vec<f32>) {
    let square = FREQUENCY * FREQUENCY;
    let second = 1.0 / (INTERVAL * INTERVAL * square);
    let first = 2.0 * DAMPING / (2.0 * INTERVAL * square);
    let weights = [second - first, 1.0 - 2.0 * second, second + first];
    let count = (places.len() - 2) as f32;
    let (mut loss, mut d_places) = (0.0, vec![0.0; places.len()]);
    for (index, three) in places.windows(3).enumerate() {
        let violation: f32 =
            three.iter().zip(weights).map(|(place, weight)| weight * place).sum();
        loss += violation * violation / count;
        for (neighbour, weight) in weights.into_iter().enumerate() {
            d_places[index + neighbour] += 2.0 * violation * weight / count;
        }
    }
    (loss, d_places)
}

/// The solution of the law that begins at 1, at rest.
fn exact(time: f32) -> f32 {
    let turn = (FREQUENCY * FREQUENCY - DAMPING * DAMPING).sqrt();
    (-DAMPING * time).exp()
        * ((turn * time).cos() + DAMPING / turn * (turn * time).sin())
}
