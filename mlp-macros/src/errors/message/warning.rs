//! Warnings of what is legal but rarely intended.

use std::fmt::Display;

pub(crate) fn linear_layer(layer: usize, width: impl Display) -> String {
    format!(
        "layer {layer} has no activation, so it and the next are together one linear layer; give it one, for example `{width} relu`, or write `{width} identity` if you mean it"
    )
}
pub(crate) fn linear_network(layers: usize, width: impl Display) -> String {
    format!(
        "this network is linear: its {layers} layers compute what one can; give the hidden ones an activation, for example `{width} relu`, or write `{width} identity` if you mean it"
    )
}
pub(crate) fn zeros_in_a_hidden_layer(layer: usize) -> String {
    format!(
        "all units of layer {layer} begin alike and stay alike; leave `init(zeros)` out, or write `init(zeros) allow(init)` if you mean it"
    )
}
pub(crate) fn no_lint(usage: impl Display) -> String {
    format!("expected a warning in these parentheses, for example `{usage}`")
}
pub(crate) fn unknown_lint(found: impl Display) -> String {
    format!("unknown warning `{found}`; expected `init`, as in `init(zeros) allow(init)`")
}
