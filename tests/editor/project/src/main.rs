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

mlp! { struct HalfTyped: 2 => 3 sig }

mlp! { struct NoLayer: 2 => }

mlp! { struct NoColon 2 => 3 relu }

mlp! { struct HalfAnOption: 2 => 3 relu => 1, se }

fn main() {
    let whole = Whole::seeded(0);
    let outputs = whole.forward(&[0.0, 1.0]);
    let hidden = &whole.hidden;
    let width = Encoder::INPUTS;
    let half_typed = HalfTyped::seeded(0);
    let no_colon = NoColon::seeded(0);
    let house = HousesInput { area: 90.0, kind: HousesKind::Cottage };
    let price = Houses::seeded(0).predict(&house).price;
    println!("{price}");
    println!("{outputs:?} {hidden:?} {width} {half_typed:?} {no_colon:?}");
}
