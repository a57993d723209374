//! A network without a hidden layer is logistic regression: its decision boundary is a
//! straight line.
//!
//! Look for: blobs that a line separates; circles that no line separates; and
//! the same circles after squaring their coordinates, which a line separates again. A
//! hidden layer learns such new coordinates by itself: see `circles`.

use mlp::data;
use mlp::prelude::*;
use support::figure::{CLASSES, Chart, INK, save};

mlp! {
    /// One unit: the probability of class 1.
    struct Line: 2 => 1 sigmoid
}

fn main() -> Result<(), mlp::Error> {
    let (blobs, blob_labels) = data::blobs(400, &[[-1.0, -0.6], [1.0, 0.8]], 0.5, 1)?;
    let separated = fit(&blobs, &blob_labels)?;
    describe("blobs", &separated, "x0", "x1", &blobs, &blob_labels);
    assert!(accuracy(&separated, &blobs, &blob_labels) > 0.97);

    let (circles, circle_labels) = data::circles(400, 0.4, 0.1, 1);
    let failed = fit(&circles, &circle_labels)?;
    describe("circles", &failed, "x0", "x1", &circles, &circle_labels);
    assert!(accuracy(&failed, &circles, &circle_labels) < 0.7);

    let squares: Vec<[f32; 2]> = circles.iter().copied().map(squared).collect();
    let again = fit(&squares, &circle_labels)?;
    describe("squared circles", &again, "x0²", "x1²", &squares, &circle_labels);
    assert!(accuracy(&again, &squares, &circle_labels) > 0.98);

    let plane = [-2.5..2.5, -2.5..2.5];
    let close = [-1.4..1.4, -1.4..1.4];
    let panels = [
        picture(
            "Blobs: a line separates them",
            ["x0", "x1"],
            plane,
            (&blobs, &blob_labels),
            |x| separated.forward(x),
        ),
        picture(
            "Circles: no line does, so about 0.5",
            ["x0", "x1"],
            close.clone(),
            (&circles, &circle_labels),
            |x| failed.forward(x),
        ),
        picture(
            "Squared coordinates: a line does",
            ["x0²", "x1²"],
            [-0.1..2.0, -0.1..2.0],
            (&squares, &circle_labels),
            |x| again.forward(x),
        ),
        picture(
            "The same line in the plane",
            ["x0", "x1"],
            close,
            (&circles, &circle_labels),
            |x| again.forward(&squared(*x)),
        ),
    ];
    let [a, b, c, d] = &panels;
    save("logistic_regression", "logistic_regression", [380, 370], 2, &[a, b, c, d]);
    Ok(())
}

fn squared(x: [f32; 2]) -> [f32; 2] {
    x.map(|x| x * x)
}

fn fit(points: &[[f32; 2]], labels: &[usize]) -> Result<Line, mlp::Error> {
    let mut net = Line::seeded(0);
    Trainer::new(Bce, Adam::new(0.1)).epochs(100).fit(
        &mut net,
        points,
        &data::binary(labels)?,
    )?;
    Ok(net)
}

fn describe(
    name: &str,
    net: &Line,
    x0: &str,
    x1: &str,
    points: &[[f32; 2]],
    labels: &[usize],
) {
    let ([[w0], [w1]], [b]) = (net.l1.weights, net.l1.biases);
    let right = 100.0 * accuracy(net, points, labels);
    println!(
        "{name}: {w0:.2} {x0} {w1:+.2} {x1} {b:+.2} = 0, training accuracy {right:.1} %"
    );
}

fn picture(
    title: &str,
    axes: [&str; 2],
    ranges: [std::ops::Range<f32>; 2],
    (points, labels): (&[[f32; 2]], &[usize]),
    output: impl Fn(&[f32; 2]) -> [f32; 1],
) -> Chart {
    let of_class = |class| {
        points
            .iter()
            .zip(labels)
            .filter(move |(_, label)| **label == class)
            .map(|(x, _)| *x)
    };
    Chart::new(title, axes, ranges)
        .output(|x| output(&x)[0])
        .points("class 0", CLASSES[0], 2.2, of_class(0))
        .points("class 1", CLASSES[1], 2.2, of_class(1))
        .contour("output 0.5", INK, |x| output(&x)[0] - 0.5)
}
