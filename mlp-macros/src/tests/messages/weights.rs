//! `weights = ...`: what is no path; what is wrong with files is in `tests/ui/weights`.

use super::each;

#[test]
fn paths() {
    each(&[
        (
            "2 => 1, weights = digits",
            "digits",
            "expected the path of a safetensors file, as in `weights = \"digits.safetensors\"`, found `digits`",
        ),
        (
            "2 => 1, weights = \"\"",
            "\"\"",
            "expected the path of a safetensors file, as in `weights = \"digits.safetensors\"`, found `\"\"`",
        ),
        ("2 => 1, wieghts = \"a\"", "wieghts", "unknown option `wieghts`; did you mean `weights`?"),
    ]);
}

#[cfg(not(feature = "weights"))]
#[test]
fn the_feature() {
    each(&[(
        "2 => 1, weights = \"a.safetensors\"",
        "\"a.safetensors\"",
        "`weights` needs the feature `weights` of the crate `mlp`: add it to the features in your `Cargo.toml`",
    )]);
}

#[cfg(feature = "weights")]
#[test]
fn no_file() {
    each(&[(
        "2 => 1, weights = \"a.safetensors\"",
        "\"a.safetensors\"",
        "there is no file `a.safetensors` in the folder of `Cargo.toml`, nor beside this source file",
    )]);
}

#[cfg(feature = "weights")]
#[test]
fn a_tensor_that_is_missing() {
    use crate::errors::message::no_tensor;
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let begin = "`l1` needs the tensor `0.weight`, which the file does not have; it has ";
    assert_eq!(no_tensor("l1", "0.weight", &[]), format!("{begin}no tensors"));
    assert_eq!(no_tensor("l1", "0.weight", &names[..2]), format!("{begin}`a`, `b`"));
    assert_eq!(no_tensor("l1", "0.weight", &names), format!("{begin}`a`, `b`, `c`, `d`, `e`, `f` and 2 more"));
}
