//! One network after another.

use super::larger;
use super::nested::Nested;
use super::widths::chained_widths;
#[cfg(feature = "onnx")]
use crate::error::Error;
use crate::layer::info::{LayerInfo, LayerPath};
use crate::layer::parameters::Parameters;
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::model::shape::Shape;
use crate::model::{Model, Vector, fixed};
use crate::schema::Schema;
use crate::simd::InstructionSet;
use core::ops::Add;
use typenum::{Sum, Unsigned};

/// Two networks in a row: the outputs of the first are the inputs of the second.
///
/// A chain is itself a network.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! {
///     struct Encoder: 12 => 8 relu => 3 tanh;
///     struct Decoder: 3 => 8 relu => 12
/// }
///
/// let autoencoder = Chain::new(Encoder::seeded(1), Decoder::seeded(2));
/// let outputs: [f32; 12] = autoencoder.forward(&[0.5; 12]);
/// assert_eq!(outputs, autoencoder.second.forward(&autoencoder.first.forward(&[0.5; 12])));
/// ```
///
/// A second network with another number of inputs does not compile:
///
/// ```compile_fail,E0277
/// use mlp::prelude::*;
///
/// mlp! {
///     struct Encoder: 12 => 8 relu => 3 tanh;
///     struct Decoder: 4 => 8 relu => 12
/// }
///
/// // the error: `Decoder` cannot follow a network that gives `[f32; 3]`: it takes `[f32; 4]`
/// Chain::new(Encoder::ZERO, Decoder::ZERO);
/// ```
#[repr(C)]
#[derive(Clone, Debug, PartialEq)]
pub struct Chain<A, B> {
    /// The network that reads the inputs.
    pub first: A,
    /// The network that reads the outputs of the first.
    pub second: B,
}

/// A network with as many inputs as the network `A` has outputs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot follow a network that gives `{Given}`: it takes `{Taken}`",
    label = "takes `{Taken}`, not `{Given}`",
    note = "`{A}` must have as many outputs as `{Self}` has inputs"
)]
pub trait Follows<A, Given, Taken> {}
impl<A: Model, B: Model, X> Follows<A, X, X> for B {}

impl<A: Model, B: Model> Chain<A, B> {
    /// Joins two networks: `second` reads the outputs of `first`.
    ///
    /// `outputs = second(first(inputs))`. The number of outputs of `first` is the number of inputs of `second`; other
    /// networks do not compile.
    #[must_use]
    pub fn new(first: A, second: B) -> Self
    where
        B: Follows<A, A::Output, B::Input>,
    {
        Self { first, second }
    }
}

// SAFETY: `repr(C)` with two fields that, by their own promise, consist of `f32`s and nothing else.
unsafe impl<A: Parameters, B: Parameters> Parameters for Chain<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;
    const ZERO: Self = Self { first: A::ZERO, second: B::ZERO };
    const FROZEN: bool = A::FROZEN || B::FROZEN;
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        A::visit_layers(&LayerPath { parent: Some(path), name: "first", label: "first" }, visit);
        B::visit_layers(&LayerPath { parent: Some(path), name: "second", label: "second" }, visit);
    }
}

impl<A: Shape, B: Shape> Shape for Chain<A, B>
where
    A::Params: Add<B::Params>,
    Sum<A::Params, B::Params>: Unsigned,
{
    type Inputs = A::Inputs;
    type Outputs = B::Outputs;
    type Params = Sum<A::Params, B::Params>;
}

/// The tape of a chain: both tapes, and sums, values and derivatives of the first network's outputs.
struct ChainTape<'a> {
    first: &'a mut [f32],
    z: &'a mut [f32],
    y: &'a mut [f32],
    x: &'a mut [f32],
    second: &'a mut [f32],
}

impl<'a> ChainTape<'a> {
    fn cut<A: Model>(tape: &'a mut [f32], samples: usize) -> Self {
        let (first, rest) = tape.split_at_mut(A::TAPE * samples);
        let (z, rest) = rest.split_at_mut(A::Output::LEN * samples);
        let (y, rest) = rest.split_at_mut(A::Output::LEN * samples);
        let (x, second) = rest.split_at_mut(A::Output::LEN * samples);
        Self { first, z, y, x, second }
    }
}

/// Implemented for any two networks.
///
/// Widths that differ are reported where the chain is created. A chain of networks that do not fit still has a shape,
/// so that what contains it causes no further messages.
impl<A: Model, B: Model> Model for Chain<A, B> {
    type Input = A::Input;
    type Output = B::Output;
    type Last = B::Last;
    const FITS: () = chained_widths(A::Output::LEN, B::Input::LEN);
    const MULTIPLY_ADDS: usize = A::MULTIPLY_ADDS + B::MULTIPLY_ADDS;
    const TAPE: usize = {
        let () = Self::FITS;
        A::TAPE + 3 * A::Output::LEN + B::TAPE
    };
    const WIDEST: usize = larger(A::WIDEST, B::WIDEST);
    const DROPOUT: bool = A::DROPOUT || B::DROPOUT;
    const BY_SAMPLE: bool = A::BY_SAMPLE && B::BY_SAMPLE;
    const ENDS: Schema = Schema { inputs: A::ENDS.inputs, outputs: B::ENDS.outputs };

    fn forward_single(&self, input: &A::Input) -> B::Output {
        let () = Self::FITS;
        if cfg!(not(debug_assertions)) {
            return fixed::forward(self, input);
        }
        self.second.forward_single(B::Input::of(self.first.forward_single(input).as_ref()))
    }
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(&self, set: I, input: &A::Input, output: &mut B::Output) {
        let () = Self::FITS;
        let mut between = A::Output::ZERO;
        self.first.forward_fixed(set, input, &mut between);
        self.second.forward_fixed(set, B::Input::of(between.as_ref()), output);
    }
    fn last() -> B::Last {
        B::last()
    }
    fn forward_matrix(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        let tape = ChainTape::cut::<A>(tape, pass.samples);
        self.first.forward_matrix(&mut pass.inside(1), x, tape.first, tape.z);
        A::activate(pass, tape.z, tape.y, tape.x);
        self.second.forward_matrix(&mut pass.inside(2), tape.x, tape.second, z);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let samples = pass.samples;
        let tape = ChainTape::cut::<A>(tape, samples);
        B::backward_matrix(&mut pass.inside(A::COUNT), tape.x, tape.second, d, InputDerivatives::Wanted);
        pass.activate_last(A::last(), tape.z, tape.y, tape.x);
        A::backward_matrix(&mut pass.inside(0), x, tape.first, tape.x, inputs);
    }
    #[cfg(feature = "onnx")]
    fn add_to_graph(
        &self,
        graph: &mut crate::file::onnx::Graph,
        prefix: &str,
        input: &str,
    ) -> Result<alloc::string::String, Error> {
        let given = self.first.add_to_graph(graph, &alloc::format!("{prefix}first."), input)?;
        self.second.add_to_graph(graph, &alloc::format!("{prefix}second."), &given)
    }
}
