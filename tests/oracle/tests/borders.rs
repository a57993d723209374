//! Losses where sums overflow: certain answers, right or wrong, and their gradients, against the reference in `f64`.

use mlp::Vector;
use mlp::prelude::*;
use mlp_fixtures::at_every_level;
use mlp_oracle::{AsReferenceLoss, AsReferenceTarget, narrow};
use mlp_reference::{Activation as Reference, Target};

/// The weight of each input for its own unit. Sums reach infinity in `f32`, not in `f64`.
const WEIGHT: f32 = 3e38;

/// Sums of -infinity, -3e38, -90, 0, 9, 3e38 and infinity.
const INPUTS: [f32; 7] = [-10.0, -1.0, -3e-37, 0.0, 3e-38, 1.0, 10.0];

/// One by one, a few, a chunk of kernels and a rest.
const BATCHES: [usize; 4] = [1, 3, 8, 37];

/// The rows of `INPUTS` for three units, except those whose largest sum is infinite twice: `f32` cannot tell them apart.
fn rows() -> impl Iterator<Item = [f32; 3]> {
    let rows = INPUTS.iter().flat_map(|a| INPUTS.iter().flat_map(|b| INPUTS.iter().map(|c| [*a, *b, *c])));
    rows.filter(|row| row.iter().filter(|x| **x == 10.0).count() < 2 && row.iter().any(|x| *x > -10.0))
}

/// A network with `sums[unit] = WEIGHT * input[unit]`.
fn diagonal<N: Network>() -> N {
    let mut net = N::zeroed();
    for unit in 0..N::OUTPUTS {
        net.params_slice_mut()[unit * N::OUTPUTS + unit] = WEIGHT;
    }
    net
}

/// Returns `row` as the last inputs of a sample, among zeros.
fn sample<X: Vector>(row: &[f32]) -> X {
    let mut sample = X::ZERO;
    let first = sample.as_ref().len() - row.len();
    sample.as_mut()[first..].copy_from_slice(row);
    sample
}

/// Compares the loss and the derivatives with respect to the biases, which are those of the sums.
fn hold<N: Network, L: Loss<N> + AsReferenceLoss>(
    loss: L,
    last: Reference,
    input: N::Input,
    target: L::Target,
    bound: f64,
) where
    L::Target: AsReferenceTarget,
{
    let z: Vec<f64> = input.as_ref().iter().map(|x| f64::from(WEIGHT) * f64::from(*x)).collect();
    let z: Vec<f64> = z.into_iter().map(|z| z.clamp(-bound, bound)).collect();
    let wide: Target<f64> = target.as_reference();
    let reference = loss.as_reference();
    #[expect(clippy::cast_possible_truncation, reason = "losses are f32")]
    let wanted = reference.forward(last, &z, &wide) as f32;
    let slopes = narrow(&reference.backward(last, &z, &wide));
    let (net, mut gradient) = (diagonal::<N>(), N::zeroed());
    at_every_level(|level| {
        for count in BATCHES {
            let (inputs, targets) = (vec![input; count], vec![target; count]);
            let context = format!("{loss:?}, {level}, {count} samples {:?}, {wide:?}", input.as_ref());
            same(net.loss(loss, &inputs, &targets), wanted, &context);
            same(net.gradient(loss, &inputs, &targets, &mut gradient), wanted, &context);
            for (found, wanted) in gradient.params_slice()[N::OUTPUTS * N::OUTPUTS..].iter().zip(&slopes) {
                same(*found, *wanted, &context);
            }
        }
    });
}

fn same(found: f32, wanted: f32, context: &str) {
    let near = (found - wanted).abs() <= 1e-5 * wanted.abs().max(1.0);
    assert!(near || found == wanted, "{context}: {found} for {wanted}");
}

mlp! {
    struct Straight: 3 => 3 softmax, unroll = full;
    struct Few: 3 => 3 softmax, unroll = none;
    struct Many: 21 => 21 softmax, unroll = none;
    struct Probability: 3 => 3 sigmoid, unroll = none;
    struct ProbabilityStraight: 1 => 1 sigmoid, unroll = full;
    struct Value: 1 => 1, unroll = none;
    struct ValueStraight: 1 => 1, unroll = full;
    struct Values: 3 => 3, unroll = none;
    struct ValuesStraight: 3 => 3, unroll = full;
    struct ManyValues: 21 => 21, unroll = none;
}

