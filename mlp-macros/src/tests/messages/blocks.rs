//! `repeat(4, 64 relu)`.

use super::{all, each};

#[test]
fn a_repetition() {
    let usage = "`repeat` takes a number and layers: write for example `repeat(4, 64 relu)`";
    let place =
        "`repeat(...)` stands for whole layers, between two arrows: write for example `2 => repeat(4, 64 relu) => 1`";
    each(&[
        ("2 => repeat() => 1", "()", usage),
        ("2 => repeat(3) => 1", "(3)", usage),
        ("2 => repeat(3,) => 1", "(3,)", usage),
        ("2 => repeat(3, 4 relu =>) => 1", "(3, 4 relu =>)", usage),
        (
            "2 => repeat(UNITS, 3 relu) => 1",
            "UNITS",
            "expected how often to repeat the layers, found `UNITS`; write for example `repeat(4, 64 relu)`",
        ),
        ("2 => repeat(0, 3 relu) => 1", "0", "layers are repeated a whole number of times from 1 to 1000, not `0`"),
        ("2 => repeat(-2, 3 relu) => 1", "-2", "layers are repeated a whole number of times from 1 to 1000, not `-2`"),
        (
            "2 => repeat(2, 3 relu) no_bias => 1",
            "no_bias",
            "`no_bias` belongs to a layer: write it inside the parentheses of `repeat`",
        ),
        (
            "2 => repeat(2, repeat(3, 4 relu)) => 1",
            "repeat(3, 4 relu)",
            "`repeat` inside `repeat` is not supported; write the product of the numbers, or the layers themselves",
        ),
        ("repeat(3, 4 relu) => 2", "repeat", place),
        ("2 => 3 relu repeat(2, 3) => 1", "repeat", place),
    ]);
}

#[test]
fn a_mistake_inside_is_said_once() {
    each(&[
        ("2 => repeat(3, 4 sigmod) => 1", "sigmod", "unknown activation `sigmod`; did you mean `sigmoid`?"),
        ("2 => repeat(3, 0 relu) => 1", "0", "a layer needs at least one unit, found `0`"),
        ("2 => repeat(3, 4 softmax) => 1", "softmax", "`softmax` is only for the last layer; layer 1 is hidden"),
        (
            "2 => repeat(3, 4 relu dropout(0.1))",
            "dropout",
            "dropout on the outputs would drop answers; remove it, or give it to a hidden layer",
        ),
    ]);
    all("2 => repeat(2, 4 relu) => l1_2: 1", &[("l1_2", "the name `l1_2` is already taken by layer 1")]);
}
