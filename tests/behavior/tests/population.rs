//! Populations: members have the bits of single networks, wherever they are and whatever the others are.

use mlp::Spread;
use mlp::loss::Loss;
use mlp::population::{MemberBatch, Population};
use mlp::prelude::*;
use mlp_fixtures::{at_every_level, at_one_level, bits, classes, distributions, random_network, uniform};

mlp! {
    // layers so wide that the kernels for one network add derivatives sample by sample
    struct Plain: 9 => 16 tanh => 12 relu => 16, unroll = none;
    struct Classes: 9 => 48 gelu => 10 softmax, unroll = none;
    struct Blocks: 16 => residual(24 silu => 16) => 16 tanh no_bias => 16 sigmoid, unroll = none;
    struct Dropped: 9 => 16 tanh dropout(0.3) => 24 gelu dropout(0.5) => 16, unroll = none;
    struct DroppedInside: 16 => 9 tanh dropout(0.2) => inner: net(Dropped) => 16 elu, unroll = none;
    struct Around: 16 => 9 tanh => inner: net(Plain) => 16 elu, unroll = none;
    // straight-line code, and derivatives that are added in lanes
    struct Small: 2 => 3 sigmoid => 1 sigmoid;
    struct Brain: 4 => 8 tanh => 2 tanh;
}

/// Members that fill one block, and a part of another.
const MEMBERS: usize = 21;
/// Samples that fill two passes, and a part of another.
const SAMPLES: usize = 19;

/// Returns a population of random networks, with biases.
fn random<N: Network>() -> Population<N> {
    Population::from_networks(&(0..MEMBERS as u64).map(random_network::<N>).collect::<Vec<_>>())
}

#[test]
fn members_are_copied_bit_for_bit() {
    const SEED: u64 = u64::MAX - 3;
    let mut nets = Population::<Plain>::seeded(MEMBERS, SEED);
    for (member, net) in nets.iter().enumerate() {
        assert_eq!(net.params(), Plain::seeded(SEED.wrapping_add(member as u64)).params());
    }
    let other = Plain::seeded(99);
    nets.set(17, &other);
    assert_eq!(nets.get(17).params(), other.params());
    assert_eq!(nets.get(16).params(), Plain::seeded(12).params());
    let copy = Population::from_networks(&nets.iter().collect::<Vec<_>>());
    assert_eq!(copy.lanes(), nets.lanes());
}

#[test]
fn members_in_place_are_those_on_the_heap() {
    let inputs: Vec<[f32; 4]> = uniform(MEMBERS, 1, 1.0);
    let (heap, mut place) = (
        Population::<Brain>::seeded(MEMBERS, 5),
        Population::from_storage([const { [const { Brain::ZERO }; 16] }; 2], MEMBERS),
    );
    place.initialize(5);
    assert_eq!(place.lanes(), heap.lanes());
    // what was in the storage is no member's
    let used = core::array::from_fn::<_, 2, _>(|_| core::array::from_fn::<_, 16, _>(|seed| Brain::seeded(seed as u64)));
    assert!(Population::from_storage(used, MEMBERS).lanes().as_flattened().iter().all(|w| *w == 0.0));
    let (mut a, mut b) = ([[0.0; 2]; MEMBERS], [[0.0; 2]; MEMBERS]);
    heap.forward(&inputs, &mut a);
    place.forward(&inputs, &mut b);
    assert_eq!(a, b);
}

#[test]
fn no_members_and_no_samples() {
    let mut none = Population::<Brain>::seeded(0, 1);
    none.forward(&[], &mut []);
    none.forward_shared(&[[0.0; 4]], &mut []);
    let optimizer = Sgd::new(0.1);
    let mut state = none.init(&optimizer);
    assert!(none.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&[[0.0; 4]], &[[0.0; 2]])).is_empty());
    let mut some = Population::<Brain>::seeded(3, 1);
    let (before, mut state) = (some.clone(), some.init(&optimizer));
    some.forward_shared(&[], &mut []);
    assert_eq!(some.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&[], &[])), [0.0; 3]);
    assert_eq!((some.lanes(), state.steps()), (before.lanes(), 0));
    // after a step with losses, too
    some.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&[[1.0; 4]], &[[9.0; 2]]));
    assert_eq!(some.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&[], &[])), [0.0; 3]);
    let mut losses = [9.0; 3];
    some.loss(Mse, MemberBatch::shared(&[], &[]), &mut losses);
    assert_eq!(losses, [0.0; 3]);
}

/// Of every member, not only the first.
#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "learning_rate")]
fn every_optimizer_is_checked() {
    let _ = Population::<Brain>::seeded(2, 1).init(&[Sgd::new(0.1), Sgd::new(f32::NAN)]);
}

