//! Frozen layers: what steps and training runs leave unchanged, and that the rest changes as ever.

use mlp::prelude::*;
use mlp::{Batch, Error, State, Workspace};
use mlp_fixtures::{at_every_level, at_one_level, bits, random_network, uniform};

mlp! {
    struct Straight: 2 => 3 sigmoid => 2 tanh => 1 sigmoid, unroll = full;
    struct Kernels: 5 => 9 tanh => 17 silu no_bias => 3, unroll = none;
    /// Thin layers, whose gradient is scalar products.
    struct Thin: 4 => 48 tanh => 4 gelu => 24 tanh => 4, unroll = none;
    /// Changed during the backward pass, if nothing is frozen.
    struct Large: 40 => 160 silu => 130 tanh => 10, unroll = none;
    struct Left: 30 => 40 silu dropout(0.3) => 20 tanh dropout(0.5) => 10, unroll = none;
    struct Blocks: 5 => 6 tanh => residual(7 silu => 6) => residual(inner: net(Inner)) => 2, unroll = none;
    struct Inner: 6 => 4 relu => 6 tanh;
    struct Beside: 5 => 6 gelu => 2;
    struct Head: 3 => 4 tanh => 2
}

/// How a batch is handed over.
#[derive(Clone, Copy, Debug)]
enum Way {
    Plain,
    Lent,
    Weighted,
}

/// Four steps; in a batch of 300 samples, more than one pass.
fn train<N: Network, O: Optimizer>(
    optimizer: &O,
    state: &mut State<N, O>,
    count: usize,
    way: Way,
    mut before: impl FnMut(&N),
) -> N {
    let inputs: Vec<N::Input> = uniform(4 * count, 5, 1.0);
    let targets: Vec<N::Output> = uniform(4 * count, 6, 1.0);
    let weights: Vec<f32> = (0..count).map(|index| 0.5 + (index % 3) as f32).collect();
    let (mut net, mut workspace) = (N::boxed(7), Workspace::new());
    for (xs, ts) in inputs.chunks(count).zip(targets.chunks(count)) {
        before(&net);
        match way {
            Way::Plain => net.train_batch(Mse, optimizer, state, xs, ts),
            Way::Lent => net.train(Mse, optimizer, state, Batch::new(xs, ts).workspace(&mut workspace)),
            Way::Weighted => net.train(Mse, optimizer, state, Batch::new(xs, ts).weights(&weights)),
        };
    }
    *net
}

/// The same steps taken apart: the gradient of frozen parameters is set to zero, and what a step made of them undone.
fn taken_apart<N: Network, O: Optimizer>(optimizer: &O, frozen: &[bool], count: usize, way: Way) -> Vec<u32> {
    let inputs: Vec<N::Input> = uniform(4 * count, 5, 1.0);
    let targets: Vec<N::Output> = uniform(4 * count, 6, 1.0);
    let weights: Vec<f32> = (0..count).map(|index| 0.5 + (index % 3) as f32).collect();
    let (mut net, mut gradient, mut state) = (N::boxed(7), N::zeroed_boxed(), State::<N, O>::boxed());
    for (xs, ts) in inputs.chunks(count).zip(targets.chunks(count)) {
        match way {
            Way::Plain | Way::Lent => net.gradient(Mse, xs, ts, &mut gradient),
            Way::Weighted => net.weighted_gradient(Mse, xs, ts, &weights, &mut gradient),
        };
        let before = net.clone();
        for (g, frozen) in gradient.params_slice_mut().iter_mut().zip(frozen) {
            *g = if *frozen { 0.0 } else { *g };
        }
        optimizer.update(&mut *net, &gradient, &mut state);
        for ((w, before), frozen) in net.params_slice_mut().iter_mut().zip(before.params_slice()).zip(frozen) {
            *w = if *frozen { *before } else { *w };
        }
    }
    bits(net.params_slice())
}

/// Which parameters belong to a part.
fn are_in<N: Network, P: Parameters>(part: impl Fn(&mut N) -> &mut P) -> Vec<bool> {
    let mut net = N::zeroed_boxed();
    part(&mut net).params_slice_mut().fill(1.0);
    net.params_slice().iter().map(|w| *w == 1.0).collect()
}

