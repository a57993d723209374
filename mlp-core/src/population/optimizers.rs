//! The optimizers of a population's members.

#[cfg(feature = "alloc")]
use crate::error::debug_assert_valid;
use crate::optimizer::Optimizer;
#[cfg(feature = "alloc")]
use alloc::vec::Vec;

/// One optimizer for all members of a population, or one for each: `&optimizer`, `&optimizers` or `&optimizers[..]`.
#[derive(Clone, Copy, Debug)]
pub enum Optimizers<'a, O> {
    /// All members have the same.
    Same(&'a O),
    /// Member `i` has the `i`-th, with a learning rate and a weight decay of its own.
    Each(&'a [O]),
}

impl<O: Optimizer> Optimizers<'_, O> {
    /// Checks the settings, in builds with debug assertions.
    #[cfg(feature = "alloc")]
    pub(super) fn debug_check(&self) {
        debug_assert_valid(|| match self {
            Self::Same(optimizer) => optimizer.check(),
            Self::Each(optimizers) => optimizers.iter().try_for_each(Optimizer::check),
        });
    }
}

#[cfg(feature = "rayon")]
impl<O> Optimizers<'_, O> {
    /// Takes the optimizers of the first members away.
    pub(super) fn split_off(&mut self, members: usize) -> Self {
        match self {
            Self::Same(optimizer) => Self::Same(optimizer),
            Self::Each(each) => {
                let (first, rest) = each.split_at(members);
                *each = rest;
                Self::Each(first)
            }
        }
    }
}

impl<'a, O: Optimizer> From<&'a O> for Optimizers<'a, O> {
    fn from(optimizer: &'a O) -> Self {
        Self::Same(optimizer)
    }
}

impl<'a, O: Optimizer> From<&'a [O]> for Optimizers<'a, O> {
    fn from(optimizers: &'a [O]) -> Self {
        Self::Each(optimizers)
    }
}

#[cfg(feature = "alloc")]
impl<'a, O: Optimizer> From<&'a Vec<O>> for Optimizers<'a, O> {
    fn from(optimizers: &'a Vec<O>) -> Self {
        Self::Each(optimizers)
    }
}

impl<'a, O: Optimizer, const MEMBERS: usize> From<&'a [O; MEMBERS]> for Optimizers<'a, O> {
    fn from(optimizers: &'a [O; MEMBERS]) -> Self {
        Self::Each(optimizers)
    }
}
