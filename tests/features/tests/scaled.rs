//! A network and its scalers: the same answers after a file, and files that do not fit.

use mlp::metrics::r2_score;
use mlp::prelude::*;
use mlp::{Error, Scaled, Scaler};

mlp! {
    #[derive(PartialEq)]
    struct Line: 2 => 4 tanh => 1;
    struct Wider: 3 => 4 tanh => 1;
    struct Longer: 2 => 4 tanh => 4 tanh => 1
}

/// Inputs and targets far from 0, each in a unit of its own.
fn samples() -> (Vec<[f32; 2]>, Vec<[f32; 1]>) {
    let input = |i: u16| [1e4 + f32::from(i % 20), 1e-3 * f32::from(i / 20)];
    let target = |[a, b]: [f32; 2]| [5e5 + 1e3 * (a - 1e4) - 1e6 * b];
    (0..400).map(|i| (input(i), target(input(i)))).unzip()
}

fn trained() -> Result<Scaled<Line>, Error> {
    let (inputs, targets) = samples();
    let scaled = Scaled::new(Line::seeded(1), Scaler::standard(&inputs)?).with_outputs(Scaler::min_max(&targets)?);
    let mut scaled = scaled;
    let (x, t) = (scaled.inputs.transform_all(&inputs), scaled.outputs.transform_all(&targets));
    Trainer::new(Mse, Adam::new(0.02)).epochs(60).fit(&mut scaled.net, &x, &t)?;
    Ok(scaled)
}

#[test]
fn numbers_go_in_and_out_in_their_own_units() -> Result<(), Error> {
    let (inputs, targets) = samples();
    let scaled = trained()?;
    let outputs = scaled.predict(&inputs);
    assert!(r2_score(&outputs, &targets)? > 0.99);
    for (input, output) in inputs.iter().zip(&outputs) {
        let [one] = scaled.forward(input);
        assert!((one - output[0]).abs() <= 1e-6 * one.abs(), "{one} alone, {} with others", output[0]);
    }
    Ok(())
}

#[test]
fn a_file_keeps_the_scalers() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let (scaled, path) = (trained()?, folder.path().join("scaled.safetensors"));
    scaled.save(&path)?;
    let same = Scaled::<Line>::load(&path)?;
    assert_eq!(same, scaled);
    assert_eq!(same.predict(&samples().0), scaled.predict(&samples().0));
    // without them, the network would answer something else
    let error = Line::load(&path).expect_err("four tensors too many");
    assert!(error.to_string().contains("scaler."), "{error}");
    Ok(())
}

#[test]
fn files_that_do_not_fit() -> Result<(), Error> {
    let scaled = trained()?;
    let bytes = scaled.to_safetensors();
    let text = |result: Result<(), Error>| result.expect_err("another network").to_string();
    let shape = "tensor `scaler.inputs.shift`: the network has the shape [3], the file [2]";
    assert_eq!(text(Scaled::<Wider>::from_safetensors(&bytes).map(drop)), shape);
    let error = Scaled::<Longer>::from_safetensors(&bytes).expect_err("one layer too few");
    assert!(matches!(error, Error::TensorShape { .. } | Error::MissingTensor { .. }), "{error}");
    let missing = "the file has no tensor `scaler.inputs.shift`, which the network needs";
    let found = text(Scaled::<Line>::from_safetensors(&scaled.net.to_safetensors()).map(drop));
    assert!(found.starts_with(missing), "{found}");
    assert!(matches!(Scaled::<Line>::from_safetensors(&bytes[..bytes.len() - 1]), Err(Error::Safetensors { .. })));
    let mut zero = scaled.clone();
    zero.inputs.scale[1] = 0.0;
    let expected = "tensor `scaler.inputs.scale` holds 0 at 1: nothing can be divided by it";
    assert_eq!(text(Scaled::<Line>::from_safetensors(&zero.to_safetensors()).map(drop)), expected);
    let mut zero = scaled.clone();
    zero.outputs.scale[0] = 0.0;
    let expected = "tensor `scaler.outputs.scale` holds 0 at 0: nothing can be divided by it";
    assert_eq!(text(Scaled::<Line>::from_safetensors(&zero.to_safetensors()).map(drop)), expected);
    let mut infinite = scaled;
    infinite.outputs.shift[0] = f32::NAN;
    let error = Scaled::<Line>::from_safetensors(&infinite.to_safetensors()).expect_err("NaN");
    assert!(matches!(error, Error::TensorNotFinite { name, .. } if name == "scaler.outputs.shift"));
    Ok(())
}

#[test]
fn what_would_not_be_read_is_not_saved() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("line.safetensors");
    let good = trained()?;
    good.save(&path)?;
    let mut nan = good.clone();
    nan.net.params_slice_mut()[0] = f32::NAN;
    let error = nan.save(&path).expect_err("NaN").to_string();
    assert_eq!(error, "tensor `0.weight` holds NaN at [0, 0]: weights must be finite");
    let mut infinite = good.clone();
    infinite.outputs.scale[0] = f32::INFINITY;
    let error = infinite.save(&path).expect_err("infinite").to_string();
    assert_eq!(error, "tensor `scaler.outputs.scale` holds inf at [0]: weights must be finite");
    let mut zero = good.clone();
    zero.inputs.scale[1] = 0.0;
    let error = zero.save(&path).expect_err("a scale of 0").to_string();
    assert_eq!(error, "tensor `scaler.inputs.scale` holds 0 at 1: nothing can be divided by it");
    assert_eq!(Scaled::<Line>::load(&path)?, good, "the old file is still there");
    Ok(())
}

#[test]
#[should_panic(expected = "1 inputs, but room for 2 outputs")]
fn lengths_that_differ() {
    let scaled = Scaled::new(Line::seeded(0), Scaler::default());
    scaled.forward_batch(&[[0.0; 2]], &mut [[0.0]; 2]);
}
