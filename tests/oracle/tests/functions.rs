//! Networks as functions: Jacobians, back-propagated derivatives and Hessians against differences of the reference in
//! `f64`.

use mlp::prelude::*;
use mlp_core::Vector;
use mlp_fixtures::{at_every_level, at_one_level, random_network, uniform};
use mlp_oracle::{DIFFERENCES, difference, differences, twin, wide};
use mlp_reference::{Loss as ReferenceLoss, Target, Tolerance};

mlp! {
    struct Straight: 2 => 3 sigmoid => 1 sigmoid;
    struct Kernels: 5 => 9 tanh => 7 silu => 4, unroll = none;
    struct Many: 3 => 6 tanh => 90 softmax, unroll = none;
    struct Kinds: 4 => 8 gelu => 3 softmax;
    struct ManyInputs: 40 => 9 mish => 8 tanh no_bias => 3 softmax, unroll = none;
    struct ManyOfBoth: 150 => 5 relu dropout(0.5) => 80 sigmoid;
    /// More outputs than columns of a pass, by reverse differentiation.
    struct ManyRows: 300 => 5 tanh => 130 sigmoid;
    struct Blocks: 4 => 6 selu => residual(5 silu => 6) => 4 identity => inner: net(Kinds) => 20 Cubic => 2;
    struct LastOwn: 3 => 5 tanh => 20 Cubic;
}

/// An activation of a user's.
struct Cubic;

impl Activation for Cubic {
    fn value(x: f32) -> f32 {
        x * x * x
    }
    fn derivative(x: f32) -> f32 {
        3.0 * x * x
    }
}

fn jacobian<N: Network>() {
    at_every_level(|level| {
        let net: N = random_network(3);
        let reference = twin(&net);
        for input in uniform::<N::Input>(3, 8, 1.0) {
            let mut rows = vec![uniform::<N::Input>(1, 9, 1.0)[0]; N::OUTPUTS];
            net.jacobian(&input, &mut rows);
            let x = wide(input.as_ref());
            for column in 0..N::INPUTS {
                let expected = differences(|shift| {
                    let mut x = x.clone();
                    x[column] += shift;
                    reference.outputs(&x)
                });
                let found: Vec<f32> = rows.iter().map(|row| row.as_ref()[column]).collect();
                DIFFERENCES.assert(&format!("{}, {level}, input {column}", N::OUTPUTS), &found, &expected);
            }
        }
    });
}

#[test]
fn jacobians() {
    jacobian::<Straight>();
    jacobian::<Kernels>();
    jacobian::<Many>();
    jacobian::<Kinds>();
    jacobian::<ManyInputs>();
    jacobian::<ManyOfBoth>();
}

/// The rows by reverse differentiation: what the squared error of a target that is off by one output goes back as.
fn rows_by_reverse<N: Network>(net: &N, input: &N::Input) -> Vec<N::Input> {
    let outputs = net.forward(input);
    let row = |output: usize| {
        let mut target = outputs;
        target.as_mut()[output] -= N::OUTPUTS as f32 / 2.0;
        net.input_gradient(Mse, input, target).1
    };
    (0..N::OUTPUTS).map(row).collect()
}

/// Whichever direction `jacobian` takes for the shape: its rows are those of reverse differentiation, its columns those of
/// forward differentiation, and both of them together are its products with a vector.
fn both_directions<N: Network>() {
    at_every_level(|level| {
        let net: N = random_network(3);
        let name = format!("{net:?}, {level}");
        let [input, vector] = uniform::<N::Input>(2, 8, 1.0)[..] else { panic!("two inputs") };
        let mut rows = vec![vector; N::OUTPUTS];
        net.jacobian(&input, &mut rows);

        let reverse = rows_by_reverse(&net, &input);
        let flat = |rows: &[N::Input]| -> Vec<f32> { rows.iter().flat_map(|row| row.as_ref().to_vec()).collect() };
        let scale = flat(&rows).iter().fold(0.0, |largest: f64, x| largest.max(f64::from(x.abs())));
        let rounding = Tolerance { relative: 1e-5, absolute: 2e-6 * scale };
        rounding.assert(&format!("{name}: rows"), &flat(&rows), &wide(&flat(&reverse)));
        for column in 0..N::INPUTS {
            let mut direction = N::Input::ZERO;
            direction.as_mut()[column] = 1.0;
            let forward = net.jacobian_vector(&input, &direction);
            let found: Vec<f32> = rows.iter().map(|row| row.as_ref()[column]).collect();
            rounding.assert(&format!("{name}: column {column}"), &found, &wide(forward.as_ref()));
        }
        let along = |row: &N::Input| row.as_ref().iter().zip(vector.as_ref()).map(|(r, v)| f64::from(r * v)).sum();
        let expected: Vec<f64> = rows.iter().map(along).collect();
        let rounding = Tolerance { relative: 1e-5, absolute: 1e-5 * scale };
        rounding.assert(&name, net.jacobian_vector(&input, &vector).as_ref(), &expected);
    });
}

