//! A network as a pass uses it: its layers, its forward pass and its backward pass, without losses and training.

pub(crate) mod budget;
pub(crate) mod describe;
pub mod fixed;
pub(crate) mod pass;
pub(crate) mod shape;
mod vector;

pub use vector::Vector;

use crate::activation::LastActivation;
#[cfg(feature = "onnx")]
use crate::error::Error;
#[cfg(feature = "onnx")]
use crate::file::onnx::Graph;
use crate::layer::parameters::Parameters;
use crate::schema::Schema;
use crate::simd::InstructionSet;
use core::fmt::Debug;
use pass::{BackwardPass, ForwardPass, InputDerivatives};

/// A network of fixed shape: the part of [`Network`](crate::Network) that `mlp!` implements.
///
/// `Network` is implemented for every model and has the sizes and the methods. This trait has the types, which a bound
/// on `Network` can name:
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Xor: 2 => 3 sigmoid => 1 sigmoid }
///
/// fn first<N: Network<Input = [f32; 2]>>(net: &N) -> f32 {
///     net.forward(&[0.0, 1.0]).as_ref()[0]
/// }
/// assert!(first(&Xor::seeded(1)) > 0.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub trait Model: Parameters + Clone + Debug + Send + Sync {
    /// The inputs of one sample: `[f32; INPUTS]`.
    type Input: Vector;
    /// The outputs for one sample: `[f32; OUTPUTS]`.
    type Output: Vector;
    /// The activation of the last layer, which determines the losses that fit.
    type Last: LastActivation;

    /// The number of multiply-adds of one forward pass: one for each weight.
    #[doc(hidden)]
    const MULTIPLY_ADDS: usize;

    /// Fails to compile if the parts of a joined network do not fit.
    #[doc(hidden)]
    const FITS: () = ();

    /// The number of values per sample that the forward pass stores for the backward pass.
    #[doc(hidden)]
    const TAPE: usize;

    /// The number of units of the widest layer.
    #[doc(hidden)]
    const WIDEST: usize;

    /// Whether any layer has dropout.
    #[doc(hidden)]
    const DROPOUT: bool;

    /// Whether the passes work with matrices `[sample][unit]` of several samples too.
    #[doc(hidden)]
    const BY_SAMPLE: bool = true;

    /// The names and meanings of the inputs and outputs, where they have any.
    #[doc(hidden)]
    const ENDS: Schema = Schema::UNNAMED;

    /// Returns the outputs for one sample.
    #[doc(hidden)]
    fn forward_single(&self, input: &Self::Input) -> Self::Output;

    /// Writes the outputs for one sample, with the instruction set `set`.
    ///
    /// It is part of a larger computation, which has chosen the instruction set.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(&self, set: I, input: &Self::Input, output: &mut Self::Output) {
        let _ = set;
        *output = self.forward_single(input);
    }

    /// Returns the activation of the last layer.
    #[doc(hidden)]
    fn last() -> Self::Last;

    /// Computes the sums of the last layer, `z[unit][sample]`, from `x[input][sample]`.
    #[doc(hidden)]
    fn forward_matrix(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]);

    /// Computes the gradient of all parameters from `d`.
    ///
    /// `d[unit][sample]` are the derivatives of the loss with respect to the sums of the last layer.
    ///
    /// With [`InputDerivatives::Wanted`] the derivatives with respect to the inputs replace `x`.
    #[doc(hidden)]
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    );

    /// Adds the network to a graph and returns the name of its output; names begin with `prefix`.
    #[cfg(feature = "onnx")]
    #[doc(hidden)]
    fn add_to_graph(&self, graph: &mut Graph, prefix: &str, input: &str) -> Result<alloc::string::String, Error> {
        graph.layers(self.params_slice(), Self::visit_layers, prefix, input, Self::ENDS.outputs)
    }
}
