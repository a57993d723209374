//! Layers and networks of other frameworks: the remedy has all that was written.

use super::{each, several_mistakes};

#[test]
fn layers() {
    each(&[
        (
            "2 => Dense(64, use_bias = false) => 1",
            "Dense",
            "`Dense(...)` is not how a layer is written; write `64 no_bias`",
        ),
        (
            "2 => Linear(64, 32, bias = false) => 1",
            "Linear",
            "`Linear(...)` is not how a layer is written; write `32 no_bias`",
        ),
        (
            "2 => Dense(64, activation = \"relu\") => 1",
            "Dense",
            "`Dense(...)` is not how a layer is written; write `64 relu`",
        ),
        (
            "2 => Dense(units = 64, activation = tf.nn.relu, kernel_initializer = \"he_normal\", kernel_regularizer = l2(0.01), name = \"hidden\") => 1",
            "Dense",
            "`Dense(...)` is not how a layer is written; write `hidden: 64 relu init(he_normal)`; `kernel_regularizer` has no place in a layer",
        ),
        (
            "2 => Dense(64, nn.LeakyReLU(0.2)) no_bias => 1",
            "Dense",
            "`Dense(...)` is not how a layer is written; write `64 leaky_relu(0.2) no_bias`",
        ),
        ("2 => Linear<2, 3> => 1", "Linear<2, 3>", "`Linear<2, 3>` is not how a layer is written; write `3`"),
        (
            "2 => LinearConfig::new(2, 64).init(&device) => 1",
            "LinearConfig::new",
            "`LinearConfig::new(...)` is not how a layer is written; write `64`",
        ),
        (
            "2 => candle_nn::linear(2, 64, vb) => 1",
            "candle_nn::linear",
            "`candle_nn::linear(...)` is not how a layer is written; write `64`",
        ),
        ("2 => Linear(IN, UNITS) => 1", "Linear", "`Linear(...)` is not how a layer is written; write `UNITS`"),
        ("2 => 3 nn.Linear(3, 4) => 1", "nn.Linear", "`nn.Linear(...)` is not how a layer is written; write `=> 4`"),
    ]);
}

#[test]
fn what_belongs_to_the_layer_before() {
    each(&[
        (
            "2 => 64 => leaky_relu(0.1) => 1",
            "leaky_relu",
            "`leaky_relu` is not a layer of its own; write `64 leaky_relu(0.1)` without an arrow between the two",
        ),
        (
            "2 => hidden: 64 relu => dropout(0.1) => 1",
            "dropout",
            "`dropout` is not a layer of its own; write `hidden: 64 relu dropout(0.1)` without an arrow between the two",
        ),
        (
            "2 => 3 => nn.ReLU() => 1",
            "nn.ReLU",
            "`nn.ReLU` is not a layer of its own; write `3 relu` without an arrow between the two",
        ),
        (
            "2 => 3 => Relu() => 1",
            "Relu",
            "`Relu` is not a layer of its own; write `3 relu` without an arrow between the two",
        ),
        (
            "2 => 3 => mlp::activation::Relu => 1",
            "mlp::activation::Relu",
            "`mlp::activation::Relu` is not a layer of its own; write `3 relu` without an arrow between the two",
        ),
        (
            "2 => 3 => activations.relu => 1",
            "activations.relu",
            "`activations.relu` is not a layer of its own; write `3 relu` without an arrow between the two",
        ),
        (
            "2 => 3 => F.relu => 1",
            "F.relu",
            "`F.relu` is not a layer of its own; write `3 relu` without an arrow between the two",
        ),
        (
            "2 => 3 => nn.Sigmoid()",
            "nn.Sigmoid",
            "`nn.Sigmoid` is not a layer of its own; write `3 sigmoid` without an arrow between the two",
        ),
        (
            "2 => 3 => nn.Softmax(dim = 1)",
            "nn.Softmax",
            "`nn.Softmax` is not a layer of its own; write `3 softmax` without an arrow between the two",
        ),
        ("2 => 1 => nn.Softmax(dim = 1)", "nn.Softmax", "`softmax` over one output is always 1; write `1 sigmoid`"),
        ("2 => 3 => Softmax() => 1", "Softmax", "`softmax` is only for the last layer; layer 1 is hidden"),
        (
            "2 => 3 relu => Dropout(0.2) => 1",
            "Dropout",
            "`Dropout` is not a layer of its own; write `3 relu dropout(0.2)` without an arrow between the two",
        ),
        (
            "2 => 3 relu => nn.Dropout(p = 0.2) => 1",
            "nn.Dropout",
            "`nn.Dropout` is not a layer of its own; write `3 relu dropout(0.2)` without an arrow between the two",
        ),
        (
            "2 => 3 relu => nn.Dropout() => 1",
            "nn.Dropout",
            "`nn.Dropout` is not a layer of its own; write `3 relu dropout(0.5)` without an arrow between the two",
        ),
        (
            "2 => 3 relu => 1 => Dropout(0.2)",
            "Dropout",
            "dropout on the outputs would drop answers; remove it, or give it to a hidden layer",
        ),
        (
            "2 => 3 => Activation(\"relu\") => 1",
            "Activation",
            "`Activation` is not a layer of its own; write `3 relu` without an arrow between the two",
        ),
        (
            "2 => 3 nn.LeakyReLU(0.2) => 1",
            "nn.LeakyReLU",
            "unknown activation `nn.LeakyReLU`; did you mean `leaky_relu(0.2)`?",
        ),
        (
            "2 => 3 relu nn.Dropout(p = 0.2) => 1",
            "nn.Dropout",
            "unknown modifier `nn.Dropout`; did you mean `dropout(0.2)`?",
        ),
        (
            "2 => 3 relu BatchNorm1d(3) => 1",
            "BatchNorm1d",
            "there is no `BatchNorm1d` here: layers are dense, as in `3 relu`, and may have `dropout(0.2)`",
        ),
        (
            "2 => 3 activation = nn.LeakyReLU(0.2) no_bias => 1",
            "activation",
            "an activation stands behind the width without a name for it: write for example `3 leaky_relu(0.2)`",
        ),
        (
            "2 => 3 activation(\"relu\") => 1",
            "activation",
            "an activation stands behind the width without a name for it: write for example `3 relu`",
        ),
    ]);
}

