//! Networks of `arithmetic = i8` and of `quantize` against the reference, bit for bit, and against floats.

use mlp::metrics::class;
use mlp::prelude::*;
use mlp_integers::{
    Bare, Control, Curve, Digits, Hard, Motion, Rectifiers, Smooth, digits, file, for_each_network, network, samples,
    unseen,
};
use mlp_reference::{
    Activation as Known, QuantizedDense, activation_table, dequantized, multiply_by_quantized_multiplier,
    quantized_softmax,
};
use safetensors::SafeTensors;

/// The networks of the files in `networks`, as a device has them.
mod device {
    use mlp::prelude::*;

    /// The inputs of a network.
    const MOTION: usize = 4;

    mlp! {
        pub(super) struct Digits: 64 => 32 relu => 10 softmax,
            weights = "networks/digits.safetensors", arithmetic = i8, budget(bytes <= 3 KiB, macs <= 2368);
        pub(super) struct Curve: 1 => 16 relu => 16 relu => 1, weights = "networks/curve.safetensors", arithmetic = i8;
        pub(super) struct Control: 6 => 16 relu => 16 relu => 5, weights = "networks/control.safetensors", arithmetic = i8;
        pub(super) struct Motion: MOTION => 64 tanh => { 8 * 8 } tanh => 2,
            weights = "networks/motion.safetensors", arithmetic = i8;
        pub(super) struct Hard: 5 => 16 hard_tanh => 12 hard_sigmoid => 3 sigmoid,
            weights = "networks/hard.safetensors", arithmetic = i8;
        pub(super) struct Rectifiers: 7 => 12 leaky_relu(0.1) => 12 elu => 12 selu => 12 gelu => 4,
            weights = "networks/rectifiers.safetensors", arithmetic = i8;
        pub(super) struct Smooth: 7 => 12 silu => 12 softplus => 12 softsign => 12 mish => 4 tanh,
            weights = "networks/smooth.safetensors", arithmetic = i8;
        pub(super) struct Bare: 3 => 8 relu no_bias => 2 softmax, weights = "networks/bare.safetensors", arithmetic = i8
    }
}

/// A layer of a file.
struct Layer {
    dense: QuantizedDense,
    activation: String,
    /// The scales of the inputs, of the weights, of the sums and of the outputs.
    scales: (f64, Vec<f64>, f64, f64),
    output_zero_point: i8,
    table: Option<Vec<i8>>,
    exponentials: Option<Vec<u16>>,
}

/// A file, read without the library.
struct File {
    layers: Vec<Layer>,
    input: (f64, i8),
}

fn signed(bytes: &[u8]) -> Vec<i8> {
    bytes.iter().map(|byte| byte.cast_signed()).collect()
}

fn integers(bytes: &[u8]) -> Vec<i32> {
    bytes.chunks_exact(4).map(|bytes| i32::from_le_bytes(bytes.try_into().unwrap())).collect()
}

fn floats(bytes: &[u8]) -> Vec<f64> {
    bytes.chunks_exact(4).map(|bytes| f64::from(f32::from_le_bytes(bytes.try_into().unwrap()))).collect()
}