/// Freezes a part and holds steps of every size against those taken apart.
fn hold<N: Network, O: Optimizer, P: Parameters>(
    optimizer: &O,
    part: impl Fn(&N) -> &P,
    part_mut: impl Fn(&mut N) -> &mut P,
) {
    let frozen = are_in(part_mut);
    for way in [Way::Plain, Way::Lent, Way::Weighted] {
        for count in [1, 3, 8, 40, 300] {
            at_every_level(|level| {
                let mut state = State::<N, O>::boxed();
                state.freeze(&part);
                let net = train(optimizer, &mut state, count, way, |_| {});
                let name = format!("{optimizer:?}, {level}, {count} samples, {way:?}");
                let before = N::boxed(7);
                let unchanged = net.params_slice().iter().zip(before.params_slice()).map(|(a, b)| a == b);
                assert!(unchanged.zip(&frozen).all(|(unchanged, frozen)| unchanged || !frozen), "it changed: {name}");
                let expected = taken_apart::<N, O>(optimizer, &frozen, count, way);
                assert!(bits(net.params_slice()) == expected, "the rest: {name}");
            });
        }
    }
}

macro_rules! hold {
    ($net:ty, $optimizer:expr, $($part:tt).+) => {
        hold::<$net, _, _>($optimizer, |net| &net.$($part).+, |net| &mut net.$($part).+)
    };
}

#[test]
fn straight_line_code() {
    hold!(Straight, &Adam::new(0.01), l1);
    hold!(Straight, &Momentum::new(0.1, 0.9).weight_decay(0.1).clip_norm(0.01), l2);
    hold!(Straight, &AdamW::new(0.01, 0.3).decay_biases(false).clip_norm(0.01), l3);
}

#[test]
fn kernels() {
    hold!(Kernels, &Sgd::new(0.1).weight_decay(0.1), l1);
    hold!(Kernels, &AdamW::new(0.01, 0.3).clip_norm(0.05), l2);
    hold!(Kernels, &AdamW::new(0.01, 0.3).decay_biases(false), l3);
    hold!(Thin, &RmsProp::new(0.01), l1);
    hold!(Thin, &Rprop::new(0.01), l2);
    hold!(Large, &Adam::new(0.01), l1);
    hold!(Large, &AdamW::new(0.01, 0.1), l2);
}

#[test]
fn joined_networks() {
    type Joined = Chain<Concat<Thin4, Beside4>, Head4>;
    let optimizer = AdamW::new(0.01, 0.3).clip_norm(0.05);
    hold!(Joined, &optimizer, first);
    hold!(Joined, &optimizer, first.first);
    hold!(Joined, &optimizer, first.second);
    hold!(Joined, &optimizer, first.first.l1);
    hold!(Joined, &optimizer, second);
    hold!(Chain<Kernels, Head>, &optimizer, first);
    hold!(Chain<Kernels, Head>, &optimizer, first.l2);
    hold!(Blocks, &optimizer, l1);
    hold!(Blocks, &optimizer, l2_1);
    hold!(Blocks, &optimizer, inner);
    hold!(Blocks, &optimizer, inner.l2);
}
mlp! {
    struct Thin4: 5 => 7 silu => 2 tanh, unroll = none;
    struct Beside4: 5 => 6 gelu => 1;
    struct Head4: 3 => 4 tanh => 2
}

/// The first two layers, one of them in a residual block; and all but the last.
#[test]
fn several_parts() {
    at_every_level(|level| {
        for (count, all) in [(1, false), (8, true), (40, false), (40, true)] {
            let optimizer = Adam::new(0.01);
            let mut state = optimizer.init::<Blocks>();
            state.freeze(|net| &net.l1);
            state.freeze(|net| &net.l2_1);
            if all {
                state.freeze(|net| &net.l2_2);
                state.freeze(|net| &net.inner);
            }
            let mut frozen = are_in(|net: &mut Blocks| &mut net.l1);
            let mut add = |others: Vec<bool>| frozen.iter_mut().zip(others).for_each(|(f, o)| *f |= o);
            add(are_in(|net: &mut Blocks| &mut net.l2_1));
            if all {
                add(are_in(|net: &mut Blocks| &mut net.l2_2));
                add(are_in(|net: &mut Blocks| &mut net.inner));
            }
            let net = train(&optimizer, &mut state, count, Way::Plain, |_| {});
            let expected = taken_apart::<Blocks, _>(&optimizer, &frozen, count, Way::Plain);
            assert!(bits(net.params_slice()) == expected, "{level}, {count} samples, all: {all}");
        }
    });
}

