//! Networks by value and in a box, for functions that accept both.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;

use super::Network;

/// A network, or a `Box` with one: the argument of [`Trainer::fit`](crate::Trainer::fit) and
/// [`accuracy`](crate::metrics::accuracy).
///
/// `N` is the network. Implemented for every [`Network`] and for `Box<N>` (feature `alloc`), so that
/// [`Network::boxed`](Network#method.boxed) returns what these functions accept.
///
/// ```
/// use mlp::prelude::*;
///
/// mlp! { struct Net: 1 => 8 tanh => 1 }
///
/// let mut net = Net::boxed(7);
/// Trainer::new(Mse, Adam::new(0.01)).epochs(10).fit(&mut net, &[[0.0], [1.0]], &[[1.0], [3.0]])?;
/// net.save("line.safetensors")?;
/// # std::fs::remove_file("line.safetensors").unwrap();
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// Implement it for a type of your own that holds a network:
///
/// ```
/// use mlp::{AsNetwork, prelude::*};
///
/// mlp! { struct Net: 1 => 8 tanh => 1 }
///
/// struct Controller { net: Net, gain: f32 }
///
/// impl AsNetwork<Net> for Controller {
///     fn as_network(&self) -> &Net {
///         &self.net
///     }
///     fn as_network_mut(&mut self) -> &mut Net {
///         &mut self.net
///     }
/// }
///
/// let mut controller = Controller { net: Net::seeded(7), gain: 2.0 };
/// let trainer = Trainer::new(Mse, Adam::new(0.01)).epochs(10);
/// trainer.fit(&mut controller, &[[0.0], [1.0]], &[[1.0], [3.0]])?;
/// # assert_eq!(controller.gain, 2.0);
/// # Ok::<(), mlp::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network",
    note = "networks are declared with `mlp!` or joined with `Chain` and `Concat`"
)]
pub trait AsNetwork<N> {
    /// Returns the network.
    fn as_network(&self) -> &N;

    /// Returns the network, to change its parameters.
    fn as_network_mut(&mut self) -> &mut N;
}

// `Box<N>` is never its own `N`, so that the two do not overlap; and as no `Box` is a network, the compiler finds `N`.
impl<N: Network> AsNetwork<N> for N {
    #[inline]
    fn as_network(&self) -> &N {
        self
    }

    #[inline]
    fn as_network_mut(&mut self) -> &mut N {
        self
    }
}

#[cfg(feature = "alloc")]
impl<N: Network> AsNetwork<N> for Box<N> {
    #[inline]
    fn as_network(&self) -> &N {
        self
    }

    #[inline]
    fn as_network_mut(&mut self) -> &mut N {
        self
    }
}
