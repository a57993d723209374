//! Messages about weights from files.

use std::fmt::Display;

pub(crate) fn bad_weights(found: impl Display) -> String {
    format!("expected the path of a safetensors file, as in `weights = \"digits.safetensors\"`, found `{found}`")
}
pub(crate) fn bad_place(found: impl Display) -> String {
    format!(
        "expected `at \"actor\"`, a prefix, or `at [\"fc1\", \"out\"]`, a name for each layer, behind the path; found `{found}`"
    )
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
pub(crate) fn damaged_weights(path: impl Display) -> String {
    format!("`{path}` is damaged: its data have another checksum than its metadata say")
}
#[cfg(feature = "weights")]
pub(crate) fn other_model(path: impl Display, reason: impl Display) -> String {
    format!("the model in `{path}` is not this network: {reason}")
}
#[cfg(feature = "weights")]
pub(crate) const PLACE_IN_A_MODEL: &str =
    "the layers of an ONNX model are known by its operators, not by names; leave out what stands behind the path";
#[cfg(feature = "weights")]
pub(crate) fn foreign_weights(path: impl Display, format: &str, remedy: &str) -> String {
    format!("`{path}` is not a safetensors file: it is {format}; {remedy}")
}
#[cfg(feature = "weights")]
pub(crate) fn other_field(end: &str, number: usize, network: Option<&str>, file: Option<&str>) -> String {
    let difference = match (network, file) {
        (Some(network), Some(file)) => format!("`{network}` here and `{file}` in the file"),
        (Some(network), None) => format!("`{network}` here and missing in the file"),
        (_, file) => format!("`{}` in the file and missing here", file.unwrap_or_default()),
    };
    format!("{end} {number} is {difference}; the declaration must be that of the network which was saved")
}
#[cfg(feature = "weights")]
pub(crate) fn unexpected_weights(tensor: impl Display) -> String {
    format!(
        "the file has a tensor `{tensor}`, which this network has no place for; `at [\"fc1\", \"out\"]` behind the path reads the layers that it names, and leaves out all others"
    )
}
#[cfg(feature = "weights")]
pub(crate) fn unexpected_in_layer(layer: impl Display, tensor: &str) -> String {
    let remedy = if tensor.rsplit('.').next() == Some("bias") { "; remove its `no_bias`" } else { "" };
    format!("the file has a tensor `{tensor}`, which `{layer}` has no place for{remedy}")
}
/// Tensors, each with its name and its shape.
#[cfg(feature = "weights")]
type Tensors = [(String, Vec<usize>)];
#[cfg(feature = "weights")]
pub(crate) fn no_tensor(layer: impl Display, tensor: impl Display, file: &Tensors, proposal: &str) -> String {
    let (has, tensor) = (listed(file), tensor.to_string());
    let weight = tensor.strip_suffix("bias").map(|layer| format!("{layer}weight"));
    // the weights alone, where the model's layer has no bias
    let remedy = match weight {
        Some(weight) if file.iter().any(|(name, _)| *name == weight) => "; if its layer has no bias, write `no_bias`",
        _ => proposal,
    };
    format!("`{layer}` needs the tensor `{tensor}`, which the file does not have; it has {has}{remedy}")
}
#[cfg(feature = "weights")]
pub(crate) fn no_prefix(prefix: impl Display, file: &Tensors, proposal: &str) -> String {
    format!("the file has no tensor that begins with `{prefix}`; it has {}{proposal}", listed(file))
}
#[cfg(feature = "weights")]
fn listed(file: &Tensors) -> String {
    // as many as fit a line or two
    const MAX_TENSORS: usize = 6;
    let shown = file.iter().take(MAX_TENSORS).map(|(name, shape)| format!("`{name}` {shape:?}"));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match file.len().saturating_sub(MAX_TENSORS) {
        _ if file.is_empty() => "no tensors".to_owned(),
        0 => shown,
        rest => format!("{shown} and {rest} more"),
    }
}
/// The end of a message.
#[cfg(feature = "weights")]
pub(crate) fn names_that_fit(names: impl Display, has_rivals: bool) -> String {
    format!("; `{names}` behind the path fits{}", rivals(has_rivals))
}
/// The end of a message.
#[cfg(feature = "weights")]
pub(crate) fn tensors_that_fit(names: impl Display, has_rivals: bool) -> String {
    format!("; when the program runs, `{names}` reads it{}", rivals(has_rivals))
}
#[cfg(feature = "weights")]
fn rivals(has_rivals: bool) -> &'static str {
    if has_rivals { " by its shapes, but so do others: compare the names with the model's" } else { "" }
}
#[cfg(feature = "weights")]
pub(crate) fn names_of_layers(names: usize, layers: usize) -> String {
    let ends = [names, layers].map(|count| if count == 1 { "" } else { "s" });
    format!("{names} name{} for {layers} layer{}: every layer needs one", ends[0], ends[1])
}
#[cfg(feature = "weights")]
pub(crate) fn other_weights(layer: impl Display, what: &str, needed: &str, found: &[usize]) -> String {
    format!("`{layer}` needs {what} [{needed}], the file has {found:?}")
}
#[cfg(feature = "weights")]
pub(crate) const TURNED_WEIGHTS: &str = "; transpose it, if it is [inputs, units], as Keras has it";
#[cfg(feature = "weights")]
pub(crate) fn weights_of_a_constant(layer: impl Display, found: &[usize]) -> String {
    format!("the file has weights {found:?} for `{layer}`, which is not what this width says")
}
#[cfg(feature = "weights")]
pub(crate) fn other_numbers(layer: impl Display, tensor: impl Display, found: impl Display) -> String {
    format!("`{layer}`: the tensor `{tensor}` holds {found}; expected F32, F64, F16 or BF16")
}
#[cfg(feature = "weights")]
pub(crate) const NUMBERS_OF_INTEGERS: &str = "; `arithmetic = i8` reads a network in integers";
#[cfg(feature = "weights")]
pub(crate) fn not_integers(path: impl Display) -> String {
    format!(
        "`{path}` is not a network in integers; `net.quantize(&samples)?.save(..)` writes one, and without `arithmetic = i8` floats are read"
    )
}
#[cfg(feature = "weights")]
pub(crate) const PLACE_OF_INTEGERS: &str =
    "a network in integers is the whole file, as `quantize` writes it; leave out what stands behind the path";
