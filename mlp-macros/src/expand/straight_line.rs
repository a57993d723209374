//! Which layers become straight-line code, and in which builds.
//!
//! The thresholds were measured with `unroll = full` against `unroll = none`; ARCHITECTURE.md has the table.

use proc_macro2::TokenStream;
use quote::quote;

use super::size::Size;
use crate::language::option::Unroll;

/// The most multiply-adds of a layer that becomes straight-line code.
const MAX_LAYER_MACS: usize = 128;

/// The most multiply-adds of all straight-line code of a network: beyond it, compiling it costs more than it gains.
const MAX_NETWORK_MACS: usize = 256;

/// The most multiply-adds of a network that is trained in straight-line code: beyond it, layers of constant sizes are
/// about as fast, and compiling straight-line code for each instruction set takes seconds.
const MAX_BATCH_MACS: usize = 128;

/// The most inputs or units of a layer of such a network.
///
/// Instructions per sample of a step of `Sgd`, AVX2, in straight-line code / with constant sizes, of 1, 4 and 32 samples:
/// 5 => 17 tanh => 3 takes 1,672 / 1,252, 1,807 / 668 and 316 / 560; 3 => 33 tanh => 1 1,694 / 1,109, 2,229 / 558 and
/// 421 / 444; 1 => 65 tanh => 1 2,234 / 1,322, 3,165 / 745 and 639 / 622; 130 => 1 1,617 / 796, 4,848 / 315 and
/// 538 / 209.
const MAX_BATCH_WIDTH: usize = 32;

/// The most multiply-adds of a network whose single samples go through straight-line code: beyond it, vectors of units
/// are faster (4 => 4 relu => 4: 3.4 ns and 7.7, 4 => 8 relu => 1: 6.9 and 6.1).
const MAX_SINGLE_MACS: usize = 32;

/// The most units of such a network: each activation costs as much as one of a whole vector (1 => 8 tanh => 1: 14.8 and
/// 8.3).
const MAX_SINGLE_UNITS: usize = 8;

/// Returns whether a size is known, and at most `most`.
fn is_small(size: &Size, most: usize) -> bool {
    size.known().is_some_and(|size| size <= most)
}

/// Returns whether a network of straight-line code computes single samples in it too.
pub(super) fn takes_single(unroll: Unroll, macs: &Size, units: &Size) -> bool {
    unroll == Unroll::Full || is_small(macs, MAX_SINGLE_MACS) && is_small(units, MAX_SINGLE_UNITS)
}

/// The choice between straight-line code and kernels.
pub(super) struct Choice {
    unroll: Unroll,
    /// The multiply-adds that the network may still have in straight-line code.
    macs_left: usize,
}

impl Choice {
    pub(super) fn new(unroll: Unroll) -> Self {
        Self { unroll, macs_left: MAX_NETWORK_MACS }
    }

    /// Returns whether the next layer becomes straight-line code.
    pub(super) fn takes_layer(&mut self, macs: &Size) -> bool {
        match (self.unroll, macs.known()) {
            (Unroll::Auto, Some(macs)) if macs <= MAX_LAYER_MACS.min(self.macs_left) => {
                self.macs_left -= macs;
                true
            }
            (Unroll::Full, Some(_)) => true,
            _ => false,
        }
    }
}

/// Returns whether a network of straight-line code is trained in it too, if its layers are narrow.
pub(super) fn takes_batches(unroll: Unroll, macs: &Size) -> bool {
    unroll == Unroll::Full || is_small(macs, MAX_BATCH_MACS)
}

/// Returns whether a network, whose inputs and layers have these widths, is so narrow that vectors of units do not pay.
pub(super) fn is_narrow<'a>(unroll: Unroll, mut widths: impl Iterator<Item = &'a Size>) -> bool {
    unroll == Unroll::Full || widths.all(|width| is_small(width, MAX_BATCH_WIDTH))
}

/// Returns the attribute of an item of straight-line code.
///
/// Without optimization such code is slow, large and takes seconds to compile, so builds with debug assertions do
/// without, unless `unroll = full` asks for it.
pub(super) fn condition(unroll: Unroll) -> TokenStream {
    if unroll == Unroll::Full { TokenStream::new() } else { quote!(#[cfg(not(debug_assertions))]) }
}

/// Returns the attribute of the item that does the same work in kernels, or `None` if it is never used.
pub(super) fn kernel_condition(unroll: Unroll) -> Option<TokenStream> {
    (unroll != Unroll::Full).then(|| quote!(#[cfg(debug_assertions)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_taken_until_the_network_is_too_large() {
        let mut choice = Choice::new(Unroll::Auto);
        let taken = [128, 129, 100, 29, 28].map(|macs| choice.takes_layer(&Size::Known(macs)));
        assert_eq!(taken, [true, false, true, false, true]);
        assert!(!choice.takes_layer(&Size::Constant(quote!(UNITS))));
        assert!(Choice::new(Unroll::Full).takes_layer(&Size::Known(4096)));
        assert!(!Choice::new(Unroll::None).takes_layer(&Size::Known(1)));
    }

    #[test]
    fn a_wide_layer_is_trained_in_vectors_of_units() {
        let is_narrow = |unroll, widths: [Size; 2]| super::is_narrow(unroll, widths.iter());
        assert!(is_narrow(Unroll::Auto, [Size::Known(MAX_BATCH_WIDTH), Size::Known(1)]));
        assert!(!is_narrow(Unroll::Auto, [Size::Known(1), Size::Known(MAX_BATCH_WIDTH + 1)]));
        assert!(!is_narrow(Unroll::Auto, [Size::Known(1), Size::Constant(quote!(UNITS))]));
        assert!(is_narrow(Unroll::Full, [Size::Known(64), Size::Known(1)]));
    }
}
