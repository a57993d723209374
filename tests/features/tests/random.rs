//! First weights from a generator of `rand`.

use mlp::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

mlp! {
    #[derive(PartialEq)]
    struct Small: 40 => 30 tanh => 1
}

#[test]
fn the_generator_decides() {
    let net = |seed| Small::random(&mut StdRng::seed_from_u64(seed));
    assert_eq!(net(1), net(1));
    assert_ne!(net(1), net(2));
}

#[test]
fn weights_have_the_spread_of_xavier() {
    let net = Small::random(&mut StdRng::seed_from_u64(3));
    let weights = net.l1.weights.as_flattened();
    let bound = (6.0_f32 / 70.0).sqrt();
    assert!(weights.iter().all(|w| w.abs() <= bound));
    let square: f32 = weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32;
    assert!((square / (bound * bound / 3.0) - 1.0).abs() < 0.1);
    assert_eq!(net.l1.biases, [0.0; 30]);
}
