//! The choice of a layer's forward pass: a few samples, tiles or panels, on one thread or several.

use super::layer::ForwardLayer;
use super::panels::Panels;
use crate::kernel::by_sample::ForwardBySample;
use crate::kernel::layout::Layout;
use crate::simd::{dispatch, dispatch_lanes};

/// Parts of a layer have a multiple of this many units: whole tiles.
#[cfg(feature = "rayon")]
const ROWS_OF_A_PART: usize = 6;

impl ForwardLayer<'_> {
    /// Writes `z`. Not generic, so that it is compiled here.
    pub(crate) fn run(self) {
        assert_eq!(self.x.len() * self.units, self.weights.len() * self.samples, "a matrix has the wrong size");
        assert_eq!(self.z.len(), self.units * self.samples, "a matrix has the wrong size");
        if self.layout == Layout::BySample {
            let (inputs, Self { weights, biases, units, x, z, .. }) = (self.x.len() / self.samples, self);
            return dispatch(ForwardBySample { weights, biases, inputs, units, x, z });
        }
        #[cfg(feature = "rayon")]
        if let Some(ranges) = self.ranges() {
            return self.run_on_threads(&ranges);
        }
        self.run_here();
    }

    fn run_here(self) {
        match Panels::of(self) {
            Ok(panels) => panels.run(),
            Err(layer) => dispatch_lanes(layer.used, layer),
        }
    }

    /// Returns the parts of the units for threads.
    #[cfg(feature = "rayon")]
    fn ranges(&self) -> Option<alloc::vec::Vec<core::ops::Range<usize>>> {
        crate::threads::ranges(self.units, ROWS_OF_A_PART, self.weights.len() * self.samples)
    }

    /// Computes a part of the units on each thread.
    #[cfg(feature = "rayon")]
    fn run_on_threads(self, ranges: &[core::ops::Range<usize>]) {
        use crate::threads::{cut_rows_mut, share};
        let Self { weights, biases, units, layout, samples, used, x, z } = self;
        share(ranges.iter().zip(cut_rows_mut(z, samples, ranges)), |(range, z)| {
            // rows begin with the part's first unit, and are as far apart as before
            let (weights, biases) = (&weights[range.start..], biases.get(range.clone()).unwrap_or(&[]));
            ForwardLayer { weights, biases, units, layout, samples, used, x, z }.run_here();
        });
    }
}
