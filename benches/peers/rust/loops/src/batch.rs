//! Layer by layer over a whole batch, samples in rows.

use crate::elementwise::{
    Elementwise, activate, activate_with_slopes, is_plain_head, number, slope_from_sum, times_slope,
};
use crate::product::{Product, View};
use peer_protocol::{Peer, Prepared, Task, Train, runner};
use std::marker::PhantomData;

struct Net<E> {
    product: Product,
    widths: Vec<usize>,
    activations: [usize; 2],
    train: Option<Train>,
    batch: usize,
    params: Vec<f32>,
    moments: [Vec<f32>; 2],
    steps: i32,
    t: Vec<f32>,
    /// The inputs, then the outputs of each layer, `[sample][unit]`.
    y: Vec<Vec<f32>>,
    d: Vec<Vec<f32>>,
    /// Those of the layers whose slopes do not follow from their outputs, `[sample][unit]`.
    slopes: Vec<Vec<f32>>,
    gradient: Vec<f32>,
    elementwise: PhantomData<E>,
}

impl<E: Elementwise> Peer for Net<E> {
    fn answer(&mut self) {
        self.forward::<false>();
    }

    fn answers(&mut self) -> Vec<f32> {
        self.y[self.y.len() - 1].clone()
    }

    fn step(&mut self, rate: f32) {
        self.forward::<true>();
        self.backward();
        self.steps += 1;
        if self.train.is_some_and(|train| train.adam) {
            let [m, v] = &mut self.moments;
            adam(rate, self.steps, &mut self.params, &self.gradient, m, v);
        } else {
            self.params.iter_mut().zip(&self.gradient).for_each(|(w, g)| *w -= rate * g);
        }
    }

    fn params(&mut self) -> Vec<f32> {
        self.params.clone()
    }
}

impl<E: Elementwise> Net<E> {
    fn activation(&self, layer: usize) -> usize {
        self.activations[usize::from(layer + 2 == self.widths.len())]
    }

    fn forward<const LEARN: bool>(&mut self) {
        let mut first = 0;
        for (layer, pair) in self.widths.windows(2).enumerate() {
            let [inputs, units] = [pair[0], pair[1]];
            let (w, b) = self.params[first..first + (inputs + 1) * units].split_at(inputs * units);
            let activation = self.activation(layer);
            let (below, above) = self.y.split_at_mut(layer + 1);
            let (x, y) = (&below[layer], &mut above[0]);
            y.chunks_exact_mut(units).for_each(|y| y.copy_from_slice(b));
            (self.product)([self.batch, inputs, units], View::rows(x, inputs), View::rows(w, units), y);
            if LEARN {
                activate_with_slopes::<E>(activation, y, &mut self.slopes[layer], units);
            } else {
                activate::<E>(activation, y, units);
            }
            first += (inputs + 1) * units;
        }
    }

    fn backward(&mut self) {
        let scale = self.train.map_or(0.0, |train| train.scale);
        let last = self.widths.len() - 2;
        for ((d, y), t) in self.d[last].iter_mut().zip(&self.y[last + 1]).zip(&self.t) {
            *d = scale * (y - t);
        }
        if !is_plain_head(self.activations[1]) {
            times_slope::<E>(self.activations[1], &self.y[last + 1], &self.slopes[last], &mut self.d[last]);
        }
        self.gradient.fill(0.0);
        let mut end = self.params.len();
        for layer in (0..=last).rev() {
            let [inputs, units] = [self.widths[layer], self.widths[layer + 1]];
            let first = end - (inputs + 1) * units;
            let (below, above) = self.d.split_at_mut(layer);
            let (x, d) = (&self.y[layer], &above[0]);
            let (g_w, g_b) = self.gradient[first..end].split_at_mut(inputs * units);
            (self.product)([inputs, self.batch, units], View::transposed(x, inputs), View::rows(d, units), g_w);
            for d in d.chunks_exact(units) {
                g_b.iter_mut().zip(d).for_each(|(g, d)| *g += d);
            }
            if let Some(d_x) = below.last_mut() {
                d_x.fill(0.0);
                let w = &self.params[first..first + inputs * units];
                (self.product)([self.batch, units, inputs], View::rows(d, units), View::transposed(w, units), d_x);
                times_slope::<E>(self.activations[0], x, &self.slopes[layer - 1], d_x);
            }
            end = first;
        }
    }
}

/// The update, with the biases of the moments taken out of the rate and of epsilon, once a step.
pub fn adam(rate: f32, step: i32, params: &mut [f32], gradient: &[f32], m: &mut [f32], v: &mut [f32]) {
    let (gone, square) = (1.0 - 0.9_f32.powi(step), (1.0 - 0.999_f32.powi(step)).sqrt());
    let (rate, epsilon) = (rate * square / gone, 1e-8 * square);
    for (((w, g), m), v) in params.iter_mut().zip(gradient).zip(m).zip(v) {
        *m = 0.9 * *m + 0.1 * g;
        *v = 0.999 * *v + 0.001 * g * g;
        *w -= rate * *m / (v.sqrt() + epsilon);
    }
}

pub fn prepare<E: Elementwise>(task: &Task, product: Product) -> Prepared {
    let zeros = |units: &usize| vec![0.0; units * task.batch];
    let mut y: Vec<Vec<f32>> = task.widths.iter().map(zeros).collect();
    y[0].clone_from(&task.x);
    let count = task.params.len();
    let activations = task.activations.each_ref().map(|name| number(name));
    let with_slopes = activations.into_iter().any(slope_from_sum);
    let slopes = |units: &usize| if with_slopes { zeros(units) } else { Vec::new() };
    let net = Net::<E> {
        product,
        widths: task.widths.clone(),
        activations,
        train: task.train,
        batch: task.batch,
        params: task.params.clone(),
        moments: [vec![0.0; count], vec![0.0; count]],
        steps: 0,
        t: task.t.clone(),
        y,
        d: task.widths[1..].iter().map(zeros).collect(),
        slopes: task.widths[1..].iter().map(slopes).collect(),
        gradient: vec![0.0; count],
        elementwise: PhantomData,
    };
    runner(task, net)
}
