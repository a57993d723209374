//! Habits from other frameworks and other languages.

use super::{each, several_mistakes};

#[test]
fn lists_and_calls() {
    let list = |network: &str| format!("layers are joined by `=>`, not listed: write `{network}`");
    each(&[
        ("[2, 3, 1]", "[2, 3, 1]", &list("2 => 3 => 1")),
        ("(2, 3, 1)", "(2, 3, 1)", &list("2 => 3 => 1")),
        ("2 => [3, 4] => 1", "[3, 4]", &list("3 => 4")),
        (
            "2 => [3, x => 4] => 1",
            "[3, x => 4]",
            &list("").replace("write ``", "write for example `2 => 3 sigmoid => 1 sigmoid`"),
        ),
        (
            "2 => (3 relu no_bias) => 1",
            "(3 relu no_bias)",
            "a layer stands without parentheses: write `3 relu no_bias`",
        ),
        ("2 => relu(3) => 1", "relu", "`relu(...)` is not how a layer is written; write `3 relu`"),
        ("2 => 3 nn.ReLU() => 1", "nn.ReLU", "unknown activation `nn.ReLU`; did you mean `relu`?"),
        (
            "2 => 3 activation(relu) => 1",
            "activation",
            "an activation stands behind the width without a name for it: write for example `3 relu`",
        ),
        (
            "2 => 3 activation = relu => 1",
            "activation",
            "an activation stands behind the width without a name for it: write for example `3 relu`",
        ),
        (
            "2 => 3 relu => 1, activation = relu",
            "activation",
            "unknown option `activation`; an activation stands behind the width of its layer, as in `3 sigmoid`",
        ),
        (
            "2 => 3 relu => 1, epochs(100)",
            "epochs",
            "unknown option `epochs`; the number of epochs goes to the trainer, as in `Trainer::new(Bce, Adam::new(0.01)).epochs(100)`",
        ),
        (
            "2 => 3 relu => 1, loss(mse)",
            "loss",
            "unknown option `loss`; the loss goes to the trainer, as in `Trainer::new(Mse, Adam::new(0.01))`",
        ),
        ("2 => 3 relu => 1, random_seed = 3", "random_seed", "unknown option `random_seed`; did you mean `seed`?"),
    ]);
}

#[test]
fn commas_and_quotes() {
    let comma = "remove this `,`: `relu` belongs to the layer in front of it, as in `3 sigmoid`";
    each(&[
        ("2 => 3, relu => 1", ",", comma),
        ("2 => repeat(2, 3, relu) => 1", ",", comma),
        ("2 => 3 relu, dropout(0.2) => 1", ",", &comma.replace("`relu`", "`dropout`")),
        ("2 => 3 \"relu\" => 1", "\"relu\"", "write `relu` without quotes"),
        ("2 => '3' => 1", "'3'", "write `3` without quotes"),
        (
            "2 => 3 \"fast\" => 1",
            "\"fast\"",
            "unexpected `\"fast\"`; a layer is a width, an activation and modifiers, for example `3 sigmoid no_bias`",
        ),
    ]);
    several_mistakes("2 => 3, relu => 1, sigmoid", &[(",", comma), (",", &comma.replace("relu", "sigmoid"))]);
}

#[test]
fn brackets_and_equals() {
    each(&[
        ("2 => 3 relu dropout[0.1] => 1", "[0.1]", "`dropout` takes its argument in parentheses: write `dropout(0.1)`"),
        (
            "2 => 3 leaky_relu{0.1} => 1",
            "{0.1}",
            "`leaky_relu` takes its argument in parentheses: write `leaky_relu(0.1)`",
        ),
        ("2 => 3 relu bias = false => 1", "bias", "unknown modifier `bias`; did you mean `no_bias`?"),
        ("2 => 3 relu => 1, seed == 3", "==", "expected one `=` after `seed`, found `==`"),
        (
            "2 => hidden 3 relu => 1",
            "3",
            "a colon follows the name of a layer: write `hidden: 3 relu`, or `hidden => 3 relu` if `hidden` is a width",
        ),
        ("2 => 3 prelu => 1", "prelu", "unknown activation `prelu`; did you mean `leaky_relu`?"),
        ("2 => 3 CELU => 1", "CELU", "unknown activation `CELU`; did you mean `elu`?"),
    ]);
}

#[test]
fn blocks_without_parentheses() {
    let repeat = "`repeat` takes a number and layers: write for example `repeat(4, 64 relu)`";
    each(&[
        ("2 => repeat => 1", "repeat", repeat),
        ("2 => net => 1", "net", "`net` takes the name of a declared network: write for example `net(Encoder)`"),
        (
            "2 => residual => 1",
            "residual",
            "`residual` takes layers, the last one as wide as what comes before: write for example `64 => residual(32 relu => 64)`",
        ),
        (
            "2 => repeat[4, 3 relu] => 1",
            "[4, 3 relu]",
            "`repeat` takes what belongs to it in parentheses: `repeat(...)`",
        ),
        ("2 => residual{2} => 1", "{2}", "`residual` takes what belongs to it in parentheses: `residual(...)`"),
        (
            "2 => net Encoder => 1",
            "net",
            "`net` takes the name of a declared network: write for example `net(Encoder)`",
        ),
    ]);
}

#[test]
fn words_for_struct() {
    for word in ["Struct", "stuct", "network", "def"] {
        let text = format!("`{word}` is not supported; a network is a struct: write `struct A: 2 => 1`");
        each(&[(&format!("{word} A: 2 => 1"), word, &text)]);
    }
}

