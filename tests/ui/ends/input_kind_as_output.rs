use mlp::prelude::*;

mlp! { struct House: { area: 20..220 } => 8 tanh => { sold: boolean } }

fn main() {
    let _ = House::seeded(1).predict(&HouseInput { area: 80.0 }).sold;
}