/// Reads the file of a network.
fn read(name: &str) -> File {
    let bytes = std::fs::read(file(name)).unwrap();
    let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
    let entry = header.metadata().as_ref().unwrap()["mlp"].clone();
    let activations = entry.split("; activations ").nth(1).unwrap().split(';').next().unwrap().to_owned();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let get = |name: &str| tensors.tensor(name).ok().map(|tensor| tensor.data().to_vec());
    let input = (floats(&get("input.scale").unwrap())[0], signed(&get("input.zero_point").unwrap())[0]);
    let (mut layers, mut before, mut module) = (Vec::new(), input, 0);
    for activation in activations.split(", ") {
        let get = |kind: &str| get(&format!("{module}.{kind}"));
        let shape = tensors.tensor(&format!("{module}.weight")).unwrap().shape().to_vec();
        let range = signed(&get("range").unwrap());
        let dense = QuantizedDense {
            weights: signed(&get("weight").unwrap()).chunks_exact(shape[1]).map(<[i8]>::to_vec).collect(),
            biases: integers(&get("bias").unwrap()),
            multipliers: integers(&get("multiplier").unwrap()),
            shifts: get("shift").unwrap().iter().map(|shift| -1 - i32::from(*shift)).collect(),
            input_zero_point: before.1,
            zero_point: signed(&get("sum_zero_point").unwrap())[0],
            range: [range[0], range[1]],
        };
        let scale = |kind: &str| floats(&get(kind).unwrap());
        let scales = (before.0, scale("weight_scale"), scale("sum_scale")[0], scale("scale")[0]);
        let output_zero_point = signed(&get("zero_point").unwrap())[0];
        before = (scales.3, output_zero_point);
        let exponentials = get("exponentials")
            .map(|bytes| bytes.chunks_exact(2).map(|bytes| u16::from_le_bytes(bytes.try_into().unwrap())).collect());
        let table = get("table").map(|bytes| signed(&bytes));
        let activation = activation.to_owned();
        module += if activation == "identity" { 1 } else { 2 };
        layers.push(Layer { dense, activation, scales, output_zero_point, table, exponentials });
    }
    File { layers, input }
}

impl File {
    /// Returns the outputs of the definition.
    fn forward(&self, input: &[i8]) -> Vec<i8> {
        let mut values = input.to_vec();
        for layer in &self.layers {
            values = layer.dense.forward(&values);
            if let Some(table) = &layer.table {
                values = values.iter().map(|value| table[usize::try_from(i64::from(*value) + 128).unwrap()]).collect();
            }
            if let Some(exponentials) = &layer.exponentials {
                values = quantized_softmax(&values, exponentials);
            }
        }
        values
    }
}

/// Inputs of integers: those of samples, all limits, and some that no sample has.
fn integer_inputs<const INPUTS: usize>(
    samples: &[[f32; INPUTS]],
    meaning: mlp::quantized::Quantization,
) -> Vec<[i8; INPUTS]> {
    let mut inputs: Vec<[i8; INPUTS]> = samples.iter().map(|sample| meaning.quantize_all(sample)).collect();
    inputs.extend([[i8::MIN; INPUTS], [i8::MAX; INPUTS], [0; INPUTS]]);
    let mut state = 1_u32;
    for _ in 0..200 {
        inputs.push(std::array::from_fn(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 24) as u8).cast_signed()
        }));
    }
    inputs
}

/// The device, the network of `quantize` and the definition give the same integers.
#[test]
fn the_integers_are_those_of_the_definition() {
    macro_rules! same {
        ($network:ident, $name:literal, $inputs:literal, $outputs:literal) => {
            let (defined, device) = (read($name), device::$network::TRAINED);
            let quantized = network::<$network>($name).quantize::<$inputs, $outputs>(&samples($name)).unwrap();
            assert_eq!((device::$network::INPUT, device::$network::OUTPUT), (quantized.input(), quantized.output()));
            for input in integer_inputs::<$inputs>(&unseen($name), quantized.input()) {
                let expected = defined.forward(&input);
                assert_eq!(quantized.forward_i8(&input).to_vec(), expected, "{}: {input:?}", $name);
                assert_eq!(device.forward_i8(&input).to_vec(), expected, "{}: {input:?}", $name);
            }
            for sample in unseen::<$inputs>($name) {
                assert_eq!(device.forward(&sample), quantized.forward(&sample));
            }
        };
    }
    for_each_network!(same);
}

/// The committed files are those that `quantize` writes.
#[test]
fn files_are_those_of_quantize() {
    macro_rules! same {
        ($network:ident, $name:literal, $inputs:literal, $outputs:literal) => {
            let quantized = network::<$network>($name).quantize::<$inputs, $outputs>(&samples($name)).unwrap();
            let committed = std::fs::read(file($name)).unwrap();
            assert!(quantized.to_safetensors() == committed, "{}: cargo run -p mlp-integers --bin quantize", $name);
        };
    }
    for_each_network!(same);
}