#[test]
fn layers_as_calls() {
    let call = |found: &str, layer: &str| format!("`{found}(...)` is not how a layer is written; write `{layer}`");
    let first = |found: &str, network: &str| {
        format!(
            "`{found}(...)` is not how a layer is written, and a network begins with the number of its inputs: write for example `{network}`"
        )
    };
    each(&[
        ("Dense(64, relu)", "Dense", &first("Dense", "2 => 64 relu")),
        ("Dense(64, relu) => 1", "Dense", &first("Dense", "2 => 64 relu")),
        ("nn.Sigmoid() => 1", "nn.Sigmoid", &first("nn.Sigmoid", "2 => 3 sigmoid")),
        ("Linear(2, 64) => 1", "Linear", &call("Linear", "2 => 64")),
        ("nn::Linear(2, 64) => 1", "nn::Linear", &call("nn::Linear", "2 => 64")),
        ("2 => nn::Linear(2, 64) => 1", "nn::Linear", &call("nn::Linear", "64")),
        ("2 => Linear::new(2, 64) => 1", "Linear::new", &call("Linear::new", "64")),
        (
            "2 => sizes::hidden(3) => 1",
            "sizes::hidden(3)",
            "a computed width stands in braces: write `{ sizes::hidden(3) }`",
        ),
        (
            "relu => 1",
            "relu",
            "`relu` has no width, and a network begins with the number of its inputs: write for example `2 => 3 relu`",
        ),
        ("2 => Dense(64, activation = \"tanh\") => 1", "Dense", &call("Dense", "64 tanh")),
        ("2 => Linear(2, 64) => 1", "Linear", &call("Linear", "64")),
        ("2 => nn.Linear(2, 64)", "nn.Linear", &call("nn.Linear", "64")),
        ("2 => torch.nn.Linear(2, 64) => 1", "torch.nn.Linear", &call("torch.nn.Linear", "64")),
        ("2 => sigmoid() => 1", "sigmoid", "`sigmoid` has no width; write for example `2 sigmoid`"),
        ("2 => [64 relu; 4] => 1", "[64 relu; 4]", "layers are repeated by `repeat`: write `repeat(4, 64 relu)`"),
        ("2 => (64 relu; 4) => 1", "(64 relu; 4)", "layers are repeated by `repeat`: write `repeat(4, 64 relu)`"),
        (
            "2 => [64 relu; N] => 1",
            "[64 relu; N]",
            "layers are repeated by `repeat`, which takes a number and not `N`: write for example `repeat(4, 64 relu)`",
        ),
        ("2 >> 3", ">>", "layers are joined by `=>`, not `>>`"),
        ("2 => 3 =>> 1", "=>>", "layers are joined by `=>`, not `=>>`"),
        (
            "2 => 64 => relu => 1",
            "relu",
            "`relu` is not a layer of its own; write `64 relu` without an arrow between the two",
        ),
        ("2 => 64 relu => relu => 1", "relu", "`relu` has no width; write for example `64 relu`"),
        ("64 => relu", "relu", "`relu` has no width; write for example `64 relu`"),
        (
            "2 => activation::Relu => 1",
            "activation::Relu",
            "`activation::Relu` has no width; write for example `2 relu`",
        ),
    ]);
}

#[test]
fn names_and_types_in_place_of_widths() {
    each(&[
        (
            "2 => hidden(3) => 1",
            "hidden",
            "`hidden` is neither a layer nor a block: a layer of this name is written `hidden: 3`, a computed width in braces, `{ hidden(3) }`",
        ),
        ("2 => hidden = 3 relu => 1", "hidden", "a colon follows the name of a layer: write `hidden: 3 relu`"),
        (
            "2 => Encoder => 1",
            "Encoder",
            "expected a width, found `Encoder`, which is written like a type; a network in place of a layer is `net(Encoder)`, a constant of this name `{ Encoder }`",
        ),
        ("2 => <C as T>::N relu => 1", "<C as T>::N", "a computed width stands in braces: write `{ <C as T>::N }`"),
    ]);
}

#[test]
fn options_in_other_places() {
    let moved = |network: &str| format!("options follow the layers: write `{network}`");
    let comma = |option: &str| {
        format!("expected `,` before `{option}`; options follow the layers, as in `2 => 1 sigmoid, seed = 9`")
    };
    each(&[
        ("seed = 3, 2 => 3 relu => 1", "seed", &moved("2 => 3 relu => 1, seed = 3")),
        ("budget(bytes <= 4 KiB), 2 => 3 relu => 1", "budget", &moved("2 => 3 relu => 1, budget(bytes <= 4 KiB)")),
        ("2 => 3 relu, unroll = none => 1", "unroll", &moved("2 => 3 relu => 1, unroll = none")),
        ("2 => 3 relu => 1 budget(bytes <= 4 KiB)", "budget", &comma("budget")),
        ("2 => 3 relu => 1, unroll", "unroll", "expected `=` and a value after `unroll`, as in `unroll = full`"),
        ("2 => 3 relu => 1, unroll(none)", "unroll", "expected `=` and a value after `unroll`, as in `unroll = none`"),
        ("2 => 3 relu => 1, seed(7)", "seed", "expected `=` and a value after `seed`, as in `seed = 7`"),
    ]);
}

#[test]
fn two_arrows_in_a_row() {
    each(&[
        ("2 => -> 3", "->", "layers are joined by one `=>`; remove this `->`"),
        ("2 => 3 => -> 1", "->", "layers are joined by one `=>`; remove this `->`"),
        ("2 => => 1", "=>", "expected a layer between this `=>` and the next"),
    ]);
}
