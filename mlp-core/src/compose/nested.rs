//! A network in the place of a layer of another.

use crate::activation::LastActivation;
use crate::layer::info::{LayerInfo, LayerPath};
use crate::layer::parameters::Parameters;
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::model::{Model, Vector};

/// What the expansion of `net(Encoder)` asks of `Encoder`.
///
/// It is all here, so that of a type that is no network rustc has one thing to say, at its name: each further trait, and
/// each function with a bound of its own, would add a message.
///
/// # Safety
///
/// `Self` consists of exactly [`Nested::COUNT`] numbers of type `f32`, as [`Parameters`] has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub unsafe trait Nested: Sized {
    /// [`Network::Last`]
    type Last: LastActivation;
    /// [`Parameters::ZERO`]
    const ZERO: Self;
    /// [`Parameters::COUNT`]
    const COUNT: usize;
    /// [`Network::INPUTS`]
    const INPUTS: usize;
    /// [`Network::OUTPUTS`]
    const OUTPUTS: usize;
    /// [`Network::MACS`]
    const MACS: usize;
    /// [`Network::TAPE`]
    const TAPE: usize;
    /// [`Network::WIDEST`]
    const WIDEST: usize;
    /// [`Network::DROPOUT`]
    const DROPOUT: bool;
    /// [`Network::last`]
    fn last() -> Self::Last;
    /// [`Clone::clone`]
    #[must_use]
    fn duplicate(&self) -> Self;
    /// The outputs for one sample.
    ///
    /// # Panics
    ///
    /// If `x` and `y` are not as long as the network's inputs and outputs.
    fn answer(&self, x: &[f32], y: &mut [f32]);
    /// The sums of the network, the `branch`-th of its parent.
    fn forward(&self, pass: &mut ForwardPass, branch: u64, x: &[f32], tape: &mut [f32], z: &mut [f32]);
    /// The outputs of the network from its sums: once to keep, once to go on with.
    fn activate(pass: &ForwardPass, z: &[f32], v: &mut [f32], y: &mut [f32]);
    /// The gradient of the network, whose first parameter has the index `first`; with `wanted` the derivatives with
    /// respect to its inputs replace `x`.
    fn backward(
        pass: &mut BackwardPass<'_>,
        first: usize,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        wanted: InputDerivatives,
    );
    /// From the derivatives with respect to the network's outputs to those with respect to its sums, in place.
    fn activate_backward(pass: &BackwardPass<'_>, z: &[f32], v: &[f32], d: &mut [f32]);
    /// Shows the layers of the network where `begins` residual blocks begin and `ends` end.
    fn visit(place: &LayerPath<'_>, blocks: [usize; 2], visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo));
}

// SAFETY: a network promises it as `Parameters`, with the same count.
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
    fn forward(&self, pass: &mut ForwardPass, branch: u64, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        self.forward_matrix(&mut pass.inside(branch), x, tape, z);
    }
    fn activate(pass: &ForwardPass, z: &[f32], v: &mut [f32], y: &mut [f32]) {
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
        <N as Model>::last().backward_matrix(pass.samples, z, v, d);
    }
    fn visit(place: &LayerPath<'_>, [begins, ends]: [usize; 2], visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        let (mut count, mut number) = (0, 0);
        N::visit_layers(place, &mut |_, _| count += 1);
        N::visit_layers(place, &mut |place, layer| {
            number += 1;
            let begins = layer.begins + if number == 1 { begins } else { 0 };
            let ends = layer.ends + if number == count { ends } else { 0 };
            visit(place, &LayerInfo { begins, ends, ..*layer });
        });
    }
}