/// Outputs of own and of shared inputs.
fn check_outputs<N: Network>() {
    let nets = random::<N>();
    // as many samples as fill the lanes of the kernels for one network
    let inputs: Vec<N::Input> = uniform(32, 1, 1.0);
    let mut shared = vec![N::Output::ZERO; 32 * MEMBERS];
    nets.forward_shared(&inputs, &mut shared);
    let mut own = vec![N::Output::ZERO; MEMBERS];
    nets.forward(&inputs[..MEMBERS], &mut own);
    for (member, shared) in shared.chunks(32).enumerate() {
        let mut expected = vec![N::Output::ZERO; 32];
        nets.get(member).forward_batch(&inputs, &mut expected);
        let [shared, expected] = [shared, &expected].map(|outputs| bits(N::Output::flatten(outputs)));
        assert!(shared == expected, "member {member} of {}: {}", core::any::type_name::<N>(), mlp_core::simd::active());
        assert!(bits(own[member].as_ref()) == expected[member * N::OUTPUTS..][..N::OUTPUTS], "member {member}");
    }
}
use mlp::Vector;

#[test]
fn outputs_have_the_bits_of_a_batch() {
    at_every_level(|_| {
        check_outputs::<Plain>();
        check_outputs::<Classes>();
        check_outputs::<Blocks>();
        check_outputs::<Around>();
        check_outputs::<Chain<Classes, Chain<Dense10, Dense10>>>();
    });
}
mlp! { struct Dense10: 10 => 16 hard_tanh => 10 leaky_relu(0.1), unroll = none }

/// A few steps on the same samples and on own ones, against single networks.
fn check_steps<N: Network, L: Loss<N>, O: Optimizer>(loss: L, targets: &[L::Target], optimizers: &[O]) {
    let inputs: Vec<N::Input> = uniform(targets.len(), 1, 1.0);
    for shared in [true, false] {
        let mut nets = random::<N>();
        let of = |member: usize| if shared { 0..SAMPLES } else { member * SAMPLES..(member + 1) * SAMPLES };
        let mut state = nets.init(optimizers);
        let mut losses = Vec::new();
        for _ in 0..3 {
            let batch = if shared {
                MemberBatch::shared(&inputs[..SAMPLES], &targets[..SAMPLES])
            } else {
                MemberBatch::own(&inputs, targets)
            };
            // one optimizer for all takes another way than several
            let found = match optimizers {
                [optimizer] => nets.train_batch(loss, optimizer, &mut state, batch),
                each => nets.train_batch(loss, each, &mut state, batch),
            };
            losses.push(found.to_vec());
        }
        assert_eq!(state.steps(), 3);
        for member in 0..MEMBERS {
            let (mut net, optimizer) = (random_network::<N>(member as u64), &optimizers[member % optimizers.len()]);
            let mut state = optimizer.init();
            for losses in &losses {
                let (inputs, targets) = (&inputs[of(member)], &targets[of(member)]);
                let expected = net.train_batch(loss, optimizer, &mut state, inputs, targets);
                assert!((losses[member] - expected).abs() <= 1e-6 * expected.abs(), "{} {expected}", losses[member]);
            }
            let found = nets.get(member);
            let name = core::any::type_name::<N>();
            assert!(bits(found.params_slice()) == bits(net.params_slice()), "member {member} of {name}, {optimizer:?}");
        }
    }
}

/// One optimizer for all members, and one for each.
fn check_optimizer<N: Network, L: Loss<N>, O: Optimizer>(loss: L, targets: &[L::Target], optimizer: &O) {
    check_steps::<N, L, O>(loss, targets, core::slice::from_ref(optimizer));
    let each: Vec<O> = (0..MEMBERS)
        .map(|member| {
            let mut optimizer = optimizer.clone();
            optimizer.set_learning_rate(0.01 * (member + 1) as f32);
            optimizer
        })
        .collect();
    check_steps::<N, L, O>(loss, targets, &each);
}

#[test]
fn steps_have_the_bits_of_single_networks() {
    let targets: Vec<[f32; 16]> = uniform(SAMPLES * MEMBERS, 2, 1.0);
    at_one_level(|| {
        check_optimizer::<Plain, _, _>(Mse, &targets, &Sgd::new(0.05));
        check_optimizer::<Plain, _, _>(Mse, &targets, &Momentum::new(0.05, 0.9).weight_decay(0.1));
        check_optimizer::<Plain, _, _>(Mse, &targets, &RmsProp::new(0.01));
        check_optimizer::<Plain, _, _>(Mse, &targets, &Rprop::new(0.01));
        check_optimizer::<Plain, _, _>(Mse, &targets, &Adam::new(0.01));
        check_optimizer::<Plain, _, _>(Mse, &targets, &AdamW::new(0.01, 0.1).decay_biases(false));
        check_optimizer::<Plain, _, _>(Mse, &targets, &Momentum::new(0.05, 0.9).clip_norm(0.1));
    });
}

