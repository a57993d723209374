//! Declared networks as parts of others: `net(Encoder)` computes what its layers would in its place.

use mlp::prelude::*;
use mlp::typenum::Unsigned;
use mlp_core::Shape;
use mlp_core::private::LayerPath;
use mlp_oracle::{Batch, check, classes, filled, numbers, probabilities, twin};

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

fn hold<N: Network>()
where
    N::Output: mlp_oracle::AsReferenceTarget,
{
    let net: N = filled(61);
    check(&net, &twin(&net), Mse, &Batch { inputs: numbers(100, 62, 1.0), targets: numbers(100, 63, 1.0) });
}

#[test]
fn in_every_place() {
    hold::<First>();
    hold::<Middle>();
    hold::<BehindSigmoid>();
    hold::<Last>();
    hold::<Alone>();
}

#[test]
fn one_behind_the_other_and_inside_each_other() {
    hold::<Row>();
    hold::<Deep>();
    hold::<Chain<Middle2, Alone2>>();
}
mlp! {
    struct Middle2: 3 => net(Two) => 9;
    struct Two: 3 => 2 tanh;
    struct Alone2: 9 => net(Encoder)
}

#[test]
fn the_loss_sees_the_last_activation() {
    let net: Classifier = filled(64);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: numbers(100, 65, 1.0), targets: classes(100, 66, 3) });
    let net: OnlyThat = filled(67);
    check(&net, &twin(&net), CrossEntropy, &Batch { inputs: numbers(100, 68, 1.0), targets: classes(100, 69, 3) });
    let net: Probability = filled(70);
    check(&net, &twin(&net), Bce, &Batch { inputs: numbers(100, 71, 1.0), targets: probabilities(100, 72) });
}

#[test]
fn in_residual_blocks() {
    hold::<Around>();
    hold::<Begins>();
    hold::<Ends>();
    hold::<FromInputs>();
    hold::<HasBlock>();
}

/// A part has the parameters of the whole, in its place.
#[test]
fn a_part_is_a_field() {
    let mut net = Middle::seeded(3);
    assert_eq!(Middle::PARAMS, 3 * 9 + 9 + Encoder::PARAMS + 5 * 2 + 2);
    assert_eq!(Middle::MACS, 27 + Encoder::MACS + 10);
    assert_eq!(size_of::<Middle>(), 4 * Middle::PARAMS);
    assert_eq!(net.params()[36..36 + Encoder::PARAMS], net.encoder.params()[..]);
    assert_eq!(<Middle as Shape>::Outputs::USIZE, 2);
    assert_eq!(<Last as Shape>::Outputs::USIZE, 5);
    assert_eq!(<Middle as Shape>::Params::USIZE, Middle::PARAMS);
    // draws go on where the layer before left off: the same as of one network with these layers
    assert_eq!(net.params(), Flat::seeded(3).params());
    assert_eq!(format!("{net:?}"), format!("{:?}", Flat::seeded(3)).replace("Flat", "Middle"));
    // trained alone, then put back
    let mut encoder = Encoder::seeded(9);
    encoder.l1.biases = [0.5; 17];
    net.encoder = encoder.clone();
    assert_eq!(net.encoder.l1.biases, [0.5; 17]);
    let hidden = Dense9 { l1: net.l1.clone() }.forward(&[0.1, 0.2, 0.3]);
    let code = encoder.forward(&hidden);
    let answer = Two5 { l1: net.l3.clone() }.forward(&code);
    assert_eq!(net.forward(&[0.1, 0.2, 0.3]), answer);
}
mlp! {
    struct Flat: 3 => 9 gelu => 17 tanh => 5 silu => 2;
    struct Dense9: 3 => 9 gelu, unroll = none;
    struct Two5: 5 => 2, unroll = none
}

/// PyTorch's names, where a part is an `nn.Sequential` of its own.
#[test]
fn names_in_files() {
    assert_eq!(modules::<Middle>(), ["0", "2.0", "2.2", "3"]);
    assert_eq!(modules::<Around>(), ["0.0", "0.2", "0.4.0", "0.4.2", "1"]);
    assert_eq!(modules::<Row>(), ["0.0", "0.2", "1.0", "1.2", "2.0", "2.2", "3"]);
}

fn modules<N: Network>() -> Vec<String> {
    fn path(place: &LayerPath<'_>) -> String {
        place.parent.map_or_else(String::new, |parent| path(parent) + place.name + ".")
    }
    let mut modules = Vec::new();
    N::visit_layers(&LayerPath::TOP, &mut |place, layer| modules.push(path(place) + &layer.module.to_string()));
    modules
}

#[test]
fn a_part_learns() {
    let mut net = Middle::seeded(4);
    let before = net.encoder.clone();
    let inputs: Vec<[f32; 3]> = numbers(64, 5, 1.0);
    let targets: Vec<[f32; 2]> = inputs.iter().map(|[a, b, c]| [a * b, b - c]).collect();
    let loss = net.loss(Mse, &inputs, &targets);
    let history = Trainer::new(Mse, Adam::new(0.01)).epochs(100).fit(&mut net, &inputs, &targets).expect("good data");
    assert!(history.final_loss() < 0.1 * loss);
    assert_ne!(before.params(), net.encoder.params());
}
