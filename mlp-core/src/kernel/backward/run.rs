//! The choice of a layer's backward pass: one sample, scalar products or strips, on one thread or several.

#[cfg(feature = "rayon")]
use super::layer::STRIP;
use super::layer::{BackwardLayer, InputGradient, StripScratch, replace};
use super::strips::Strips;
use crate::kernel::single;
use crate::kernel::transpose::units_to_padded_samples;
use crate::simd::dispatch_lanes;
use crate::simd::lanes::LANES;
use crate::thresholds::dots_are_cheaper;

impl BackwardLayer<'_> {
    /// Computes the gradient and passes it to the sink. Not generic, so that it is compiled here.
    pub(crate) fn run(mut self) {
        let (inputs, units, samples) = (self.inputs, self.units, self.samples);
        assert_eq!(self.x.len(), inputs * samples, "a matrix has the wrong size");
        assert_eq!(self.d.len(), units * samples, "a matrix has the wrong size");
        if samples == 1 {
            return self.run_single();
        }
        let width = units.next_multiple_of(LANES);
        let scratch = core::mem::take(&mut self.scratch);
        if self.allows_dots && dots_are_cheaper(inputs, units) {
            return self.run_dots(scratch);
        }
        let (by_sample, rest) = scratch.split_at_mut(width * samples);
        units_to_padded_samples(self.d, samples, by_sample, width);
        #[cfg(feature = "rayon")]
        if let Some(ranges) = crate::threads::ranges(inputs, STRIP, self.multiply_adds()) {
            return self.run_on_threads(&ranges, by_sample);
        }
        let scratch = StripScratch::cut(by_sample, width, rest, samples);
        dispatch_lanes(self.used, Strips { scratch, layer: self });
    }

    /// Computes the gradient of one sample, and writes it to its place directly.
    fn run_single(self) {
        let Self { sink, first, inputs, units, bias, x, d, input_gradient, scratch, .. } = self;
        let count = (inputs + usize::from(bias)) * units;
        let start = sink.start();
        let gradient = sink.place(first, count).expect("gradients of single samples are collected");
        single::backward::weight_gradient(start, x, d, gradient);
        let InputGradient::Replace(slope) = input_gradient else { return };
        let weights = &sink.parameters()[first..first + inputs * units];
        // as many inputs at once as there is scratch memory for
        let at_once = scratch.len() / LANES * LANES;
        for (input, x) in (0..).step_by(at_once).zip(x.chunks_mut(at_once)) {
            let d_x = &mut scratch[..x.len().next_multiple_of(LANES)];
            single::backward::input_gradient(&weights[input * units..][..x.len() * units], d, d_x);
            replace(slope, input, x, &d_x[..x.len()]);
        }
    }
}
