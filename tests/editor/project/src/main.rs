//! Each declaration here is a question to the editor; `questions.py` asks them.

use mlp::prelude::*;

const UNITS: usize = 3;

mlp! {
    /// Encodes two inputs.
    pub struct Encoder: 2 => 4 leaky_relu(0.1) => UNITS tanh;
    /// All of it.
    struct Whole:
        2 => first: net(Encoder)
          => /// The hidden layer.
             hidden: 4 sigmoid no_bias init(he)
          => residual(8 relu => 4) => repeat(2, 4 tanh)
          => 1 sigmoid, seed = 3;
}

mlp! {
    /// The price of a house.
    pub struct Houses: { area: 20..220, kind: one_of(Flat, Cottage) } => 8 tanh => { price: 50_000..950_000 };
}

mlp! {
    struct Limited: 2 => 3 relu => 1,
        unroll = full, arithmetic = f32, budget(bytes <= 4 KiB, macs <= 100), crate = ::mlp;
    struct Repeated: 2 => repeat(2, repeated: 3 relu) => residual(inner: 3 tanh) => 1;
    #[derive(PartialEq)]
    pub struct Scored: { seen: standard(201, 14), pixels: [raw; 4], sunny: bool } => 2 => { score: tanh 3..7, sold: sigmoid }
}

mlp! { struct HalfTyped: 2 => 3 sig }

mlp! { struct NoLayer: 2 => }

mlp! { struct NoColon 2 => 3 relu }

mlp! { struct HalfAnOption: 2 => 3 relu => 1, se }

mlp! { struct HalfAValue: 2 => 3 relu => 1, unroll = fu }

mlp! { struct HalfAnArithmetic: 2 => 3 relu => 1, arithmetic = i }

mlp! { struct HalfALimit: 2 => 3 relu => 1, budget(by) }

mlp! { struct HalfAUnit: 2 => 3 relu => 1, budget(bytes <= 4 Ki) }

mlp! { struct HalfAnInitialization: 2 => 3 relu init(h) => 1 }

mlp! { struct HalfAKind: { a: on, b: 0..1 } => 1 }

mlp! { struct AfterAnOption: 2 => 3 relu => 1, seed = 1, un }

mlp! { struct MaybeABlock: 2 => re }

mlp! { struct MaybeANetwork: 2 => net(Enc) => 1 }

fn main() {
    let whole = Whole::seeded(0);
    let outputs = whole.forward(&[0.0, 1.0]);
    let hidden = &whole.hidden;
    let width = Encoder::INPUTS;
    let half_typed = HalfTyped::seeded(0);
    let no_colon = NoColon::seeded(0);
    let house = HousesInput { area: 90.0, kind: HousesKind::Cottage };
    let price = Houses::seeded(0).predict(&house).price;
    println!("{price} {:?} {:?}", HousesKind::CLASSES, house.kind.name());
    let outside = house.out_of_range().count();
    let bare = mlp!(2 => 3 relu => UNITS);
    println!("{outside} {:?} {:?}", bare.forward(&[0.0, 1.0]), bare.l2);
    let repeated = Repeated::zeroed();
    println!("{:?} {:?} {:?}", repeated.repeated_2, repeated.inner, repeated.l3);
    let parameters = repeated.params();
    let encoder = Encoder::seeded(1);
    let encoded = encoder.forward(&[0.0, 1.0]);
    let all_of_it = encoder.params();
    println!("{parameters:?} {encoded:?} {all_of_it:?}");
    println!("{outputs:?} {hidden:?} {width} {half_typed:?} {no_colon:?}");
}

/// Half-typed uses, each of which is a question.
fn half_typed(encoder: &Encoder, whole: &Whole, houses: &Houses) {
    encoder.f
    Encoder::S
    whole.par
    houses.pre
}
