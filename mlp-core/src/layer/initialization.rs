//! Initial weights, which are the same for the same seed on every machine and in every build.

use crate::layer::info::{Initialization, LayerInfo, LayerPath, VisitLayers};
use crate::random::{SplitMix64, unit_from_bits};
use crate::simd::root::square_root;

/// Initializes all parameters from a seed. Not generic, so that networks share the code.
pub(crate) fn fill_from_seed(parameters: &mut [f32], visit_layers: VisitLayers, seed: u64) {
    let mut numbers = SplitMix64::new(seed);
    fill_all(parameters, visit_layers, &mut || numbers.next_u64());
}

/// Initializes all parameters, layer by layer, from a stream of random bits.
pub(crate) fn fill_all(mut rest: &mut [f32], visit_layers: VisitLayers, next: &mut dyn FnMut() -> u64) {
    visit_layers(&LayerPath::TOP, &mut |_, layer| {
        let (parameters, following) = core::mem::take(&mut rest).split_at_mut(layer.params());
        rest = following;
        let (weights, biases) = parameters.split_at_mut(layer.inputs * layer.units);
        fill(layer, weights, next);
        biases.fill(0.0);
    });
}

fn fill(layer: &LayerInfo, weights: &mut [f32], next: &mut dyn FnMut() -> u64) {
    let (inputs, units) = (layer.inputs as f32, layer.units as f32);
    let (square, normal) = match layer.initialization {
        Initialization::Xavier => (6.0 / (inputs + units), false),
        Initialization::XavierNormal => (2.0 / (inputs + units), true),
        Initialization::He => (6.0 / inputs, false),
        Initialization::HeNormal => (2.0 / inputs, true),
        Initialization::Lecun => (3.0 / inputs, false),
        Initialization::LecunNormal => (1.0 / inputs, true),
        // without a draw; zero times a negative value would be -0
        Initialization::Zeros => return weights.fill(0.0),
    };
    let scale = square_root(square);
    for weight in weights {
        *weight = scale * if normal { standard_normal(next) } else { 2.0 * unit_from_bits(next()) - 1.0 };
    }
}

/// Returns a standard normal value by the polar method (Marsaglia & Bray 1964).
///
/// It uses only operations that are exact to the last bit on every machine, and a series of its own for `ln`.
pub(crate) fn standard_normal(next: &mut dyn FnMut() -> u64) -> f32 {
    loop {
        let (u, v) = (2.0 * unit_from_bits(next()) - 1.0, 2.0 * unit_from_bits(next()) - 1.0);
        let square = u * u + v * v;
        if square > 0.0 && square < 1.0 {
            return u * square_root(-2.0 * crate::math::ln(square) / square);
        }
    }
}
