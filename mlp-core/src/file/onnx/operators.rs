//! Activations in ONNX's operators.

use super::Graph;
use super::schema::Attribute;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::f32::consts::FRAC_1_SQRT_2;

/// Klambauer et al. 2017, "Self-Normalizing Neural Networks".
const SELU_ALPHA: f32 = 1.673_263_2;
const SELU_SCALE: f32 = 1.050_701;

fn float(name: &str, value: f32) -> Attribute {
    Attribute { name: name.to_string(), float: Some(value), integer: None, kind: 1 }
}

pub(super) fn integer(name: &str, value: i64) -> Attribute {
    Attribute { name: name.to_string(), float: None, integer: Some(value), kind: 2 }
}

/// Adds an activation by its word in the language; the name of its value. `None` for a user's.
pub(super) fn activation(graph: &mut Graph, word: &str, name: &str, z: String) -> Option<String> {
    let (kind, attributes) = match word {
        "identity" => return Some(z),
        "gelu" => return Some(gelu(graph, name, &z)),
        "silu" => return Some(times(graph, "Sigmoid", name, &z)),
        "mish" => {
            let softplus = graph.operator("Softplus", &format!("{name}.softplus"), &[&z], Vec::new());
            let gate = graph.operator("Tanh", &format!("{name}.gate"), &[&softplus], Vec::new());
            return Some(graph.operator("Mul", name, &[&z, &gate], Vec::new()));
        }
        "hard_tanh" => {
            let low = graph.constant(&format!("{name}.low"), &[], &[-1.0]);
            let high = graph.constant(&format!("{name}.high"), &[], &[1.0]);
            return Some(graph.operator("Clip", name, &[&z, &low, &high], Vec::new()));
        }
        "sigmoid" => ("Sigmoid", Vec::new()),
        "tanh" => ("Tanh", Vec::new()),
        "relu" => ("Relu", Vec::new()),
        "elu" => ("Elu", vec![float("alpha", 1.0)]),
        "selu" => ("Selu", vec![float("alpha", SELU_ALPHA), float("gamma", SELU_SCALE)]),
        "softplus" => ("Softplus", Vec::new()),
        "softsign" => ("Softsign", Vec::new()),
        "hard_sigmoid" => ("HardSigmoid", vec![float("alpha", 1.0 / 6.0), float("beta", 0.5)]),
        "softmax" => ("Softmax", vec![integer("axis", -1)]),
        _ => ("LeakyRelu", vec![float("alpha", slope(word)?)]),
    };
    Some(graph.operator(kind, name, &[&z], attributes))
}

/// The slope of `leaky_relu(0.01)`.
fn slope(word: &str) -> Option<f32> {
    word.strip_prefix("leaky_relu(")?.strip_suffix(')')?.parse().ok()
}

/// `z f(z)`
fn times(graph: &mut Graph, kind: &str, name: &str, z: &str) -> String {
    let gate = graph.operator(kind, &format!("{name}.gate"), &[z], Vec::new());
    graph.operator("Mul", name, &[z, &gate], Vec::new())
}

/// `z (1/2 + erf(z / sqrt(2)) / 2)`: not the approximation, and `Gelu` came with opset 20.
fn gelu(graph: &mut Graph, name: &str, z: &str) -> String {
    let scale = graph.constant(&format!("{name}.scale"), &[], &[FRAC_1_SQRT_2]);
    let half = graph.constant(&format!("{name}.half"), &[], &[0.5]);
    let scaled = graph.operator("Mul", &format!("{name}.scaled"), &[z, &scale], Vec::new());
    let erf = graph.operator("Erf", &format!("{name}.erf"), &[&scaled], Vec::new());
    let halved = graph.operator("Mul", &format!("{name}.halved"), &[&erf, &half], Vec::new());
    let gate = graph.operator("Add", &format!("{name}.gate"), &[&halved, &half], Vec::new());
    graph.operator("Mul", name, &[z, &gate], Vec::new())
}
