//! The choice of a layer's backward pass: a few samples, scalar products or strips, on one thread or several.

#[cfg(feature = "rayon")]
use super::layer::STRIP;
use super::layer::{BackwardLayer, InputGradient, StripScratch, replace};
use super::strips::Strips;
use crate::kernel::by_sample::{InputGradientBySample, weight_gradient};
use crate::kernel::layout::Layout;
use crate::kernel::transpose::units_to_padded_samples;
use crate::simd::lanes::LANES;
use crate::simd::{dispatch, dispatch_lanes};
use crate::thresholds::dots_are_cheaper;

impl BackwardLayer<'_> {
    /// Computes the gradient and passes it to the sink. Not generic, so that it is compiled here.
    pub(crate) fn run(mut self) {
        let (inputs, units, samples) = (self.inputs, self.units, self.samples);
        assert_eq!(self.x.len(), inputs * samples, "a matrix has the wrong size");
        assert_eq!(self.d.len(), units * samples, "a matrix has the wrong size");
        if self.layout == Layout::BySample {
            return self.run_by_sample();
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

    /// Computes the gradient of a few samples, and writes it to its place directly.
    fn run_by_sample(self) {
        let Self { sink, first, inputs, units, bias, samples, x, d, input_gradient, scratch, .. } = self;
        let count = (inputs + usize::from(bias)) * units;
        let start = sink.start();
        let gradient = sink.place(first, count).expect("gradients of a few samples are collected");
        weight_gradient(start, inputs, units, x, d, gradient);
        let InputGradient::Replace(slope) = input_gradient else { return };
        let weights = &sink.parameters()[first..first + inputs * units];
        // as many inputs at once as there is scratch memory for
        let at_once = (scratch.len() / samples).min(inputs);
        for input in (0..inputs).step_by(at_once) {
            let count = at_once.min(inputs - input);
            let (weights, d_x) = (&weights[input * units..][..count * units], &mut scratch[..count * samples]);
            dispatch(InputGradientBySample { weights, units, d, d_x });
            if count == inputs {
                return replace(slope, 0, x, d_x);
            }
            for (sample, d_x) in d_x.chunks_exact(count).enumerate() {
                let place = sample * inputs + input;
                replace(slope, place, &mut x[place..place + count], d_x);
            }
        }
    }
}
