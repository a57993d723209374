//~ E0308
//~ expected `Encoded<HouseTarget>`
use mlp::prelude::*;

mlp! { struct House: { area: 20..220 } => 8 tanh => { price: 50_000..950_000 } }

fn main() {
    let area = HouseInput { area: 80.0 };
    let _ = House::seeded(1).loss(Heads::default(), &[area.into()], &[[725_000.0]]);
}
