//! By hand in Rust: samples in rows, and a product of matrices that is either three loops or `matrixmultiply`'s.

use crate::task::{Runner, Task, Train, time};
use std::hint::black_box;

/// `c[m][n] += a[m][k] * b[k][n]`, where `a` and `b` may be transposed in memory.
pub type Product = fn(sizes: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]);

/// A matrix with its distances between rows and between columns.
#[derive(Clone, Copy)]
pub struct View<'a> {
    data: &'a [f32],
    strides: [usize; 2],
}

impl<'a> View<'a> {
    fn rows(data: &'a [f32], width: usize) -> Self {
        Self { data, strides: [width, 1] }
    }
    fn transposed(data: &'a [f32], width: usize) -> Self {
        Self { data, strides: [1, width] }
    }
}

/// Three loops, the innermost over contiguous numbers of `b` and `c`; with a transposed `b`, over those of `a` and `b`.
pub fn loops(sizes: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx512f") {
        // SAFETY: the machine has it.
        return unsafe { loops_avx512(sizes, a, b, c) };
    }
    loops_here(sizes, a, b, c);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx2,fma")]
fn loops_avx512(sizes: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    loops_here(sizes, a, b, c);
}

#[inline(always)]
fn loops_here([m, k, n]: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    for i in 0..m {
        let c = &mut c[i * n..(i + 1) * n];
        if b.strides[1] == 1 {
            for l in 0..k {
                let a = a.data[i * a.strides[0] + l * a.strides[1]];
                for (c, b) in c.iter_mut().zip(&b.data[l * b.strides[0]..][..n]) {
                    *c += a * b;
                }
            }
        } else {
            for (j, c) in c.iter_mut().enumerate() {
                let (a, b) = (&a.data[i * k..(i + 1) * k], &b.data[j * b.strides[1]..][..k]);
                *c += a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            }
        }
    }
}

pub fn matrixmultiply([m, k, n]: [usize; 3], a: View<'_>, b: View<'_>, c: &mut [f32]) {
    let last =
        |view: View<'_>, rows: usize, columns: usize| (rows - 1) * view.strides[0] + (columns - 1) * view.strides[1];
    assert!(last(a, m, k) < a.data.len() && last(b, k, n) < b.data.len() && m * n <= c.len());
    let [[ra, ca], [rb, cb]] = [a.strides, b.strides].map(|strides| strides.map(|stride| stride as isize));
    // SAFETY: the last elements that the strides reach are inside the slices, by the assertion, and `c` is borrowed alone.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.data.as_ptr(),
            ra,
            ca,
            b.data.as_ptr(),
            rb,
            cb,
            1.0,
            c.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

struct ByHand {
    product: Product,
    widths: &'static [usize],
    activations: [&'static str; 2],
    train: Option<Train>,
    batch: usize,
    start: Vec<f32>,
    params: Vec<f32>,
    moments: [Vec<f32>; 2],
    steps: i32,
    t: Vec<f32>,
    /// The inputs, then the outputs of each layer, `[sample][unit]`.
    y: Vec<Vec<f32>>,
    d: Vec<Vec<f32>>,
    gradient: Vec<f32>,
}

impl ByHand {
    fn forward(&mut self) {
        let mut first = 0;
        for (layer, pair) in self.widths.windows(2).enumerate() {
            let [inputs, units] = [pair[0], pair[1]];
            let (w, b) = self.params[first..first + (inputs + 1) * units].split_at(inputs * units);
            let (below, above) = self.y.split_at_mut(layer + 1);
            let (x, y) = (&below[layer], &mut above[0]);
            y.chunks_exact_mut(units).for_each(|y| y.copy_from_slice(b));
            (self.product)([self.batch, inputs, units], View::rows(x, inputs), View::rows(w, units), y);
            activate(self.activations[usize::from(layer + 2 == self.widths.len())], y, units);
            first += (inputs + 1) * units;
        }
    }

    fn step(&mut self, rate: f32) {
        let Train { scale, adam } = self.train.expect("a training");
        self.forward();
        let last = self.widths.len() - 2;
        for ((d, y), t) in self.d[last].iter_mut().zip(&self.y[last + 1]).zip(&self.t) {
            *d = scale * (y - t);
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
                times_slope(self.activations[0], x, d_x);
            }
            end = first;
        }
        self.steps += 1;
        if adam {
            self.adam(rate)
        } else {
            self.params.iter_mut().zip(&self.gradient).for_each(|(w, g)| *w -= rate * g)
        }
    }

    fn adam(&mut self, rate: f32) {
        let (gone, square) = (1.0 - 0.9_f32.powi(self.steps), 1.0 - 0.999_f32.powi(self.steps));
        let [m, v] = &mut self.moments;
        for (((w, g), m), v) in self.params.iter_mut().zip(&self.gradient).zip(m).zip(v) {
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.999 * *v + 0.001 * g * g;
            *w -= rate * (*m / gone) / ((*v / square).sqrt() + 1e-8);
        }
    }
}

fn activate(activation: &str, y: &mut [f32], units: usize) {
    match activation {
        "sigmoid" => y.iter_mut().for_each(|y| *y = 1.0 / (1.0 + (-*y).exp())),
        "tanh" => y.iter_mut().for_each(|y| *y = y.tanh()),
        "relu" => y.iter_mut().for_each(|y| *y = y.max(0.0)),
        "softmax" => {
            for y in y.chunks_exact_mut(units) {
                let largest = y.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                y.iter_mut().for_each(|y| *y = (*y - largest).exp());
                let sum: f32 = y.iter().sum();
                y.iter_mut().for_each(|y| *y /= sum);
            }
        }
        _ => {}
    }
}

fn times_slope(activation: &str, y: &[f32], d: &mut [f32]) {
    let each = |slope: fn(f32) -> f32, d: &mut [f32]| d.iter_mut().zip(y).for_each(|(d, &y)| *d *= slope(y));
    match activation {
        "sigmoid" => each(|y| y * (1.0 - y), d),
        "tanh" => each(|y| 1.0 - y * y, d),
        "relu" => each(|y| f32::from(y > 0.0), d),
        _ => {}
    }
}

impl Runner for ByHand {
    fn result(&mut self) -> Vec<f32> {
        let Some(train) = self.train else {
            self.forward();
            return self.y[self.y.len() - 1].clone();
        };
        self.params.clone_from(&self.start);
        self.steps = 0;
        self.moments.iter_mut().for_each(|moment| moment.fill(0.0));
        self.step(train.rates()[0]);
        self.params.clone()
    }
    fn time(&mut self, calls: usize) -> f64 {
        time(calls, || {
            let this = black_box(&mut *self);
            match this.train {
                None => this.forward(),
                Some(train) => this.step(train.rates()[1]),
            }
        })
    }
}

pub fn prepare(task: &Task, product: Product) -> Option<Box<dyn Runner>> {
    let zeros = |units: &usize| vec![0.0; units * task.batch];
    let mut y: Vec<Vec<f32>> = task.widths.iter().map(zeros).collect();
    y[0].clone_from(&task.x);
    let count = task.params.len();
    Some(Box::new(ByHand {
        product,
        widths: task.widths,
        activations: task.activations,
        train: task.train,
        batch: task.batch,
        start: task.params.clone(),
        params: task.params.clone(),
        moments: [vec![0.0; count], vec![0.0; count]],
        steps: 0,
        t: task.t.clone(),
        y,
        d: task.widths[1..].iter().map(zeros).collect(),
        gradient: vec![0.0; count],
    }))
}
