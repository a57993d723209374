//! Networks whose outputs have names: answers, losses and derivatives against definitions in `f64` and differences of
//! those, in straight-line code and in kernels.

use mlp::loss::{Encoded, NumberLoss};
use mlp::prelude::*;
use mlp::schema::Scaling;
use mlp_core::Vector;
use mlp_fixtures::{at_every_level, random_network, uniform};
use mlp_oracle::{DIFFERENCES, activation, difference, differences, twin_by, wide};
use mlp_reference::{Activation as ReferenceActivation, Network as Reference, Tolerance};

mlp! {
    struct Straight: 2 => 3 tanh =>
        { ill: sigmoid, species: softmax(Adelie, Chinstrap, Gentoo), mass: 2700..6300 }, unroll = full;
    struct Kernels: 5 => 9 tanh => 7 silu =>
        { ill: sigmoid, species: softmax(Adelie, Chinstrap, Gentoo), mass: 2700..6300 }, unroll = none;
    // every kind of head, after a block, and arrays
    struct Every: 4 => 8 gelu => residual(8 tanh) =>
        { pair: [softmax(Yes, No); 2], speed: [standard(1, 2); 3], flags: [sigmoid; 2], place: softmax(18), x: raw,
          a: tanh -1..1, b: softsign 0..10, c: hard_tanh -2..2, d: sigmoid 0..5, e: hard_sigmoid 3..4, f: relu 2..8,
          g: softplus 0..3 };
    struct Alone: 3 => { y: 0..1 };
    struct Encoder: 6 => 5 tanh
}

/// The tolerance for rounding in `f32`.
const ROUNDED: Tolerance = Tolerance { relative: 2e-5, absolute: 2e-6 };

/// A head as the definition knows it: units, activation and loss.
#[derive(Clone, Copy)]
struct Head {
    units: usize,
    activation: fn(f64) -> f64,
    loss: HeadLossOf,
    weight: f64,
}

#[derive(Clone, Copy)]
enum HeadLossOf {
    CrossEntropy,
    Bce,
    Number(fn(f64) -> f64),
}

const fn head(units: usize, activation: fn(f64) -> f64, loss: HeadLossOf, weight: f64) -> Head {
    Head { units, activation, loss, weight }
}

