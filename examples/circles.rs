//! Two circles that no straight line separates: three sigmoid units draw one line each,
//! and the output unit combines them into a triangle.
//!
//! Look for: each line is a logistic regression that fails alone;
//! `hidden_space.png` shows why they succeed together. The hidden layer maps the plane
//! into a cube in which a single plane separates the circles. After 100 epochs, at
//! least 99 % of 1,000 training points are classified correctly from each of five
//! seeds, both on points from a file and on generated ones.

use mlp::data;
use mlp::prelude::*;
use support::figure::{
    BLUE, CLASSES, Chart, Colour, GREEN, INK, ORANGE, PURPLE, RED, Space, save,
};
use support::table;

mlp! {
    /// Classifies a point: inner circle (1) or outer circle (0).
    struct Circles: 2 => hidden: 3 sigmoid => output: 1 sigmoid
}

const LINES: [Colour; 3] = [GREEN, PURPLE, ORANGE];

fn main() -> Result<(), mlp::Error> {
    let (points, labels) = table::read::<2>("circles_train.csv");
    let (fresh, fresh_labels) = data::circles(1_000, 0.4, 0.1, 1);
    let (net, history) = learn("circles_train.csv", &points, &labels)?;
    learn("data::circles", &fresh, &fresh_labels)?;

    let right = accuracy(&net, &fresh, &fresh_labels);
    println!(
        "seed 0, trained on the file: {:.1} % of 1,000 generated points classified \
         correctly",
        100.0 * right
    );
    assert!(right >= 0.98);

    println!("its three lines:");
    for unit in 0..3 {
        let ([w0, w1], b) = line(&net, unit);
        let alone = best_accuracy_of_line([w0, w1], b, &points, &labels);
        println!(
            "  {w0:6.2} x0 {w1:+6.2} x1 {b:+6.2} = 0, accuracy alone {:.0} %",
            100.0 * alone
        );
        assert!(alone < 0.85, "a line separates the circles?");
    }
    draw(&net, &history, &points, &labels);
    Ok(())
}

/// Trains from five seeds and returns the network of the first.
fn learn(
    source: &str,
    points: &[[f32; 2]],
    labels: &[usize],
) -> Result<(Circles, History), mlp::Error> {
    let targets = data::binary(labels)?;
    let mut nets = Vec::new();
    for seed in 0..5 {
        let mut net = Circles::seeded(seed);
        let trainer =
            Trainer::new(Bce, Adam::new(0.05)).epochs(100).batch_size(32).seed(seed);
        let history = trainer.fit(&mut net, points, &targets)?;
        let right = accuracy(&net, points, labels);
        println!(
            "{source}, seed {seed}: loss {:.3}, training accuracy {:.1} %",
            history.final_loss(),
            100.0 * right
        );
        assert!(right >= 0.99, "seed {seed} ended at {right}");
        nets.push((net, history));
    }
    Ok(nets.swap_remove(0))
}

/// The line on which a hidden unit outputs 0.5: its weights and its bias.
fn line(net: &Circles, unit: usize) -> ([f32; 2], f32) {
    (
        [net.hidden.weights[0][unit], net.hidden.weights[1][unit]],
        net.hidden.biases[unit],
    )
}

/// The accuracy of a line alone, with whichever side as class 1 is better.
fn best_accuracy_of_line(
    w: [f32; 2],
    b: f32,
    points: &[[f32; 2]],
    labels: &[usize],
) -> f32 {
    let side = |x: &[f32; 2]| usize::from(w[0] * x[0] + w[1] * x[1] + b >= 0.0);
    let right =
        points.iter().zip(labels).filter(|(x, label)| side(x) == **label).count()
            as f32
            / points.len() as f32;
    right.max(1.0 - right)
}

/// The outputs of the hidden layer: the position of a point in the cube.
fn hidden(net: &Circles, x: [f32; 2]) -> [f32; 3] {
    [0, 1, 2].map(|unit| {
        let ([w0, w1], b) = line(net, unit);
        1.0 / (1.0 + (-(w0 * x[0] + w1 * x[1] + b)).exp())
    })
}

fn draw(net: &Circles, history: &History, points: &[[f32; 2]], labels: &[usize]) {
    let of_class = |class| {
        points
            .iter()
            .zip(labels)
            .filter(move |(_, label)| **label == class)
            .map(|(x, _)| *x)
    };
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
    let output = |x: [f32; 2]| net.forward(&x)[0];
    let with_region = |chart: Chart| chart.output(output);
    let boundary = |chart: Chart| chart.contour("output 0.5", INK, |x| output(x) - 0.5);

    let size = [500, 500];
    let data = with_points(chart("Two circles that no line separates"));
    save("circles", "data", size, 1, &[&data]);
    let region = boundary(with_points(with_region(chart("The output of the network"))));
    save("circles", "decision_region", size, 1, &[&region]);
    let lines = with_lines(with_points(chart("Three lines, one per hidden unit")));
    save("circles", "lines", size, 1, &[&lines]);
    let together = "Three lines make a closed region";
    save(
        "circles",
        "circles",
        size,
        1,
        &[&boundary(with_lines(with_points(with_region(chart(together)))))],
    );

    let space = |title: &str, view: [f32; 2]| {
        Space::new(title, ["unit 1", "unit 2", "unit 3"], view)
            .plane("output 0.5", net.output.weights.map(|[w]| w), net.output.biases[0])
            .points("outer circle", BLUE, of_class(0).map(|x| hidden(net, x)))
            .points("inner circle", RED, of_class(1).map(|x| hidden(net, x)))
    };
    let [turn, height] = view(net);
    let oblique =
        space("The circles in the outputs of the hidden layer", [turn + 0.8, height]);
    let edge = space("Seen along the plane: it separates them", [turn + 0.04, height]);
    save("circles", "hidden_space", [440, 460], 2, &[&oblique, &edge]);

    let losses =
        (1_u16..).zip(history.losses()).map(|(epoch, loss)| [f32::from(epoch), *loss]);
    let curve = Chart::new(
        "Training loss",
        ["epoch", "binary cross-entropy"],
        [0.0..100.0, 0.0..0.8],
    )
    .line("mean over the epoch", BLUE, 2, losses);
    save("circles", "loss", [500, 380], 1, &[&curve]);
}

/// The angles from which the separating plane is seen edge-on: around the third axis,
/// and above the ground.
fn view(net: &Circles) -> [f32; 2] {
    let [w0, w1, w2] = net.output.weights.map(|[w]| w);
    let height = 0.3_f32;
    let turn =
        (height.tan() * w2 / w0.hypot(w1)).clamp(-1.0, 1.0).asin() - w1.atan2(w0);
    [turn, height]
}
