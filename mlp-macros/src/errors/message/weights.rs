//! Messages about weights from files.

use std::fmt::Display;

pub(crate) fn bad_weights(found: impl Display) -> String {
    format!("expected the path of a safetensors file, as in `weights = \"digits.safetensors\"`, found `{found}`")
}
pub(crate) fn weights_of_a_net(net: impl Display) -> String {
    format!(
        "`weights` cannot look into `net({net})`, whose layers only rustc knows; write its layers here, or read the file when the program runs"
    )
}
#[cfg(not(feature = "weights"))]
pub(crate) const WEIGHTS_NEED_A_FEATURE: &str =
    "`weights` needs the feature `weights` of the crate `mlp`: add it to the features in your `Cargo.toml`";
#[cfg(feature = "weights")]
pub(crate) fn no_weights(path: impl Display) -> String {
    format!("there is no file `{path}` in the folder of `Cargo.toml`, nor beside this source file")
}
#[cfg(feature = "weights")]
pub(crate) fn unreadable_weights(path: impl Display, error: impl Display) -> String {
    format!("`{path}` cannot be read: {error}")
}
#[cfg(feature = "weights")]
pub(crate) fn broken_weights(path: impl Display, error: impl Display) -> String {
    format!("`{path}` is not a safetensors file: {error}")
}
#[cfg(feature = "weights")]
pub(crate) fn unexpected_weights(tensor: impl Display) -> String {
    format!("the file has a tensor `{tensor}`, which this network has no place for")
}
#[cfg(feature = "weights")]
pub(crate) fn no_tensor(layer: impl Display, tensor: impl Display, names: &[&str]) -> String {
    // as many as fit a line or two
    const MAX_NAMES: usize = 6;
    let shown = names.iter().take(MAX_NAMES).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let rest = match names.len().saturating_sub(MAX_NAMES) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    let has = if names.is_empty() { "no tensors".to_owned() } else { shown + &rest };
    format!("`{layer}` needs the tensor `{tensor}`, which the file does not have; it has {has}")
}
#[cfg(feature = "weights")]
pub(crate) fn other_weights(layer: impl Display, what: &str, needed: &str, found: &[usize]) -> String {
    format!("`{layer}` needs {what} [{needed}], the file has {found:?}")
}
#[cfg(feature = "weights")]
pub(crate) fn weights_of_a_constant(layer: impl Display, found: &[usize]) -> String {
    format!("the file has weights {found:?} for `{layer}`, which is not what this width says")
}
#[cfg(feature = "weights")]
pub(crate) fn other_numbers(layer: impl Display, tensor: impl Display, found: impl Display) -> String {
    format!("`{layer}`: the tensor `{tensor}` holds {found}; expected F32, F64, F16 or BF16")
}
#[cfg(feature = "weights")]
pub(crate) fn not_finite(layer: impl Display, tensor: impl Display, value: f32, place: &str) -> String {
    format!("`{layer}`: the tensor `{tensor}` holds {value} at {place}; weights must be finite")
}
