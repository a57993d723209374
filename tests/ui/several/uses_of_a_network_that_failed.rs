use mlp::prelude::*;

mlp! {
    #[derive(PartialEq)]
    struct Broken: 2 => hidden: 3 sigmod => 1 sigmoid
}

fn works<N: Network<Input = [f32; 2], Output = [f32; 1]>>(net: &N) -> [f32; 1] {
    net.forward(&[1.0, 2.0])
}

fn main() -> Result<(), mlp::Error> {
    const _: () = assert!(Broken::INPUTS == 2 && Broken::PARAMS == 13);
    const _: () = assert!(size_of::<Broken>() == 4 * Broken::PARAMS);
    let mut net = Broken::seeded(1);
    let [y] = net.forward(&[1.0, 2.0]);
    println!("{y} {net:?} {:?} {}", net.hidden.weights[1][2], net.l2.biases[0]);
    let params: &[f32; Broken::PARAMS] = net.params();
    assert_eq!(Broken::from_params(params), net.clone());
    net.params_mut()[12] = 1.0;
    net.params_slice_mut()[3] = 2.0;
    works(&net);
    let inputs = [[0.0, 1.0], [1.0, 0.0]];
    let mut outputs = [[0.0]; 2];
    net.forward_batch(&inputs, &mut outputs);
    let mut gradient = Broken::zeroed();
    net.gradient(Bce, &inputs, &outputs, &mut gradient);
    let optimizer = Adam::new(0.1);
    let mut state = optimizer.init::<Broken>();
    net.train_batch(Mse, &optimizer, &mut state, &inputs, &outputs);
    Trainer::new(Bce, optimizer).epochs(2).validate(&inputs, &outputs).fit(&mut net, &inputs, &outputs)?;
    let both = Chain::new(net.clone(), Broken2::seeded(1));
    both.forward(&[1.0, 2.0]);
    let beside = Concat::new(net.clone(), net.clone());
    beside.forward(&[1.0, 2.0]);
    net.save("file")?;
    let boxed = Broken::boxed(1);
    assert_eq!(*boxed, Broken::load("file")?);
    Ok(())
}

mlp! { struct Broken2: 1 => 1 }
