//! `repeat(4, 64 relu)`.

use super::super::{check_tokens, mistakes};
use super::{each, several_mistakes};

#[test]
fn a_repetition() {
    let usage = "`repeat` takes a number and layers: write for example `repeat(4, 64 relu)`";
    let place =
        "`repeat(...)` stands for whole layers, between two arrows: write for example `64 => repeat(4, 64 relu) => 1`";
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
            "2 => repeat(1001, 3 relu) => 1",
            "1001",
            "layers are repeated a whole number of times from 1 to 1000, not `1001`",
        ),
        (
            "2 => repeat(2usize, 3 relu) => 1",
            "2usize",
            "layers are repeated a whole number of times from 1 to 1000, not `2usize`",
        ),
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
        (
            "2 => repeat(2, residual(repeat(3, 2 relu))) => 1",
            "repeat(3, 2 relu)",
            "`repeat` inside `repeat` is not supported; write the product of the numbers, or the layers themselves",
        ),
        ("repeat(3, 4 relu) => 2", "repeat", place),
        ("2 => 3 relu repeat(2, 3) => 1", "repeat", place),
    ]);
}

#[test]
fn a_thousand_copies_are_the_most() {
    let layers = |text: &str| match check_tokens(text.parse().expect("tokens")) {
        Ok(networks) => networks[0].layers.len(),
        Err(failure) => panic!("{text}: {:?}", failure.errors.into_vec()),
    };
    assert_eq!(layers("2 => repeat(1000, 2 relu) => 1"), 1001);
}

/// Words behind the last layer of a block are not skipped.
#[test]
fn a_block_ends_with_its_last_layer() {
    for block in ["repeat(2, 3 relu;)", "repeat(2, 3 relu,)", "residual(2 relu;)", "residual(2 relu, seed = 3)"] {
        let found = mistakes(&format!("2 => {block} => 1"));
        assert_eq!(found.len(), 1, "{block}: {found:?}");
    }
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
    several_mistakes("2 => repeat(2, 4 relu) => l1_2: 1", &[("l1_2", "the name `l1_2` is already taken by layer 1")]);
}

#[test]
fn a_residual_block() {
    let usage = "`residual` takes layers, the last one as wide as what comes before: \
                 write for example `64 => residual(32 relu => 64)`";
    each(&[
        ("2 => residual() => 1", "()", usage),
        ("2 => residual(3 relu =>) => 1", "(3 relu =>)", usage),
        (
            "2 => residual(8 relu => 3) => 1",
            "3",
            "`residual` adds what its layers give to what they take: these give 3, but take 2; write `2` here",
        ),
        (
            "2 => 4 relu => repeat(3, residual(8 relu => 5)) => 1",
            "5",
            "`residual` adds what its layers give to what they take: these give 5, but take 4; write `4` here",
        ),
        (
            "2 => repeat(2, 4 relu => residual(5)) => 1",
            "5",
            "`residual` adds what its layers give to what they take: these give 5, but take 4; write `4` here",
        ),
        (
            "2 => residual(residual(8 relu => 3)) => 1",
            "3",
            "`residual` adds what its layers give to what they take: these give 3, but take 2; write `2` here",
        ),
        (
            "2 => residual(2 relu) relu => 1",
            "relu",
            "`relu` belongs to a layer: write it inside the parentheses of `residual`",
        ),
        (
            "2 => residual(8 relu => 2 softmax)",
            "softmax",
            "`softmax` cannot end a residual block, whose inputs are added to it; give it to a layer behind the block",
        ),
        ("2 => residual(8 relu 2) => 1", "2", "expected `=>` before `2`; a layer has one width"),
        ("2 => residual(2 sigmod) => 1", "sigmod", "unknown activation `sigmod`; did you mean `sigmoid`?"),
        (
            "residual(2 relu) => 1",
            "residual",
            "`residual(...)` stands for whole layers, between two arrows: \
             write for example `64 => residual(32 relu => 64) => 1`",
        ),
        ("2 => skip(2 relu) => 1", "skip", "unknown block `skip(...)`; did you mean `residual(...)`?"),
        ("2 => Residual(2 relu) => 1", "Residual", "unknown block `Residual(...)`; did you mean `residual(...)`?"),
        ("2 => repaet(2, 2 relu) => 1", "repaet", "unknown block `repaet(...)`; did you mean `repeat(...)`?"),
    ]);
}