fn hold_classes<N: Network>()
where
    N::Output: AsReferenceTarget,
    CrossEntropy: Loss<N, Target = usize>,
    SoftCrossEntropy: Loss<N, Target = N::Output>,
{
    for row in rows() {
        let input: N::Input = sample(&row);
        for class in 0..3 {
            hold::<N, _>(CrossEntropy, Reference::Softmax, input, N::OUTPUTS - 3 + class, f64::INFINITY);
        }
        for shares in [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]] {
            // a share of an infinite sum is not known
            if row.iter().zip(shares).all(|(x, share)| x.abs() < 10.0 || [0.0, 1.0].contains(&share)) {
                hold::<N, _>(SoftCrossEntropy, Reference::Softmax, input, sample(&shares), f64::INFINITY);
            }
        }
    }
}

#[test]
fn cross_entropies_of_certain_answers() {
    hold_classes::<Straight>();
    hold_classes::<Few>();
    hold_classes::<Many>();
}

#[test]
fn softmax_of_an_infinite_sum_is_certain() {
    at_every_level(|level| {
        for row in rows().filter(|row| row.contains(&10.0)) {
            let certain = row.map(|x| if x == 10.0 { 1.0 } else { 0.0 });
            for count in BATCHES {
                let mut few = vec![[0.0; 3]; count];
                diagonal::<Few>().forward_batch(&vec![row; count], &mut few);
                assert_eq!(few, vec![certain; count], "{level} {row:?}");
                let mut many = vec![[0.0; 21]; count];
                diagonal::<Many>().forward_batch(&vec![sample(&row); count], &mut many);
                assert_eq!(many, vec![sample::<[f32; 21]>(&certain); count], "{level} {row:?}");
            }
            assert_eq!(diagonal::<Straight>().forward(&row), certain, "{level} {row:?}");
            assert_eq!(diagonal::<Few>().forward(&row), certain, "{level} {row:?}");
            assert_eq!(diagonal::<Many>().forward(&sample(&row)), sample::<[f32; 21]>(&certain), "{level} {row:?}");
        }
    });
}

#[test]
fn binary_cross_entropy_of_certain_answers() {
    // an infinite sum counts as the largest finite one
    let largest = f64::from(f32::MAX);
    for x in INPUTS {
        for t in [0.0, 0.25, 1.0] {
            hold::<ProbabilityStraight, _>(Bce, Reference::Sigmoid, [x], [t], largest);
            hold::<Probability, _>(Bce, Reference::Sigmoid, [x, 3e-38, -3e-37], [t, 1.0, 0.0], largest);
            hold::<Probability, _>(Bce, Reference::Sigmoid, [x, -10.0, 10.0], [t, 1.0, 0.0], largest);
        }
    }
}

#[test]
fn weighted_binary_cross_entropy_of_certain_answers() {
    let (net, loss) = (diagonal::<ProbabilityStraight>(), Bce.pos_weight([2.0]));
    at_every_level(|level| {
        for count in BATCHES {
            for (x, t) in [(10.0, 1.0), (-10.0, 0.0)] {
                let mut gradient = net.clone();
                let (inputs, targets) = (vec![[x]; count], vec![[t]; count]);
                assert_eq!(net.gradient(loss, &inputs, &targets, &mut gradient), 0.0, "{level} {x}");
                assert_eq!(gradient.params_slice(), [0.0; 2], "{level} {x}");
            }
        }
    });
}

#[test]
fn weighted_binary_cross_entropy_of_a_sum_beyond_f32() {
    // two of three outputs are wrong by 3e38, one of which counts twice: the sum is 9e38, the mean 3e38
    let (net, loss) = (diagonal::<Probability>(), Bce.pos_weight([2.0, 1.0, 1.0]));
    at_every_level(|level| {
        for count in BATCHES {
            let (inputs, targets) = (vec![[-1.0, 1.0, 0.0]; count], vec![[1.0, 0.0, 0.0]; count]);
            same(net.loss(loss, &inputs, &targets), 3e38, &format!("{level}, {count} samples"));
        }
    });
}

