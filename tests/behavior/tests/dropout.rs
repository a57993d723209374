//! Masks of dropout: each sample and each step draws its own.

use mlp::prelude::*;
use mlp_fixtures::trained_gradient;

mlp! {
    /// In training its output is the mean of its hidden units, of which each is 1.
    struct Mean: 1 => 100 identity dropout(0.3) => 1
}

#[test]
fn each_sample_and_each_step_has_its_own_mask() {
    let mut net = Mean::zeroed();
    net.l1.weights[0] = [1.0; 100];
    net.l2.weights = [[0.01]; 100];
    let kept = |gradient: &[f32]| gradient[200..300].iter().map(|d| *d != 0.0).collect::<Vec<bool>>();
    let gradient = |seed, inputs: &[[f32; 1]]| trained_gradient(&net, seed, inputs, &vec![[0.0]; inputs.len()]);
    let first = kept(&gradient(1, &[[1.0]]));
    assert_eq!(first, kept(&gradient(1, &[[1.0]])), "the same seed leaves out the same units");
    assert_ne!(first, kept(&gradient(2, &[[1.0]])));
    // samples whose input is 0 contribute nothing, so the gradient shows the mask of the one whose is not: the first of
    // a vector, of a chunk, of a batch
    let mask_of = |sample: usize| {
        let mut inputs = vec![[0.0]; 200];
        inputs[sample] = [1.0];
        kept(&gradient(1, &inputs))
    };
    let masks: Vec<Vec<bool>> = [0, 1, 4, 8, 16, 32, 48, 64, 96, 128, 199].map(mask_of).to_vec();
    assert_eq!(masks[0], first, "the size of a batch changes nothing");
    for (index, mask) in masks.iter().enumerate() {
        assert!(!masks[..index].contains(mask), "samples of a batch have masks of their own");
    }
    let optimizer = Sgd::new(0.0);
    let (mut net, mut state) = (net.clone(), optimizer.init::<Mean>());
    state.set_seed(1);
    let losses: Vec<f32> = (0..4).map(|_| net.train_batch(Mse, &optimizer, &mut state, &[[1.0]], &[[0.0]])).collect();
    assert!(losses.windows(2).any(|pair| pair[0] != pair[1]), "every step draws anew: {losses:?}");
}
