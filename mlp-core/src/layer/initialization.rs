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
        fill(layer, layer.initialization, weights, next);
        fill(layer, layer.bias_initialization, biases, next);
    });
}

/// Draws the weights or the biases of a layer.
fn fill(layer: &LayerInfo, initialization: Initialization, values: &mut [f32], next: &mut dyn FnMut() -> u64) {
    let (inputs, units) = (layer.inputs as f32, layer.units as f32);
    let (scale, normal) = match initialization {
        Initialization::Xavier => (square_root(6.0 / (inputs + units)), false),
        Initialization::XavierNormal => (square_root(2.0 / (inputs + units)), true),
        Initialization::He => (square_root(6.0 / inputs), false),
        Initialization::HeNormal => (square_root(2.0 / inputs), true),
        Initialization::Lecun => (square_root(3.0 / inputs), false),
        Initialization::LecunNormal => (square_root(1.0 / inputs), true),
        Initialization::Pytorch => (square_root(1.0 / inputs), false),
        Initialization::Uniform(bound) => (bound, false),
        Initialization::Normal(deviation) => (deviation, true),
        // without a draw; zero times a negative value would be -0
        Initialization::Zeros => return values.fill(0.0),
    };
    for value in values {
        *value = scale * if normal { standard_normal(next) } else { 2.0 * unit_from_bits(next()) - 1.0 };
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
