//! Layers of many sizes at every level, against their definition in `f64`.

use super::{dense, softmax};
use crate::activation::Relu;
use crate::layer::dense::{Dense, DenseNoBias, FixedLayer};
use crate::random::SplitMix64;
use crate::simd::{self, InstructionSet, Vectorized};
use std::{format, vec::Vec};

struct Layer<'a, D, const IN: usize, const OUT: usize> {
    layer: &'a D,
    x: &'a [f32; IN],
}

impl<D: FixedLayer<IN, OUT>, const IN: usize, const OUT: usize> Vectorized for Layer<'_, D, IN, OUT> {
    type Output = [f32; OUT];

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) -> [f32; OUT] {
        let mut y = [f32::NAN; OUT];
        dense(set, self.layer, Relu, self.x, &mut y);
        y
    }
}

struct SoftmaxOf<const OUT: usize>([f32; OUT]);

impl<const OUT: usize> Vectorized for SoftmaxOf<OUT> {
    type Output = [f32; OUT];

    #[inline(always)]
    fn vectorized<I: InstructionSet>(mut self, set: I) -> [f32; OUT] {
        softmax(set, &mut self.0);
        self.0
    }
}

/// Compares the values at each level with those by definition, and the bits with those of similar levels.
fn compare<const N: usize>(what: &str, wanted: &[f64], found: impl Fn(simd::Level) -> [f32; N]) {
    let mut bits = [const { None }; 2];
    for level in simd::available() {
        let found = found(level);
        for (unit, (found, wanted)) in found.iter().zip(wanted).enumerate() {
            let error = (f64::from(*found) - wanted).abs();
            assert!(error < 1e-5, "{what}, {level}: unit {unit} is {found} instead of {wanted}");
        }
        let found = found.map(f32::to_bits);
        let same = bits[usize::from(level > simd::Level::Sse2)].get_or_insert(found);
        assert_eq!(*same, found, "{what}: {level} has other bits");
    }
}

fn check_layer<D: FixedLayer<IN, OUT>, const IN: usize, const OUT: usize>(layer: &D, x: &[f32; IN]) {
    let sum = |unit: usize| {
        let terms = x.iter().zip(layer.rows()).map(|(x, row)| f64::from(*x) * f64::from(row[unit]));
        terms.sum::<f64>() + layer.row_of_biases().map_or(0.0, |biases| f64::from(biases[unit]))
    };
    let wanted: Vec<f64> = (0..OUT).map(|unit| sum(unit).max(0.0)).collect();
    compare(&format!("{IN} => {OUT}"), &wanted, |level| simd::dispatch_at(level, Layer { layer, x }));
}

/// Draws values from -1 to 1.
fn drawn<const N: usize>(random: &mut SplitMix64) -> [f32; N] {
    core::array::from_fn(|_| 2.0 * random.unit() - 1.0)
}

fn drawn_layer<const IN: usize, const OUT: usize>(random: &mut SplitMix64) -> Dense<IN, OUT> {
    let scale = 1.0 / (IN as f32).sqrt();
    Dense { weights: core::array::from_fn(|_| drawn(random).map(|w| scale * w)), biases: drawn(random) }
}

macro_rules! check_layers {
    ($random:expr, $($inputs:literal => $units:literal)*) => {$(
        check_layer(&drawn_layer::<$inputs, $units>($random), &drawn($random));
    )*};
}

#[test]
fn layers_are_what_they_say() {
    let random = &mut SplitMix64::new(5);
    // one, two and three units
    check_layers!(random, 1 => 1  4 => 1  7 => 1  13 => 1  16 => 1  33 => 1  80 => 1  2 => 2  70 => 2  5 => 3);
    // one or two vectors, some of which overlap
    check_layers!(random, 5 => 4  4 => 5  3 => 7  1 => 8  6 => 11  9 => 15);
    // whole vectors of sixteen, and all that may be left over
    check_layers!(random, 3 => 16  2 => 17  5 => 24  9 => 26  8 => 31  1 => 33  6 => 48  7 => 57  2 => 65);
    // several blocks
    check_layers!(random, 3 => 112  5 => 200  2 => 232);
    // behind the first cache
    check_layers!(random, 66 => 125  67 => 128);
    let without_biases = |weights| check_layer(&DenseNoBias::<7, 33> { weights }, &[0.5; 7]);
    without_biases(drawn_layer(random).weights);
    check_layer(&DenseNoBias { weights: drawn_layer::<7, 2>(random).weights }, &drawn(random));
    check_layer(&DenseNoBias { weights: drawn_layer::<70, 118>(random).weights }, &drawn(random));
}

fn check_softmax<const OUT: usize>(random: &mut SplitMix64) {
    let z = drawn::<OUT>(random).map(|z| 9.0 * z);
    let total: f64 = z.iter().map(|z| f64::from(*z).exp()).sum();
    let wanted: Vec<f64> = z.iter().map(|z| f64::from(*z).exp() / total).collect();
    compare(&format!("softmax of {OUT}"), &wanted, |level| simd::dispatch_at(level, SoftmaxOf(z)));
    // `e^-87` is a normal number, but a fraction of it is not
    let mut z = [0.0; OUT];
    z[OUT - 1] = -87.0;
    for level in simd::available() {
        let y = simd::dispatch_at(level, SoftmaxOf(z));
        assert_eq!(y[OUT - 1], 0.0, "{OUT} units, {level}");
        assert!((y.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{OUT} units, {level}");
    }
}

#[test]
fn softmax_is_what_it_says() {
    let random = &mut SplitMix64::new(6);
    check_softmax::<3>(random);
    check_softmax::<6>(random);
    check_softmax::<8>(random);
    check_softmax::<10>(random);
    check_softmax::<37>(random);
}

/// The values in which two vectors overlap count once, also where they are infinite.
#[test]
fn an_overlap_counts_once() {
    let (mut x, mut layer) = ([1.0; 19], Dense::<19, 1>::ZERO);
    layer.weights = [[1.0]; 19];
    x[5] = f32::INFINITY;
    for level in simd::available() {
        assert_eq!(simd::dispatch_at(level, Layer { layer: &layer, x: &x }), [f32::INFINITY], "{level}");
    }
}