#[test]
fn networks() {
    each(&[
        (
            "Input(2) => 3 => 1",
            "Input",
            "`Input(...)` is not how the inputs are written; write their number, as in `2 => 1`",
        ),
        (
            "Input(shape = (2,)) => 3 => 1",
            "Input",
            "`Input(...)` is not how the inputs are written; write their number, as in `2 => 1`",
        ),
        (
            "Input(shape = (28, 28)) => 3 => 1",
            "Input",
            "`Input(...)` is not how the inputs are written; write their number, as in `784 => 1`",
        ),
        (
            "2 => Input(2) => 1",
            "Input",
            "`Input(...)` is not a layer: a network begins with the number of its inputs, as in `2 => 1`",
        ),
        (
            "nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))",
            "nn.Sequential",
            "`nn.Sequential(...)` is not how a network is written; write `2 => 3 relu => 1`",
        ),
        (
            "struct A: nn::Sequential(nn::Linear(2, 3), nn::ReLU(), nn::Linear(3, 1))",
            "nn::Sequential",
            "`nn::Sequential(...)` is not how a network is written; write `2 => 3 relu => 1`",
        ),
        (
            "Sequential([Input(shape = (2,)), Dense(3, activation = \"relu\", use_bias = False), Dropout(0.2), Dense(1, activation = \"sigmoid\")])",
            "Sequential",
            "`Sequential(...)` is not how a network is written; write `2 => 3 relu no_bias dropout(0.2) => 1 sigmoid`",
        ),
        (
            "Sequential([Dense(3, activation = \"relu\"), Dense(1)])",
            "Sequential",
            "`Sequential(...)` is not how a network is written; write for example `2 => 3 relu => 1`",
        ),
        (
            "Sequential(Embedding(3), Dense(1))",
            "Sequential",
            "there is no `Embedding` here: layers are dense, as in `3 relu`, and may have `dropout(0.2)`",
        ),
        (
            "Sequential(attend)",
            "Sequential",
            "`Sequential(...)` is not how a network is written; write for example `2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "2 => Sequential(Linear(2, 3), ReLU()) => 1",
            "Sequential",
            "`Sequential(...)` is not how a network is written; write `3 relu`",
        ),
        (
            "Chain(Dense(2 => 3, relu), Dense(3 => 1))",
            "Chain",
            "`Chain(...)` is not how a network is written; write `2 => 3 relu => 1`",
        ),
        (
            "[Linear(2, 3), ReLU(), Linear(3, 1)]",
            "[Linear(2, 3), ReLU(), Linear(3, 1)]",
            "layers are joined by `=>`, not listed: write `2 => 3 relu => 1`",
        ),
        (
            "(Linear<2, 3>, ReLU, Linear<3, 1>)",
            "(Linear<2, 3>, ReLU, Linear<3, 1>)",
            "layers are joined by `=>`, not listed: write `2 => 3 relu => 1`",
        ),
        ("2 => [Dense(3), Dense(1)]", "[Dense(3), Dense(1)]", "layers are joined by `=>`, not listed: write `3 => 1`"),
        (
            "Input(2), Dense(3, activation = \"relu\"), Dense(1)",
            "Input(2), Dense(3, activation = \"relu\"), Dense(1)",
            "layers are joined by `=>`, not listed: write `2 => 3 relu => 1`",
        ),
        (
            "2 => nn.Flatten() => 3 => 1",
            "nn.Flatten",
            "`nn.Flatten` is not needed, for the inputs are one row of numbers: remove it and the arrow behind it",
        ),
        (
            "2 => 3 => BatchNorm1d(3) => 1",
            "BatchNorm1d",
            "there is no `BatchNorm1d` here: layers are dense, as in `3 relu`, and may have `dropout(0.2)`",
        ),
        (
            "2 => Conv2d(1, 32, 3) => 1",
            "Conv2d",
            "there is no `Conv2d` here: layers are dense, as in `3 relu`, and may have `dropout(0.2)`",
        ),
        (
            "2 => Encoder() => 1",
            "Encoder",
            "expected a width, found `Encoder`; a network in place of a layer is `net(Encoder)`",
        ),
    ]);
}

#[test]
fn each_layer_of_a_chain() {
    several_mistakes(
        "2 => Dense(64) => relu => dropout(0.1) => 1",
        &[
            ("Dense", "`Dense(...)` is not how a layer is written; write `64`"),
            ("relu", "`relu` is not a layer of its own; write `64 relu` without an arrow between the two"),
            (
                "dropout",
                "`dropout` is not a layer of its own; write `64 relu dropout(0.1)` without an arrow between the two",
            ),
        ],
    );
}
