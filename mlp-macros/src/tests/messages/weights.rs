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
    let tensors: Vec<_> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| (name.to_owned(), vec![3, 2])).into();
    let begin = "`l1` needs the tensor `0.weight`, which the file does not have; it has ";
    assert_eq!(no_tensor("l1", "0.weight", &[], ""), format!("{begin}no tensors"));
    assert_eq!(no_tensor("l1", "0.weight", &tensors[..2], "; x"), format!("{begin}`a` [3, 2], `b` [3, 2]; x"));
    let some = "`a` [3, 2], `b` [3, 2], `c` [3, 2], `d` [3, 2], `e` [3, 2], `f` [3, 2] and 2 more";
    assert_eq!(no_tensor("l1", "0.weight", &tensors, ""), format!("{begin}{some}"));
}

#[cfg(feature = "weights")]
#[test]
fn a_bias_that_is_missing() {
    use crate::errors::message::no_tensor;
    let tensors = [("0.weight".to_owned(), vec![3, 2])];
    let begin = "needs the tensor `0.bias`, which the file does not have; it has `0.weight` [3, 2]";
    let remedy = "; if its layer has no bias, write `no_bias`";
    assert_eq!(no_tensor("l1", "0.bias", &tensors, ""), format!("`l1` {begin}{remedy}"));
    let begin = "needs the tensor `2.bias`, which the file does not have; it has `0.weight` [3, 2]";
    assert_eq!(no_tensor("l2", "2.bias", &tensors, ""), format!("`l2` {begin}"));
}

#[test]
fn places() {
    let expected = |found: &str| {
        format!(
            "expected `at \"actor\"`, a prefix, or `at [\"fc1\", \"out\"]`, a name for each layer, behind the path; found `{found}`"
        )
    };
    let cases = [
        ("in \"actor\"", "in \"actor\""),
        ("at", "at"),
        ("at actor", "actor"),
        ("at \"\"", "\"\""),
        ("at []", "[]"),
        ("at [\"fc1\" \"out\"]", "[\"fc1\" \"out\"]"),
        ("at [fc1]", "[fc1]"),
        ("at (\"fc1\")", "(\"fc1\")"),
        ("\"actor\"", "\"actor\""),
    ];
    for (written, underlined) in cases {
        each(&[(&format!("2 => 1, weights = \"a.safetensors\" {written}"), underlined, &expected(underlined))]);
    }
}
