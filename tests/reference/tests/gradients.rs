//! The chain rule against central differences: every loss, after every last activation it fits, behind every hidden
//! activation, in networks of one, two and three layers.

use mlp_reference::{
    Activation, Dense, Loss, Network, SplitMix64, Target, Tolerance, input_differences, parameter_differences,
};

const WIDTHS: [usize; 4] = [3, 4, 3, 2];
const SAMPLES: usize = 3;
/// Large enough that rounding is lost in it (1e-16 / 1e-5), small enough that curvature is too (1e-10).
const STEP: f64 = 1e-5;
const TOLERANCE: Tolerance = Tolerance { relative: 1e-6, absolute: 1e-6 };

/// How many derivatives were compared, and how many were left out because their step crosses a kink.
#[derive(Default)]
struct Count {
    compared: usize,
    skipped: usize,
}

/// `depth` layers, the middle one of three without biases.
fn network(depth: usize, hidden: Activation, last: Activation, random: &mut SplitMix64) -> Network<f64> {
    let layer = |l: usize| {
        let activation = if l + 1 == depth { last } else { hidden };
        // The last layer always has the last width.
        let layer = Dense::zeroed(WIDTHS[l], WIDTHS[if l + 1 == depth { 3 } else { l + 1 }], activation);
        if l == 1 && depth == 3 { layer.without_biases() } else { layer }
    };
    Network::new((0..depth).map(layer).collect()).randomized(random, 1.0)
}

fn target(loss: Loss, random: &mut SplitMix64) -> Target<f64> {
    let (a, b) = (random.next_f64(), random.next_f64());
    match loss {
        Loss::CrossEntropy => Target::Label(usize::from(a < 0.5)),
        Loss::SoftCrossEntropy => Target::Values(vec![a, 1.0 - a]),
        Loss::Bce => Target::Values(vec![a, b]),
        _ => Target::Values(vec![4.0 * a - 2.0, 4.0 * b - 2.0]),
    }
}

fn compare(name: &str, found: &[f64], differences: &[Option<f64>], count: &mut Count) {
    assert_eq!(found.len(), differences.len(), "{name}: one difference for each derivative");
    for (i, (&found, difference)) in found.iter().zip(differences).enumerate() {
        if let Some(difference) = difference {
            TOLERANCE.assert(&format!("{name} {i}"), &[found], &[*difference]);
            count.compared += 1;
        } else {
            count.skipped += 1;
        }
    }
}

fn check(loss: Loss, network: &Network<f64>, random: &mut SplitMix64, count: &mut Count) {
    let xs: Vec<Vec<f64>> =
        (0..SAMPLES).map(|_| (0..WIDTHS[0]).map(|_| 4.0 * random.next_f64() - 2.0).collect()).collect();
    let ts: Vec<Target<f64>> = (0..SAMPLES).map(|_| target(loss, random)).collect();
    let gradient = network.gradient(loss, &xs, &ts);
    let name = format!("{loss:?}, {:?}", network.layers.iter().map(|layer| layer.activation).collect::<Vec<_>>());
    assert_eq!(gradient.loss.to_bits(), network.loss(loss, &xs, &ts).to_bits(), "{name}: one loss");
    let differences = parameter_differences(network, loss, &xs, &ts, STEP);
    compare(&format!("{name}: parameter"), &gradient.d_params, &differences, count);
    let differences = input_differences(network, loss, &xs, &ts, STEP);
    compare(&format!("{name}: input"), &gradient.d_inputs.concat(), &differences.concat(), count);
}

/// Every last activation that fits, every hidden one, every depth.
fn check_loss(loss: Loss, seed: u64) {
    let mut random = SplitMix64::new(seed);
    let mut count = Count::default();
    for last in Activation::ELEMENTWISE.into_iter().chain([Activation::Softmax]).filter(|&last| loss.fits(last)) {
        // One layer has no hidden activation.
        check(loss, &network(1, Activation::Identity, last, &mut random), &mut random, &mut count);
        for hidden in Activation::ELEMENTWISE {
            for depth in [2, 3] {
                check(loss, &network(depth, hidden, last, &mut random), &mut random, &mut count);
            }
        }
    }
    let Count { compared, skipped } = count;
    println!("{loss:?}: {compared} compared, {skipped} skipped");
    assert!(compared > 1000 && skipped * 1000 <= compared, "{loss:?}: {compared} compared, {skipped} skipped");
}

#[test]
fn mse() {
    check_loss(Loss::Mse, 1);
}

#[test]
fn mae() {
    check_loss(Loss::Mae, 2);
}

#[test]
fn huber() {
    check_loss(Loss::Huber { delta: 0.7 }, 3);
}

#[test]
fn bce() {
    check_loss(Loss::Bce, 4);
}

#[test]
fn cross_entropy() {
    check_loss(Loss::CrossEntropy, 5);
}

#[test]
fn soft_cross_entropy() {
    check_loss(Loss::SoftCrossEntropy, 6);
}

/// A step across a kink is left out; the same step beside it is not.
#[test]
fn kinks_are_seen() {
    let mut network = Network::new(vec![Dense::zeroed(1, 1, Activation::Relu)]);
    network.set_params(&[1.0, 0.0]);
    let ts = [Target::Values(vec![5.0])];
    let slopes = |x: f64| input_differences(&network, Loss::Mse, &[vec![x]], &ts, 0.5)[0][0];
    assert_eq!(slopes(0.25), None);
    assert!(slopes(-1.0).is_some() && slopes(1.0).is_some());
    let mae = parameter_differences(&network, Loss::Mae, &[vec![4.75]], &ts, 0.5);
    assert_eq!(mae[1], None, "the residual changes sign");
}

/// The first and last layers of residual blocks in a network of four layers: from the inputs, in the middle, at the
/// end, inside each other, with the same beginning or end.
const BLOCKS: [&[(usize, usize)]; 7] =
    [&[(0, 1)], &[(1, 2)], &[(3, 3)], &[(1, 2), (0, 3)], &[(0, 1), (2, 3)], &[(2, 3), (0, 3)], &[(0, 1), (0, 3)]];

#[test]
fn residual_blocks() {
    let mut random = SplitMix64::new(11);
    let mut count = Count::default();
    for blocks in BLOCKS {
        for activation in [Activation::Tanh, Activation::Silu, Activation::Identity] {
            let layer = |_| Dense::zeroed(WIDTHS[0], WIDTHS[0], activation);
            let network = Network::new((0..4).map(layer).collect()).with_residuals(blocks.to_vec());
            let network = network.randomized(&mut random, 1.0);
            let xs: Vec<Vec<f64>> =
                (0..SAMPLES).map(|_| (0..WIDTHS[0]).map(|_| 2.0 * random.next_f64() - 1.0).collect()).collect();
            let ts: Vec<Target<f64>> =
                (0..SAMPLES).map(|_| Target::Values((0..WIDTHS[0]).map(|_| random.next_f64()).collect())).collect();
            let gradient = network.gradient(Loss::Mse, &xs, &ts);
            let name = format!("{blocks:?}, {activation:?}");
            let differences = parameter_differences(&network, Loss::Mse, &xs, &ts, STEP);
            compare(&format!("{name}: parameter"), &gradient.d_params, &differences, &mut count);
            let differences = input_differences(&network, Loss::Mse, &xs, &ts, STEP);
            compare(&format!("{name}: input"), &gradient.d_inputs.concat(), &differences.concat(), &mut count);
        }
    }
    assert_eq!(count.skipped, 0);
}
