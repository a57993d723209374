//! Networks inside networks, `net(Encoder)`: their fields, their parameters, their names in files, and training.

use mlp::prelude::*;
use mlp::typenum::Unsigned;
use mlp_core::Shape;
use mlp_core::private::LayerPath;
use mlp_fixtures::uniform;

mlp! {
    struct Encoder: 9 => 17 tanh => 5 silu, unroll = none;
    struct Small: 5 => 3 tanh => 4 sigmoid, unroll = full;
    struct Linear: 4 => 6 gelu => 4;
    struct Middle: 3 => 9 gelu => encoder: net(Encoder) => 2;
    struct Last: 7 => 9 relu => encoder: net(Encoder);
    struct Row: 9 => net(Encoder) => net(Small) => net(Linear) => 2;
    struct Around: 4 => residual(8 relu => 4 tanh => net(Linear)) => 2
}

/// A nested network is a field, whose parameters are those of the whole network in its place.
#[test]
fn a_nested_network_is_a_field() {
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
    for (found, wanted) in net.forward(&[0.1, 0.2, 0.3]).into_iter().zip(answer) {
        assert!((found - wanted).abs() < 1e-6, "{found} instead of {wanted}");
    }
}
mlp! {
    struct Flat: 3 => 9 gelu => 17 tanh => 5 silu => 2;
    struct Dense9: 3 => 9 gelu, unroll = none;
    struct Two5: 5 => 2, unroll = none
}

/// The names are PyTorch's, where a nested network is an `nn.Sequential` of its own.
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
fn a_nested_network_learns() {
    let mut net = Middle::seeded(4);
    let before = net.encoder.clone();
    let inputs: Vec<[f32; 3]> = uniform(64, 5, 1.0);
    let targets: Vec<[f32; 2]> = inputs.iter().map(|[a, b, c]| [a * b, b - c]).collect();
    let loss = net.loss(Mse, &inputs, &targets);
    let history = Trainer::new(Mse, Adam::new(0.01)).epochs(100).fit(&mut net, &inputs, &targets).expect("good data");
    assert!(history.final_loss() < 0.1 * loss);
    assert_ne!(before.params(), net.encoder.params());
}

type Joined = Concat<Small, Beside>;
mlp! {
    struct Beside: 5 => 6 tanh => 3;
    struct Around5: 3 => 5 tanh => joined: net(Joined) => 2
}

/// A joined network in place of a layer has the outputs of its parts in blocks: the gradient of a few samples is the mean
/// of those of each.
#[test]
fn a_joined_network_is_nested() {
    let net = Around5::seeded(6);
    let (inputs, targets): (Vec<[f32; 3]>, Vec<[f32; 2]>) = (uniform(5, 7, 1.0), uniform(5, 8, 1.0));
    let (mut together, mut alone) = (Around5::zeroed(), Around5::zeroed());
    net.gradient(Mse, &inputs, &targets, &mut together);
    let mut mean = vec![0.0; Around5::PARAMS];
    for (input, target) in inputs.iter().zip(&targets) {
        net.gradient(Mse, &[*input], &[*target], &mut alone);
        mean.iter_mut().zip(alone.params()).for_each(|(mean, g)| *mean += g / 5.0);
    }
    for (place, (found, wanted)) in together.params().iter().zip(&mean).enumerate() {
        assert!((found - wanted).abs() < 1e-5, "parameter {place}: {found} instead of {wanted}");
    }
}
