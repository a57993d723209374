//! A network learns what its loss penalises.
//!
//! Look for: eight outliers among sixty points pull the line of the squared
//! error (Mse) away; the absolute error (Mae) and Huber's loss, which is squared for
//! small errors and absolute for large ones, hardly react to them. For probabilities,
//! the gradient of binary cross-entropy (Bce) stays large however wrong the output is;
//! that of the squared error vanishes.

use mlp::data;
use mlp::prelude::*;
use support::figure::{BLUE, Chart, GREEN, GREY, PURPLE, RED, save};

mlp! {
    /// A straight line: one weight and one bias.
    struct Line: 1 => 1;

    /// The sigmoid of a weighted sum, to look at losses of probabilities.
    struct Probability: 1 => 1 sigmoid
}

/// The slope of the line around which the samples lie.
const SLOPE: f32 = 2.0;

/// One value per sample.
type Numbers = Vec<[f32; 1]>;

/// A loss and its derivative for a weighted sum.
type OfSum = fn(&Probability, f32) -> (f32, f32);

fn main() -> Result<(), mlp::Error> {
    let (xs, ys) = points_with_outliers()?;
    let squared = fit(Mse, &xs, &ys)?;
    let absolute = fit(Mae, &xs, &ys)?;
    let huber = fit(Huber::new(0.3), &xs, &ys)?;
    println!("the points lie around y = {SLOPE} x, except for the outliers");
    for (name, line) in [("Mse", &squared), ("Mae", &absolute), ("Huber", &huber)] {
        println!(
            "  {name:>5}: y = {:.2} x {:+.2}",
            line.l1.weights[0][0], line.l1.biases[0]
        );
    }
    let error = |line: &Line| (line.l1.weights[0][0] - SLOPE).abs();
    assert!(error(&absolute) < 0.25 && error(&huber) < 0.25 && error(&squared) > 0.8);

    let points = xs.iter().zip(&ys).map(|([x], [y])| [*x, *y]);
    let ends = |line: &Line| [-1.0, 1.0].map(|x| [x, line.forward(&[x])[0]]);
    let lines = Chart::new(
        "Lines fitted to points with outliers",
        ["x", "y"],
        [-1.0..1.0, -5.0..3.0],
    )
    .points("samples", GREY, 3.0, points)
    .line("Mse", RED, 2, ends(&squared))
    .line("Mae", PURPLE, 5, ends(&absolute))
    .line("Huber", GREEN, 2, ends(&huber));

    // with weight 1 and bias 0 the input is the sum z itself
    let probability = Probability::from_params(&[1.0, 0.0]);
    let wrong = -6.0;
    let ((bce, [bce_slope]), (mse, [mse_slope])) = (
        probability.input_gradient(Bce, &[wrong], [1.0]),
        probability.input_gradient(Mse, &[wrong], [1.0]),
    );
    println!("target 1, output {:.4}: ", probability.forward(&[wrong])[0]);
    println!(
        "  Bce is {bce:.2}, its derivative {bce_slope:.3}; Mse is {mse:.2}, its \
         derivative {mse_slope:.3}"
    );
    assert!(bce_slope < -0.99 && mse_slope > -0.01);

    let cost = |loss: OfSum| {
        curve(1..400, |i| f32::from(i) / 400.0, |p| loss(&probability, logit(p)).0)
    };
    let lesson = |loss: OfSum| {
        curve(-60..61, |i| f32::from(i) / 10.0, |z| loss(&probability, z).1)
    };
    let costs = Chart::new(
        "Loss of an output whose target is 1",
        ["output", "loss"],
        [0.0..1.0, 0.0..5.0],
    )
    .line("Bce", BLUE, 2, cost(of::<Bce>))
    .line("Mse", RED, 2, cost(of::<Mse>))
    .line("Mae", PURPLE, 2, cost(of::<Mae>));
    let lessons = Chart::new(
        "Its derivative by the weighted sum z",
        ["z", "derivative"],
        [-6.0..6.0, -1.1..0.1],
    )
    .line("Bce", BLUE, 2, lesson(of::<Bce>))
    .line("Mse", RED, 2, lesson(of::<Mse>))
    .line("Mae", PURPLE, 2, lesson(of::<Mae>));
    save("losses", "losses", [400, 380], 3, &[&lines, &costs, &lessons]);
    Ok(())
}

/// Sixty points around a line, eight of them far below it.
fn points_with_outliers() -> Result<(Numbers, Numbers), mlp::Error> {
    let noise = data::blobs(60, &[[0.0]], 0.15, 2)?.0;
    let point = |(index, [noise]): (u16, [f32; 1])| {
        let x = f32::from(index) / 29.5 - 1.0;
        let outlier = if x > 0.2 && index % 3 == 0 { 4.0 } else { 0.0 };
        ([x], [SLOPE * x + noise - outlier])
    };
    Ok((0..).zip(noise).map(point).unzip())
}

fn fit<L>(loss: L, xs: &[[f32; 1]], ys: &[[f32; 1]]) -> Result<Line, mlp::Error>
where
    L: Loss<Line, Target = [f32; 1]>,
{
    let mut line = Line::zeroed();
    Trainer::new(loss, Adam::new(0.02))
        .epochs(1_500)
        .batch_size(60)
        .fit(&mut line, xs, ys)?;
    Ok(line)
}

/// Points of a curve, at places computed from whole numbers.
fn curve(
    indices: std::ops::Range<i16>,
    place: fn(i16) -> f32,
    value: impl Fn(f32) -> f32,
) -> Vec<[f32; 2]> {
    indices.map(place).map(|x| [x, value(x)]).collect()
}

/// The weighted sum whose sigmoid is `p`.
fn logit(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

/// A loss and its derivative for the target 1.
fn of<L: Loss<Probability, Target = [f32; 1]> + Default>(
    net: &Probability,
    z: f32,
) -> (f32, f32) {
    let (loss, [slope]) = net.input_gradient(L::default(), &[z], [1.0]);
    (loss, slope)
}
