//! Layers of sixteen networks at once: members of a population are in the lanes, and so are their weights.
//!
//! A block of members is `parameters[parameter][lane]`, in the order of the parameters of one network. A matrix is
//! `[unit][sample][lane]`: row `unit` has the columns `sample * 16 + lane`, so activations and losses read it as any
//! other matrix `[unit][sample]`. No operation mixes lanes, so that a member's values depend neither on its place nor on
//! the others.
//!
//! The order of every sum is that of the kernels for one network and many samples:
//!
//! - sums: from the bias on, input by input
//! - weight gradients: from the gradient so far on, sample by sample
//! - input gradients: unit by unit

mod backward;
mod forward;
mod lanes;

use super::start::Start;
use crate::simd::dispatch;
use backward::{InputGradientOfMembers, WeightGradientOfMembers};
use forward::ForwardOfMembers;
pub(crate) use lanes::Lane;
use lanes::{lanes, lanes_mut};

/// A layer's place among the parameters, and its sizes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberLayer {
    /// The index of the first weight.
    pub(crate) first: usize,
    pub(crate) inputs: usize,
    pub(crate) units: usize,
    pub(crate) bias: bool,
}

impl MemberLayer {
    /// Returns the weights, and the biases or nothing.
    fn of<'a>(&self, parameters: &'a [Lane]) -> (&'a [Lane], &'a [Lane]) {
        let Self { first, inputs, units, bias } = *self;
        parameters[first..][..(inputs + usize::from(bias)) * units].split_at(inputs * units)
    }
}

/// The parameters of a block of members, for a forward pass.
///
/// The functions are behind pointers, so that only programs with populations have code for them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberWeights<'a> {
    /// The address of the network whose layers the pass visits in place of the members'.
    begin: usize,
    parameters: &'a [Lane],
    forward: fn(MemberLayer, &[Lane], &[f32], &mut [f32]),
}

impl<'a> MemberWeights<'a> {
    /// Creates the parameters of a block of networks that are like the one at the address `begin`.
    pub(crate) fn new(begin: usize, parameters: &'a [Lane]) -> Self {
        Self { begin, parameters, forward }
    }

    /// Computes `z[unit][sample][lane]` of the layer at an address inside the network.
    ///
    /// # Panics
    ///
    /// If the layer is no part of the network.
    pub(crate) fn sums(&self, address: usize, layer: MemberLayer, x: &[f32], z: &mut [f32]) {
        let first = address.wrapping_sub(self.begin) / size_of::<f32>();
        (self.forward)(MemberLayer { first, ..layer }, self.parameters, x, z);
    }
}

/// Computes `z[unit] = biases[unit] + sum over inputs of x[input] * weights[input][unit]`, for each sample and lane.
fn forward(layer: MemberLayer, parameters: &[Lane], x: &[f32], z: &mut [f32]) {
    let (weights, biases) = layer.of(parameters);
    let (x, z) = (lanes(x), lanes_mut(z));
    let samples = z.len() / layer.units;
    assert!(x.len() == layer.inputs * samples && z.len() == layer.units * samples, "a matrix has the wrong size");
    dispatch(ForwardOfMembers { weights, biases, units: layer.units, samples, x, z });
}

/// The parameters of a block of members and their gradient, for a backward pass.
pub(crate) struct MemberGradient<'a> {
    pub(crate) parameters: &'a [Lane],
    pub(crate) gradient: &'a mut [Lane],
    pub(crate) start: Start,
    /// Behind a pointer, as [`MemberWeights::forward`].
    backward: BackwardFn,
}

type BackwardFn = fn(&mut MemberGradient<'_>, MemberLayer, &[f32], &[f32], Option<&mut [f32]>);

impl<'a> MemberGradient<'a> {
    /// Creates the destination of a block's gradient.
    pub(crate) fn new(parameters: &'a [Lane], gradient: &'a mut [Lane], start: Start) -> Self {
        Self { parameters, gradient, start, backward }
    }

    /// Computes the gradient of a layer from `x[input][sample][lane]` and `d[unit][sample][lane]`.
    ///
    /// Writes the derivatives with respect to the inputs to `d_x`, if they are wanted.
    pub(crate) fn layer(&mut self, layer: MemberLayer, x: &[f32], d: &[f32], d_x: Option<&mut [f32]>) {
        (self.backward)(self, layer, x, d, d_x);
    }
}

fn backward(members: &mut MemberGradient<'_>, layer: MemberLayer, x: &[f32], d: &[f32], d_x: Option<&mut [f32]>) {
    let MemberLayer { first, inputs, units, bias } = layer;
    let (x, d) = (lanes(x), lanes(d));
    let samples = d.len() / units;
    assert!(x.len() == inputs * samples && d.len() == units * samples, "a matrix has the wrong size");
    let gradient = &mut members.gradient[first..][..(inputs + usize::from(bias)) * units];
    dispatch(WeightGradientOfMembers { start: members.start, inputs, units, samples, x, d, gradient });
    let Some(d_x) = d_x else { return };
    let (weights, _) = layer.of(members.parameters);
    dispatch(InputGradientOfMembers { weights, units, samples, d, d_x: lanes_mut(d_x) });
}
