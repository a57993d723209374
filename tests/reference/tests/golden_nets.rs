//! Outputs, losses and gradients against `PyTorch`'s. A loss that is not one of ours is expressed through one that is.

use mlp_reference::golden::{GoldenLoss, GoldenNet, derivative_excess, nets};
use mlp_reference::{Activation, Loss, Scalar, Target, Tolerance};

/// `PyTorch`'s loss as `factor` times one of ours.
struct Equivalent {
    loss: Loss,
    last: Activation,
    targets: Vec<Target<f64>>,
    factor: f64,
}

fn values(rows: &[Vec<f64>]) -> Vec<Target<f64>> {
    rows.iter().cloned().map(Target::Values).collect()
}

/// Label smoothing gives every class its share of `epsilon` and the label the rest.
fn smoothed(labels: &[usize], classes: usize, epsilon: f64) -> Vec<Target<f64>> {
    let share = epsilon / classes as f64;
    let one = |&label: &usize| (0..classes).map(|c| if c == label { 1.0 - epsilon + share } else { share }).collect();
    labels.iter().map(one).map(Target::Values).collect()
}

fn equivalent(name: &str, net: &GoldenNet) -> Equivalent {
    use Activation::{Identity, Sigmoid, Softmax};
    let numbers = (net.outputs_f64.len() * net.outputs_f64[0].len()) as f64;
    let (loss, last, targets, factor) = match name {
        "mse" => (Loss::Mse, Identity, values(&net.real_targets), 1.0),
        // The sum is the mean, as many times as there are numbers.
        "mse_sum" => (Loss::Mse, Identity, values(&net.real_targets), numbers),
        "l1" => (Loss::Mae, Identity, values(&net.real_targets), 1.0),
        "huber_1" => (Loss::Huber { delta: 1.0 }, Identity, values(&net.real_targets), 1.0),
        // smooth_l1 is Huber divided by its bound.
        "smooth_l1_0_5" => (Loss::Huber { delta: 0.5 }, Identity, values(&net.real_targets), 2.0),
        "bce_sigmoid_bin" | "bce_logits_bin" => (Loss::Bce, Sigmoid, values(&net.binary_targets), 1.0),
        "bce_sigmoid_prob" => (Loss::Bce, Sigmoid, values(&net.probability_targets), 1.0),
        "cross_entropy_class" => {
            (Loss::CrossEntropy, Softmax, net.labels.iter().copied().map(Target::Label).collect(), 1.0)
        }
        "cross_entropy_soft" => (Loss::SoftCrossEntropy, Softmax, values(&net.distribution_targets), 1.0),
        "cross_entropy_smooth_0_1" => (Loss::SoftCrossEntropy, Softmax, smoothed(&net.labels, 2, 0.1), 1.0),
        _ => panic!("no loss of ours for `{name}`"),
    };
    Equivalent { loss, last, targets, factor }
}

fn cast<S: Scalar>(rows: &[Vec<f64>]) -> Vec<Vec<S>> {
    rows.iter().map(|row| row.iter().map(|&number| S::from_f64(number)).collect()).collect()
}

fn cast_targets<S: Scalar>(targets: &[Target<f64>]) -> Vec<Target<S>> {
    let one = |target: &Target<f64>| match target {
        Target::Values(t) => Target::Values(t.iter().map(|&t| S::from_f64(t)).collect()),
        Target::Label(label) => Target::Label(*label),
    };
    targets.iter().map(one).collect()
}

fn check_outputs<S: Scalar>(net: &GoldenNet, expected: &[Vec<f64>], tolerance: Tolerance) {
    let network = net.network::<S>(Activation::Identity);
    for (x, y) in cast(&net.inputs).iter().zip(expected) {
        tolerance.assert(&format!("{:?}: outputs", net.activation), &network.outputs(x), y);
    }
}

fn check_loss<S: Scalar>(net: &GoldenNet, name: &str, golden: &GoldenLoss, tolerance: Tolerance) {
    let Equivalent { loss, last, targets, factor } = equivalent(name, net);
    let (xs, ts) = (cast::<S>(&net.inputs), cast_targets(&targets));
    let network = net.network::<S>(last);
    let gradient = network.gradient(loss, &xs, &ts);
    // A derivative that passed `below` hidden activations has their excess that many times.
    let assert = |what: &str, found: &[S], expected: &[f64], below: i32| {
        let excess = derivative_excess(net.activation).powi(below);
        let scaled: Vec<S> = found.iter().map(|&number| S::from_f64(factor) * number).collect();
        let expected: Vec<f64> = expected.iter().map(|&number| number / excess).collect();
        tolerance.assert(&format!("{:?}, {name}: {what}", net.activation), &scaled, &expected);
    };
    assert("loss", &[gradient.loss], &[golden.loss], 0);
    assert("dz", &gradient.d_z.concat(), &golden.d_z.concat(), 0);
    assert("dx", &gradient.d_inputs.concat(), &golden.d_inputs.concat(), 2);
    let (mut found, mut expected) = (&gradient.d_params[..], &golden.d_params[..]);
    assert_eq!(found.len(), expected.len(), "one derivative for each parameter");
    for (layer, below) in network.layers.iter().zip([2, 1, 0]) {
        let size = layer.params().count();
        assert(&format!("layer {below} from the end"), &found[..size], &expected[..size], below);
        (found, expected) = (&found[size..], &expected[size..]);
    }
}

/// The absolute part is for derivatives in which terms of order 1 cancel; `f32` is held against gradients in `f64`.
const F64: Tolerance = Tolerance { relative: 1e-12, absolute: 1e-15 };
const F32: Tolerance = Tolerance { relative: 1e-6, absolute: 1e-6 };

#[test]
fn every_net_and_loss_is_there() {
    let nets = nets();
    assert_eq!(nets.len(), 10);
    for net in &nets {
        assert_eq!((net.inputs.len(), net.outputs_f64.len(), net.outputs_f32.len()), (6, 6, 6));
    }
    assert_eq!(nets.iter().map(|net| net.losses.len()).sum::<usize>(), 3 * 11 + 7 * 7);
}

#[test]
fn outputs_in_f64() {
    for net in nets() {
        check_outputs::<f64>(&net, &net.outputs_f64, F64);
    }
}

#[test]
fn outputs_in_f32() {
    for net in nets() {
        check_outputs::<f32>(&net, &net.outputs_f32, F32);
    }
}

#[test]
fn losses_and_gradients_in_f64() {
    for net in nets() {
        for (name, golden) in &net.losses {
            check_loss::<f64>(&net, name, golden, F64);
        }
    }
}

#[test]
fn losses_and_gradients_in_f32() {
    for net in nets() {
        for (name, golden) in &net.losses {
            check_loss::<f32>(&net, name, golden, F32);
        }
    }
}