/// Holds a network with one output, and networks with more, of which only the last output is wrong.
fn hold_values(
    loss: impl Loss<Value, Target = [f32; 1]>
    + Loss<ValueStraight, Target = [f32; 1]>
    + Loss<Values, Target = [f32; 3]>
    + Loss<ValuesStraight, Target = [f32; 3]>
    + Loss<ManyValues, Target = [f32; 21]>
    + AsReferenceLoss,
    x: f32,
    t: f32,
) {
    let last = Reference::Identity;
    hold::<Value, _>(loss, last, [x], [t], f64::INFINITY);
    hold::<ValueStraight, _>(loss, last, [x], [t], f64::INFINITY);
    for row in [[0.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [1.0; 3]] {
        let (x, t) = (row.map(|share| share * x), row.map(|share| share * t));
        hold::<Values, _>(loss, last, x, t, f64::INFINITY);
        hold::<ValuesStraight, _>(loss, last, x, t, f64::INFINITY);
        hold::<ManyValues, _>(loss, last, sample(&x), sample(&t), f64::INFINITY);
    }
}

#[test]
fn losses_of_values_at_the_borders() {
    for x in INPUTS {
        for t in [-f32::MAX, -1.0, 0.0, 1e-38, f32::MAX] {
            hold::<Value, _>(Mse, Reference::Identity, [x], [t], f64::INFINITY);
            hold::<ValueStraight, _>(Mse, Reference::Identity, [x], [t], f64::INFINITY);
            // what is linear in an infinite output is infinite, in `f64` too as long as there is no other output
            if x.abs() < 10.0 {
                for delta in [1e-3, 0.6, 1e3] {
                    hold_values(Huber::new(delta), x, t);
                }
                hold_values(Mae, x, t);
            } else {
                hold::<Value, _>(Mae, Reference::Identity, [x], [t], f64::INFINITY);
                hold::<ValueStraight, _>(Mae, Reference::Identity, [x], [t], f64::INFINITY);
            }
        }
    }
}

#[test]
fn squares_at_the_borders() {
    // half of the square of 2.5e19 is finite, the square is not; of three equal squares the sum leaves f32 at 1.07e19
    for error in [1e19_f32, 1.4e19, 1.8e19, 2.5e19] {
        for x in [error / WEIGHT, -error / WEIGHT] {
            hold_values(Mse, x, 0.0);
            hold_values(Huber::new(1e3), x, 0.0);
            hold_values(Huber::new(f32::MAX), x, 0.0);
        }
    }
}

/// Values and slopes of sums that are large, but finite: a product with a factor that should be 0 shows there.
macro_rules! huge_sums {
    ($($test:ident $activation:ident),*) => {$(
        #[test]
        fn $test() {
            mlp! {
                struct One: 1 => 1 $activation, unroll = none;
                struct OneStraight: 1 => 1 $activation, unroll = full;
                struct Hidden: 1 => 17 $activation => 1, unroll = none;
            }
            hold_huge::<One>();
            hold_huge::<OneStraight>();
            hold_huge::<Hidden>();
        }
    )*};
}

huge_sums! {
    huge_sums_of_sigmoid sigmoid, huge_sums_of_tanh tanh, huge_sums_of_relu relu, huge_sums_of_leaky_relu leaky_relu,
    huge_sums_of_elu elu, huge_sums_of_selu selu, huge_sums_of_gelu gelu, huge_sums_of_silu silu,
    huge_sums_of_softplus softplus, huge_sums_of_softsign softsign, huge_sums_of_mish mish,
    huge_sums_of_hard_tanh hard_tanh, huge_sums_of_hard_sigmoid hard_sigmoid
}

/// Asks a network whose first weight is 1 and whose last is 1, with zeros between.
fn hold_huge<N: Network<Input = [f32; 1], Output = [f32; 1]>>() {
    let mut net = N::zeroed();
    net.params_slice_mut()[0] = 1.0;
    let layers = mlp_oracle::layers::<N>();
    if layers.len() > 1 {
        net.params_slice_mut()[layers[0].params()] = 1.0;
    }
    let activation = mlp_oracle::activation(layers[0].activation);
    at_every_level(|level| {
        for size in [100.0_f32, 1e4, 1e7, 1e10, 1e20, 1e30, 3e38] {
            for x in [size, -size] {
                let context = format!("{net:?}, {level}, {x:e}");
                // the other 16 hidden units have sums of 0 and weights of 0
                let (y, slope) = (activation.value(f64::from(x)), activation.derivative(f64::from(x)));
                let hold = |found: f32, known: f64| {
                    let near =
                        (f64::from(found) - known).abs() <= 1e-6 * known.abs() + 1e-6 * f64::from(known.abs() < 10.0);
                    assert!(near, "{context}: {found:e}, not {known:e}");
                };
                hold(net.forward(&[x])[0], y);
                let mut rows = [[0.0]];
                net.jacobian(&[x], &mut rows);
                hold(rows[0][0], slope);
                hold(net.jacobian_vector(&[x], &[1.0])[0], slope);
                let mut gradient = N::zeroed();
                for count in BATCHES {
                    let mut outputs = vec![[0.0]; count];
                    net.forward_batch(&vec![[x]; count], &mut outputs);
                    for output in &outputs {
                        hold(output[0], y);
                    }
                    net.backward(&vec![[x]; count], &vec![[1.0]; count], &mut gradient);
                    // the bias of the first layer's first unit
                    let bias = gradient.params_slice()[layers[0].units];
                    hold(bias / count as f32, slope);
                }
            }
        }
    });
}
