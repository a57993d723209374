//! Steps that treat some parameters differently: weight decay without biases.

use mlp::prelude::*;
use mlp_core::private::LayerPath;
use mlp_fixtures::{at_every_level, at_one_level, bits, random_network};

mlp! {
    struct Straight: 2 => 3 sigmoid => 1 sigmoid;
    struct Kernels: 5 => 9 tanh => 17 sigmoid no_bias => 3, unroll = none;
    struct Blocks: 5 => residual(7 tanh => 5) => net(Straight5) => 2;
    struct Straight5: 5 => 3 relu => 2
}

/// Which parameters of a network are biases.
fn are_biases<N: Network>() -> Vec<bool> {
    let mut biases = Vec::new();
    N::visit_layers(&LayerPath::TOP, &mut |_, layer| {
        biases.resize(biases.len() + layer.inputs * layer.units, false);
        biases.resize(biases.len() + layer.params() - layer.inputs * layer.units, true);
    });
    biases
}

/// The parameters after three steps along gradients that do not depend on them.
fn along_given_gradients<N: Network, O: Optimizer>(optimizer: &O) -> Vec<u32> {
    let (mut net, mut state) = (random_network::<N>(1), optimizer.init());
    for seed in 2..5 {
        optimizer.update(&mut net, &random_network::<N>(seed), &mut state);
    }
    assert_eq!(state.steps(), 3);
    bits(net.params_slice())
}

/// Weights change as with decay, biases as without: parameters do not depend on each other.
fn hold<N: Network, O: Optimizer>([decaying, without, of_weights]: [O; 3]) {
    at_every_level(|level| {
        let [decaying, without, found] =
            [&decaying, &without, &of_weights].map(|optimizer| along_given_gradients::<N, _>(optimizer));
        assert_ne!(decaying, without);
        let biases = are_biases::<N>();
        for (index, is_bias) in biases.iter().enumerate() {
            let expected = if *is_bias { without[index] } else { decaying[index] };
            assert_eq!(found[index], expected, "parameter {index}, a bias: {is_bias}, {of_weights:?}, {level}");
        }
    });
}

fn every_optimizer<N: Network>() {
    macro_rules! hold {
        ($optimizer:expr) => {{
            // Rprop's steps depend on signs, which only a strong decay changes
            let decaying = $optimizer.weight_decay(3.0);
            hold::<N, _>([decaying, $optimizer, decaying.decay_biases(false)]);
        }};
    }
    hold!(Sgd::new(0.1));
    hold!(Momentum::new(0.1, 0.9));
    hold!(Momentum::new(0.1, 0.9).nesterov());
    hold!(RmsProp::new(0.01));
    hold!(Adam::new(0.01));
    hold!(Rprop::new(0.01));
    let decoupled = AdamW::new(0.01, 0.3);
    hold::<N, _>([decoupled, AdamW::new(0.01, 0.0), decoupled.decay_biases(false)]);
}

#[test]
fn biases_do_not_decay() {
    every_optimizer::<Straight>();
    every_optimizer::<Kernels>();
    every_optimizer::<Blocks>();
    every_optimizer::<Chain<Kernels, Chain<Straight3, Straight>>>();
    every_optimizer::<Concat<Kernels, Straight5>>();
}
mlp! { struct Straight3: 3 => 2 tanh }

/// With nothing to decay the option makes no difference, not even to the route of a step.
#[test]
fn no_decay_is_the_same_for_all() {
    let optimizer = Adam::new(0.01);
    assert_eq!(optimizer.decay_biases(false).for_biases(), None);
    assert_eq!(optimizer.weight_decay(0.1).for_biases(), None);
    assert_eq!(optimizer.weight_decay(0.1).decay_biases(true).for_biases(), None);
    at_one_level(|| {
        let without = along_given_gradients::<Kernels, _>(&optimizer.decay_biases(false));
        assert!(without == along_given_gradients::<Kernels, _>(&optimizer));
    });
}

/// A whole training run: with a gradient of zero only the decay is left.
#[test]
fn a_training_run_leaves_biases_without_a_gradient() {
    mlp! { struct Net: 1 => 4 relu => 1, unroll = none }
    // units that no input reaches have no gradient
    let mut net = Net::seeded(1);
    net.l1.weights[0].fill(-1.0);
    net.l1.biases = [-1.0, -2.0, -3.0, -4.0];
    let before = net.clone();
    let trainer = Trainer::new(Mse, AdamW::new(0.1, 0.5).decay_biases(false)).epochs(10).batch_size(4);
    trainer.fit(&mut net, &[[1.0], [2.0], [3.0], [4.0], [5.0]], &[[1.0]; 5]).expect("good data");
    assert_eq!(net.l1.biases, before.l1.biases);
    assert!(net.l1.weights[0].iter().all(|w| *w > -1.0), "{:?}", net.l1.weights);
}
