//~ E0425
//~errors 8
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 sigmoid }

fn main() {
    let _ = Trainer::new(BCELoss, Adam::new(0.01));
    let _ = Trainer::new(BinaryCrossentropy, Adam::new(0.01));
    let _ = Trainer::new(MSELoss, Adam::new(0.01));
    let _ = Trainer::new(MeanSquaredError, Adam::new(0.01));
    let _ = Trainer::new(mean_squared_error, Adam::new(0.01));
    let _ = Trainer::new(CrossEntropyLoss, Adam::new(0.01));
    let _ = Trainer::new(BCE, Adam::new(0.01));
    let _ = Trainer::new(MSE, Adam::new(0.01));
}
