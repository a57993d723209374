//! PyTorch's numbers through the fast code: outputs, losses, every gradient, activations, trajectories of optimizers.
//!
//! The loaders bring PyTorch's parameters into our order; the goldens are in `f64`, the fast code computes in `f32`.

use mlp::activation;
use mlp::prelude::*;
use mlp_core::private::LaneActivation;
use mlp_core::private::single;
use mlp_fixtures::at_every_level;
use mlp_oracle::{narrow, rows};
use mlp_reference::golden::{self, GoldenNet, derivative_excess};
use mlp_reference::{Activation as Reference, Tolerance};

/// Outputs of order 1 after three layers of at most 7 terms: a few roundings each.
const OUTPUTS: Tolerance = Tolerance { relative: 1e-6, absolute: 5e-7 };
/// Gradients add up 6 samples, and terms of order 1 cancel.
const GRADIENTS: Tolerance = Tolerance { relative: 2e-6, absolute: 1e-6 };
/// Ten steps carry the rounding of one into the next; Adam divides by roots of small squares.
const TRAINING: Tolerance = Tolerance { relative: 5e-6, absolute: 5e-6 };

fn loaded<N: Network>(params: &[f64]) -> N {
    let mut net = N::ZERO;
    net.params_slice_mut().copy_from_slice(&narrow(params));
    net
}

/// Shared by the six samples' targets with label smoothing: each class has its share of 0.1, the label the rest.
fn smoothed(labels: &[usize]) -> Vec<[f32; 2]> {
    labels.iter().map(|&label| core::array::from_fn(|class| if class == label { 0.95 } else { 0.05 })).collect()
}

/// One loss: its value and all derivatives, `factor` times ours.
fn check_loss<N, L>(golden: &GoldenNet, name: &str, loss: L, targets: &[L::Target], factor: f64)
where
    N: Network<Input = [f32; 5], Output = [f32; 2]>,
    L: Loss<N>,
{
    let net: N = loaded(&golden.params);
    let (inputs, truth) = (rows::<5>(&golden.inputs), &golden.losses[name]);
    // PyTorch's own slope of hard_sigmoid is rounded; what passed it has that excess, once for each layer
    let excess = derivative_excess(golden.activation);
    at_every_level(|level| {
        let name = format!("{:?}, {name}, {level}", golden.activation);
        let mut gradient = net.clone();
        let value = net.gradient(loss, &inputs, targets, &mut gradient);
        OUTPUTS.assert(&format!("{name}: loss"), &[f64::from(value) * factor], &[truth.loss]);
        let scaled: Vec<f64> = gradient.params_slice().iter().map(|&g| f64::from(g) * factor).collect();
        let expected: Vec<f64> = truth.d_params.iter().enumerate().map(|(i, g)| g / excess.powi(below(i))).collect();
        GRADIENTS.assert(&format!("{name}: gradient"), &scaled, &expected);
        for (sample, (x, t)) in inputs.iter().zip(targets).enumerate() {
            // a mean over the batch, so one sample's derivatives are six times as large alone
            let (_, d_x) = net.input_gradient(loss, x, *t);
            let scaled: Vec<f64> = d_x.iter().map(|&d| f64::from(d) * factor / 6.0).collect();
            let expected: Vec<f64> = truth.d_inputs[sample].iter().map(|d| d / excess.powi(2)).collect();
            GRADIENTS.assert(&format!("{name}: inputs of sample {sample}"), &scaled, &expected);
        }
    });
}

/// How many hidden activations lie above the parameter `index`.
fn below(index: usize) -> i32 {
    const FIRST: usize = 5 * 7 + 7;
    const SECOND: usize = FIRST + 7 * 4 + 4;
    match index {
        _ if index < FIRST => 2,
        _ if index < SECOND => 1,
        _ => 0,
    }
}

fn check_outputs<N: Network<Input = [f32; 5], Output = [f32; 2]>>(golden: &GoldenNet) {
    let net: N = loaded(&golden.params);
    let inputs = rows::<5>(&golden.inputs);
    at_every_level(|level| {
        let name = format!("{:?}, {level}: outputs", golden.activation);
        let mut outputs = vec![[0.0; 2]; inputs.len()];
        net.forward_batch(&inputs, &mut outputs);
        OUTPUTS.assert(&name, outputs.as_flattened(), &golden.outputs_f64.concat());
        let alone: Vec<[f32; 2]> = inputs.iter().map(|x| net.forward(x)).collect();
        OUTPUTS.assert(&name, alone.as_flattened(), &golden.outputs_f64.concat());
    });
}