/// The specification: symmetric weights, scales of sums that are products, fixed scales of outputs, tables.
#[test]
fn files_follow_the_specification() {
    macro_rules! check {
        ($network:ident, $name:literal, $inputs:literal, $outputs:literal) => {
            let file = read($name);
            // 0 is among the values that an input can have
            assert!(dequantized(file.input.1, file.input.0, file.input.1) == 0.0);
            file.layers.iter().for_each(follows);
        };
    }
    for_each_network!(check);
}

/// Checks one layer.
fn follows(layer: &Layer) {
    let (input, weights, sums, output) = (layer.scales.0, &layer.scales.1, layer.scales.2, layer.scales.3);
    let dense = &layer.dense;
    let factor = if layer.activation == "hard_sigmoid" { 6.0 } else { 1.0 };
    for unit in 0..dense.biases.len() {
        assert!(dense.weights[unit].iter().all(|weight| *weight >= -127));
        assert_eq!(dense.weights[unit].iter().map(|weight| weight.unsigned_abs()).max(), Some(127));
        assert!(dense.multipliers[unit] >= 1 << 30 && dense.shifts[unit] < -1);
        let exact = input * weights[unit] / factor / sums;
        let found = f64::from(dense.multipliers[unit]) * (f64::from(dense.shifts[unit]) - 31.0).exp2();
        assert!((found / exact - 1.0).abs() <= 1.0 / f64::from(1 << 30), "{found} {exact}");
    }
    match layer.activation.as_str() {
        "tanh" => assert_eq!((output, layer.output_zero_point), (1.0 / 128.0, 0)),
        "sigmoid" | "softmax" => assert_eq!((output, layer.output_zero_point), (1.0 / 256.0, -128)),
        "identity" | "relu" | "hard_tanh" | "hard_sigmoid" => {
            assert_eq!((output, layer.output_zero_point), (sums, dense.zero_point));
        }
        _ => {}
    }
    if let Some(table) = &layer.table {
        let exact =
            activation_table(known(&layer.activation), (sums, dense.zero_point), (output, layer.output_zero_point));
        for (found, exact) in table.iter().zip(exact) {
            assert!((f64::from(*found) - exact).abs() <= 0.5001, "{}: {found} {exact}", layer.activation);
        }
    }
    for (difference, exponential) in layer.exponentials.iter().flatten().enumerate() {
        let exact = 65535.0 * (-sums * difference as f64).exp();
        assert!((f64::from(*exponential) - exact).abs() <= 0.5001);
    }
}

fn known(word: &str) -> Known {
    match word {
        "tanh" => Known::Tanh,
        "sigmoid" => Known::Sigmoid,
        "leaky_relu(0.1)" => Known::LeakyRelu { slope: 0.1 },
        "elu" => Known::Elu,
        "selu" => Known::Selu,
        "gelu" => Known::Gelu,
        "silu" => Known::Silu,
        "softplus" => Known::Softplus,
        "softsign" => Known::Softsign,
        "mish" => Known::Mish,
        other => panic!("{other} has no table"),
    }
}

/// The errors of each network in parts of the range of its outputs: the largest, and the mean.
///
/// Of samples that it was calibrated with, and of others, some of which are beyond the ranges.
#[test]
fn errors_are_small() {
    let mut found = Vec::new();
    macro_rules! measure {
        ($network:ident, $name:literal, $inputs:literal, $outputs:literal) => {
            let net = network::<$network>($name);
            let device = |sample: &[f32; $inputs]| device::$network::TRAINED.forward(sample);
            let errors = |samples: Vec<[f32; $inputs]>| errors(&net, &device, &samples);
            found.push(($name, errors(samples($name)), errors(unseen($name))));
        };
    }
    for_each_network!(measure);
    println!("{found:.4?}");
    for ((name, seen, unseen), (same, limits)) in found.into_iter().zip(LIMITS) {
        assert_eq!(name, same);
        for (error, limit) in [seen, unseen].into_iter().flatten().zip(limits) {
            assert!(error <= limit, "{name}: {seen:?}, {unseen:?}");
        }
    }
}

