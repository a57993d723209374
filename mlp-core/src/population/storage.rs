//! Where the parameters of a population are.

use crate::sealed::Sealed;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;

/// The storage of a population that names none: the heap, or one block in place where there is none.
#[cfg(feature = "alloc")]
pub type DefaultStorage<N> = Vec<N>;
/// See above.
#[cfg(not(feature = "alloc"))]
pub type DefaultStorage<N> = [[N; 16]; 1];

/// Memory for the members of a population: `Vec<N>`, or `[[N; 16]; BLOCKS]` in place.
///
/// It is sealed: only this crate implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the members of a population",
    label = "expected `Vec<{N}>` or `[[{N}; 16]; BLOCKS]`"
)]
pub trait Storage<N>: Sealed {
    /// Returns memory for whole blocks of sixteen networks.
    #[doc(hidden)]
    fn networks(&self) -> &[N];
    /// Returns the same, to change it.
    #[doc(hidden)]
    fn networks_mut(&mut self) -> &mut [N];
}

#[cfg(feature = "alloc")]
impl<N> Sealed for Vec<N> {}

#[cfg(feature = "alloc")]
impl<N> Storage<N> for Vec<N> {
    fn networks(&self) -> &[N] {
        self
    }
    fn networks_mut(&mut self) -> &mut [N] {
        self
    }
}

impl<N, const BLOCKS: usize> Sealed for [[N; 16]; BLOCKS] {}

impl<N, const BLOCKS: usize> Storage<N> for [[N; 16]; BLOCKS] {
    fn networks(&self) -> &[N] {
        self.as_flattened()
    }
    fn networks_mut(&mut self) -> &mut [N] {
        self.as_flattened_mut()
    }
}