/// Checks every loss of a golden that ours can express; returns how many.
fn check_losses<Linear, Probability, Distribution>(golden: &GoldenNet) -> usize
where
    Linear: Network<Input = [f32; 5], Output = [f32; 2]>,
    Probability: Network<Input = [f32; 5], Output = [f32; 2]>,
    Distribution: Network<Input = [f32; 5], Output = [f32; 2]>,
    Bce: Loss<Probability, Target = [f32; 2]>,
    CrossEntropy: Loss<Distribution, Target = usize>,
    SoftCrossEntropy: Loss<Distribution, Target = [f32; 2]>,
{
    check_outputs::<Linear>(golden);
    let real = rows::<2>(&golden.real_targets);
    for name in golden.losses.keys() {
        match name.as_str() {
            "mse" => check_loss::<Linear, _>(golden, name, Mse, &real, 1.0),
            // the sum of 6 samples of 2 outputs
            "mse_sum" => check_loss::<Linear, _>(golden, name, Mse, &real, 12.0),
            "l1" => check_loss::<Linear, _>(golden, name, Mae, &real, 1.0),
            "huber_1" => check_loss::<Linear, _>(golden, name, Huber::new(1.0), &real, 1.0),
            // smooth_l1 is Huber divided by its bound
            "smooth_l1_0_5" => check_loss::<Linear, _>(golden, name, Huber::new(0.5), &real, 2.0),
            "bce_sigmoid_bin" | "bce_logits_bin" => {
                check_loss::<Probability, _>(golden, name, Bce, &rows::<2>(&golden.binary_targets), 1.0);
            }
            "bce_sigmoid_prob" => {
                check_loss::<Probability, _>(golden, name, Bce, &rows::<2>(&golden.probability_targets), 1.0);
            }
            "cross_entropy_class" => {
                check_loss::<Distribution, _>(golden, name, CrossEntropy, &golden.labels, 1.0);
            }
            "cross_entropy_soft" => {
                let targets = rows::<2>(&golden.distribution_targets);
                check_loss::<Distribution, _>(golden, name, SoftCrossEntropy, &targets, 1.0);
            }
            "cross_entropy_smooth_0_1" => {
                check_loss::<Distribution, _>(golden, name, SoftCrossEntropy, &smoothed(&golden.labels), 1.0);
            }
            _ => panic!("no loss of ours for `{name}`"),
        }
    }
    golden.losses.len()
}

macro_rules! nets {
    ($($word:ident: $reference:pat,)*) => {
        #[test]
        fn nets_and_losses() {
            let nets = golden::nets();
            let mut losses = 0;
            for golden in &nets {
                losses += match golden.activation {
                    $($reference => {
                        mlp! {
                            struct Linear: 5 => 7 $word => 4 $word => 2, unroll = none;
                            struct Probability: 5 => 7 $word => 4 $word => 2 sigmoid, unroll = none;
                            struct Distribution: 5 => 7 $word => 4 $word => 2 softmax, unroll = none;
                        }
                        check_losses::<Linear, Probability, Distribution>(golden)
                    })*
                    other => panic!("no network of ours for {other:?}"),
                };
            }
            assert_eq!((nets.len(), losses), (10, 3 * 11 + 7 * 7));
        }
    };
}

nets! {
    identity: Reference::Identity,
    sigmoid: Reference::Sigmoid,
    tanh: Reference::Tanh,
    relu: Reference::Relu,
    leaky_relu: Reference::LeakyRelu { .. },
    gelu: Reference::Gelu,
    silu: Reference::Silu,
    softplus: Reference::Softplus,
    hard_tanh: Reference::HardTanh,
    hard_sigmoid: Reference::HardSigmoid,
}

mlp! { struct Written: 5 => 7 silu => 4 silu => 2, unroll = full; }

#[test]
fn straight_line_code() {
    let nets = golden::nets();
    let golden = nets.iter().find(|net| net.activation == Reference::Silu).expect("silu has goldens");
    check_outputs::<Written>(golden);
    check_loss::<Written, _>(golden, "mse", Mse, &rows::<2>(&golden.real_targets), 1.0);
}

/// Values to a few roundings, of `x` where a function multiplies by it; PyTorch's too-small results may be 0 here.
fn check_values(golden: &golden::GoldenActivation, name: &str, found: &[f32]) {
    for (i, (&x, &y)) in golden.points.iter().zip(found).enumerate() {
        // the normal distribution has an absolute error of 4e-7
        let absolute = if golden.activation == Reference::Gelu { 4e-7 * x.abs().max(1.0) } else { 1e-36 };
        let tolerance = Tolerance { relative: 6e-7, absolute };
        tolerance.assert(&format!("{:?} at {x} ({name})", golden.activation), &[y], &golden.values_f64[i..=i]);
    }
}

/// Slopes come from outputs near 1 (`1 - y^2`), so they carry an absolute error of a few roundings, times `x` where a
/// function multiplies by it.
fn check_slopes(golden: &golden::GoldenActivation, found: &[f32]) {
    for (i, (&x, &slope)) in golden.points.iter().zip(found).enumerate() {
        let expected = golden.derivatives_f64[i] / derivative_excess(golden.activation);
        let tolerance = Tolerance { relative: 1e-6, absolute: 8e-7 * x.abs().clamp(1.0, 10.0) };
        tolerance.assert(&format!("slope of {:?} at {x}", golden.activation), &[slope], &[expected]);
    }
}

