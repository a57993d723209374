//! A network in place of a layer of another.

use crate::activation::LastActivation;
use crate::layer::info::{LayerInfo, LayerPath};
use crate::layer::parameters::Parameters;
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::model::{Model, Vector};
use crate::simd::InstructionSet;

/// The items of `Encoder` that the expansion of `net(Encoder)` uses.
///
/// All of them are in one trait without further bounds, so that a type that is no network causes one message, at its
/// name: each further trait, and each function with a bound of its own, would add one.
///
/// # Safety
///
/// `Self` consists of exactly [`Nested::COUNT`] values of type `f32`, as [`Parameters`] requires.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub unsafe trait Nested: Sized {
    /// See [`Model::Last`].
    type Last: LastActivation;
    /// See [`Parameters::ZERO`].
    const ZERO: Self;
    /// See [`Parameters::COUNT`].
    const COUNT: usize;
    /// The number of inputs.
    const INPUTS: usize;
    /// The number of outputs.
    const OUTPUTS: usize;
    /// See [`Model::MULTIPLY_ADDS`].
    const MACS: usize;
    /// See [`Model::TAPE`].
    const TAPE: usize;
    /// See [`Model::WIDEST`].
    const WIDEST: usize;
    /// See [`Model::DROPOUT`].
    const DROPOUT: bool;
    /// See [`Model::BY_SAMPLE`].
    const BY_SAMPLE: bool;
    /// See [`Parameters::FROZEN`].
    const FROZEN: bool;
    /// See [`Model::last`].
    fn last() -> Self::Last;
    /// See [`Clone::clone`].
    #[must_use]
    fn duplicate(&self) -> Self;
    /// Writes the outputs for one sample to `y`.
    ///
    /// # Panics
    ///
    /// If the lengths of `x` and `y` are not the numbers of inputs and outputs.
    fn answer(&self, x: &[f32], y: &mut [f32]);
    /// Does the same as part of a larger computation, with the instruction set `set`.
    fn answer_fixed<I: InstructionSet>(&self, set: I, x: &[f32], y: &mut [f32]);
    /// Computes the sums of the network, which is the `branch`-th of its parent.
    fn forward(&self, pass: &mut ForwardPass<'_>, branch: u64, x: &[f32], tape: &mut [f32], z: &mut [f32]);
    /// Writes the outputs of the network to `v`, which is kept for the backward pass, and to `y`.
    fn activate(pass: &ForwardPass<'_>, z: &[f32], v: &mut [f32], y: &mut [f32]);
    /// Computes the gradient of the network, whose first parameter has the index `first`.
    ///
    /// If `wanted`, the derivatives with respect to the inputs replace `x`.
    fn backward(
        pass: &mut BackwardPass<'_>,
        first: usize,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        wanted: InputDerivatives,
    );
    /// Replaces the derivatives with respect to the outputs, `d`, by those with respect to the sums.
    fn activate_backward(pass: &BackwardPass<'_>, z: &[f32], v: &[f32], d: &mut [f32]);
    /// Visits the layers of the network.
    ///
    /// `blocks` are the numbers of residual blocks that begin and end with the network; `frozen` says whether all of its
    /// layers are.
    fn visit(path: &LayerPath<'_>, blocks: [usize; 2], frozen: bool, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo));
}

// SAFETY: `Model` implies `Parameters`, which promises the same with the same count.
#[diagnostic::do_not_recommend]
unsafe impl<N: Model> Nested for N {
    type Last = N::Last;
    const ZERO: Self = <N as Parameters>::ZERO;
    const COUNT: usize = <N as Parameters>::COUNT;
    const INPUTS: usize = N::Input::LEN;
    const OUTPUTS: usize = N::Output::LEN;
    const MACS: usize = N::MULTIPLY_ADDS;
    const TAPE: usize = N::TAPE;
    const WIDEST: usize = N::WIDEST;
    const DROPOUT: bool = N::DROPOUT;
    const BY_SAMPLE: bool = N::BY_SAMPLE;
    const FROZEN: bool = <N as Parameters>::FROZEN;

    #[inline]
    fn last() -> N::Last {
        <N as Model>::last()
    }
    #[inline]
    fn duplicate(&self) -> Self {
        self.clone()
    }
    #[inline]
    fn answer(&self, x: &[f32], y: &mut [f32]) {
        let mut input = N::Input::ZERO;
        input.as_mut().copy_from_slice(x);
        y.copy_from_slice(self.forward_single(&input).as_ref());
    }
    #[inline(always)]
    fn answer_fixed<I: InstructionSet>(&self, set: I, x: &[f32], y: &mut [f32]) {
        self.forward_fixed(set, N::Input::of(x), N::Output::of_mut(y));
    }
    fn forward(&self, pass: &mut ForwardPass<'_>, branch: u64, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        self.forward_matrix(&mut pass.inside(branch), x, tape, z);
    }
    fn activate(pass: &ForwardPass<'_>, z: &[f32], v: &mut [f32], y: &mut [f32]) {
        v.copy_from_slice(z);
        pass.activate_last(N::last(), v);
        y.copy_from_slice(v);
    }
    fn backward(
        pass: &mut BackwardPass<'_>,
        first: usize,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        wanted: InputDerivatives,
    ) {
        N::backward_matrix(&mut pass.inside(first), x, tape, d, wanted);
    }
    fn activate_backward(pass: &BackwardPass<'_>, z: &[f32], v: &[f32], d: &mut [f32]) {
        pass.activate_last(<N as Model>::last(), z, v, d);
    }
    fn visit(
        path: &LayerPath<'_>,
        [begins, ends]: [usize; 2],
        frozen: bool,
        visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo),
    ) {
        let (mut count, mut number) = (0, 0);
        N::visit_layers(path, &mut |_, _| count += 1);
        N::visit_layers(path, &mut |path, layer| {
            number += 1;
            let begins = layer.begins + if number == 1 { begins } else { 0 };
            let ends = layer.ends + if number == count { ends } else { 0 };
            visit(path, &LayerInfo { begins, ends, frozen: frozen || layer.frozen, ..*layer });
        });
    }
}
