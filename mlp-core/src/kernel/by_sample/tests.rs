//! Layers of many sizes for a few samples at every level, against their definitions in `f64`.

use super::input_gradient::InputGradientBySample;
use super::weight_gradient::WeightGradient;
use super::{ForwardBySample, SAMPLES};
use crate::kernel::sink::Start;
use crate::random::SplitMix64;
use crate::simd::{self, Level};
use std::{format, string::String, vec, vec::Vec};

/// One to three units, whole vectors of each length, and what may be left over.
const WIDTHS: [usize; 15] = [1, 2, 3, 4, 5, 7, 8, 11, 16, 17, 24, 31, 33, 50, 65];

/// Groups of four samples, and what may be left over.
const COUNTS: [usize; 6] = [1, 3, 4, 5, 8, 9];

fn drawn(random: &mut SplitMix64, count: usize) -> Vec<f32> {
    (0..count).map(|_| 2.0 * random.unit() - 1.0).collect()
}

/// Compares the values at each level with those by definition, and the bits with those of similar levels.
fn compare(what: &str, wanted: &[f64], found: impl Fn(Level) -> Vec<f32>) {
    let mut bits: [Option<Vec<u32>>; 2] = [None, None];
    for level in simd::available() {
        let found = found(level);
        for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
            let error = (f64::from(*found) - wanted).abs();
            assert!(error < 2e-5, "{what}, {level}: value {place} is {found} instead of {wanted}");
        }
        let found: Vec<u32> = found.iter().map(|x| x.to_bits()).collect();
        let same = bits[usize::from(level > Level::Sse2)].get_or_insert_with(|| found.clone());
        assert_eq!(*same, found, "{what}: {level} has other bits");
    }
}

/// Calls `check` for all sizes of a layer and all numbers of samples.
fn for_all(mut check: impl FnMut(&mut SplitMix64, [usize; 3], String)) {
    let random = &mut SplitMix64::new(11);
    for inputs in WIDTHS {
        for units in WIDTHS {
            let samples = COUNTS[random.below(COUNTS.len())];
            check(random, [inputs, units, samples], format!("{inputs} => {units}, {samples} samples"));
        }
    }
}

/// Returns the sum of the products of `count` pairs.
fn sum(count: usize, pair: impl Fn(usize) -> (f32, f32)) -> f64 {
    (0..count).map(pair).map(|(a, b)| f64::from(a) * f64::from(b)).sum()
}

#[test]
fn outputs_are_what_they_say() {
    for_all(|random, [inputs, units, samples], what| {
        let (weights, x) = (drawn(random, inputs * units), drawn(random, samples * inputs));
        let has_biases = random.below(3) > 0;
        let biases = drawn(random, if has_biases { units } else { 0 });
        let z = |at: usize| {
            let (sample, unit) = (at / units, at % units);
            let products = sum(inputs, |i| (x[sample * inputs + i], weights[i * units + unit]));
            products + biases.get(unit).map_or(0.0, |bias| f64::from(*bias))
        };
        let wanted: Vec<f64> = (0..samples * units).map(z).collect();
        compare(&what, &wanted, |level| {
            let mut z = vec![f32::NAN; samples * units];
            let layer = ForwardBySample { weights: &weights, biases: &biases, inputs, units, x: &x, z: &mut z };
            simd::dispatch_at(level, layer);
            z
        });
    });
}

#[test]
fn weight_gradients_are_what_they_say() {
    for_all(|random, [inputs, units, samples], what| {
        let (x, d) = (drawn(random, samples * inputs), drawn(random, samples * units));
        let rows = inputs + random.below(2);
        let before = drawn(random, rows * units);
        for start in [Start::Zero, Start::Previous] {
            let g = |at: usize| {
                let (row, unit) = (at / units, at % units);
                let x = |s: usize| if row < inputs { x[s * inputs + row] } else { 1.0 };
                let sum = sum(samples, |s| (x(s), d[s * units + unit]));
                sum + if start.continues() { f64::from(before[at]) } else { 0.0 }
            };
            let wanted: Vec<f64> = (0..rows * units).map(g).collect();
            compare(&format!("{what}, {start:?}"), &wanted, |level| {
                let mut gradient = before.clone();
                simd::dispatch_at(
                    level,
                    WeightGradient { start, inputs, units, x: &x, d: &d, gradient: &mut gradient },
                );
                gradient
            });
        }
    });
}

#[test]
fn input_gradients_are_what_they_say() {
    for_all(|random, [inputs, units, samples], what| {
        let (weights, d) = (drawn(random, inputs * units), drawn(random, samples * units));
        let d_x = |at: usize| {
            let (sample, input) = (at / inputs, at % inputs);
            sum(units, |u| (weights[input * units + u], d[sample * units + u]))
        };
        let wanted: Vec<f64> = (0..samples * inputs).map(d_x).collect();
        compare(&what, &wanted, |level| {
            let mut d_x = vec![f32::NAN; samples * inputs];
            simd::dispatch_at(level, InputGradientBySample { weights: &weights, units, d: &d, d_x: &mut d_x });
            d_x
        });
    });
}

/// No vector of a row takes part in the next one.
#[test]
fn an_infinite_input_stays_in_its_row() {
    for count in [1, SAMPLES] {
        let (mut x, d) = (vec![1.0; 3 * count], vec![1.0; 5 * count]);
        x[0] = f32::INFINITY;
        for level in simd::available() {
            let mut gradient = vec![0.0; 15];
            let work =
                WeightGradient { start: Start::Zero, inputs: 3, units: 5, x: &x, d: &d, gradient: &mut gradient };
            simd::dispatch_at(level, work);
            assert_eq!(gradient[..5], [f32::INFINITY; 5], "{level}");
            assert_eq!(gradient[5..], [count as f32; 10], "{level}");
        }
    }
}
