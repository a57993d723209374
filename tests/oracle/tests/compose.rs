//! Joined networks: a chain is one network with all layers; two side by side are each other's neighbours and nothing else.

use mlp::prelude::*;
use mlp_fixtures::{at_every_level, random_network, uniform};
use mlp_oracle::{check_mse, wide};
use mlp_reference::Tolerance;

mlp! {
    struct First: 5 => 17 tanh => 9 silu, unroll = none;
    struct Second: 9 => 4 sigmoid => 3, unroll = none;
    struct Small: 9 => 2 tanh => 2, unroll = full;
    struct SmallFirst: 2 => 3 tanh => 9 sigmoid, unroll = full;
    struct Third: 2 => 5 elu, unroll = full;
    struct Fourth: 5 => 18 tanh => 3, unroll = none;
    struct InOne: 5 => 17 tanh => 9 silu => 2 tanh => 2 identity => 5 elu => 18 tanh => 3;
    struct Beside: 5 => 11 gelu => 4 tanh, unroll = none;
    struct SmallBeside: 5 => 2 sigmoid, unroll = full;
    struct Flat: 5 => 10 tanh, unroll = none;
}

/// The reference's twin has the layers of both in a row.
#[test]
fn chains() {
    check_mse::<Chain<First, Second>>(31);
    check_mse::<Chain<First, Small>>(31);
    check_mse::<Chain<SmallFirst, Second>>(31);
    check_mse::<Chain<SmallFirst, Small>>(31);
}

/// A chain of chains is the same network, however it is put together.
#[test]
fn chains_of_chains() {
    check_mse::<Chain<Chain<First, Small>, Third>>(31);
    check_mse::<Chain<First, Chain<Small, Third>>>(31);
    check_mse::<Chain<Chain<First, Small>, Chain<Third, Fourth>>>(31);
    check_mse::<Chain<Chain<Chain<First, Small>, Third>, Fourth>>(31);
    check_mse::<Chain<First, Chain<Small, Chain<Third, Fourth>>>>(31);
}

/// The parameters after a training run with the same data from the same first weights.
fn trained<N: Network<Input = [f32; 5], Output = [f32; 3]>>() -> Vec<f32> {
    let mut net: N = random_network(34);
    let (inputs, targets) = (uniform::<[f32; 5]>(80, 35, 1.0), uniform::<[f32; 3]>(80, 36, 1.0));
    let trainer = Trainer::new(Mse, Sgd::new(0.05)).epochs(5).batch_size(16);
    trainer.fit(&mut net, &inputs, &targets).expect("good data");
    net.params_slice().to_vec()
}

#[test]
fn chains_of_chains_learn_as_one_network_does() {
    let close = Tolerance { relative: 1e-4, absolute: 1e-5 };
    let one = trained::<InOne>();
    assert_ne!(one, random_network::<InOne>(34).params());
    close.assert("left", &trained::<Chain<Chain<Chain<First, Small>, Third>, Fourth>>(), &wide(&one));
    close.assert("right", &trained::<Chain<First, Chain<Small, Chain<Third, Fourth>>>>(), &wide(&one));
}

/// Side by side with `y` outputs of one and `z` of the other, a mean over the outputs weighs the first with
/// `y / (y + z)`; the derivatives by the inputs add up.
fn side_by_side<A, B, O, const Y: usize, const Z: usize>()
where
    A: Network<Input = [f32; 5], Output = [f32; Y]>,
    B: Network<Input = [f32; 5], Output = [f32; Z]>,
    Concat<A, B>: Network<Input = [f32; 5], Output = O>,
    O: mlp::Vector,
{
    let (a, b): (A, B) = (random_network(1), random_network(2));
    let mut joined = <Concat<A, B> as Parameters>::ZERO;
    let (first, second) = joined.params_slice_mut().split_at_mut(A::PARAMS);
    first.copy_from_slice(a.params_slice());
    second.copy_from_slice(b.params_slice());
    let inputs: Vec<[f32; 5]> = uniform(100, 3, 1.0);
    let (ts, us): (Vec<[f32; Y]>, Vec<[f32; Z]>) = (uniform(100, 4, 1.0), uniform(100, 5, 1.0));
    let mut targets = [O::ZERO; 100];
    for ((joined, t), u) in targets.iter_mut().zip(&ts).zip(&us) {
        joined.as_mut()[..Y].copy_from_slice(t);
        joined.as_mut()[Y..].copy_from_slice(u);
    }
    let part = [Y, Z].map(|outputs| outputs as f64 / (Y + Z) as f64);
    let close = Tolerance { relative: 1e-5, absolute: 1e-6 };
    at_every_level(|level| {
        for count in [1, 7, 64, 100] {
            let name = format!("{joined:?}, {level}, {count}");
            let mut answers = vec![O::ZERO; count];
            joined.forward_batch(&inputs[..count], &mut answers);
            for (x, answer) in inputs.iter().zip(&answers) {
                let expected = [wide(&a.forward(x)), wide(&b.forward(x))].concat();
                close.assert(&name, answer.as_ref(), &expected);
                close.assert(&name, joined.forward(x).as_ref(), &expected);
            }
            let (mut d_joined, mut d_a, mut d_b) = (joined.clone(), a.clone(), b.clone());
            let loss = joined.gradient(Mse, &inputs[..count], &targets[..count], &mut d_joined);
            let loss_a = f64::from(a.gradient(Mse, &inputs[..count], &ts[..count], &mut d_a));
            let loss_b = f64::from(b.gradient(Mse, &inputs[..count], &us[..count], &mut d_b));
            close.assert(&name, &[loss], &[part[0] * loss_a + part[1] * loss_b]);
            let expected_a = wide(d_a.params_slice()).into_iter().map(|g| part[0] * g);
            let expected_b = wide(d_b.params_slice()).into_iter().map(|g| part[1] * g);
            close.assert(&name, d_joined.params_slice(), &expected_a.chain(expected_b).collect::<Vec<f64>>());
        }
        let (_, d_x) = joined.input_gradient(Mse, &inputs[0], targets[0]);
        let (_, by_a) = a.input_gradient(Mse, &inputs[0], ts[0]);
        let (_, by_b) = b.input_gradient(Mse, &inputs[0], us[0]);
        let both = by_a.iter().zip(&by_b).map(|(a, b)| part[0] * f64::from(*a) + part[1] * f64::from(*b));
        close.assert(&format!("{joined:?}, {level}: inputs"), &d_x, &both.collect::<Vec<f64>>());
    });
}

#[test]
fn networks_side_by_side() {
    side_by_side::<First, Beside, _, 9, 4>();
    side_by_side::<First, SmallBeside, _, 9, 2>();
    side_by_side::<SmallBeside, Beside, _, 2, 4>();
    // and several deep, beside chains too
    side_by_side::<Concat<First, SmallBeside>, Beside, _, 11, 4>();
    side_by_side::<SmallBeside, Concat<Beside, Concat<First, SmallBeside>>, _, 2, 15>();
    side_by_side::<Chain<First, Second>, Concat<Chain<First, Small>, Beside>, _, 3, 6>();
    // more outputs together than any layer has units
    side_by_side::<Concat<Flat, Flat>, Concat<Flat, Concat<Flat, Flat>>, _, 20, 30>();
}