#[test]
fn losses_and_shapes_have_the_bits_of_single_networks() {
    let count = SAMPLES * MEMBERS;
    let numbers: Vec<[f32; 16]> = uniform(count, 2, 1.0);
    let probabilities: Vec<[f32; 16]> = mlp_fixtures::probabilities(count, 2);
    let soft: Vec<[f32; 10]> = distributions(count, 3);
    let labels = classes(count, 4, 10);
    at_every_level(|_| {
        check_optimizer::<Plain, _, _>(Mae, &numbers, &Adam::new(0.01));
        check_optimizer::<Around, _, _>(Huber::new(0.5), &numbers, &Adam::new(0.01));
        check_optimizer::<Blocks, _, _>(Bce, &probabilities, &Adam::new(0.01));
        check_optimizer::<Classes, _, _>(CrossEntropy, &labels, &Momentum::new(0.1, 0.9));
        check_optimizer::<Classes, _, _>(SoftCrossEntropy, &soft, &Momentum::new(0.1, 0.9));
    });
}

/// Steps of members with dropout, each of which has its seed, against single networks.
fn check_dropout<N: Network<Output = [f32; 16]>>(set_seeds: impl Fn(&mut PopulationState<N, Adam>) -> Vec<u64>) {
    let (inputs, targets): (Vec<N::Input>, Vec<[f32; 16]>) = (uniform(SAMPLES, 1, 1.0), uniform(SAMPLES, 2, 1.0));
    let (mut nets, optimizer) = (random::<N>(), Adam::new(0.01));
    let mut state = nets.init(&optimizer);
    let seeds = set_seeds(&mut state);
    for _ in 0..3 {
        nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&inputs, &targets));
    }
    for (member, seed) in seeds.into_iter().enumerate() {
        let (mut net, mut state) = (random_network::<N>(member as u64), optimizer.init());
        state.set_seed(seed);
        for _ in 0..3 {
            net.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
        }
        let found = nets.get(member);
        assert!(bits(found.params_slice()) == bits(net.params_slice()), "member {member}, seed {seed}");
    }
}
use mlp::population::PopulationState;

#[test]
fn dropout_leaves_out_what_single_networks_leave_out() {
    const LAST: u64 = u64::MAX - 3;
    at_every_level(|_| {
        check_dropout::<Dropped>(|_| (0..MEMBERS as u64).collect());
        check_dropout::<Dropped>(|state| {
            state.set_seed(LAST);
            (0..MEMBERS as u64).map(|member| LAST.wrapping_add(member)).collect()
        });
        check_dropout::<Chain<DroppedInside, Chain<DroppedInside, Plain16>>>(|state| {
            let seeds: Vec<u64> = (0..MEMBERS as u64).map(|member| 7 * member * member).collect();
            state.set_seeds(&seeds);
            seeds
        });
    });
}
mlp! { struct Plain16: 16 => 16 relu dropout(0.1) => 16, unroll = none }

/// Losses and outputs are those without dropout.
#[test]
fn dropout_is_for_training_alone() {
    let mut nets = random::<Dropped>();
    let inputs: Vec<[f32; 9]> = uniform(32, 1, 1.0);
    let mut outputs = vec![[0.0; 16]; 32 * MEMBERS];
    nets.forward_shared(&inputs, &mut outputs);
    let targets = outputs[..32].to_vec();
    let mut losses = [9.0; MEMBERS];
    nets.loss(Mse, MemberBatch::shared(&inputs, &targets), &mut losses);
    assert!(losses[0] == 0.0 && losses[1..].iter().all(|loss| *loss > 0.0), "{losses:?}");
    let optimizer = Sgd::new(0.1);
    let mut state = nets.init(&optimizer);
    assert!(nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&inputs, &targets))[0] > 0.0);
}

#[test]
#[should_panic(expected = "2 seeds for 3 members")]
fn each_member_has_a_seed() {
    Population::<Dropped>::seeded(3, 1).init(&Sgd::new(0.1)).set_seeds(&[1, 2]);
}

#[test]
fn frozen_layers_stay() {
    at_one_level(|| {
        let (inputs, targets): (Vec<[f32; 9]>, Vec<[f32; 16]>) = (uniform(SAMPLES, 1, 1.0), uniform(SAMPLES, 2, 1.0));
        let (mut nets, optimizer) = (random::<Plain>(), AdamW::new(0.01, 0.1));
        let mut state = nets.init(&optimizer);
        state.freeze(|net| &net.l1);
        nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&inputs, &targets));
        for (member, net) in nets.iter().enumerate() {
            let mut single = random_network::<Plain>(member as u64);
            let mut state = optimizer.init();
            state.freeze(|net: &Plain| &net.l1);
            single.train_batch(Mse, &optimizer, &mut state, &inputs, &targets);
            assert_eq!(net.params(), single.params(), "member {member}");
        }
    });
}

