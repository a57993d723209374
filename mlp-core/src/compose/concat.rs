//! Two networks side by side.

use super::larger;
use super::widths::shared_widths;
use crate::activation::LastActivation;
#[cfg(feature = "onnx")]
use crate::error::Error;
use crate::layer::info::{LayerInfo, LayerPath};
use crate::layer::parameters::Parameters;
use crate::model::pass::{BackwardPass, ForwardPass, InputDerivatives};
use crate::model::shape::Shape;
use crate::model::{Model, Vector, fixed};
use crate::sealed::Sealed;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use core::fmt::{self, Debug};
use core::marker::PhantomData;
use core::ops::Add;
use hybrid_array::ArraySize;
use typenum::{Sum, Unsigned};

/// Two networks with the same inputs, whose outputs are concatenated.
///
/// A concatenation is itself a network.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! {
///     struct Left: 2 => 3 tanh => 1;
///     struct Right: 2 => 4 relu => 2
/// }
///
/// let net = Concat::new(Left::seeded(1), Right::seeded(2));
/// let outputs: [f32; 3] = net.forward(&[0.5, 1.0]);
/// assert_eq!(outputs[0], net.first.forward(&[0.5, 1.0])[0]);
/// ```
#[repr(C)]
#[derive(Clone, Debug, PartialEq)]
pub struct Concat<A, B> {
    /// The network whose outputs come first.
    pub first: A,
    /// The network whose outputs come second.
    pub second: B,
}

/// A network that can be placed beside the network `A`, and the outputs of both together.
///
/// `typenum` adds the numbers of outputs. `hybrid-array` has arrays of the lengths 0 to 512, of the multiples of 16 up
/// to 1024, and of a few more.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand beside `{A}`: together they have too many outputs",
    label = "too many outputs beside those of `{A}`",
    note = "two networks side by side may have up to 512 outputs, or a multiple of 16 up to 1024"
)]
pub trait Joins<A> {
    /// The outputs of `A`, followed by the outputs of `Self`.
    type Output: Vector;
}

// the message should name the numbers of outputs, not their types
#[diagnostic::do_not_recommend]
impl<A, B> Joins<A> for B
where
    A: Model + Shape,
    B: Model + Shape,
    A::Outputs: Add<B::Outputs>,
    Sum<A::Outputs, B::Outputs>: ArraySize,
    <Sum<A::Outputs, B::Outputs> as ArraySize>::ArrayType<f32>: Vector,
{
    type Output = <Sum<A::Outputs, B::Outputs> as ArraySize>::ArrayType<f32>;
}

impl<A: Model, B: Model> Concat<A, B> {
    /// Joins two networks that read the same inputs.
    ///
    /// The outputs are those of `first`, followed by those of `second`. Networks with different numbers of inputs do
    /// not compile.
    #[must_use]
    pub fn new(first: A, second: B) -> Self
    where
        B: TakesSame<A, A::Input, B::Input> + Joins<A>,
    {
        Self { first, second }
    }
}

/// A network with as many inputs as the network `A`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand beside a network that takes `{First}`: it takes `{Second}`",
    label = "takes `{Second}`, not `{First}`",
    note = "`{A}` and `{Self}` must have equally many inputs"
)]
pub trait TakesSame<A, First, Second> {}
impl<A: Model, B: Model, X> TakesSame<A, X, X> for B {}

// SAFETY: `repr(C)` with two fields that, by their own promise, consist of `f32`s and nothing else.
unsafe impl<A: Parameters, B: Parameters> Parameters for Concat<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;
    const ZERO: Self = Self { first: A::ZERO, second: B::ZERO };
    const FROZEN: bool = A::FROZEN || B::FROZEN;
    fn visit_layers(path: &LayerPath<'_>, visit: &mut dyn FnMut(&LayerPath<'_>, &LayerInfo)) {
        A::visit_layers(&LayerPath { parent: Some(path), name: "first", label: "first" }, visit);
        B::visit_layers(&LayerPath { parent: Some(path), name: "second", label: "second" }, visit);
    }
}

impl<A: Shape, B: Shape> Shape for Concat<A, B>
where
    A::Outputs: Add<B::Outputs>,
    Sum<A::Outputs, B::Outputs>: Unsigned,
    A::Params: Add<B::Params>,
    Sum<A::Params, B::Params>: Unsigned,
{
    type Inputs = A::Inputs;
    type Outputs = Sum<A::Outputs, B::Outputs>;
    type Params = Sum<A::Params, B::Params>;
}

/// The last activations of two networks side by side.
pub struct Beside<A, B>(PhantomData<(A, B)>);

impl<A, B> Clone for Beside<A, B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A, B> Copy for Beside<A, B> {}
impl<A: Model, B: Model> Debug for Beside<A, B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Beside")
    }
}

impl<A: Model, B: Model> Sealed for Beside<A, B> {}

