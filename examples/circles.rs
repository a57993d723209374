//! Two circles that no line separates: three sigmoid units draw a line each, and the output joins them to a triangle.
//!
//! Look for: each line is a logistic regression that fails alone; `hidden_space.png` shows why they succeed together. The
//! hidden layer bends the plane into a cube in which a single plane separates the circles. 99 % of 1,000 points are right
//! after 100 epochs from each of five seeds, on a file of points and on generated ones.

use mlp::data;
use mlp::prelude::*;
use support::figure::{BLACK, BLUE, CLASSES, Chart, Colour, GREEN, ORANGE, PURPLE, RED, Space, between, save};
use support::table;

mlp! {
    /// Tells the inner circle (1) from the outer one (0).
    struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid
}

const LINES: [Colour; 3] = [GREEN, PURPLE, ORANGE];

fn main() -> Result<(), mlp::Error> {
    let (points, labels) = table::read::<2>("circles_train.csv");
    let (fresh, fresh_labels) = data::circles(1_000, 0.4, 0.1, 1);
    let (net, history) = learn("circles_train.csv", &points, &labels)?;
    learn("data::circles", &fresh, &fresh_labels)?;

    let right = accuracy(&net, &fresh, &fresh_labels);
    println!("seed 0 learned from the file: {:.1} % of the points of the generator right", 100.0 * right);
    assert!(right >= 0.98);

    println!("its three lines:");
    for unit in 0..3 {
        let ([w0, w1], b) = line(&net, unit);
        let alone = best_accuracy_of_line([w0, w1], b, &points, &labels);
        println!("  {w0:6.2} x0 {w1:+6.2} x1 {b:+6.2} = 0, alone {:.0} % right", 100.0 * alone);
        assert!(alone < 0.85, "a line separates the circles?");
    }
    draw(&net, &history, &points, &labels);
    Ok(())
}

/// Trains from five seeds and returns what the first one became.
fn learn(source: &str, points: &[[f32; 2]], labels: &[usize]) -> Result<(Circles, History), mlp::Error> {
    let targets = data::binary(labels)?;
    let mut nets = Vec::new();
    for seed in 0..5 {
        let mut net = Circles::seeded(seed);
        let trainer = Trainer::new(Bce, Adam::new(0.05)).epochs(100).batch_size(32).seed(seed);
        let history = trainer.fit(&mut net, points, &targets)?;
        let right = accuracy(&net, points, labels);
        println!("{source}, seed {seed}: loss {:.3}, {:.1} % of the points right", history.final_loss(), 100.0 * right);
        assert!(right >= 0.99, "seed {seed} ended at {right}");
        nets.push((net, history));
    }
    Ok(nets.swap_remove(0))
}

/// Where a hidden unit answers 1/2: the weights and the bias of its line.
fn line(net: &Circles, unit: usize) -> ([f32; 2], f32) {
    ([net.hidden.weights[0][unit], net.hidden.weights[1][unit]], net.hidden.biases[unit])
}

/// How many points lie on the right side of a line, whichever side that is.
fn best_accuracy_of_line(w: [f32; 2], b: f32, points: &[[f32; 2]], labels: &[usize]) -> f32 {
    let side = |x: &[f32; 2]| usize::from(w[0] * x[0] + w[1] * x[1] + b >= 0.0);
    let right = points.iter().zip(labels).filter(|(x, label)| side(x) == **label).count() as f32 / points.len() as f32;
    right.max(1.0 - right)
}

/// The outputs of the hidden layer: the place of a point in the cube.
fn hidden(net: &Circles, x: [f32; 2]) -> [f32; 3] {
    [0, 1, 2].map(|unit| {
        let ([w0, w1], b) = line(net, unit);
        1.0 / (1.0 + (-(w0 * x[0] + w1 * x[1] + b)).exp())
    })
}

fn draw(net: &Circles, history: &History, points: &[[f32; 2]], labels: &[usize]) {
    let of_class = |class| points.iter().zip(labels).filter(move |(_, label)| **label == class).map(|(x, _)| *x);
    let chart = |title: &str| Chart::new(title, ["x0", "x1"], [-1.4..1.4, -1.4..1.4]);
    let with_points = |chart: Chart| {
        let chart = chart.points("outer circle", CLASSES[0], 2.2, of_class(0));
        chart.points("inner circle", CLASSES[1], 2.2, of_class(1))
    };
    let with_lines = |mut chart: Chart| {
        for (unit, colour) in LINES.into_iter().enumerate() {
            let (w, b) = line(net, unit);
            chart = chart.straight(&format!("hidden unit {}", unit + 1), colour, w, b);
        }
        chart
    };
    let answer = |x: [f32; 2]| net.forward(&x)[0];
    let with_region = |chart: Chart| chart.shade(|x| between(answer(x)));
    let boundary = |chart: Chart| chart.contour("answer 1/2", BLACK, |x| answer(x) - 0.5);

    let size = [500, 500];
    let data = with_points(chart("Two circles that no line separates"));
    save("circles", "data", size, 1, &[&data]);
    let region = boundary(with_points(with_region(chart("What the network answers"))));
    save("circles", "decision_region", size, 1, &[&region]);
    let lines = with_lines(with_points(chart("Three lines, one for each hidden unit")));
    save("circles", "lines", size, 1, &[&lines]);
    let together = "Three lines make a closed region";
    save("circles", "circles", size, 1, &[&boundary(with_lines(with_points(with_region(chart(together)))))]);

    let space = |title: &str, view: [f32; 2]| {
        Space::new(title, ["unit 1", "unit 2", "unit 3"], view)
            .plane("answer 1/2", net.output.weights.map(|[w]| w), net.output.biases[0])
            .points("outer circle", BLUE, of_class(0).map(|x| hidden(net, x)))
            .points("inner circle", RED, of_class(1).map(|x| hidden(net, x)))
    };
    let [turn, height] = view(net);
    let oblique = space("The circles as the hidden layer sees them", [turn + 0.8, height]);
    let edge = space("The same along the plane: it separates them", [turn + 0.04, height]);
    save("circles", "hidden_space", [440, 460], 2, &[&oblique, &edge]);

    let losses = (1_u16..).zip(history.losses()).map(|(epoch, loss)| [f32::from(epoch), *loss]);
    let curve = Chart::new("Learning", ["epoch", "binary cross-entropy"], [0.0..100.0, 0.0..0.8]).line(
        "mean loss of the epoch",
        BLUE,
        2,
        losses,
    );
    save("circles", "loss", [500, 380], 1, &[&curve]);
}

/// An eye that sees the separating plane from its edge: angles around the third axis and above the ground.
fn view(net: &Circles) -> [f32; 2] {
    let [w0, w1, w2] = net.output.weights.map(|[w]| w);
    let height = 0.3_f32;
    let turn = (height.tan() * w2 / w0.hypot(w1)).clamp(-1.0, 1.0).asin() - w1.atan2(w0);
    [turn, height]
}