/// With dropout the other layers learn as ever: a frozen layer's units are left out, too.
#[test]
fn dropout() {
    at_every_level(|_| {
        let optimizer = Sgd::new(0.1);
        let mut state = optimizer.init::<Left>();
        state.freeze(|net| &net.l1);
        let mut steps = Vec::new();
        let net = train(&optimizer, &mut state, 20, Way::Plain, |net| steps.push(net.clone()));
        assert_eq!(net.l1, Left::seeded(7).l1);
        assert_eq!(steps.len(), 4);
        // the first step is the same for the layers behind
        let mut free = optimizer.init::<Left>();
        let mut free_steps = Vec::new();
        train(&optimizer, &mut free, 20, Way::Plain, |net: &Left| free_steps.push(net.clone()));
        assert_eq!((&steps[1].l2, &steps[1].l3), (&free_steps[1].l2, &free_steps[1].l3));
        assert_ne!(steps[1].l1, free_steps[1].l1);
    });
}

/// The moments of a frozen layer wait: as if the steps had not been.
#[test]
fn moments_stay_as_they_are() {
    fn hold<O: Optimizer>(optimizer: &O) {
        let gradients: [Kernels; 4] = std::array::from_fn(|seed| random_network(seed as u64 + 2));
        let run = |chosen: &[usize]| {
            let (mut net, mut state) = (random_network::<Kernels>(1), optimizer.init());
            for &index in chosen {
                optimizer.update(&mut net, &gradients[index], &mut state);
            }
            net
        };
        let (mut net, mut state) = (random_network::<Kernels>(1), optimizer.init());
        optimizer.update(&mut net, &gradients[0], &mut state);
        state.freeze(|net| &net.l2);
        // a copy of the state knows what is frozen
        let mut state = state.clone();
        optimizer.update(&mut net, &gradients[1], &mut state);
        optimizer.update(&mut net, &gradients[2], &mut state);
        assert_eq!(net.l2, run(&[0]).l2, "{optimizer:?}");
        state.unfreeze(|net| &net.l2);
        optimizer.update(&mut net, &gradients[3], &mut state);
        assert_eq!(net.l2, run(&[0, 3]).l2, "{optimizer:?}");
        assert_eq!((net.l1, net.l3), (run(&[0, 1, 2, 3]).l1, run(&[0, 1, 2, 3]).l3), "{optimizer:?}");
        assert_eq!(state.steps(), 4);
    }
    at_one_level(|| {
        hold(&Momentum::new(0.1, 0.9).weight_decay(0.1));
        hold(&RmsProp::new(0.01));
    });
}

fn samples() -> (Vec<[f32; 5]>, Vec<[f32; 3]>) {
    (uniform(50, 1, 1.0), uniform(50, 2, 1.0))
}

#[test]
fn training_runs() {
    let (inputs, targets) = samples();
    let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(3).batch_size(16);
    let before: Kernels = random_network(3);
    let mut net = before.clone();
    let frozen = trainer.clone().freeze(|net: &Kernels| &net.l1).freeze(|net: &Kernels| &net.l2);
    let history = frozen.fit(&mut net, &inputs, &targets).expect("good data");
    assert_eq!((&net.l1, &net.l2), (&before.l1, &before.l2));
    assert_ne!(net.l3, before.l3);
    assert!(history.final_loss() < history.losses()[0]);
    // its clones have the setting; the trainer that it was made from has not
    let mut net = before.clone();
    trainer.fit(&mut net, &inputs, &targets).expect("good data");
    assert_ne!(net.l1, before.l1);
}

#[test]
fn lbfgs() {
    let (inputs, targets) = samples();
    let before: Kernels = random_network(3);
    let mut net = before.clone();
    let search = Lbfgs::new().iterations(20).freeze(|net: &Kernels| &net.l1);
    let history = search.fit(&mut net, Mse, &inputs, &targets).expect("good data");
    assert_eq!(net.l1, before.l1);
    assert_ne!(net.l2, before.l2);
    assert!(history.final_loss() < 0.9 * before.loss(Mse, &inputs, &targets));
    // in the middle
    let mut net = before.clone();
    let search = Lbfgs::new().iterations(20).freeze(|net: &Kernels| &net.l2);
    search.fit(&mut net, Mse, &inputs, &targets).expect("good data");
    assert_eq!(net.l2, before.l2);
    assert_ne!(net.l1, before.l1);
}

#[test]
fn errors() {
    let (inputs, targets) = samples();
    let mut net: Kernels = random_network(3);
    let (before, trainer) = (net.clone(), Trainer::new(Mse, Sgd::new(0.1)));
    let other = trainer.clone().freeze(|net: &Thin| &net.l1);
    let error = other.fit(&mut net, &inputs, &targets).expect_err("another network");
    let text = error.to_string();
    assert!(text.starts_with("`freeze` was given layers of `") && text.contains("::Thin`"), "{text}");
    assert!(text.ends_with("::Kernels`: expected layers of the network that is trained"), "{text}");
    let error = trainer.freeze(|net: &Kernels| net).fit(&mut net, &inputs, &targets).expect_err("nothing is left");
    assert_eq!(error.to_string(), "all layers are frozen: at least one must be trained");
    let search = Lbfgs::new().freeze(|net: &Kernels| net);
    assert!(matches!(search.fit(&mut net, Mse, &inputs, &targets), Err(Error::AllFrozen)));
    assert!(net.params() == before.params(), "an error changes nothing");
}

