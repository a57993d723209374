//! One sample through a network of layers whose sizes are constants.

use super::{Model, Vector};
use crate::simd::{InstructionSet, Vectorized, dispatch};

pub use crate::kernel::fixed::{
    Group, Values, activate_last, add, dense, forward as forward_group, forward_keeping, hidden, input_gradient,
    softmax, through, weight_gradient,
};

/// Returns the outputs for one sample.
#[inline]
pub fn forward<N: Model>(net: &N, input: &N::Input) -> N::Output {
    let mut output = N::Output::ZERO;
    write(net, input, &mut output);
    output
}

/// Writes the outputs for one sample to their place: a copy would wait for them.
///
/// The instruction set is chosen once for the whole network. Not inlined, so that it is compiled once for each of them,
/// and no caller saves registers for one that does not run.
#[inline(never)]
fn write<N: Model>(net: &N, input: &N::Input, output: &mut N::Output) {
    dispatch(Forward { net, input, output });
}

struct Forward<'a, N: Model> {
    net: &'a N,
    input: &'a N::Input,
    output: &'a mut N::Output,
}

impl<N: Model> Vectorized for Forward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        self.net.forward_fixed(set, self.input, self.output);
    }
}
