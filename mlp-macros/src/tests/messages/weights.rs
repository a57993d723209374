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
