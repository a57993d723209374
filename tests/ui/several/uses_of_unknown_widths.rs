//~errors 4
use mlp::prelude::*;

mlp! {
    struct Inputs: 0 => 3 relu => 1;
    struct Outputs: 2 => 3 relu => 0;
    struct Hidden: 2 => hidden: 0 relu => 1;
    struct Nothing: 2
}

fn main() -> Result<(), mlp::Error> {
    let [y] = Inputs::seeded(1).forward(&[1.0; 784]);
    println!("{y} {}", Outputs::seeded(1).forward(&[1.0, 2.0])[9]);
    let y: [f32; 10] = Outputs::seeded(1).forward(&[1.0, 2.0]);
    let hidden = Hidden::seeded(1);
    println!("{y:?} {:?}", hidden.hidden.weights[0][5]);
    let _: [f32; 3] = Nothing::seeded(1).forward(&[1.0, 2.0]);
    let mut net = Inputs::seeded(1);
    Trainer::new(Mse, Adam::new(0.1)).fit(&mut net, &[[1.0; 5]; 3], &[[1.0]; 3])?;
    let mut net = Outputs::seeded(1);
    Trainer::new(CrossEntropy, Adam::new(0.1)).fit(&mut net, &[[1.0; 2]; 3], &[1; 3])?;
    println!("{}", accuracy(&net, &[[1.0; 2]; 3], &[1; 3]));
    Ok(())
}
