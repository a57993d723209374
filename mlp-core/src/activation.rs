//! Activations, each beside its derivative.
//!
//! With `z` the weighted sum of a unit and `y` its output, an activation is `y = f(z)` and backpropagation multiplies
//! by the slope `dy/dz`. Definitions are PyTorch's.

mod built_in;
mod elementwise;
mod last;
mod slice;
mod tangent;

pub use built_in::{
    Elu, Gelu, HardSigmoid, HardTanh, Identity, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu, Softplus, Softsign, Tanh,
};
pub use elementwise::Elementwise;
pub(crate) use elementwise::WithActivation;
pub use last::{Distribution, LastActivation, Probability, Softmax, Unknown};
pub(crate) use last::{SoftmaxUnits, largest, normalize};
pub(crate) use slice::{activate_in_place, activate_slice, replace_by_derivatives, slopes_in_place};
pub(crate) use tangent::through_elementwise;

use crate::simd::lanes::Lanes;
use core::marker::PhantomData;

/// An activation of your own, to be named in a network: `mlp!(2 => 8 Snake => 1)`.
///
/// ```
/// use mlp::activation::Activation;
///
/// /// `x + sin(x)^2`
/// struct Snake;
///
/// impl Activation for Snake {
///     fn value(x: f32) -> f32 {
///         x + x.sin().powi(2)
///     }
///     fn derivative(x: f32) -> f32 {
///         1.0 + (2.0 * x).sin()
///     }
/// }
/// assert_eq!(Snake::value(0.0), 0.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "used as the activation of a layer",
    note = "implement `mlp::Activation` for `{Self}`: the functions `value(x: f32) -> f32` and `derivative(x: f32) -> f32`"
)]
pub trait Activation: 'static {
    /// `f(x)`
    fn value(x: f32) -> f32;
    /// `f'(x)`
    fn derivative(x: f32) -> f32;
}

/// An activation as the kernels and expansions use it: on many numbers at once.
pub trait LaneActivation: Copy {
    /// The same activation for the compiled kernels; `None` for a user's.
    fn elementwise(self) -> Option<Elementwise>;
    /// `y = f(z)`
    fn value<V: Lanes>(self, z: V) -> V;
    /// `dy/dz`, from whichever of `z` and `y` is cheaper.
    fn slope<V: Lanes>(self, z: V, y: V) -> V;

    /// `f` of every unit of a layer.
    #[inline(always)]
    fn values<V: Lanes, const UNITS: usize>(self, z: [V; UNITS]) -> [V; UNITS] {
        let mut y = z;
        for y in &mut y {
            *y = self.value(*y);
        }
        y
    }
    /// The loss's derivatives with respect to `z`, from those with respect to `y`.
    #[inline(always)]
    fn backward<V: Lanes, const UNITS: usize>(self, z: &[V; UNITS], y: &[V; UNITS], d_y: [V; UNITS]) -> [V; UNITS] {
        let mut d_z = d_y;
        for ((d_z, z), y) in d_z.iter_mut().zip(z).zip(y) {
            *d_z = *d_z * self.slope(*z, *y);
        }
        d_z
    }
}

/// A network whose layer `LAYER` has an activation of the user's.
///
/// Only the functions of its implementation name the user's type, so that a type that is no [`Activation`] is one
/// message, at its name in the declaration.
pub trait OwnActivation<const LAYER: usize> {
    /// `f(x)`
    fn value(x: f32) -> f32;
    /// `f'(x)`
    fn derivative(x: f32) -> f32;
}

/// The activation `A`, of layer `LAYER` of the network `N`.
pub struct Own<A, N, const LAYER: usize>(PhantomData<(A, N)>);

impl<A, N, const LAYER: usize> Own<A, N, LAYER> {
    /// The activation `A`.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<A, N, const LAYER: usize> Default for Own<A, N, LAYER> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A, N, const LAYER: usize> Clone for Own<A, N, LAYER> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A, N, const LAYER: usize> Copy for Own<A, N, LAYER> {}

impl<A, N, const LAYER: usize> core::fmt::Debug for Own<A, N, LAYER> {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(core::any::type_name::<A>())
    }
}

impl<A, N: OwnActivation<LAYER>, const LAYER: usize> LaneActivation for Own<A, N, LAYER> {
    fn elementwise(self) -> Option<Elementwise> {
        None
    }
    #[inline(always)]
    fn value<V: Lanes>(self, z: V) -> V {
        z.map(N::value)
    }
    #[inline(always)]
    fn slope<V: Lanes>(self, z: V, _: V) -> V {
        z.map(N::derivative)
    }
}