/// The largest and the mean error of samples that a network was calibrated with, and of others.
const LIMITS: [(&str, [f32; 4]); 8] = [
    ("digits", [0.035, 0.0008, 0.029, 0.0008]),
    ("curve", [0.020, 0.004, 0.017, 0.004]),
    ("control", [0.008, 0.0016, 0.063, 0.0018]),
    ("motion", [0.011, 0.003, 0.017, 0.003]),
    ("hard", [0.006, 0.0018, 0.007, 0.0018]),
    ("rectifiers", [0.017, 0.0035, 0.083, 0.0035]),
    ("smooth", [0.020, 0.0045, 0.069, 0.005]),
    ("bare", [0.009, 0.0021, 0.026, 0.0025]),
];

/// Returns the largest and the mean error in parts of the range of the outputs.
fn errors<N, const INPUTS: usize, const OUTPUTS: usize>(
    net: &N,
    device: &dyn Fn(&[f32; INPUTS]) -> [f32; OUTPUTS],
    samples: &[[f32; INPUTS]],
) -> [f32; 2]
where
    N: Network<Input = [f32; INPUTS], Output = [f32; OUTPUTS]>,
{
    let (mut largest, mut sum, mut low, mut high) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for sample in samples {
        for (exact, found) in net.forward(sample).iter().zip(device(sample)) {
            (low, high) = (low.min(*exact), high.max(*exact));
            largest = largest.max((exact - found).abs());
            sum += (exact - found).abs();
        }
    }
    [largest, sum / (samples.len() * OUTPUTS) as f32].map(|error| error / (high - low))
}

/// At most a two-hundredth of the unseen digits is read otherwise than by floats.
#[test]
fn digits_are_read_as_well() {
    let (images, labels) = digits::<64>("digits_test.csv.gz");
    let net = network::<Digits>("digits");
    let right = |read: &dyn Fn(&[f32; 64]) -> [f32; 10]| {
        images.iter().zip(&labels).filter(|(image, label)| class(&read(image)) == **label).count()
    };
    let (floats, integers) =
        (right(&|image| net.forward(image)), right(&|image| device::Digits::TRAINED.forward(image)));
    println!("{floats} and {integers} of {} digits", images.len());
    assert!(integers.abs_diff(floats) * 200 <= images.len(), "{integers} of {}, {floats} by floats", images.len());
}

/// The softmax of integers is within one of the nearest integer of the exact one.
#[test]
fn softmax_is_exact_to_one() {
    let file = read("digits");
    let layer = file.layers.last().unwrap();
    for input in integer_inputs::<64>(&unseen("digits"), device::Digits::INPUT) {
        let hidden = file.layers[0].dense.forward(&input);
        let sums = layer.dense.forward(&hidden);
        let exponentials: Vec<f64> = sums.iter().map(|sum| (layer.scales.2 * f64::from(*sum)).exp()).collect();
        let total: f64 = exponentials.iter().sum();
        for (found, exponential) in
            quantized_softmax(&sums, layer.exponentials.as_ref().unwrap()).iter().zip(exponentials)
        {
            let exact = (256.0 * exponential / total).min(255.0) - 128.0;
            assert!((f64::from(*found) - exact).abs() <= 1.0, "{found} {exact}");
        }
    }
}

#[test]
fn the_definition_rounds_halves_up() {
    for (x, half) in [(5, 3), (-5, -2), (4, 2), (-4, -2)] {
        assert_eq!(multiply_by_quantized_multiplier(x, 1 << 30, 0), half);
    }
}
