use mlp::prelude::*;

mlp! { struct House: { area: 20..220; new: bool } => 8 tanh => { price: 0..900 } }

fn main() {
    let _ = House::seeded(1).predict(&HouseInput { area: 80.0, new: true }).price;
}
