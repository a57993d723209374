//! Every activation that has a name in `mlp!`, and its derivative.
//!
//! Look for: where the derivative is zero, a unit learns nothing. Sigmoid and
//! tanh saturate far from zero on both sides, `hard_sigmoid` and `hard_tanh` too; relu
//! is flat below zero. `softmax` is not here: it depends on all units of a layer.

use mlp::activation::{
    Elu, Gelu, HardSigmoid, HardTanh, Identity, LeakyRelu, Mish, Relu, Selu, Sigmoid,
    Silu, Softplus, Softsign, Tanh,
};
use support::figure::{BLUE, Chart, Panel, RED, save};

/// The chart of an activation's output and its derivative.
macro_rules! chart {
    ($name:literal, $activation:expr) => {
        chart($name, |z| $activation.output(z), |z| $activation.derivative(z))
    };
}

fn main() {
    let charts = [
        chart!("identity", Identity),
        chart!("sigmoid", Sigmoid),
        chart!("tanh", Tanh),
        chart!("softsign", Softsign),
        chart!("hard_sigmoid", HardSigmoid),
        chart!("hard_tanh", HardTanh),
        chart!("relu", Relu),
        chart!("leaky_relu(0.1)", LeakyRelu { slope: 0.1 }),
        chart!("elu", Elu),
        chart!("selu", Selu),
        chart!("softplus", Softplus),
        chart!("gelu", Gelu),
        chart!("silu", Silu),
        chart!("mish", Mish),
    ];
    let panels: Vec<&dyn Panel> =
        charts.iter().map(|chart| chart as &dyn Panel).collect();
    save("activations", "activations", [240, 230], 4, &panels);
}

/// Draws an activation and checks its derivative against central differences.
fn chart(name: &str, value: impl Fn(f32) -> f32, slope: impl Fn(f32) -> f32) -> Chart {
    let places = || (-400..=400_i16).map(|i| f32::from(i) / 100.0);

    let step = 0.005;
    let mut farthest = 0.0_f32;
    // between the places, because a kink has no derivative
    for z in places().map(|z| z + 0.005) {
        let difference = (value(z + step / 2.0) - value(z - step / 2.0)) / step;
        farthest = farthest.max((slope(z) - difference).abs());
    }
    println!(
        "{name:>16}: f(1) = {:6.3}, f'(1) = {:6.3}, largest error of f'(z) \
         {farthest:.0e}",
        value(1.0),
        slope(1.0)
    );
    assert!(farthest < 1e-3, "{name}: the derivative is off by {farthest}");

    Chart::new(name, ["z", ""], [-4.0..4.0, -1.8..2.2])
        .line("f(z)", BLUE, 2, places().map(|z| [z, value(z)]))
        .line("f′(z)", RED, 2, places().map(|z| [z, slope(z)]))
}
