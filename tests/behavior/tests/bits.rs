//! Bits that must not change: initial weights by seed, and what instruction sets and ways to declare a width compute.

use mlp::prelude::*;
use mlp_core::simd::{self, Level};
use mlp_fixtures::{at_every_level, bits, distributions, probabilities, random_network, uniform};

mlp! {
    struct Xavier: 2 => 3 sigmoid;
    struct XavierNormal: 2 => 3 init(xavier_normal);
    struct He: 2 => 3 relu;
    struct HeNormal: 2 => 3 init(he_normal);
    struct Lecun: 2 => 3 selu;
    struct LecunNormal: 2 => 3 init(lecun_normal);
    struct Zeros: 2 => 3 init(zeros);
    struct TwoLayers: 2 => 3 relu => 2 init(he_normal);
}

/// Returns the four parameters from `at` on of a network with seed 7.
fn first<N: Network>(at: usize) -> [f32; 4] {
    let mut net = N::ZERO;
    net.initialize(7);
    core::array::from_fn(|i| net.params_slice()[at + i])
}

/// The initial weights of a `2 => 3` layer with seed 7. Uniform ones were worked out beside this program, by the
/// definitions: `sqrt(b^2)`, rounded, times `2 u - 1` with `u` the upper 24 bits of splitmix64; normal
/// ones agree with the polar method in `f64` to 1e-7. A change of any changes every training run.
#[test]
fn first_weights_are_pinned() {
    at_every_level(|level| {
        let pinned: [([f32; 4], [u32; 4]); 8] = [
            (first::<Xavier>(0), [0xbe77_29f9, 0xbf87_824d, 0x3f60_c617, 0x3e3a_0d3d]),
            (first::<He>(0), [0xbec3_6677, 0xbfd6_422e, 0x3fb1_b304, 0x3e93_1637]),
            (first::<Lecun>(0), [0xbe8a_2b3a, 0xbf97_80ef, 0x3f7b_4e03, 0x3e50_031b]),
            (first::<XavierNormal>(0), [0xbcd8_43b8, 0x3f0d_e8f3, 0xbe46_2ba5, 0xbe73_4563]),
            (first::<HeNormal>(0), [0xbd2a_f8dd, 0x3f60_611d, 0xbe9c_aae3, 0xbec0_5299]),
            (first::<LecunNormal>(0), [0xbcf1_ca85, 0x3f1e_a900, 0xbe5d_8fb4, 0xbe87_fe1e]),
            (first::<Zeros>(0), [0; 4]),
            // the first layer's six weights, three biases, and what the second layer begins with
            (first::<TwoLayers>(9), [0xbe9d_07e2, 0xbf59_3b09, 0x3f66_41be, 0x3f21_7f89]),
        ];
        for (index, (params, expected)) in pinned.into_iter().enumerate() {
            let found = params.map(f32::to_bits);
            assert_eq!(found, expected, "{level}, network {index}: {found:#010x?} {params:?}");
        }
    });
}

/// Each initialization, by the moments of many weights: `b = sqrt(3) s` uniform, or `s` normal.
#[test]
fn first_weights_have_their_spread() {
    mlp! {
        struct X: 300 => 100 init(xavier), unroll = none;
        struct Xn: 300 => 100 init(xavier_normal), unroll = none;
        struct H: 300 => 100 init(he), unroll = none;
        struct Hn: 300 => 100 init(he_normal), unroll = none;
        struct L: 300 => 100 init(lecun), unroll = none;
        struct Ln: 300 => 100 init(lecun_normal), unroll = none;
        struct P: 300 => 100 init(pytorch, zeros), unroll = none;
        struct U: 300 => 100 init(uniform(0.3)), unroll = none;
        struct N: 300 => 100 init(normal(0.7)), unroll = none;
    }
    fn check<N: Network>(deviation: f64, normal: bool) {
        let net = N::boxed(1);
        let (weights, biases) = net.params_slice().split_at(30_000);
        assert!(biases.iter().all(|b| *b == 0.0), "biases begin at zero");
        check_values(weights, deviation, normal);
    }
    check::<X>((2.0_f64 / 400.0).sqrt(), false);
    check::<Xn>((2.0_f64 / 400.0).sqrt(), true);
    check::<H>((2.0_f64 / 300.0).sqrt(), false);
    check::<Hn>((2.0_f64 / 300.0).sqrt(), true);
    check::<L>((1.0_f64 / 300.0).sqrt(), false);
    check::<Ln>((1.0_f64 / 300.0).sqrt(), true);
    check::<P>((1.0_f64 / 900.0).sqrt(), false);
    check::<U>((0.03_f64).sqrt(), false);
    check::<N>(0.7, true);
}

/// The biases' distributions follow from the shape of the layer too; weights are drawn first, so they stay what they are.
#[test]
fn first_biases_have_their_spread() {
    mlp! {
        struct Plain: 1 => 30_000 init(xavier);
        struct X: 1 => 30_000 init(xavier, xavier);
        struct N: 1 => 30_000 init(xavier, normal(0.7));
        struct P: 1 => 30_000 init(pytorch);
    }
    let weights = Plain::boxed(1).l1.weights;
    let (x, n, p) = (X::boxed(1), N::boxed(1), P::boxed(1));
    assert!(x.l1.weights == weights && n.l1.weights == weights);
    check_values(&x.l1.biases, (2.0_f64 / 30_001.0).sqrt(), false);
    check_values(&n.l1.biases, 0.7, true);
    check_values(&p.l1.biases, 3.0_f64.sqrt().recip(), false);
    check_values(&p.l1.weights[0], 3.0_f64.sqrt().recip(), false);
}

