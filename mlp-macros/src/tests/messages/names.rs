//! Names of layers.

use super::{each, several_mistakes};

#[test]
fn a_name() {
    each(&[
        (
            "2 => l2: 3 relu => 1",
            "l2",
            "the name `l2` is already taken by layer 2, which has no other; give one of them another name",
        ),
        (
            "2 => forward: 3 => 1",
            "forward",
            "the name `forward` is taken by a method of every network; give the layer another name",
        ),
        (
            "2 => MACS: 3 => 1",
            "MACS",
            "the name `MACS` is taken by a constant of every network; give the layer another name",
        ),
        ("2 => type: 3 => 1", "type", "`type` is a keyword of Rust; give the layer another name"),
        ("2 => crate: 3 => 1", "crate", "`crate` is a keyword of Rust; give the layer another name"),
        ("2 => _: 3 => 1", "_", "`_` is a keyword of Rust; give the layer another name"),
        (
            "n: 2 => 1",
            "n",
            "a network's name stands behind `struct`, and the inputs have none: write `struct Name: 2 => 3 sigmoid => 1 sigmoid`, or remove `n:`",
        ),
    ]);
}

#[test]
fn a_name_twice() {
    several_mistakes("2 => a: 3 relu => a: 1", &[("a", "the name `a` is already taken by layer 1")]);
}

#[test]
fn a_name_three_times() {
    several_mistakes(
        "2 => a: 3 relu => a: 1 => a: 2",
        &[("a", "the name `a` is already taken by layer 1"), ("a", "the name `a` is already taken by layer 1")],
    );
}
