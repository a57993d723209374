//! Networks whose pages `pages.py` reads.

use mlp::prelude::*;

/// The units of a layer.
pub const UNITS: usize = 3;

mlp! {
    /// Encodes two inputs.
    pub struct Encoder: 2 => 4 leaky_relu(0.1) => UNITS tanh;
    /// All of it.
    pub struct Whole:
        2 => first: net(Encoder)
          => hidden: { 2 * UNITS } sigmoid no_bias init(he) dropout(0.2) allow(init)
          => repeat(2, residual(repeated: 8 relu => 6) => 6 elu)
          => residual(repeat(3, 6 tanh))
          => repeat(2, 6 tanh)
          => 6 tanh
          => 1 sigmoid freeze;
    /// The price of a house.
    pub struct Houses:
        { area: 20..220, kind: one_of(Flat, Cottage) } => 8 tanh => { price: 50_000..950_000, heat: softmax(Gas, Oil) };
}
