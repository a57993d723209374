//! Samples one by one, beside sixteen lanes.

use super::one_by_one::add_lanes;
use super::{AddBlocks, BLOCK_SAMPLES, Unrolled, padded, samples_in_lanes};
use crate::activation::{Identity, LaneActivation, Tanh};
use crate::batch::compiled::Compiled;
use crate::layer::dense::Dense;
use crate::layer::parameters::Parameters;
use crate::loss::{Mse, Total};
use crate::model::Model;
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::random::SplitMix64;
use crate::simd::Vectorized;
use crate::simd::lanes::Lanes;
use alloc::vec::Vec;

/// `1 => 2 tanh => 1`: without an exponential, which one value computes in another way here.
#[repr(C)]
#[derive(Clone, Debug)]
struct Net {
    l1: Dense<1, 2>,
    l2: Dense<2, 1>,
}

// SAFETY: `repr(C)` with fields that are `f32`s.
#[expect(unsafe_code, reason = "a type with parameters")]
unsafe impl Parameters for Net {
    const COUNT: usize = 7;
    const ZERO: Self = Self { l1: Dense::<1, 2>::ZERO, l2: Dense::<2, 1>::ZERO };
}

impl Model for Net {
    type Input = [f32; 1];
    type Output = [f32; 1];
    type Last = Identity;
    const MULTIPLY_ADDS: usize = 4;
    const TAPE: usize = 2;
    const WIDEST: usize = 2;
    const DROPOUT: bool = false;

    fn forward_single(&self, input: &[f32; 1]) -> [f32; 1] {
        super::forward_single(self, input)
    }
    fn last() -> Identity {
        Identity
    }
    fn forward_matrix(&self, _: &mut ForwardPass<'_>, _: &[f32], _: &mut [f32], _: &mut [f32]) {}
    fn backward_matrix(_: &mut BackwardPass<'_>, _: &mut [f32], _: &mut [f32], _: &mut [f32], _: InputDerivatives) {}
}

impl Compiled for Net {}

impl Unrolled for Net {
    type Inputs<V: Lanes> = [V; 1];
    type Outputs<V: Lanes> = [V; 1];
    type Gradient<V: Lanes> = [V; 7];
    type Tape<V: Lanes> = ([V; 2], [V; 2]);

    fn forward_lanes<V: Lanes>(&self, x: &[V; 1]) -> (Self::Tape<V>, [V; 1]) {
        let (w, b) = (&self.l1.weights, &self.l1.biases);
        let z1 = [x[0].affine(w[0][0], b[0]), x[0].affine(w[0][1], b[1])];
        let y1 = Tanh.values(z1);
        let (w, b) = (&self.l2.weights, &self.l2.biases);
        ((z1, y1), [y1[0].affine(w[0][0], b[0]).add_scaled(y1[1], w[1][0])])
    }

    fn backward_lanes<V: Lanes>(&self, x: &[V; 1], (z1, y1): &Self::Tape<V>, d2: [V; 1], g: &mut [V; 7]) {
        let w = &self.l2.weights;
        let d1 = Tanh.backward(z1, y1, [d2[0].times(w[0][0]), d2[0].times(w[1][0])]);
        for unit in 0..2 {
            g[4 + unit].add_product(y1[unit], d2[0]);
            g[unit].add_product(x[0], d1[unit]);
            g[2 + unit].add_term(d1[unit]);
        }
        g[6].add_term(d2[0]);
    }
}

#[test]
fn one_by_one_has_the_bits_of_lanes() {
    let mut numbers = SplitMix64::new(1);
    let mut values = |count: usize| -> Vec<[f32; 1]> { (0..count).map(|_| [2.0 * numbers.unit() - 1.0]).collect() };
    let mut net = Net::ZERO;
    net.params_slice_mut().copy_from_slice(values(7).as_flattened());
    for count in (1..=16).chain([32, 48, 160, 4096]) {
        let (inputs, targets, scale) = (values(count), values(count), 1.0 / count as f32);
        let (mut sums, mut wanted) = ([0.0; 7], [0.0; 7]);
        let samples = (&inputs[..], &targets[..]);
        let loss = add_lanes::<Net, Mse, true>(&net, Mse, samples, scale, &mut sums, Total::default()).value();
        let (full_inputs, full_targets) = if count < BLOCK_SAMPLES {
            (padded(&inputs, [0.0]).to_vec(), padded(&targets, targets[0]).to_vec())
        } else {
            (inputs.clone(), targets.clone())
        };
        let (inputs_in_lanes, targets_in_lanes) = (&full_inputs[..], &full_targets[..]);
        let lanes = AddBlocks::<Net, Mse, true> {
            net: &net,
            loss: Mse,
            inputs: inputs_in_lanes,
            targets: targets_in_lanes,
            count,
            scale,
            sums: &mut wanted,
            total: Total::default(),
        };
        assert_eq!(loss.to_bits(), lanes.vectorized(()).value().to_bits(), "the loss of {count} samples");
        assert_eq!(sums.map(f32::to_bits), wanted.map(f32::to_bits), "the gradient of {count} samples");
        let alone = add_lanes::<Net, Mse, false>(&net, Mse, samples, scale, &mut [0.0; 7], Total::default()).value();
        assert_eq!(loss.to_bits(), alone.to_bits(), "the loss alone of {count} samples");
    }
}

#[test]
fn long_batches_go_through_the_lanes_piece_by_piece() {
    let pieces = |mut left: usize| {
        let mut found = Vec::new();
        while let Some(count) = samples_in_lanes(left) {
            found.push(count);
            left -= count;
        }
        (found, left)
    };
    assert_eq!(pieces(3), (Vec::new(), 3));
    assert_eq!(pieces(4), ([4].into(), 0));
    assert_eq!(pieces(37), ([32, 5].into(), 0));
    assert_eq!(pieces(2 * 4096 + 19), ([4096, 4096, 16].into(), 3));
}
