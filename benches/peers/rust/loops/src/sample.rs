//! A sample after the other, with all sizes known to the compiler.

use crate::aligned::Aligned;
use crate::batch::adam;
use crate::elementwise::{Elementwise, activate, activate_with_slopes, is_plain_head, times_slope};
use crate::product::dot;
use peer_protocol::{Peer, Prepared, Task, Train, runner};
use std::marker::PhantomData;

/// Layers from `I` inputs on, which know where their parameters begin.
pub trait Stack<const I: usize>: 'static {
    type Output: AsRef<[f32]> + Copy + Zero;
    fn answer(params: &[f32], x: &[f32; I]) -> Self::Output;
    /// Adds one sample's gradient; returns the derivatives with respect to `x`, if they are wanted.
    fn learn(params: &[f32], gradient: &mut [f32], x: &[f32; I], t: &[f32], scale: f32, wanted: bool) -> [f32; I];
}

/// Arrays of any length, full of zeros.
pub trait Zero {
    const ZERO: Self;
}

impl<const N: usize> Zero for [f32; N] {
    const ZERO: Self = [0.0; N];
}

/// The last layer, with `U` units and the activation `A`.
pub struct Last<const U: usize, const A: usize, E>(PhantomData<E>);
/// A layer with `U` units and the activation `A` below others.
pub struct Layer<const U: usize, const A: usize, E, Above>(PhantomData<(E, Above)>);

/// The weighted sums of a layer.
#[inline(always)]
fn sums<const I: usize, const U: usize>(params: &[f32], x: &[f32; I]) -> [f32; U] {
    let (w, b) = params[..(I + 1) * U].split_at(I * U);
    let mut z: [f32; U] = b.try_into().expect("as many as units");
    for (x, w) in x.iter().zip(w.as_chunks::<U>().0) {
        for (z, w) in z.iter_mut().zip(w) {
            *z = x.mul_add(*w, *z);
        }
    }
    z
}

#[inline(always)]
fn dense<const I: usize, const U: usize, const A: usize, E: Elementwise>(params: &[f32], x: &[f32; I]) -> [f32; U] {
    let mut y = sums(params, x);
    activate::<E>(A, &mut y, U);
    y
}

/// The outputs of a layer, and the slopes that do not follow from them.
#[inline(always)]
fn dense_with_slopes<const I: usize, const U: usize, const A: usize, E: Elementwise>(
    params: &[f32],
    x: &[f32; I],
) -> [[f32; U]; 2] {
    let (mut y, mut slopes) = (sums(params, x), [0.0; U]);
    activate_with_slopes::<E>(A, &mut y, &mut slopes, U);
    [y, slopes]
}

/// Adds `x d` to the gradient and returns `w d`.
#[inline(always)]
fn backward<const I: usize, const U: usize>(
    params: &[f32],
    gradient: &mut [f32],
    x: &[f32; I],
    d: &[f32; U],
    wanted: bool,
) -> [f32; I] {
    let (w, _) = params[..(I + 1) * U].split_at(I * U);
    let (g_w, g_b) = gradient[..(I + 1) * U].split_at_mut(I * U);
    // copies, which nothing else can point to: else they are read again after each store
    let d = *d;
    g_b.iter_mut().zip(d).for_each(|(g, d)| *g += d);
    for (x, g) in x.iter().zip(g_w.as_chunks_mut::<U>().0) {
        let (x, mut row) = (*x, *g);
        for (g, d) in row.iter_mut().zip(d) {
            *g = x.mul_add(d, *g);
        }
        *g = row;
    }
    let mut d_x = [0.0; I];
    if wanted {
        for (d_x, w) in d_x.iter_mut().zip(w.as_chunks::<U>().0) {
            *d_x = dot(w, &d);
        }
    }
    d_x
}

impl<const I: usize, const U: usize, const A: usize, E: Elementwise> Stack<I> for Last<U, A, E> {
    type Output = [f32; U];
    #[inline(always)]
    fn answer(params: &[f32], x: &[f32; I]) -> [f32; U] {
        dense::<I, U, A, E>(params, x)
    }
    #[inline(always)]
    fn learn(params: &[f32], gradient: &mut [f32], x: &[f32; I], t: &[f32], scale: f32, wanted: bool) -> [f32; I] {
        let [y, slopes] = dense_with_slopes::<I, U, A, E>(params, x);
        let mut d = y;
        d.iter_mut().zip(t).for_each(|(d, t)| *d = scale * (*d - t));
        if !is_plain_head(A) {
            times_slope::<E>(A, &y, &slopes, &mut d);
        }
        backward(params, gradient, x, &d, wanted)
    }
}

impl<const I: usize, const U: usize, const A: usize, E: Elementwise, Above: Stack<U>> Stack<I>
    for Layer<U, A, E, Above>
{
    type Output = Above::Output;
    #[inline(always)]
    fn answer(params: &[f32], x: &[f32; I]) -> Above::Output {
        Above::answer(&params[(I + 1) * U..], &dense::<I, U, A, E>(params, x))
    }
    #[inline(always)]
    fn learn(params: &[f32], gradient: &mut [f32], x: &[f32; I], t: &[f32], scale: f32, wanted: bool) -> [f32; I] {
        let [y, slopes] = dense_with_slopes::<I, U, A, E>(params, x);
        let above = (I + 1) * U;
        let mut d = Above::learn(&params[above..], &mut gradient[above..], &y, t, scale, true);
        times_slope::<E>(A, &y, &slopes, &mut d);
        backward(params, gradient, x, &d, wanted)
    }
}

struct Net<const I: usize, N: Stack<I>> {
    params: Aligned,
    gradient: Aligned,
    moments: [Vec<f32>; 2],
    steps: i32,
    train: Option<Train>,
    x: Vec<[f32; I]>,
    y: Vec<N::Output>,
    t: Vec<f32>,
}

impl<const I: usize, N: Stack<I>> Peer for Net<I, N> {
    fn answer(&mut self) {
        for (y, x) in self.y.iter_mut().zip(&self.x) {
            *y = N::answer(&self.params, x);
        }
    }
    fn answers(&mut self) -> Vec<f32> {
        self.y.iter().flat_map(|y| y.as_ref()).copied().collect()
    }
    fn step(&mut self, rate: f32) {
        let Train { scale, adam: by_adam, .. } = self.train.expect("a training");
        self.gradient.fill(0.0);
        for (x, t) in self.x.iter().zip(self.t.chunks_exact(self.t.len() / self.x.len())) {
            N::learn(&self.params, &mut self.gradient, x, t, scale, false);
        }
        if by_adam {
            self.steps += 1;
            let [m, v] = &mut self.moments;
            adam(rate, self.steps, &mut self.params, &self.gradient, m, v);
        } else {
            self.params.iter_mut().zip(self.gradient.iter()).for_each(|(w, g)| *w -= rate * g);
        }
    }
    fn params(&mut self) -> Vec<f32> {
        self.params.to_vec()
    }
}

/// Prepares a task for the network `N` of `I` inputs.
pub fn net<const I: usize, N: Stack<I>>(task: &Task) -> Prepared {
    let zeros = || vec![0.0; task.params.len()];
    let net = Net::<I, N> {
        params: task.params.as_slice().into(),
        gradient: zeros().as_slice().into(),
        moments: [zeros(), zeros()],
        steps: 0,
        train: task.train,
        x: task.x.as_chunks().0.to_vec(),
        y: vec![N::Output::ZERO; task.batch],
        t: task.t.clone(),
    };
    runner(task, net)
}
