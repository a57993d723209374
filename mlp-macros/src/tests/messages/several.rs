//! Several mistakes in one call: all are reported at once.

use super::several_mistakes;

#[test]
fn an_unknown_option_without_its_comma() {
    several_mistakes(
        "2 => 1 sigmoid loss = bce",
        &[
            ("loss", "expected `,` before `loss`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`"),
            ("loss", "unknown option `loss`; the loss goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01))`"),
        ],
    );
}

#[test]
fn commas_for_arrows() {
    several_mistakes(
        "2, 3, 1",
        &[(",", "layers are joined by `=>`, not `,`"), (",", "layers are joined by `=>`, not `,`")],
    );
}

#[test]
fn commas_before_constants() {
    several_mistakes(
        "2, UNITS, 1",
        &[(",", "layers are joined by `=>`, not `,`"), (",", "layers are joined by `=>`, not `,`")],
    );
}

#[test]
fn two_layers_too_large_to_unroll() {
    several_mistakes(
        "2 => 5000 => 3, unroll = full",
        &[
            (
                "5000",
                "layer 1 has 10000 multiply-adds; `unroll = full` takes at most 4096 in a layer: write `unroll = auto`",
            ),
            (
                "3",
                "layer 2 has 15000 multiply-adds; `unroll = full` takes at most 4096 in a layer: write `unroll = auto`",
            ),
        ],
    );
}

#[test]
fn two_derives() {
    several_mistakes(
        "#[derive(PartialEq, Clone, ::core::fmt::Debug, serde::Extra)] struct N: 2 => 1",
        &[
            ("Clone", "`Clone` is always implemented for a network; remove it from this derive"),
            ("::core::fmt::Debug", "`Debug` is always implemented for a network; remove it from this derive"),
        ],
    );
}

#[test]
fn a_lone_arrow() {
    several_mistakes(
        "=>",
        &[
            ("=>", "expected the number of inputs before this `=>`, for example `2 => 3 sigmoid => 1 sigmoid`"),
            ("=>", "expected a layer after this `=>`, for example `=> 1 sigmoid`"),
        ],
    );
}

#[test]
fn labels() {
    several_mistakes(
        "x: 2 => a: => 1",
        &[
            ("a", "`a` has no width; write for example `a: 3 sigmoid`"),
            (
                "x",
                "a network's name stands behind `struct`, and the inputs have none: write `struct Name: 2 => 3 sigmoid => 1 sigmoid`, or remove `x:`",
            ),
        ],
    );
}

#[test]
fn one_of_each_kind() {
    several_mistakes(
        "2 => 0 sigmod dropout(3) => -1 softmaxx(2), seed = x, foo = 2",
        &[
            ("0", "a layer needs at least one unit, found `0`"),
            ("sigmod", "unknown activation `sigmod`; did you mean `sigmoid`?"),
            ("3", "expected 0 <= rate < 1, found `3`"),
            ("-1", "the width must be a positive whole number, not `-1`"),
            ("softmaxx", "unknown activation `softmaxx`; did you mean `softmax`?"),
            ("x", "the seed must be a whole number from 0 to 2^64 - 1, not `x`"),
            (
                "foo",
                "unknown option `foo`; expected one of `seed`, `unroll`, `crate`, `weights`, `budget`, `export`, `arithmetic`, `storage`",
            ),
        ],
    );
}

#[test]
fn in_several_networks() {
    several_mistakes(
        "struct A: 2 => 0; struct B: 2 -> 1; struct A: 1 => 3 Relu",
        &[
            ("->", "layers are joined by `=>`, not `->`"),
            ("0", "a layer needs at least one unit, found `0`"),
            ("A", "the network `A` is declared twice"),
            ("Relu", "unknown activation `Relu`; did you mean `relu`?"),
        ],
    );
}

#[test]
fn an_item_of_another_kind_between() {
    several_mistakes(
        "struct A: 2 => 1; const N: usize = 3; struct B: 3 => 0",
        &[
            ("const", "`const` is not supported; a network is a struct: write `struct N: 2 => 3 sigmoid => 1 sigmoid`"),
            ("0", "a layer needs at least one unit, found `0`"),
        ],
    );
}

#[test]
fn an_open_bracket_ends_with_its_network() {
    several_mistakes(
        "struct N: < 2 => 1; struct M: < 2 => 0 >",
        &[
            ("<", "this `<` is never closed; expected a `>` behind what it opens"),
            ("0", "a layer needs at least one unit, found `0`"),
        ],
    );
}

#[test]
fn a_closing_bracket_too_many() {
    several_mistakes(
        "struct A: 2 => 1 > ; struct B: 2 => 0",
        &[
            (">", "this `>` closes nothing; remove it, or open the network with `<`"),
            ("0", "a layer needs at least one unit, found `0`"),
        ],
    );
}

#[test]
fn a_missing_arrow_behind_softmax() {
    several_mistakes(
        "2 => 3 softmax 1 sigmoid",
        &[
            ("softmax", "`softmax` is only for the last layer; layer 1 is hidden"),
            ("1", "expected `=>` before `1`; a layer has one width"),
        ],
    );
}

#[test]
fn two_options() {
    several_mistakes(
        "2 => 3 relu => 1 sigmoid, sead = 3, unrol = full",
        &[
            ("sead", "unknown option `sead`; did you mean `seed`?"),
            ("unrol", "unknown option `unrol`; did you mean `unroll`?"),
        ],
    );
}