#[test]
fn what_residual_blocks_hold() {
    let network = |text: &str| match check_tokens(text.parse().expect("tokens")) {
        Ok(mut networks) => networks.remove(0),
        Err(failure) => panic!("{text}: {:?}", failure.errors.into_vec()),
    };
    let blocks = |text| {
        let blocks = network(text).residuals.into_iter();
        blocks.map(|residual| (residual.first, residual.last)).collect::<Vec<_>>()
    };
    let names = |text| {
        let layers = network(text).layers.into_iter();
        layers.map(|layer| layer.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(blocks("2 => residual(8 relu => 2) => 1"), [(0, 1)]);
    assert_eq!(blocks("2 => 4 relu => repeat(2, residual(8 relu => 4)) => 1"), [(1, 2), (3, 4)]);
    assert_eq!(blocks("2 => residual(repeat(3, 2 relu)) => 1"), [(0, 2)]);
    assert_eq!(blocks("2 => residual(8 relu => residual(8 tanh) => 2) => 1"), [(1, 1), (0, 2)]);
    assert_eq!(blocks("2 => residual(residual(8 relu => 2)) => 1"), [(0, 1), (0, 1)]);
    assert_eq!(names("2 => residual(8 relu => out: 2) => 1"), ["l1_1", "out", "l2"]);
    assert_eq!(names("2 => skip: residual(8 relu => 2) => 1"), ["skip_1", "skip_2", "l2"]);
    assert_eq!(
        names("2 => repeat(2, block: residual(8 relu => mix: 2)) => 1"),
        ["block_1_1", "mix_1", "block_2_1", "mix_2", "l2"]
    );
    assert_eq!(names("2 => repeat(2, residual(8 relu => 2)) => 1"), ["l1_1", "l1_2", "l1_3", "l1_4", "l2"]);
}

#[test]
fn a_network_in_a_network() {
    let usage = "`net` takes the name of a declared network: write for example `net(Encoder)`";
    each(&[
        ("2 => net() => 1", "()", usage),
        ("2 => net(3 relu) => 1", "3 relu", usage),
        ("2 => net(2 => 3) => 1", "2 => 3", usage),
        (
            "2 => net(Encoder) relu => 1",
            "relu",
            "`relu` belongs to a layer; a network brings its own activations and parameters: remove `relu`",
        ),
        ("struct A: 2 => net(A) => 1", "A", "the network `A` cannot be a part of itself"),
        (
            "net(Encoder) => 1",
            "net",
            "`net(...)` stands for whole layers, between two arrows: write for example `64 => net(Encoder) => 1`",
        ),
        (
            "2 => net(Encoder) => 1, unroll = full",
            "Encoder",
            "`unroll = full` needs literal widths; layer 1 depends on `Encoder`: write `unroll = auto`",
        ),
        (
            "2 => net(Encoder) => 1, weights = \"encoder.safetensors\"",
            "\"encoder.safetensors\"",
            "`weights` cannot look into `net(Encoder)`, whose layers only rustc knows; write its layers here, or read the \
             file when the program runs",
        ),
        ("2 => module(Encoder) => 1", "module", "unknown block `module(...)`; did you mean `net(...)`?"),
    ]);
}

#[test]
fn a_mistake_in_a_copy_is_reported_once() {
    each(&[
        ("2 => repeat(3, 4 relu => 3 sigmod) => 1", "sigmod", "unknown activation `sigmod`; did you mean `sigmoid`?"),
        ("2 => repeat(2, 4 sigmod => 3 relu) => 1", "sigmod", "unknown activation `sigmod`; did you mean `sigmoid`?"),
    ]);
}