/// Holds the moments of 30 000 values against those of a distribution around 0.
fn check_values(weights: &[f32], deviation: f64, normal: bool) {
    let mean = weights.iter().map(|&w| f64::from(w)).sum::<f64>() / 30_000.0;
    let square = weights.iter().map(|&w| f64::from(w).powi(2)).sum::<f64>() / 30_000.0;
    let fourth = weights.iter().map(|&w| f64::from(w).powi(4)).sum::<f64>() / 30_000.0;
    // four standard errors of a mean of 30 000
    assert!(mean.abs() < 4.0 * deviation / 173.0, "mean {mean}");
    assert!((square.sqrt() / deviation - 1.0).abs() < 0.02, "deviation {} {deviation}", square.sqrt());
    let kurtosis = fourth / (square * square);
    let expected = if normal { 3.0 } else { 1.8 };
    assert!((kurtosis - expected).abs() < 0.15, "kurtosis {kurtosis}, not {expected}");
}

mlp! {
    struct Kernels: 7 => 33 tanh => 17 gelu => 9 softmax, unroll = none;
    struct Straight: 2 => 3 sigmoid => 2 softmax, unroll = full;
    // constant sizes in builds with optimization: partial vectors, one unit, two units, a layer behind the first cache
    struct Fixed: 7 => 33 tanh => 1 tanh => 120 relu => 130 silu => 2 relu => 17 gelu => 9 softmax;
    // training too
    struct FixedTraining: 7 => 33 tanh => 1 tanh => 20 relu => 3 silu => 2 relu => 17 gelu => 9 softmax;
}

/// Returns the bits of everything a network computes: outputs, losses, gradients, input gradients, and parameters after
/// some steps.
fn everything<N: Network>() -> Vec<u32>
where
    SoftCrossEntropy: Loss<N, Target = N::Output>,
{
    let inputs: Vec<N::Input> = uniform(150, 1, 3.0);
    let targets: Vec<N::Output> = distributions(150, 2);
    let (mut net, mut gradient) = (random_network::<N>(3), N::ZERO);
    let mut found = Vec::new();
    let mut keep = |values: &[f32]| found.extend(bits(values));
    let optimizer = Adam::new(0.01);
    let mut state = optimizer.init::<N>();
    for count in [1, 3, 8, 9, 21, 64, 150] {
        let (xs, ts) = (&inputs[..count], &targets[..count]);
        let mut answers = ts.to_vec();
        net.forward_batch(xs, &mut answers);
        keep(<N::Output as mlp::Vector>::flatten(&answers));
        keep(net.forward(&xs[0]).as_ref());
        keep(&[net.loss(SoftCrossEntropy, xs, ts), net.gradient(Mse, xs, ts, &mut gradient)]);
        keep(gradient.params_slice());
        keep(net.input_gradient(Mae, &xs[0], ts[0]).1.as_ref());
        keep(&[net.train_batch(SoftCrossEntropy, &optimizer, &mut state, xs, ts)]);
        keep(net.params_slice());
    }
    found
}

/// Returns the FNV-1a hash.
fn hash(words: &[u32]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Instruction sets that fuse multiply and add give the same bits, and so do those that do not.
#[test]
fn instruction_sets_agree() {
    let mut found: Vec<(Level, [Vec<u32>; 4])> = Vec::new();
    at_every_level(|level| {
        let networks =
            [everything::<Kernels>(), everything::<Straight>(), everything::<Fixed>(), everything::<FixedTraining>()];
        // `.ci/targets` compares this line with that of another machine
        println!("\nbits of {level}: {}", networks.each_ref().map(|words| format!("{:016x}", hash(words))).join(" "));
        found.push((level, networks));
    });
    let fused = |level: Level| matches!(level, Level::Avx2 | Level::Avx512 | Level::Neon);
    for (a, of_a) in &found {
        for (b, of_b) in found.iter().filter(|(b, _)| fused(*a) == fused(*b)) {
            let codes = ["kernels", "straight-line code", "code of constant sizes", "training with constant sizes"];
            for (index, code) in codes.into_iter().enumerate() {
                assert!(of_a[index] == of_b[index], "{a} and {b} differ in {code}");
            }
        }
    }
    assert!(found.iter().any(|(level, ..)| *level == simd::active()), "the best level was among them");
}

const UNITS: usize = 17;

mlp! {
    struct ByConstant: { UNITS - 8 } => UNITS tanh => { 2 * UNITS } silu no_bias => 3 sigmoid;
    struct ByLiteral: 9 => 17 tanh => 34 silu no_bias => 3 sigmoid;
}

/// A network with constants as widths computes what one with literals does, to the last bit.
#[test]
fn constant_widths_equal_literal_widths() {
    at_every_level(|level| {
        let inputs: Vec<[f32; 9]> = uniform(70, 1, 1.0);
        let targets: Vec<[f32; 3]> = probabilities(70, 2);
        let (mut by_constant, mut by_literal) = (ByConstant::seeded(3), ByLiteral::seeded(3));
        assert_eq!(by_constant.params(), by_literal.params(), "{level}");
        let optimizer = Adam::new(1e-2);
        let (mut constant_state, mut literal_state) = (optimizer.init(), optimizer.init());
        for count in [70, 33, 1] {
            let (xs, ts) = (&inputs[..count], &targets[..count]);
            let losses = [
                by_constant.train_batch(Bce, &optimizer, &mut constant_state, xs, ts),
                by_literal.train_batch(Bce, &optimizer, &mut literal_state, xs, ts),
            ];
            assert_eq!(losses[0].to_bits(), losses[1].to_bits(), "{level}");
            assert_eq!(by_constant.params(), by_literal.params(), "{level}");
            assert_eq!(by_constant.forward(&xs[0]), by_literal.forward(&xs[0]), "{level}");
        }
    });
}
