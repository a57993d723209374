//! Networks that cannot be quantized, and values at the edges.

use mlp::error::QuantizationReason;
use mlp::prelude::*;
use mlp::quantized::Quantization;
use mlp::{Activation, Error};

mlp! {
    struct Net: 2 => 3 relu => 1;
    struct Residual: 2 => residual(3 relu => 2) => 1;
    struct Nested: 2 => net(Net) => 1;
    struct Own: 2 => 3 Square => 1;
    struct Named: { width: 0..10 } => 3 relu => { price: 0..900 };
    struct Wide: 40_000 => 1
}

#[derive(Clone, Copy, Debug, Default)]
struct Square;

impl Activation for Square {
    fn value(z: f32) -> f32 {
        z * z
    }
    fn derivative(z: f32) -> f32 {
        2.0 * z
    }
}

const SAMPLES: [[f32; 2]; 3] = [[0.5, -1.0], [1.0, 0.25], [-0.5, 0.0]];

fn reason(error: Error) -> (String, QuantizationReason) {
    let Error::Quantization { layer, reason } = error else { panic!("{error}") };
    (layer, reason)
}

#[test]
fn what_has_no_integers_says_so() {
    let (layer, found) = reason(Residual::seeded(7).quantize(&SAMPLES).unwrap_err());
    assert_eq!((layer.as_str(), found), ("l1_1", QuantizationReason::Residual));
    let (layer, found) = reason(Nested::seeded(7).quantize(&SAMPLES).unwrap_err());
    assert_eq!((layer.as_str(), found), ("l1", QuantizationReason::Joined));
    let error = Own::seeded(7).quantize(&SAMPLES).unwrap_err();
    assert_eq!(
        error.to_string(),
        "layer `l1` cannot compute in integers: its activation is `Square`: expected one of the language's, and outputs \
         without names"
    );
    let found = reason(Named::seeded(7).quantize(&[[0.5]]).unwrap_err()).1;
    assert!(matches!(found, QuantizationReason::Activation { .. }));
    // the layer is refused before samples are looked at
    let found = reason(Wide::boxed(7).quantize(&[]).unwrap_err()).1;
    assert_eq!(found, QuantizationReason::Inputs { found: 40_000, most: 32_768 });
}

#[test]
fn samples_and_parameters_must_be_finite() {
    let mut net = Net::seeded(7);
    assert_eq!(net.quantize(&[]).unwrap_err(), Error::NoSamples);
    let error = net.quantize(&[[0.0, f32::INFINITY]]).unwrap_err();
    assert_eq!(error, Error::InputNotFinite { sample: 0, column: 1, value: f32::INFINITY });
    net.l2.weights[1][0] = f32::NAN;
    let (layer, found) = reason(net.quantize(&SAMPLES).unwrap_err());
    // the weight itself, not what its sums become
    assert!(layer == "l2" && matches!(found, QuantizationReason::NotFinite { value } if value.is_nan()), "{found:?}");
    // every product is finite, their sum is not
    let mut net = Net::zeroed();
    net.l1.weights = [[f32::MAX; 3]; 2];
    let (layer, found) = reason(net.quantize(&[[1.0, 1.0]]).unwrap_err());
    assert_eq!((layer.as_str(), found), ("l1", QuantizationReason::NotFinite { value: f32::INFINITY }));
    // the products are infinite, of both signs: the sum is NaN, which is between no limits
    net.l1.weights = [[f32::MAX; 3], [-f32::MAX; 3]];
    let (layer, found) = reason(net.quantize(&[[3.0, 3.0]]).unwrap_err());
    assert_eq!((layer.as_str(), found), ("l1", QuantizationReason::NotFinite { value: f32::INFINITY }));
    // no sum is large, but the steps of sums would be infinite: large weights of small inputs beside large inputs
    net.l1.weights = [[f32::MAX; 3], [0.0; 3]];
    let (layer, found) = reason(net.quantize(&[[0.0, 1e30]]).unwrap_err());
    assert_eq!((layer.as_str(), found), ("l1", QuantizationReason::NotFinite { value: f32::INFINITY }));
}

/// Weights and inputs of zeros, biases alone, and biases much larger than the weights.
#[test]
fn units_without_weights_have_their_biases() {
    let mut net = Net::zeroed();
    let quantized = net.quantize(&[[0.0, 0.0]]).unwrap();
    assert_eq!(quantized.forward(&[0.0, 0.0]), [0.0]);
    assert_eq!(quantized.input(), Quantization { scale: 1.0, zero_point: -128 });
    net.l2.biases = [0.75];
    let quantized = net.quantize(&SAMPLES).unwrap();
    assert_eq!(quantized.forward(&SAMPLES[0]), [0.75]);
    net.l1.weights = [[1e-6, 0.0, 1e-12]; 2];
    net.l1.biases = [3.0, 0.5, -3.0];
    net.l2.weights = [[1.0], [1.0], [1.0]];
    let quantized = net.quantize(&SAMPLES).unwrap();
    for sample in &SAMPLES {
        let ([exact], [found]) = (net.forward(sample), quantized.forward(sample));
        assert!((exact - found).abs() < 0.02, "{exact} {found}");
    }
}

#[test]
fn what_is_beyond_the_samples_is_the_nearest_that_is_not() {
    let quantized = Net::seeded(7).quantize(&SAMPLES).unwrap();
    assert_eq!(quantized.forward(&[1e9, -1e9]), quantized.forward(&[1.0, -1.0]));
    let (input, output) = (quantized.input(), quantized.output());
    assert_eq!((input.dequantize(input.quantize(0.0)), output.dequantize(output.zero_point)), (0.0, 0.0));
}
