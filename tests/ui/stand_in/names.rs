//~errors 3
use mlp::prelude::*;

mlp! { struct House: { area: 20..220, new: bol, clone: 0..1 } => 8 tanh => { price: 0..900, kind: softmx } }

fn main() {
    let net = House::seeded(1);
    let input = HouseInput { area: 80.0, new: true, clone: 0.5 };
    let mut answers = [net.predict(&input); 1];
    net.predict_batch(&[input], &mut answers);
    let [HouseOutput { price, .. }] = answers;
    println!("{price} {:?} {:?} {input:?}", answers[0].kind, answers[0].kind());
    let _ = HouseTarget { price: 3.0, kind: 2 };
}