#[cfg(feature = "weights")]
pub(crate) fn other_activation(layer: impl Display, here: &str, file: &str) -> String {
    format!(
        "`{layer}` is `{here}` here and `{file}` in the file; the declaration must be that of the network which was quantized"
    )
}
#[cfg(feature = "weights")]
pub(crate) fn unexpected_tensor(tensor: impl Display) -> String {
    format!("the file has a tensor `{tensor}`, which this network has no place for")
}
#[cfg(feature = "weights")]
pub(crate) fn bad_scale(owner: impl Display, tensor: impl Display, scale: f32) -> String {
    format!("`{owner}`: the tensor `{tensor}` holds {scale}; a scale must be finite and above 0")
}
#[cfg(feature = "weights")]
pub(crate) fn tensor_out_of_range(
    owner: impl Display,
    tensor: &str,
    found: impl Display,
    least: impl Display,
    most: impl Display,
) -> String {
    format!("`{owner}`: the tensor `{tensor}` holds {found}; expected {least} to {most}, as `quantize` writes it")
}
#[cfg(feature = "weights")]
pub(crate) fn other_number_of_layers(here: usize, file: usize) -> String {
    format!("the file has a network of {file} layers, this one has {here}")
}
#[cfg(feature = "weights")]
pub(crate) fn other_tensor(layer: impl Display, tensor: &str, needed: &str, found: &str) -> String {
    format!("`{layer}` needs the tensor `{tensor}` as {needed}, the file has {found}")
}
#[cfg(feature = "weights")]
pub(crate) fn not_finite(layer: impl Display, tensor: impl Display, value: f32, place: &str) -> String {
    format!("`{layer}`: the tensor `{tensor}` holds {value} at {place}; weights must be finite")
}