#[test]
fn forward_and_reverse_jacobians_agree() {
    both_directions::<Straight>();
    both_directions::<Kernels>();
    both_directions::<Many>();
    both_directions::<Kinds>();
    both_directions::<ManyInputs>();
    both_directions::<ManyOfBoth>();
    both_directions::<ManyRows>();
    both_directions::<Blocks>();
    both_directions::<LastOwn>();
    both_directions::<Chain<Kinds, Many>>();
    both_directions::<Concat<Kinds, Blocks>>();
}

/// With the derivatives of a loss as those of the outputs, `backward` is `gradient`, in one chunk or in several.
#[test]
fn backward_is_the_gradient_of_every_loss() {
    at_every_level(|level| {
        let (net, count) = (random_network::<Kernels>(3), 700);
        let (inputs, targets) = (uniform::<[f32; 5]>(count, 1, 1.0), uniform::<[f32; 4]>(count, 2, 1.0));
        let mut outputs = vec![[0.0; 4]; count];
        net.forward_batch(&inputs, &mut outputs);
        let terms = (4 * count) as f32;
        let d_outputs: Vec<[f32; 4]> =
            outputs.iter().zip(&targets).map(|(y, t)| core::array::from_fn(|u| 2.0 * (y[u] - t[u]) / terms)).collect();
        let (mut found, mut expected) = (random_network::<Kernels>(7), Kernels::zeroed());
        net.backward(&inputs, &d_outputs, &mut found);
        net.gradient(Mse, &inputs, &targets, &mut expected);
        DIFFERENCES.assert(&level.to_string(), found.params(), &wide(expected.params()));
    });
}

/// Through a last activation, too: the derivative of one output of a softmax.
#[test]
fn backward_through_the_last_activation() {
    at_one_level(|| {
        let (net, input) = (random_network::<Kinds>(3), [0.3, -0.2, 0.9, -0.5]);
        let mut found = Kinds::zeroed();
        net.backward(&[input], &[[0.0, 1.0, 0.0]], &mut found);
        let (mut reference, x) = (twin(&net), wide(&input));
        let params = reference.params();
        let expected: Vec<f64> = (0..params.len())
            .map(|index| {
                difference(|shift| {
                    let mut params = params.clone();
                    params[index] += shift;
                    reference.set_params(&params);
                    reference.outputs(&x)[1]
                })
            })
            .collect();
        DIFFERENCES.assert("softmax", found.params(), &expected);
    });
}

fn hessian<N: Network, L: Loss<N, Target: mlp_oracle::AsReferenceTarget>>(
    loss: L,
    truth: ReferenceLoss,
    targets: &[L::Target],
) {
    at_every_level(|level| {
        let (net, vector): (N, N) = (random_network(3), random_network(4));
        let inputs: Vec<N::Input> = uniform(targets.len(), 1, 1.0);
        let mut product: N = random_network(5);
        net.hessian_vector(loss, &inputs, targets, &vector, &mut product);

        let xs: Vec<Vec<f64>> = inputs.iter().map(|x| wide(x.as_ref())).collect();
        let ts: Vec<Target<f64>> = targets.iter().map(mlp_oracle::AsReferenceTarget::as_reference).collect();
        let mut reference = twin(&net);
        let (params, direction) = (reference.params(), wide(vector.params_slice()));
        let expected = differences(|shift| {
            let moved: Vec<f64> = params.iter().zip(&direction).map(|(w, v)| w + shift * v).collect();
            reference.set_params(&moved);
            reference.gradient(truth, &xs, &ts).d_params
        });
        let norm = expected.iter().map(|x| x * x).sum::<f64>().sqrt();
        let error = |(found, expected): (&f32, &f64)| (f64::from(*found) - expected).powi(2);
        let error = product.params_slice().iter().zip(&expected).map(error).sum::<f64>().sqrt();
        assert!(norm > 0.1 && error < 1e-3 * norm, "{level}: off by {error} of {norm}");
    });
}

#[test]
fn hessians() {
    hessian::<Kernels, _>(Mse, ReferenceLoss::Mse, &uniform::<[f32; 4]>(20, 2, 1.0));
    hessian::<Kinds, _>(CrossEntropy, ReferenceLoss::CrossEntropy, &mlp_fixtures::classes(20, 2, 3));
    at_one_level(|| {
        let mut product: Kernels = random_network(5);
        random_network::<Kernels>(3).hessian_vector(Mse, &[[0.5; 5]], &[[0.1; 4]], &Kernels::zeroed(), &mut product);
        assert!(product.params().iter().all(|p| *p == 0.0), "nothing along nothing");
    });
}