/// Straight-line code and layers of few weights add derivatives in another order. After a step of 0.1 times the
/// gradient, the parameters differ by the rounding of the sums, a few times 2^-24 of their terms.
#[test]
fn small_networks_agree_to_the_rounding_of_sums() {
    fn check<N: Network, L: Loss<N>>(loss: L, targets: &[L::Target]) {
        let (inputs, optimizer): (Vec<N::Input>, _) = (uniform(targets.len(), 1, 1.0), Sgd::new(0.1));
        let mut nets = random::<N>();
        let mut state = nets.init(&optimizer);
        nets.train_batch(loss, &optimizer, &mut state, MemberBatch::shared(&inputs, targets));
        let mut outputs = vec![N::Output::ZERO; inputs.len() * MEMBERS];
        nets.forward_shared(&inputs, &mut outputs);
        for (member, outputs) in outputs.chunks(inputs.len()).enumerate() {
            let mut net = random_network::<N>(member as u64);
            net.train_batch(loss, &optimizer, &mut optimizer.init(), &inputs, targets);
            for (found, expected) in nets.get(member).params_slice().iter().zip(net.params_slice()) {
                assert!((found - expected).abs() <= 4e-7 * expected.abs().max(1.0), "{found} {expected}");
            }
            for (found, input) in outputs.iter().zip(&inputs) {
                for (found, expected) in found.as_ref().iter().zip(net.forward(input).as_ref()) {
                    assert!((found - expected).abs() <= 1e-6, "{found} {expected}");
                }
            }
        }
    }
    at_every_level(|_| {
        check::<Small, _>(Bce, &mlp_fixtures::probabilities::<[f32; 1]>(40, 2));
        check::<Brain, _>(Mse, &uniform::<[f32; 2]>(40, 2, 1.0));
    });
}

/// Neither the place of a member nor the other members make a difference, bit by bit.
#[test]
fn members_are_independent() {
    let targets: Vec<[f32; 2]> = uniform(SAMPLES, 2, 1.0);
    let inputs: Vec<[f32; 4]> = uniform(SAMPLES, 1, 1.0);
    let optimizer = Adam::new(0.01);
    let train = |nets: &mut Population<Brain>| {
        let mut state = nets.init(&optimizer);
        for _ in 0..3 {
            nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::shared(&inputs, &targets));
        }
    };
    at_every_level(|_| {
        let mut nets = random::<Brain>();
        train(&mut nets);
        for member in [0, 7, 15, 16, 20] {
            let mut alone = Population::from_networks([&random_network::<Brain>(member as u64)]);
            train(&mut alone);
            assert_eq!(bits(nets.get(member).params()), bits(alone.get(0).params()), "member {member}");
        }
    });
}

/// The mean and the spread of an ensemble are those of the population that it is made of.
#[test]
fn an_ensemble_of_a_population() {
    let (nets, inputs) = (random::<Brain>(), uniform::<[f32; 4]>(5, 1, 1.0));
    let ensemble = Ensemble::from_population(&nets).unwrap();
    for (input, found) in inputs.iter().zip(Spread::of_members(&nets, &inputs)) {
        let expected = ensemble.forward(input);
        for (found, expected) in [(found.mean, expected.mean), (found.std, expected.std)] {
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?} {expected:?}");
        }
    }
    assert_eq!(Ensemble::from_population(&Population::<Brain>::zeroed(0)).unwrap_err(), mlp::Error::NoNetworks);
}

#[test]
#[should_panic = "member 3 of a population of 3"]
fn a_member_that_is_not_there() {
    let _ = Population::<Brain>::seeded(3, 1).get(3);
}

#[test]
#[should_panic = "2 inputs, expected 3: one for each member and sample"]
fn too_few_inputs() {
    Population::<Brain>::seeded(3, 1).forward(&[[0.0; 4]; 2], &mut [[0.0; 2]; 3]);
}

#[test]
#[should_panic = "10 samples for 3 members: expected as many for each"]
fn samples_that_cannot_be_shared_out() {
    let (mut nets, optimizer) = (Population::<Brain>::seeded(3, 1), Sgd::new(0.1));
    let mut state = nets.init(&optimizer);
    nets.train_batch(Mse, &optimizer, &mut state, MemberBatch::own(&[[0.0; 4]; 10], &[[0.0; 2]; 10]));
}

#[test]
#[should_panic = "class 10 of a network with 10 outputs"]
fn a_class_that_is_not_there() {
    let nets = Population::<Classes>::seeded(3, 1);
    nets.loss(CrossEntropy, MemberBatch::shared(&[[0.0; 9]], &[10]), &mut [0.0; 3]);
}
