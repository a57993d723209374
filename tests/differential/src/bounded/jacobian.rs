//! Derivatives of the outputs with respect to the inputs.
//!
//! The core multiplies from either end. So the bound is that of all paths from an input to an output: the products of
//! the absolute weights and slopes along each, times the roundings on the way, and what the errors of the slopes add.

use super::activation;
use super::near::{Near, ROUNDING, TINY};
use super::network::{Bounded, Trace};
use mlp_reference::Activation;

/// The derivatives of one sample's outputs.
#[derive(Clone, Debug)]
pub struct Jacobian {
    /// `rows[output][input]`
    pub rows: Vec<Vec<Near>>,
    /// The derivatives along a direction.
    pub along: Vec<Near>,
}

/// Derivatives of one vector with respect to the inputs, `[unit][input]`.
#[derive(Clone)]
struct Paths {
    value: Vec<Vec<f64>>,
    /// The sums of the absolute values of all paths.
    size: Vec<Vec<f64>>,
    /// The same, with every slope as large as it may be.
    largest: Vec<Vec<f64>>,
}

fn each(paths: &mut Paths, change: impl Fn(&mut Vec<Vec<f64>>, usize)) {
    change(&mut paths.value, 0);
    change(&mut paths.size, 1);
    change(&mut paths.largest, 2);
}

pub(super) fn jacobian(bounded: &Bounded<'_>, trace: &Trace, direction: &[f64]) -> Jacobian {
    let network = bounded.network;
    let inputs = network.layers[0].inputs();
    let identity: Vec<Vec<f64>> = (0..inputs).map(|i| (0..inputs).map(|j| f64::from(i == j)).collect()).collect();
    let mut paths = Paths { value: identity.clone(), size: identity.clone(), largest: identity };
    let (mut given, mut roundings) = (Vec::new(), 2.0);
    for (l, layer) in network.layers.iter().enumerate() {
        given.push(paths.clone());
        each(&mut paths, |matrix, which| *matrix = times_weights(matrix, &layer.weights, which > 0));
        roundings += layer.inputs().max(layer.units()) as f64 + 3.0;
        if layer.activation == Activation::Softmax {
            roundings += 2.0 * layer.units() as f64 + 4.0;
            through_softmax(&mut paths, &trace.outputs);
        } else {
            let of = |(z, y): (&Near, &Near)| activation::slope(layer.activation, *z, *y);
            let slopes: Vec<Near> = trace.sums[l].iter().zip(&trace.activated[l]).map(of).collect();
            through_slopes(&mut paths, &slopes);
        }
        for (first, _) in network.residuals.iter().filter(|(_, last)| *last == l) {
            roundings += 1.0;
            add(&mut paths.value, &given[*first].value);
            add(&mut paths.size, &given[*first].size);
            add(&mut paths.largest, &given[*first].largest);
        }
    }
    finish(&paths, roundings, direction)
}

fn finish(paths: &Paths, roundings: f64, direction: &[f64]) -> Jacobian {
    let bound = |value: f64, size: f64, largest: f64, roundings: f64| {
        let error = largest - size + 1.01 * roundings * ROUNDING * largest + TINY;
        Near::within(value, if error.is_nan() { f64::INFINITY } else { error })
    };
    let (mut rows, mut along) = (Vec::new(), Vec::new());
    for ((value, size), largest) in paths.value.iter().zip(&paths.size).zip(&paths.largest) {
        let of = |i: usize| bound(value[i], size[i], largest[i], roundings);
        rows.push((0..value.len()).map(of).collect());
        let dot = |row: &[f64], absolute: bool| -> f64 {
            row.iter().zip(direction).map(|(a, b)| if absolute { a.abs() * b.abs() } else { a * b }).sum()
        };
        let extra = value.len() as f64 + 1.0;
        along.push(bound(dot(value, false), dot(size, true), dot(largest, true), roundings + extra));
    }
    Jacobian { rows, along }
}

/// `out[u][i] = sum_k weights[k][u] matrix[k][i]`
fn times_weights(matrix: &[Vec<f64>], weights: &[Vec<f64>], absolute: bool) -> Vec<Vec<f64>> {
    let (units, inputs) = (weights[0].len(), matrix[0].len());
    let mut product = vec![vec![0.0; inputs]; units];
    for (row, weights) in matrix.iter().zip(weights) {
        for (sum, w) in product.iter_mut().zip(weights) {
            let w = if absolute { w.abs() } else { *w };
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += w * x);
        }
    }
    product
}

fn through_slopes(paths: &mut Paths, slopes: &[Near]) {
    each(paths, |matrix, which| {
        for (row, slope) in matrix.iter_mut().zip(slopes) {
            let factor = [slope.value, slope.value.abs(), slope.size()][which];
            for x in row {
                *x *= factor;
            }
        }
    });
}

/// `t[u] = y[u] (t[u] - sum_v y[v] t[v])`
fn through_softmax(paths: &mut Paths, y: &[Near]) {
    each(paths, |matrix, which| {
        let shares: Vec<f64> = y.iter().map(|y| if which == 2 { y.size() } else { y.value }).collect();
        for input in 0..matrix[0].len() {
            let projection: f64 = matrix.iter().zip(&shares).map(|(row, y)| row[input] * y).sum();
            for (row, y) in matrix.iter_mut().zip(&shares) {
                let t = row[input];
                row[input] = y * if which == 0 { t - projection } else { t + projection };
            }
        }
    });
}

fn add(sum: &mut [Vec<f64>], term: &[Vec<f64>]) {
    for (sum, term) in sum.iter_mut().zip(term) {
        sum.iter_mut().zip(term).for_each(|(sum, term)| *sum += term);
    }
}
