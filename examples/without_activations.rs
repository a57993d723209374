//! The purpose of activations: without them, any number of layers is one linear map.
//!
//! Look for: the outputs of the deep network equal those of its layers
//! multiplied together, up to rounding; and the consequence for the two circles.

use mlp::data;
use mlp::prelude::*;
use support::figure::{CLASSES, Chart, INK, save};

mlp! {
    /// Four layers that only multiply and add.
    struct Deep: 3 => 8 identity => 16 identity => 8 identity => 2;

    /// One layer.
    struct Folded: 3 => 2;

    /// The network of `circles` with identities in the hidden layer ...
    struct Flat: 2 => 3 identity => 1 sigmoid;

    /// ... and with sigmoids.
    struct Curved: 2 => 3 sigmoid => 1 sigmoid
}

fn main() -> Result<(), mlp::Error> {
    let deep = Deep::seeded(1);
    let folded = fold(&deep);
    println!(
        "{} parameters in four layers compute the same as {} in one:",
        Deep::PARAMS,
        Folded::PARAMS
    );
    for (input, row) in folded.l1.weights.iter().enumerate() {
        println!("  input {input}: {row:7.3?}");
    }
    let mut largest = 0.0_f32;
    for x in data::blobs(1_000, &[[0.0; 3]], 2.0, 1)?.0 {
        for (a, b) in deep.forward(&x).into_iter().zip(folded.forward(&x)) {
            largest = largest.max((a - b).abs());
        }
    }
    println!(
        "largest difference between their outputs for 1,000 inputs: {largest:.1e}"
    );
    assert!(largest < 1e-4);

    let (points, labels) = data::circles(1_000, 0.4, 0.1, 0);
    let targets = data::binary(&labels)?;
    let trainer = Trainer::new(Bce, Adam::new(0.05)).epochs(100);
    let (mut flat, mut curved) = (Flat::seeded(0), Curved::seeded(0));
    trainer.fit(&mut flat, &points, &targets)?;
    trainer.fit(&mut curved, &points, &targets)?;
    let (without, with) =
        (accuracy(&flat, &points, &labels), accuracy(&curved, &points, &labels));
    println!(
        "two circles: training accuracy {:.1} % without hidden sigmoids, {:.1} % with",
        100.0 * without,
        100.0 * with
    );
    assert!(without < 0.7 && with > 0.98);

    let chart = |title: &str, output: &dyn Fn([f32; 2]) -> f32| {
        let of_class = |class| {
            points
                .iter()
                .zip(&labels)
                .filter(move |(_, label)| **label == class)
                .map(|(x, _)| *x)
        };
        Chart::new(title, ["x0", "x1"], [-1.4..1.4, -1.4..1.4])
            .output(output)
            .points("outer circle", CLASSES[0], 2.0, of_class(0))
            .points("inner circle", CLASSES[1], 2.0, of_class(1))
            .contour("output 0.5", INK, |x| output(x) - 0.5)
    };
    let left = chart("Without: about 0.5 everywhere", &|x| flat.forward(&x)[0]);
    let right = chart("With hidden sigmoids", &|x| curved.forward(&x)[0]);
    save("without_activations", "without_activations", [400, 390], 2, &[&left, &right]);
    Ok(())
}

/// `x W1 + b1` into `W2`, and so on: `W = W1 W2 W3 W4` and `b = ((b1 W2 + b2) W3 + b3)
/// W4 + b4`.
fn fold(net: &Deep) -> Folded {
    let through = |row: [f32; 8], biases: bool| {
        let keep = f32::from(u8::from(biases));
        let second = add(times(row, &net.l2.weights), net.l2.biases.map(|b| keep * b));
        let third =
            add(times(second, &net.l3.weights), net.l3.biases.map(|b| keep * b));
        add(times(third, &net.l4.weights), net.l4.biases.map(|b| keep * b))
    };
    let mut folded = Folded::zeroed();
    folded.l1.weights = net.l1.weights.map(|row| through(row, false));
    folded.l1.biases = through(net.l1.biases, true);
    folded
}

/// A row times a matrix `weights[input][unit]`.
fn times<const N: usize, const M: usize>(
    row: [f32; N],
    weights: &[[f32; M]; N],
) -> [f32; M] {
    std::array::from_fn(|unit| {
        (0..N).map(|input| row[input] * weights[input][unit]).sum()
    })
}

fn add<const N: usize>(a: [f32; N], b: [f32; N]) -> [f32; N] {
    std::array::from_fn(|i| a[i] + b[i])
}
