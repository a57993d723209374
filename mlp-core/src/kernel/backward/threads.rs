//! The backward pass of a large layer on several threads, each with a part of the inputs.

use super::layer::{BackwardLayer, InputGradient, STRIP, StripScratch, strip_size};
use super::strips::Strips;
use crate::kernel::Sink;
use crate::simd::dispatch;
use crate::simd::lanes::LANES;
use crate::threads::{cut_rows_mut, share, with_scratch};
use alloc::vec::Vec;
use core::ops::Range;

impl BackwardLayer<'_> {
    /// Returns the cost in multiply-adds: as many for the inputs as for the weights.
    pub(super) const fn multiply_adds(&self) -> usize {
        let passes = if matches!(self.input_gradient, InputGradient::No) { 1 } else { 2 };
        passes * self.inputs * self.units * self.samples
    }

    /// Computes a part of the inputs on each thread; the last part includes the biases.
    pub(super) fn run_on_threads(self, ranges: &[Range<usize>], by_sample: &[f32]) {
        let Self { sink, first, inputs, units, bias, layout, samples, used, x, d, input_gradient, .. } = self;
        let width = units.next_multiple_of(LANES);
        let has_bias = |range: &Range<usize>| bias && range.end == inputs;
        let lengths: Vec<usize> =
            ranges.iter().map(|range| (range.len() + usize::from(has_bias(range))) * units).collect();
        sink.divide(first, &lengths, &mut |sinks| {
            let columns = cut_rows_mut(&mut *x, samples, ranges);
            share(ranges.iter().zip(sinks).zip(columns), |((range, mut sink), x)| {
                with_scratch(STRIP * samples + strip_size(width), |rest| {
                    let (sink, scratch): (&mut dyn Sink, &mut [f32]) = (&mut *sink, &mut []);
                    let layer = BackwardLayer {
                        layout,
                        sink,
                        first: 0,
                        inputs: range.len(),
                        units,
                        bias: has_bias(range),
                        allows_dots: false,
                        samples,
                        used,
                        x,
                        d,
                        input_gradient: input_gradient.beginning_at(range.start, samples),
                        scratch,
                    };
                    dispatch(Strips { layer, scratch: StripScratch::cut(by_sample, width, rest, samples) });
                });
            });
        });
    }
}
