//~ E0425
//~ + let _ = Trainer::new(Bce, Adam::new(0.01));
//~ + let _ = Trainer::new(Mse, Adam::new(0.01));
//~ + let _ = Trainer::new(CrossEntropy, Adam::new(0.01));
//~ + let _ = Trainer::new(SoftCrossEntropy, Adam::new(0.01));
//~errors 9
use mlp::prelude::*;

mlp! { struct Net: 2 => 3 relu => 1 sigmoid }

fn main() {
    let _ = Trainer::new(BCELoss, Adam::new(0.01));
    let _ = Trainer::new(BinaryCrossentropy, Adam::new(0.01));
    let _ = Trainer::new(MSELoss, Adam::new(0.01));
    let _ = Trainer::new(MeanSquaredError, Adam::new(0.01));
    let _ = Trainer::new(mean_squared_error, Adam::new(0.01));
    let _ = Trainer::new(CrossEntropyLoss, Adam::new(0.01));
    let _ = Trainer::new(categorical_crossentropy, Adam::new(0.01));
    let _ = Trainer::new(BCE, Adam::new(0.01));
    let _ = Trainer::new(MSE, Adam::new(0.01));
}