impl<A: Model, B: Model> LastActivation for Beside<A, B> {
    #[inline(always)]
    fn activate<V: Lanes>(self, z: &mut [V]) {
        let (first, second) = z.split_at_mut(A::Output::LEN);
        A::last().activate(first);
        B::last().activate(second);
    }
    #[inline(always)]
    fn backward<V: Lanes>(self, z: &[V], y: &[V], d: &mut [V]) {
        let ((z_1, z_2), (y_1, y_2)) = (z.split_at(A::Output::LEN), y.split_at(A::Output::LEN));
        let (d_1, d_2) = d.split_at_mut(A::Output::LEN);
        A::last().backward(z_1, y_1, d_1);
        B::last().backward(z_2, y_2, d_2);
    }
    fn activate_matrix(self, samples: usize, z: &mut [f32]) {
        let (first, second) = z.split_at_mut(A::Output::LEN * samples);
        A::last().activate_matrix(samples, first);
        B::last().activate_matrix(samples, second);
    }
    fn backward_matrix(self, samples: usize, z: &[f32], y: &[f32], d: &mut [f32]) {
        let at = A::Output::LEN * samples;
        A::last().backward_matrix(samples, &z[..at], &y[..at], &mut d[..at]);
        B::last().backward_matrix(samples, &z[at..], &y[at..], &mut d[at..]);
    }
    fn tangents_matrix(self, columns: usize, z: &mut [f32]) {
        let (first, second) = z.split_at_mut(A::Output::LEN * columns);
        A::last().tangents_matrix(columns, first);
        B::last().tangents_matrix(columns, second);
    }
}

/// Cuts a tape into the tapes of both networks and memory for a second gradient of the inputs.
fn cut<A: Model, B: Model>(tape: &mut [f32], samples: usize) -> (&mut [f32], &mut [f32], &mut [f32]) {
    let (first, rest) = tape.split_at_mut(A::TAPE * samples);
    let (second, x) = rest.split_at_mut(B::TAPE * samples);
    (first, second, x)
}

/// Implemented for any two networks; see the implementation for [`Chain`](crate::Chain).
impl<A, B> Model for Concat<A, B>
where
    A: Model,
    B: Model + Joins<A>,
{
    type Input = A::Input;
    type Output = <B as Joins<A>>::Output;
    type Last = Beside<A, B>;
    const FITS: () = shared_widths(A::Input::LEN, B::Input::LEN);
    const MULTIPLY_ADDS: usize = A::MULTIPLY_ADDS + B::MULTIPLY_ADDS;
    const TAPE: usize = {
        let () = Self::FITS;
        A::TAPE + B::TAPE + A::Input::LEN
    };
    const WIDEST: usize = larger(A::WIDEST, B::WIDEST);
    const DROPOUT: bool = A::DROPOUT || B::DROPOUT;
    // the outputs of both networks are blocks of the matrix
    const BY_SAMPLE: bool = false;

    fn forward_single(&self, input: &A::Input) -> Self::Output {
        let () = Self::FITS;
        if cfg!(not(debug_assertions)) {
            return fixed::forward(self, input);
        }
        let mut output = Self::Output::ZERO;
        let (first, second) = output.as_mut().split_at_mut(A::Output::LEN);
        first.copy_from_slice(self.first.forward_single(input).as_ref());
        second.copy_from_slice(self.second.forward_single(B::Input::of(input.as_ref())).as_ref());
        output
    }
    #[inline(always)]
    fn forward_fixed<I: InstructionSet>(&self, set: I, input: &A::Input, output: &mut Self::Output) {
        let () = Self::FITS;
        let (first, second) = output.as_mut().split_at_mut(A::Output::LEN);
        self.first.forward_fixed(set, input, A::Output::of_mut(first));
        self.second.forward_fixed(set, B::Input::of(input.as_ref()), <B as Model>::Output::of_mut(second));
    }
    fn last() -> Self::Last {
        Beside(PhantomData)
    }
    fn forward_matrix(&self, pass: &mut ForwardPass<'_>, x: &[f32], tape: &mut [f32], z: &mut [f32]) {
        let (first, second, _) = cut::<A, B>(tape, pass.samples);
        let (z_1, z_2) = z.split_at_mut(A::Output::LEN * pass.samples);
        self.first.forward_matrix(&mut pass.inside(1), x, first, z_1);
        self.second.forward_matrix(&mut pass.inside(2), x, second, z_2);
    }
    fn backward_matrix(
        pass: &mut BackwardPass<'_>,
        x: &mut [f32],
        tape: &mut [f32],
        d: &mut [f32],
        inputs: InputDerivatives,
    ) {
        let samples = pass.samples;
        let (first, second, other) = cut::<A, B>(tape, samples);
        let (d_1, d_2) = d.split_at_mut(A::Output::LEN * samples);
        other.copy_from_slice(x);
        A::backward_matrix(&mut pass.inside(0), x, first, d_1, inputs);
        B::backward_matrix(&mut pass.inside(A::COUNT), other, second, d_2, inputs);
        if inputs == InputDerivatives::Wanted {
            for (x, other) in x.iter_mut().zip(&*other) {
                *x += other;
            }
        }
    }
    #[cfg(feature = "onnx")]
    fn add_to_graph(
        &self,
        graph: &mut crate::file::onnx::Graph,
        prefix: &str,
        input: &str,
    ) -> Result<alloc::string::String, Error> {
        let first = self.first.add_to_graph(graph, &alloc::format!("{prefix}first."), input)?;
        let second = self.second.add_to_graph(graph, &alloc::format!("{prefix}second."), input)?;
        Ok(graph.beside(&alloc::format!("{prefix}outputs"), &[&first, &second]))
    }
}
