//! Pictures of the plane: what the network and each hidden unit give at every place of a grid.

use crate::samples::View;
use crate::settings::Settings;
use crate::training::Training;
use mlp::activation::{Relu, Sigmoid, Silu, Tanh};

/// Returns the middles of `size * size` cells of the view, row by row from the top left.
pub(crate) fn grid(view: View, size: usize) -> Vec<[f32; 2]> {
    let step = 2.0 * view.half / size as f32;
    let place = |cell: usize| (cell as f32 + 0.5) * step - view.half;
    let cell = |index: usize| [view.center[0] + place(index % size), view.center[1] - place(index / size)];
    (0..size * size).map(cell).collect()
}

/// Returns the output of the network at each cell of the grid.
pub(crate) fn region(training: &Training, size: usize) -> Vec<f32> {
    let outputs = training.outputs(&grid(View::of(training.settings().data), size));
    outputs.into_iter().flatten().collect()
}

/// Returns the output of each hidden unit at each cell of the grid, one unit after the other.
pub(crate) fn units(training: &Training, size: usize) -> Vec<f32> {
    let settings = training.settings();
    let points = grid(View::of(settings.data), size);
    let mut inputs: Vec<f32> = (0..2).flat_map(|axis| points.iter().map(move |point| point[axis])).collect();
    let (mut parameters, mut all) = (training.parameters(), Vec::new());
    for width in settings.widths() {
        let (weights, rest) = parameters.split_at(inputs.len() / points.len() * width);
        let (biases, rest) = rest.split_at(width);
        parameters = rest;
        let units = (0..width).flat_map(|unit| output(settings, &inputs, points.len(), weights, biases, unit));
        inputs = units.collect();
        all.extend_from_slice(&inputs);
    }
    all
}

/// Returns the output of one unit for all points, from the outputs of the layer before.
fn output(
    settings: &Settings,
    inputs: &[f32],
    points: usize,
    weights: &[f32],
    biases: &[f32],
    unit: usize,
) -> Vec<f32> {
    let mut sums = vec![biases[unit]; points];
    for (input, values) in inputs.chunks_exact(points).enumerate() {
        let weight = weights[input * biases.len() + unit];
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += weight * value;
        }
    }
    sums.into_iter().map(|z| activation(settings.activation, z)).collect()
}

fn activation(name: &str, z: f32) -> f32 {
    match name {
        "tanh" => Tanh.output(z),
        "relu" => Relu.output(z),
        "sigmoid" => Sigmoid.output(z),
        "silu" => Silu.output(z),
        _ => z,
    }
}

#[cfg(test)]
mod tests {
    use super::{grid, region, units};
    use crate::choices::ACTIVATIONS;
    use crate::samples::View;
    use crate::{Data, Settings, Training};

    #[test]
    fn the_grid_begins_at_the_top_left() {
        assert_eq!(grid(View { center: [0.0, 1.0], half: 1.0 }, 2), [[-0.5, 1.5], [0.5, 1.5], [-0.5, 0.5], [0.5, 0.5]]);
    }

    #[test]
    fn the_units_add_up_to_the_output_of_the_network() {
        const CELLS: usize = 9 * 9;
        for activation in ACTIVATIONS {
            let settings = Settings { activation, network: "4-2", data: Data::Regression, ..Settings::default() };
            let mut training = Training::new(settings).unwrap();
            assert!(training.train_epoch());
            let (units, region) = (units(&training, 9), region(&training, 9));
            assert_eq!(units.len(), (4 + 2) * CELLS);
            let [.., w0, w1, bias] = *training.parameters() else { panic!("two weights and a bias") };
            for (cell, output) in region.iter().enumerate() {
                let expected = w0 * units[4 * CELLS + cell] + w1 * units[5 * CELLS + cell] + bias;
                assert!((output - expected).abs() < 1e-5, "{activation}: {output} {expected}");
            }
        }
    }
}
