//! User-defined activations.

use super::elementwise::{Elementwise, LaneActivation};
use crate::simd::lanes::Lanes;
use core::marker::PhantomData;

/// A user-defined activation, which a declaration names by its type.
///
/// ```
/// use mlp::prelude::*;
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
///
/// mlp! { struct Net: 2 => 8 Snake => 1 }
///
/// assert_eq!(Snake::value(0.0), 0.0);
/// assert!(Net::seeded(1).forward(&[0.5, 1.0])[0].is_finite());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "used as the activation of a layer",
    note = "implement `mlp::Activation` for `{Self}`: the functions `value(x: f32) -> f32` and `derivative(x: f32) -> f32`"
)]
pub trait Activation: 'static {
    /// Returns `f(x)`.
    fn value(x: f32) -> f32;
    /// Returns `f'(x)`.
    fn derivative(x: f32) -> f32;
}

/// A network whose layer `LAYER` has a user-defined activation.
///
/// Only the one function of its implementation names the user's type. A type that is no [`Activation`] therefore causes
/// one message, at its name in the declaration.
pub trait OwnActivation<const LAYER: usize> {
    /// Returns `f'(x)` if `DERIVATIVE`, else `f(x)`.
    fn apply<const DERIVATIVE: bool>(x: f32) -> f32;
}

/// The user-defined activation `A` of layer `LAYER` of the network `N`.
#[doc(hidden)]
pub struct Own<A, N, const LAYER: usize>(PhantomData<(A, N)>);

impl<A, N, const LAYER: usize> Own<A, N, LAYER> {
    /// Creates the activation.
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
    const SLOPE_FROM_SUM: bool = true;

    fn elementwise(self) -> Option<Elementwise> {
        None
    }
    #[inline(always)]
    fn value<V: Lanes>(self, z: V) -> V {
        z.map(N::apply::<false>)
    }
    #[inline(always)]
    fn slope<V: Lanes>(self, z: V, _: V) -> V {
        z.map(N::apply::<true>)
    }
}
