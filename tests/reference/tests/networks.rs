//! The conventions: what is where in the flat vector, and what a network computes, written out.

use mlp_reference::{Activation, Dense, Loss, Network, SplitMix64, Target, Tolerance};

/// `2 => 3 tanh => 2 sigmoid` without biases at the end, parameters 1, 2, 3, ...
fn numbered() -> Network<f64> {
    let last = Dense::zeroed(3, 2, Activation::Sigmoid).without_biases();
    let mut network = Network::new(vec![Dense::zeroed(2, 3, Activation::Tanh), last]);
    network.set_params(&(1..=15).map(f64::from).collect::<Vec<f64>>());
    network
}

#[test]
fn flat_order_is_weights_by_input_then_biases() {
    let network = numbered();
    assert_eq!(network.layers[0].weights, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert_eq!(network.layers[0].biases.as_deref(), Some(&[7.0, 8.0, 9.0][..]));
    assert_eq!(network.layers[1].weights, [[10.0, 11.0], [12.0, 13.0], [14.0, 15.0]]);
    assert_eq!(network.layers[1].biases, None);
    assert_eq!(network.params(), (1..=15).map(f64::from).collect::<Vec<f64>>());
}

#[test]
fn forward_written_out() {
    let (a, b) = (-1.5_f64, -0.75);
    let h = [(a + 4.0 * b + 7.0).tanh(), (2.0 * a + 5.0 * b + 8.0).tanh(), (3.0 * a + 6.0 * b + 9.0).tanh()];
    let z = [10.0 * h[0] + 12.0 * h[1] + 14.0 * h[2], 11.0 * h[0] + 13.0 * h[1] + 15.0 * h[2]];
    let trace = numbered().forward(&[a, b]);
    let exact = Tolerance { relative: 1e-14, absolute: 0.0 };
    exact.assert("hidden", &trace.inputs[1], &h);
    exact.assert("z", trace.last_pre_activations(), &z);
    exact.assert("y", &trace.outputs, &z.map(|z| 1.0 / (1.0 + (-z).exp())));
}

/// A batch's loss and gradient are the means of its samples'.
#[test]
fn a_batch_is_the_mean_of_its_samples() {
    let network = numbered().randomized(&mut SplitMix64::new(9), 0.5);
    let xs = [vec![0.5, -1.0], vec![2.0, 0.25], vec![-0.125, 1.0]];
    let ts = [vec![1.0, 0.0], vec![0.5, 0.5], vec![0.0, 1.0]].map(Target::Values);
    let batch = network.gradient(Loss::Bce, &xs, &ts);
    let alone: Vec<_> = (0..3).map(|i| network.gradient(Loss::Bce, &xs[i..=i], &ts[i..=i])).collect();
    let exact = Tolerance { relative: 1e-14, absolute: 1e-16 };
    exact.assert("loss", &[batch.loss], &[alone.iter().map(|one| one.loss).sum::<f64>() / 3.0]);
    let mean = |i: usize| alone.iter().map(|one| one.d_params[i]).sum::<f64>() / 3.0;
    exact.assert("parameters", &batch.d_params, &(0..15).map(mean).collect::<Vec<f64>>());
    for (i, one) in alone.iter().enumerate() {
        exact.assert("inputs", &batch.d_inputs[i], &one.d_inputs[0].iter().map(|d| d / 3.0).collect::<Vec<f64>>());
    }
}

#[test]
fn softmax_sums_to_one() {
    let mut random = SplitMix64::new(4);
    for width in [2, 3, 10, 17] {
        let network = Network::<f32>::new(vec![Dense::zeroed(3, width, Activation::Softmax)]);
        let y = network.randomized(&mut random, 20.0).outputs(&[1.0, -2.0, 3.0]);
        assert!((y.iter().sum::<f32>() - 1.0).abs() < 1e-6 && y.iter().all(|&y| y >= 0.0), "{y:?}");
    }
}

#[test]
#[should_panic(expected = "a layer must take what the one before it gives")]
fn layers_that_do_not_fit_panic() {
    let _ = Network::<f32>::new(vec![Dense::zeroed(2, 3, Activation::Tanh), Dense::zeroed(4, 1, Activation::Tanh)]);
}

#[test]
#[should_panic(expected = "softmax is only for the last layer")]
fn a_hidden_softmax_panics() {
    let _ = Network::<f32>::new(vec![Dense::zeroed(2, 3, Activation::Softmax), Dense::zeroed(3, 1, Activation::Tanh)]);
}

#[test]
#[should_panic(expected = "one target per sample")]
fn a_target_too_few_panics() {
    let _ = numbered().loss(Loss::Mse, &[vec![0.0, 0.0]], &[]);
}
