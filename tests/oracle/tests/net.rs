//! Declared networks as parts of others: `net(Encoder)` computes what its layers would in its place.

use mlp::prelude::*;
use mlp_fixtures::{classes, probabilities, random_network, uniform};
use mlp_oracle::{Batch, check, check_mse, twin};

mlp! {
    struct Encoder: 9 => 17 tanh => 5 silu, unroll = none;
    struct Small: 5 => 3 tanh => 4 sigmoid, unroll = full;
    struct Linear: 4 => 6 gelu => 4;
    struct Head: 4 => 3 softmax;
    // first, in the middle, last, alone, one behind the other
    struct First: 9 => encoder: net(Encoder) => 6 relu => 2;
    struct Middle: 3 => 9 gelu => encoder: net(Encoder) => 2;
    struct BehindSigmoid: 3 => 5 sigmoid => net(Small) => 7 tanh => 2;
    struct Last: 7 => 9 relu => encoder: net(Encoder);
    struct Alone: 9 => net(Encoder);
    struct Row: 9 => net(Encoder) => net(Small) => net(Linear) => 2;
    struct Classifier: 9 => net(Encoder) => net(Small) => net(Head);
    struct Probability: 5 => net(Small);
    struct Deep: 7 => 9 tanh => net(First) => 4 tanh => net(Twice) => 2;
    struct Twice: 4 => repeat(2, net(Linear));
    // in residual blocks: first, last, both, alone, at the end of a network
    struct Around: 4 => residual(8 relu => 4 tanh => net(Linear)) => 2;
    struct Begins: 3 => 4 silu => residual(net(Linear) => 4 tanh) => 2;
    struct OnlyThat: 3 => 4 sigmoid => residual(net(Linear)) => net(Head);
    struct Ends: 3 => 4 relu => residual(net(Linear));
    struct FromInputs: 4 => residual(net(Linear)) => residual(net(Linear)) => 3;
    struct HasBlock: 3 => 4 tanh => net(Ends4) => 1;
    struct Ends4: 4 => residual(6 relu => 4)
}

#[test]
fn in_every_place() {
    check_mse::<First>(61);
    check_mse::<Middle>(61);
    check_mse::<BehindSigmoid>(61);
    check_mse::<Last>(61);
    check_mse::<Alone>(61);
}

#[test]
fn one_behind_the_other_and_inside_each_other() {
    check_mse::<Row>(61);
    check_mse::<Deep>(61);
    check_mse::<Chain<Middle2, Alone2>>(61);
}
mlp! {
    struct Middle2: 3 => net(Two) => 9;
    struct Two: 3 => 2 tanh;
    struct Alone2: 9 => net(Encoder)
}

#[test]
fn the_loss_sees_the_last_activation() {
    let net: Classifier = random_network(64);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: uniform(100, 65, 1.0), targets: classes(100, 66, 3) });
    let net: OnlyThat = random_network(67);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: uniform(100, 68, 1.0), targets: classes(100, 69, 3) });
    let net: Probability = random_network(70);
    check(&net, &twin(&net), Bce, &Batch { inputs: uniform(100, 71, 1.0), targets: probabilities(100, 72) });
}

#[test]
fn in_residual_blocks() {
    check_mse::<Around>(61);
    check_mse::<Begins>(61);
    check_mse::<Ends>(61);
    check_mse::<FromInputs>(61);
    check_mse::<HasBlock>(61);
}