fn check_activation<A: LaneActivation>(golden: &golden::GoldenActivation, ours: A) {
    use mlp::activation::LastActivation as _;
    let points = narrow(&golden.points);
    let alone: Vec<f32> = points.iter().map(|&x| ours.value(x)).collect();
    check_values(golden, "alone", &alone);
    check_slopes(golden, &points.iter().map(|&x| ours.slope(x, ours.value(x))).collect::<Vec<f32>>());
    // a matrix has a multiple of 16 numbers
    let samples = points.len().next_multiple_of(16);
    let mut z = points.clone();
    z.resize(samples, 0.0);
    at_every_level(|level| {
        let mut y = z.clone();
        ours.activate_matrix(samples, &mut y);
        check_values(golden, &format!("matrix, {level}"), &y[..points.len()]);
        let mut few = points.clone();
        single::activate(ours, &mut few);
        check_values(golden, &format!("one sample, {level}"), &few);
        let mut d = vec![1.0; samples];
        ours.backward_matrix(samples, &z, &y, &mut d);
        check_slopes(golden, &d[..points.len()]);
    });
}

#[test]
fn activations() {
    let goldens = golden::activations();
    assert_eq!(goldens.len(), 10);
    for golden in &goldens {
        match golden.activation {
            Reference::Identity => check_activation(golden, activation::Identity),
            Reference::Sigmoid => check_activation(golden, activation::Sigmoid),
            Reference::Tanh => check_activation(golden, activation::Tanh),
            Reference::Relu => check_activation(golden, activation::Relu),
            Reference::LeakyRelu { .. } => check_activation(golden, activation::LeakyRelu::default()),
            Reference::Gelu => check_activation(golden, activation::Gelu),
            Reference::Silu => check_activation(golden, activation::Silu),
            Reference::Softplus => check_activation(golden, activation::Softplus),
            Reference::HardTanh => check_activation(golden, activation::HardTanh),
            Reference::HardSigmoid => check_activation(golden, activation::HardSigmoid),
            other => panic!("no activation of ours for {other:?}"),
        }
    }
}

mlp! {
    struct Trained: 3 => 4 tanh => 2, unroll = none;
    struct TrainedStraight: 3 => 4 tanh => 2, unroll = full;
}

/// Ten steps on a full batch: the loss before each, the parameters after some.
fn check_trajectory<N, O: Optimizer>(name: &str, optimizer: &O)
where
    N: Network<Input = [f32; 3], Output = [f32; 2]>,
{
    let mut golden = golden::training();
    golden.trajectories.extend(golden::resilient_training().trajectories);
    let (inputs, targets) = (rows::<3>(&golden.inputs), rows::<2>(&golden.targets));
    let trajectory = &golden.trajectories[name];
    at_every_level(|level| {
        let mut net: N = loaded(&golden.params);
        let (mut state, mut compared) = (optimizer.init::<N>(), 0);
        for (step, &loss) in trajectory.losses.iter().enumerate() {
            let value = net.train_batch(Mse, optimizer, &mut state, &inputs, &targets);
            TRAINING.assert(&format!("{name}, {level}: loss before step {}", step + 1), &[value], &[loss]);
            if let Some(expected) = trajectory.params_after.get(&(step + 1)) {
                TRAINING.assert(&format!("{name}, {level}: after step {}", step + 1), net.params_slice(), expected);
                compared += 1;
            }
        }
        assert_eq!((trajectory.losses.len(), compared), (10, 3), "{name}: ten losses, three states");
    });
}

fn check_trajectories<N: Network<Input = [f32; 3], Output = [f32; 2]>>() {
    check_trajectory::<N, _>("sgd lr=0.1", &Sgd::new(0.1));
    check_trajectory::<N, _>("sgd lr=0.1 momentum=0.9", &Momentum::new(0.1, 0.9));
    check_trajectory::<N, _>("sgd lr=0.1 momentum=0.9 nesterov", &Momentum::new(0.1, 0.9).nesterov());
    check_trajectory::<N, _>("adam lr=0.05", &Adam::new(0.05));
    check_trajectory::<N, _>("adamw lr=0.05 weight_decay=0.01", &AdamW::new(0.05, 0.01));
    check_trajectory::<N, _>("rmsprop lr=0.01 alpha=0.99", &RmsProp::new(0.01));
    check_trajectory::<N, _>("rprop lr=0.01", &Rprop::new(0.01));
    let held = Rprop::new(0.1).factors(0.3, 1.5).steps(0.05, 0.2);
    check_trajectory::<N, _>("rprop lr=0.1 etas=0.3,1.5 sizes=0.05,0.2", &held);
}

#[test]
fn optimizers() {
    let resilient = golden::resilient_training();
    assert_eq!((golden::training().trajectories.len(), resilient.trajectories.len()), (6, 2));
    check_trajectories::<Trained>();
    check_trajectories::<TrainedStraight>();
}
