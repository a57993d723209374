//~errors 12
use mlp::prelude::*;

mlp! {
    struct List: [2, 3, 1];
    struct Commas: 2 => 3, relu => 1, sigmoid;
    struct Quotes: 2 => "3" "relu" => 1;
    struct Torch: 2 => 3 nn.ReLU() => 1;
    struct Keras: 2 => 3 activation = relu => 1, loss(mse);
    struct Brackets: 2 => 3 relu dropout[0.1] => 1, seed == 3;
    struct Reversed: 2 >= 1
}

mlp! { Struct Misspelt: 2 => 1 }

fn main() {
    let _ = Commas::seeded(1).forward(&[1.0, 2.0]);
    let _ = Quotes::seeded(1).forward(&[1.0, 2.0]);
    let _ = Misspelt::seeded(1).forward(&[1.0, 2.0]);
}