#[test]
#[should_panic = "expected a part of the network"]
fn a_part_of_nothing() {
    static OTHER: mlp::Dense<2, 3> = mlp::Dense::<2, 3>::ZERO;
    Sgd::new(0.1).init::<Kernels>().freeze(|_| &OTHER);
}

#[test]
#[should_panic = "Kernels` and of `"]
fn parts_of_two_networks() {
    let _ = Lbfgs::new().freeze(|net: &Kernels| &net.l1).freeze(|net: &Thin| &net.l1);
}

mlp! {
    struct DeclaredKernels: 5 => 9 tanh freeze => 17 silu no_bias => 3, unroll = none;
    struct DeclaredStraight: 2 => 3 sigmoid => 2 tanh freeze => 1 sigmoid, unroll = full;
    struct Outer: 5 => 6 relu => net(Inner) freeze => 3;
    struct Plain: 5 => 6 relu => inner: net(Inner) => 3;
    struct HasFrozen: 5 => 5 tanh => inner: net(DeclaredKernels) => 2;
    struct AllOfIt: 5 => 3 freeze
}

/// A layer that is declared with `freeze` is as one that is frozen at run time.
#[test]
fn declared() {
    fn hold<A: Network, B: Network, P: Parameters>(part: impl Fn(&B) -> &P) {
        at_every_level(|level| {
            for (count, way) in [(1, Way::Plain), (3, Way::Weighted), (8, Way::Lent), (300, Way::Plain)] {
                let optimizer = AdamW::new(0.01, 0.3).clip_norm(0.1);
                let mut state = optimizer.init::<B>();
                state.freeze(&part);
                let expected: B = train(&optimizer, &mut state, count, way, |_| {});
                let found: A = train(&optimizer, &mut optimizer.init(), count, way, |_| {});
                assert!(
                    bits(found.params_slice()) == bits(expected.params_slice()),
                    "{level}, {count} samples, {way:?}"
                );
            }
        });
    }
    hold::<DeclaredKernels, Kernels, _>(|net| &net.l1);
    hold::<DeclaredStraight, Straight, _>(|net| &net.l2);
    hold::<Outer, Plain, _>(|net| &net.inner);
    hold::<Chain<DeclaredKernels, Head>, Chain<Kernels, Head>, _>(|net| &net.first.l1);
}

#[test]
fn declared_inside_another_network() {
    let before: HasFrozen = random_network(3);
    let (inputs, targets) = (uniform(50, 1, 1.0), uniform(50, 2, 1.0));
    for with_lbfgs in [false, true] {
        let mut net = before.clone();
        if with_lbfgs {
            Lbfgs::new().iterations(5).fit(&mut net, Mse, &inputs, &targets).expect("good data");
        } else {
            Trainer::new(Mse, Adam::new(0.01)).epochs(2).fit(&mut net, &inputs, &targets).expect("good data");
        }
        assert_eq!(net.inner.l1, before.inner.l1);
        assert!(net.l1 != before.l1 && net.inner.l2 != before.inner.l2 && net.inner.l3 != before.inner.l3);
    }
}

/// The gradient is that of all parameters: what is frozen concerns steps.
#[test]
fn a_gradient_is_whole() {
    let (inputs, targets) = samples();
    let (declared, plain): (DeclaredKernels, Kernels) = (random_network(3), random_network(3));
    let (mut found, mut expected) = (DeclaredKernels::zeroed(), Kernels::zeroed());
    at_one_level(|| {
        declared.gradient(Mse, &inputs, &targets, &mut found);
        plain.gradient(Mse, &inputs, &targets, &mut expected);
    });
    assert!(bits(found.params()) == bits(expected.params()));
    assert!(found.l1.biases.iter().all(|g| *g != 0.0));
}

#[test]
fn declared_networks_as_text_and_nothing_left() {
    let text = format!("{:?}", DeclaredKernels::zeroed());
    assert_eq!(text, "DeclaredKernels(5 => 9 tanh freeze => 17 silu no_bias => 3, 261 parameters)");
    let (inputs, targets) = samples();
    let result = Trainer::new(Mse, Sgd::new(0.1)).fit(&mut AllOfIt::seeded(1), &inputs, &targets);
    assert!(matches!(result, Err(Error::AllFrozen)), "{result:?}");
}
