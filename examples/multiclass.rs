//! Three spiral arms: softmax over three classes, and what width and depth change.
//!
//! Look for: without a hidden layer, straight lines cut the plane; eight hidden
//! units bend them, but not far enough; ninety-six come closer; two layers of twenty,
//! which have fewer parameters, follow the arms to the centre.

use mlp::data;
use mlp::metrics::class;
use mlp::prelude::*;
use support::figure::{CLASSES, Chart, save, soft};

mlp! {
    struct Straight: 2 => 3 softmax;
    struct Narrow: 2 => 8 tanh => 3 softmax;
    struct Wide: 2 => 96 tanh => 3 softmax;
    struct Deep: 2 => 20 tanh => 20 tanh => 3 softmax
}

fn main() -> Result<(), mlp::Error> {
    let train = data::spirals(1_200, 3, 1.4, 0.02, 1)?;
    let test = data::spirals(1_200, 3, 1.4, 0.02, 2)?;
    let straight = learn("no hidden layer", &mut Straight::seeded(1), &train, &test)?;
    let narrow = learn("8 tanh", &mut Narrow::seeded(1), &train, &test)?;
    let wide = learn("96 tanh", &mut Wide::seeded(1), &train, &test)?;
    let deep = learn("20 tanh => 20 tanh", &mut Deep::seeded(1), &train, &test)?;
    assert!(
        straight.0 < 0.6 && straight.0 < narrow.0 && narrow.0 < wide.0 && deep.0 > 0.97
    );
    save(
        "multiclass",
        "multiclass",
        [400, 400],
        2,
        &[&straight.1, &narrow.1, &wide.1, &deep.1],
    );
    Ok(())
}

type Samples = (Vec<[f32; 2]>, Vec<usize>);

/// Trains a network; returns its accuracy on unseen points, and a chart of its
/// predictions.
fn learn<N>(
    name: &str,
    net: &mut N,
    train: &Samples,
    test: &Samples,
) -> Result<(f32, Chart), mlp::Error>
where
    N: Network<Input = [f32; 2], Output = [f32; 3]>,
    CrossEntropy: Loss<N, Target = usize>,
{
    Trainer::new(CrossEntropy, Adam::new(0.01))
        .epochs(400)
        .fit(net, &train.0, &train.1)?;
    let right = accuracy(net, &test.0, &test.1);
    println!(
        "{name}: {} parameters, accuracy on unseen points {:.1} %",
        N::PARAMS,
        100.0 * right
    );

    let of_class = |class| {
        train
            .0
            .iter()
            .zip(&train.1)
            .filter(move |(_, label)| **label == class)
            .map(|(x, _)| *x)
    };
    // a third of the points is enough to see
    let of_class = |class| of_class(class).step_by(3);
    let title = format!("{name}: {:.0} % of unseen points", 100.0 * right);
    let mut chart = Chart::new(title, ["x0", "x1"], [-1.15..1.15, -1.15..1.15])
        .shade(|x| soft(CLASSES[class(&net.forward(&x))]));
    for (arm, colour) in CLASSES.into_iter().enumerate() {
        chart = chart.points(&format!("class {arm}"), colour, 2.2, of_class(arm));
    }
    Ok((right, chart))
}
