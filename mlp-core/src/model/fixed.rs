//! One sample through a network of layers whose sizes are constants.

use super::{Model, Vector};
use crate::simd::{InstructionSet, Vectorized, dispatch};
use core::slice::{from_mut, from_ref};

pub use crate::kernel::fixed::{Values, add, dense, softmax};

/// Returns the outputs for one sample.
#[inline]
pub fn forward<N: Model>(net: &N, input: &N::Input) -> N::Output {
    let mut output = N::Output::ZERO;
    forward_each(net, from_ref(input), from_mut(&mut output));
    output
}

/// Writes the outputs for some samples, one after the other.
///
/// The instruction set is chosen once. Not inlined, so that a network is compiled once for each of them, and no caller
/// saves registers for one that does not run.
#[inline(never)]
pub fn forward_each<N: Model>(net: &N, inputs: &[N::Input], outputs: &mut [N::Output]) {
    dispatch(Forward { net, inputs, outputs });
}

struct Forward<'a, N: Model> {
    net: &'a N,
    inputs: &'a [N::Input],
    outputs: &'a mut [N::Output],
}

impl<N: Model> Vectorized for Forward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        for (input, output) in self.inputs.iter().zip(self.outputs) {
            self.net.forward_fixed(set, input, output);
        }
    }
}
