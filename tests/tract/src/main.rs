//! Every network of `mlp-interop` as an ONNX model in tract: the same answers to 1e-6.
//!
//! `cargo run --manifest-path tests/tract/Cargo.toml`

use mlp::{Network, Vector};
use mlp_interop::{Visit, declared, joined};
use tract_onnx::prelude::*;

struct Run {
    networks: usize,
}

impl Visit for Run {
    fn network<N: Network>(&mut self, name: &str, net: &N, inputs: &[N::Input], outputs: &[N::Output]) {
        let bytes = net.to_onnx().expect("a model");
        for batch in [1, inputs.len()] {
            let worst = run::<N>(&bytes, batch, inputs, outputs).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            println!("{name}, batches of {batch}: {worst:.1e}");
            assert!(worst < 1e-6, "{name}");
        }
        self.networks += 1;
    }
}

/// The largest difference, relative above 1.
fn run<N: Network>(bytes: &[u8], batch: usize, inputs: &[N::Input], outputs: &[N::Output]) -> TractResult<f32> {
    let model = onnx()
        .model_for_read(&mut &bytes[..])?
        .with_input_fact(0, f32::fact([batch, N::INPUTS]).into())?
        .into_optimized()?
        .into_runnable()?;
    let mut worst = 0.0_f32;
    for (inputs, outputs) in inputs.chunks(batch).zip(outputs.chunks(batch)) {
        let x = Tensor::from_shape(&[batch, N::INPUTS], N::Input::flatten(inputs))?;
        let y = model.run(tvec!(x.into()))?;
        let y = y[0].to_array_view::<f32>()?;
        for (found, expected) in y.iter().zip(N::Output::flatten(outputs)) {
            worst = worst.max((found - expected).abs() / expected.abs().max(1.0));
        }
    }
    Ok(worst)
}

fn main() {
    let mut run = Run { networks: 0 };
    declared(&mut run);
    joined(&mut run);
    assert_eq!(run.networks, 20);
}