fn identity(z: f64) -> f64 {
    z
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn square(error: f64) -> f64 {
    error * error
}

/// `delta = 0.5`
fn huber(error: f64) -> f64 {
    if error.abs() < 0.5 { 0.5 * error * error } else { 0.5 * (error.abs() - 0.25) }
}

const SQUARE: HeadLossOf = HeadLossOf::Number(square);

/// `ill`, `species`, `mass`
const THREE: [Head; 3] = [
    head(1, identity, HeadLossOf::Bce, 1.0),
    head(3, identity, HeadLossOf::CrossEntropy, 1.0),
    head(1, identity, SQUARE, 1.0),
];

/// The values of an array weigh as much as one value together.
fn every() -> Vec<Head> {
    let mut heads = vec![head(2, identity, HeadLossOf::CrossEntropy, 0.5); 2];
    heads.extend([head(1, identity, SQUARE, 1.0 / 3.0); 3]);
    heads.extend([head(1, identity, HeadLossOf::Bce, 0.5); 2]);
    heads.push(head(18, identity, HeadLossOf::CrossEntropy, 1.0));
    let activations: [fn(f64) -> f64; 8] = [
        identity,
        f64::tanh,
        |z| z / (1.0 + z.abs()),
        |z| z.clamp(-1.0, 1.0),
        sigmoid,
        |z| (z / 6.0 + 0.5).clamp(0.0, 1.0),
        |z| z.max(0.0),
        |z| z.max(0.0) + (-z.abs()).exp().ln_1p(),
    ];
    heads.extend(activations.map(|activation| head(1, activation, SQUARE, 1.0)));
    heads
}

/// The outputs of the heads, from the sums.
fn outputs(heads: &[Head], z: &[f64]) -> Vec<f64> {
    let (mut outputs, mut first) = (Vec::new(), 0);
    for head in heads {
        let z = &z[first..first + head.units];
        first += head.units;
        match head.loss {
            HeadLossOf::CrossEntropy => {
                let sum: f64 = z.iter().map(|z| z.exp()).sum();
                outputs.extend(z.iter().map(|z| z.exp() / sum));
            }
            HeadLossOf::Bce => outputs.extend(z.iter().map(|z| sigmoid(*z))),
            HeadLossOf::Number(_) => outputs.extend(z.iter().map(|z| (head.activation)(*z))),
        }
    }
    outputs
}

/// The weighted sum of the heads' losses for one sample.
fn definition(heads: &[Head], z: &[f64], target: &[f64]) -> f64 {
    let (outputs, mut loss, mut first) = (outputs(heads, z), 0.0, 0);
    for head in heads {
        let part = first..first + head.units;
        first += head.units;
        for (y, t) in outputs[part.clone()].iter().zip(&target[part]) {
            loss += head.weight
                * match head.loss {
                    HeadLossOf::CrossEntropy => -t * y.ln(),
                    HeadLossOf::Bce => -t * y.ln() - (1.0 - t) * (1.0 - y).ln(),
                    HeadLossOf::Number(loss) => loss(y - t),
                };
        }
    }
    loss
}

fn mean<X: Vector>(heads: &[Head], reference: &Reference<f64>, inputs: &[X], targets: &[Vec<f64>]) -> f64 {
    let losses = inputs.iter().zip(targets).map(|(x, t)| definition(heads, &reference.outputs(&wide(x.as_ref())), t));
    losses.sum::<f64>() / inputs.len() as f64
}

/// The reference of the same layers, whose outputs are the sums before the heads.
fn sums<N: Network>(net: &N) -> Reference<f64> {
    twin_by(net, |layer| match layer.activation {
        heads if heads.starts_with('{') => ReferenceActivation::Identity,
        word => activation(word),
    })
}

/// Holds everything that depends on the last activation or on the loss.
fn hold<N: Network, L: Loss<N, Target = Encoded<T>>, T: mlp::loss::Target>(
    loss: L,
    heads: &[Head],
    target: impl Fn(usize) -> T,
) {
    let inputs = uniform::<N::Input>(37, 1, 1.0);
    let targets: Vec<Encoded<T>> = (0..inputs.len()).map(|sample| Encoded::from(target(sample))).collect();
    let wide_targets: Vec<Vec<f64>> = targets.iter().map(|target| wide(target.values().as_ref())).collect();
    at_every_level(|level| {
        let net: N = random_network(3);
        let mut reference = sums(&net);
        let sums: Vec<Vec<f64>> = inputs.iter().map(|x| reference.outputs(&wide(x.as_ref()))).collect();
        let expected: Vec<Vec<f64>> = sums.iter().map(|z| outputs(heads, z)).collect();
        let mut answers = vec![N::Output::ZERO; inputs.len()];
        net.forward_batch(&inputs, &mut answers);
        for (sample, input) in inputs.iter().enumerate() {
            let name = format!("{level}, sample {sample}");
            ROUNDED.assert(&name, net.forward(input).as_ref(), &expected[sample]);
            ROUNDED.assert(&name, answers[sample].as_ref(), &expected[sample]);
        }
        for count in [1, 2, 7, 16, 37] {
            let name = format!("{level}, {count} samples");
            let (inputs, targets) = (&inputs[..count], &targets[..count]);
            let wide_targets = &wide_targets[..count];
            let mut gradient: N = random_network(5);
            let found = net.gradient(loss, inputs, targets, &mut gradient);
            ROUNDED.assert(&name, &[found], &[mean(heads, &reference, inputs, wide_targets)]);
            assert_eq!(net.loss(loss, inputs, targets).to_bits(), found.to_bits(), "{name}");
            let weights = vec![1.0; count];
            ROUNDED.assert(&name, &[net.weighted_loss(loss, inputs, targets, &weights)], &[f64::from(found)]);
            let params = reference.params();
            let derivative = |index: usize| {
                difference(|shift| {
                    let mut moved = params.clone();
                    moved[index] += shift;
                    reference.set_params(&moved);
                    mean(heads, &reference, inputs, wide_targets)
                })
            };
            let expected: Vec<f64> = (0..N::PARAMS).map(derivative).collect();
            reference.set_params(&params);
            DIFFERENCES.assert(&format!("{name}: gradient"), gradient.params_slice(), &expected);
        }
        functions::<N>(&net, &reference, heads, &inputs[0]);
        let x = wide(inputs[0].as_ref());
        let (_, found) = net.input_gradient(loss, &inputs[0], targets[0]);
        let expected: Vec<f64> = (0..N::INPUTS)
            .map(|index| {
                difference(|shift| {
                    let mut x = x.clone();
                    x[index] += shift;
                    definition(heads, &reference.outputs(&x), &wide_targets[0])
                })
            })
            .collect();
        DIFFERENCES.assert(&format!("{level}: input gradient"), found.as_ref(), &expected);
    });
}

/// Holds the derivatives of the outputs.
fn functions<N: Network>(net: &N, reference: &Reference<f64>, heads: &[Head], input: &N::Input) {
    let mut rows = vec![N::Input::ZERO; N::OUTPUTS];
    net.jacobian(input, &mut rows);
    let x = wide(input.as_ref());
    for column in 0..N::INPUTS {
        let expected = differences(|shift| {
            let mut x = x.clone();
            x[column] += shift;
            outputs(heads, &reference.outputs(&x))
        });
        let found: Vec<f32> = rows.iter().map(|row| row.as_ref()[column]).collect();
        DIFFERENCES.assert(&format!("jacobian, input {column}"), &found, &expected);
        let mut direction = N::Input::ZERO;
        direction.as_mut()[column] = 1.0;
        let product = net.jacobian_vector(input, &direction);
        DIFFERENCES.assert(&format!("product, input {column}"), product.as_ref(), &expected);
    }
    // derivatives that are given go back through the activations of the heads
    let mut gradient = net.clone();
    let given = uniform::<N::Output>(1, 11, 1.0);
    net.backward(&[*input], &given, &mut gradient);
    let (mut moved, params) = (reference.clone(), reference.params());
    let expected: Vec<f64> = (0..N::PARAMS)
        .map(|index| {
            difference(|shift| {
                let mut shifted = params.clone();
                shifted[index] += shift;
                moved.set_params(&shifted);
                outputs(heads, &moved.outputs(&x)).iter().zip(wide(given[0].as_ref())).map(|(y, d)| y * d).sum()
            })
        })
        .collect();
    DIFFERENCES.assert("backward", gradient.params_slice(), &expected);
}

/// A number between 0 and 1 that follows from the sample.
fn fraction(sample: usize, seed: usize) -> f32 {
    ((sample * 7 + seed * 13) % 29) as f32 / 28.0
}

fn straight_target(sample: usize) -> StraightTarget {
    StraightTarget {
        ill: fraction(sample, 1),
        species: StraightSpecies::CLASSES[sample % 3],
        mass: 2000.0 + 5000.0 * fraction(sample, 2),
    }
}

fn kernels_target(sample: usize) -> KernelsTarget {
    let StraightTarget { ill, mass, .. } = straight_target(sample);
    KernelsTarget { ill, species: KernelsSpecies::CLASSES[sample % 3], mass }
}

fn every_target(sample: usize) -> EveryTarget {
    let number = |seed| fraction(sample, seed);
    EveryTarget {
        pair: [EveryPair::CLASSES[sample % 2], EveryPair::CLASSES[sample / 2 % 2]],
        speed: [number(1), 3.0 * number(2), -number(3)],
        flags: [number(4), 1.0],
        place: sample % 18,
        x: number(5),
        a: number(6) - 0.5,
        b: 12.0 * number(7),
        c: number(8),
        d: number(9),
        e: 3.0 + number(10),
        f: 2.0 + 5.0 * number(11),
        g: number(12),
    }
}

#[test]
fn straight_line_code() {
    hold::<Straight, _, _>(Heads::default(), &THREE, straight_target);
}

#[test]
fn kernels() {
    hold::<Kernels, _, _>(Heads::default(), &THREE, kernels_target);
}

#[test]
fn every_kind_of_head() {
    hold::<Every, _, _>(Heads::default(), &every(), every_target);
}

#[test]
fn other_losses_and_weights() {
    let [mut ill, mut species, mut mass] = THREE;
    (ill.weight, species.weight, mass.weight) = (0.25, 2.0, 0.1);
    mass.loss = HeadLossOf::Number(huber);
    let loss = StraightLosses {
        ill: HeadLoss::default().weight(0.25),
        species: HeadLoss::new(CrossEntropy).weight(2.0),
        mass: HeadLoss::new(Huber::new(0.5)).weight(0.1),
    };
    hold::<Straight, _, _>(Heads::new(loss), &[ill, species, mass], straight_target);
    mass.loss = HeadLossOf::Number(f64::abs);
    (ill.weight, species.weight) = (1.0, 0.0);
    let loss = KernelsLosses {
        species: HeadLoss::default().weight(0.0),
        mass: HeadLoss::new(Mae).weight(0.1),
        ..Default::default()
    };
    hold::<Kernels, _, _>(Heads::new(loss), &[ill, species, mass], kernels_target);
}

/// A network with named outputs at the end of another has their loss too.
#[test]
fn joined_networks() {
    hold::<Chain<Encoder, Kernels>, _, _>(Heads::default(), &THREE, kernels_target);
    hold::<Outer, _, _>(Heads::default(), &THREE, kernels_target);
}
mlp! { struct Outer: 3 => 5 tanh => net(Kernels) }

/// A number alone is what `Mse` of the scaled value is.
#[test]
fn one_number_is_the_mean_squared_error() {
    at_every_level(|level| {
        let net: Alone = random_network(3);
        let inputs = uniform::<[f32; 3]>(20, 4, 1.0);
        let targets: Vec<AloneTarget> = (0..20).map(|sample| AloneTarget { y: fraction(sample, 3) }).collect();
        let encoded: Vec<Encoded<AloneTarget>> = targets.iter().map(|target| (*target).into()).collect();
        let plain: Vec<[f32; 1]> = targets.iter().map(|target| (*target).into()).collect();
        let (mut with_name, mut without) = (Alone::zeroed(), Alone::zeroed());
        let found = net.gradient(Heads::default(), &inputs, &encoded, &mut with_name);
        let expected = net.gradient(Mse, &inputs, &plain, &mut without);
        assert_eq!((found, with_name.params()), (expected, without.params()), "{level}");
    });
}

/// Sums far from 0: the losses are read from them, and neither infinite nor 0 where they should not be.
#[test]
fn sums_far_from_0() {
    at_every_level(|level| {
        for count in [1, 40] {
            let mut net = Straight::zeroed();
            net.l2.biases = [200.0, 200.0, 0.0, 0.0, 0.0];
            let target = StraightTarget { ill: 0.0, species: StraightSpecies::Gentoo, mass: 4500.0 };
            let loss = net.loss(Heads::default(), &vec![[0.0; 2]; count], &vec![target.into(); count]);
            assert_eq!(loss, 400.0, "{level}, {count} samples");
            let target = StraightTarget { ill: 1.0, species: StraightSpecies::Adelie, mass: 4500.0 };
            assert_eq!(net.loss(Heads::default(), &[[0.0; 2]], &[target.into()]), 0.0, "{level}");
        }
    });
}

/// One fit learns classes, a probability and a number at once.
#[test]
fn all_heads_are_trained() {
    let mut net = Kernels::seeded(1);
    let inputs = uniform::<[f32; 5]>(60, 8, 1.0);
    let target = |x: &[f32; 5]| KernelsTarget {
        ill: f32::from(x[0] > 0.0),
        species: KernelsSpecies::CLASSES[usize::from(x[1] > 0.3) + usize::from(x[2] > 0.3)],
        mass: 4500.0 + 1500.0 * x[3],
    };
    let targets: Vec<Encoded<KernelsTarget>> = inputs.iter().map(|x| target(x).into()).collect();
    let trainer = Trainer::new(Heads::default(), Adam::new(0.02)).epochs(300);
    let history = trainer.fit(&mut net, &inputs, &targets).expect("a training run");
    assert!(history.final_loss() < 0.05, "{}", history.final_loss());
    for x in &inputs {
        let (answer, target) = (net.predict(x), target(x));
        assert_eq!(answer.species(), target.species);
        assert!((answer.mass - target.mass).abs() < 400.0 && (answer.ill - target.ill).abs() < 0.5);
    }
}

/// One by one and together, the answers are those of the arrays in the units of the declaration.
#[test]
fn answers_in_units() {
    let net: Every = random_network(3);
    let inputs = uniform::<[f32; 4]>(50, 9, 1.0);
    let mut answers = vec![EveryOutput::from([0.0; 35]); 50];
    net.predict_batch(&inputs, &mut answers);
    let mut outputs = vec![[0.0; 35]; 50];
    net.forward_batch(&inputs, &mut outputs);
    for ((input, answer), output) in inputs.iter().zip(&answers).zip(&outputs) {
        let alone = net.predict(input);
        assert!((alone.b - answer.b).abs() < 1e-4);
        assert_eq!(answer.pair.as_flattened(), &output[..4]);
        let scaling = Scaling { center: 5.0, scale: 5.0 };
        assert_eq!(answer.b, scaling.invert(output[29]));
        let place = answer.place();
        assert!(answer.place.iter().all(|share| *share <= answer.place[place]));
        assert_eq!(answer.pair()[1] == EveryPair::Yes, answer.pair[1][0] >= answer.pair[1][1]);
    }
}

/// A wrong setting of a head is found before the first step.
#[test]
fn settings_are_checked() {
    let target: Encoded<AloneTarget> = AloneTarget { y: 0.5 }.into();
    let fit = |y: HeadLoss<NumberLoss>| {
        let trainer = Trainer::new(Heads::new(AloneLosses { y }), Adam::new(0.01)).epochs(1);
        trainer.fit(&mut Alone::seeded(1), &[[0.0; 3]], &[target]).map(|_| ())
    };
    let text = |y| fit(y).unwrap_err().to_string();
    assert!(fit(HeadLoss::new(Mae)).is_ok());
    assert_eq!(text(HeadLoss::new(Mse).weight(-1.0)), "`HeadLoss::weight` is -1: expected a finite number, 0 or more");
    assert_eq!(text(HeadLoss::new(Huber::new(0.0))), "`Huber::delta` is 0: expected a finite number above 0");
}
