//! The weight gradient of a layer from a strip of six inputs at a time, with units in the lanes.
//!
//! A gradient that is stored is written for all inputs first. Only an optimizer that changes the parameters at once has
//! to wait for each strip's input gradient. Without the calls of the sink for each strip, 64 => 32 => 10 trains in nine
//! tenths of the time (156 to 140 ns a sample).

use super::layer::{BackwardLayer, InputGradient, StripScratch, replace};
use crate::kernel::sink::Start;
use crate::kernel::tile::{Rows, accumulate_blocks, accumulate_rows, clear, cover_rows, cover_vectors, load, store};
use crate::simd::lanes::LANES;
use crate::simd::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized};
use crate::thresholds::BLOCK_UNITS;
use core::ops::Range;

/// A layer, or a part of it, computed strip by strip.
pub(super) struct Strips<'a> {
    pub(super) layer: BackwardLayer<'a>,
    pub(super) scratch: StripScratch<'a>,
}

impl Vectorized for Strips<'_> {
    type Output = ();

    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self { mut layer, mut scratch } = self;
        let wanted = layer.sink.wanted();
        let by_strip = wanted && !layer.weights_in_place::<I>(set, &scratch);
        if by_strip || matches!(layer.input_gradient, InputGradient::Replace(_)) {
            cover_rows!(layer.inputs, |ROWS, input| layer.strip::<I, ROWS>(set, input, by_strip, &mut scratch));
        }
        if layer.bias && wanted {
            layer.biases::<I>(set, &scratch);
        }
    }
}

impl BackwardLayer<'_> {
    /// Computes the gradient of all weights in place, if it is stored and has room for whole vectors.
    ///
    /// Returns whether it did.
    #[inline(always)]
    fn weights_in_place<I: InstructionSet>(&mut self, set: I, scratch: &StripScratch<'_>) -> bool {
        let (inputs, units, samples, used) = (self.inputs, self.units, self.samples, self.used);
        if !units.is_multiple_of(LANES) {
            return false;
        }
        let start = self.sink.start();
        let Some(gradient) = self.sink.place(self.first, inputs * units) else { return false };
        for unit in (0..units).step_by(BLOCK_UNITS) {
            cover_rows!(inputs, |ROWS, input| {
                let x = &self.x[input * samples..][..ROWS * samples];
                let StripScratch { by_sample, width, .. } = *scratch;
                let strip = Strip { x, samples, used, unit, units, by_sample, width };
                strip.accumulate::<I, ROWS>(set, start, &mut gradient[input * units + unit..], units);
            });
        }
        true
    }

    /// Computes all gradients of the inputs from `input` on, those of weights only if `by_strip`.
    #[inline(always)]
    fn strip<I: InstructionSet, const ROWS: usize>(
        &mut self,
        set: I,
        input: usize,
        by_strip: bool,
        scratch: &mut StripScratch<'_>,
    ) {
        let samples = self.samples;
        if let InputGradient::Replace(_) = self.input_gradient {
            self.input_gradient::<I, ROWS>(set, input, scratch.replaced);
        }
        let units = if by_strip { self.units } else { 0 };
        for unit in (0..units).step_by(BLOCK_UNITS) {
            self.weight_gradient::<I, ROWS>(set, input, unit, scratch);
        }
        if let InputGradient::Replace(slope) = self.input_gradient {
            let x = &mut self.x[input * samples..(input + ROWS) * samples];
            replace(slope, input * samples, x, &scratch.replaced[..ROWS * samples]);
        }
    }

    /// Computes `replaced[input][sample] = sum over units of weights[input][unit] * d[unit][sample]`.
    #[inline(always)]
    fn input_gradient<I: InstructionSet, const ROWS: usize>(&self, set: I, input: usize, replaced: &mut [f32]) {
        let weights = &self.sink.parameters()[self.first + input * self.units..][..ROWS * self.units];
        let mut rows = [weights; ROWS];
        for m in 0..ROWS {
            rows[m] = &weights[m * self.units..(m + 1) * self.units];
        }
        let covered = self.used.next_multiple_of(I::Native::LANES);
        cover_vectors!(set.wide_registers(), I::Native::LANES, covered, |VECTORS, sample| {
            let mut sums = [[I::Native::splat(set, 0.0); VECTORS]; ROWS];
            accumulate_rows(set, &mut sums, rows, Rows { data: &self.d[sample..], stride: self.samples });
            store(&sums, &mut replaced[sample..], self.samples);
        });
        clear::<I>(set, covered, self.samples, &mut replaced[..ROWS * self.samples]);
    }

    /// Computes the gradient of the weights from a strip of inputs to the block of units from `unit` on.
    #[inline(always)]
    fn weight_gradient<I: InstructionSet, const ROWS: usize>(
        &mut self,
        set: I,
        input: usize,
        unit: usize,
        scratch: &mut StripScratch<'_>,
    ) {
        let (units, first) = (self.units, self.first + input * self.units);
        let x = &self.x[input * self.samples..][..ROWS * self.samples];
        let (by_sample, samples, used) = (scratch.by_sample, self.samples, self.used);
        let strip = Strip { x, samples, used, unit, units, by_sample, width: scratch.width };
        let start = self.sink.start();
        let rows = BlockRows::new(BLOCK_UNITS.min(units - unit), units, start);
        let gradient = core::mem::take(&mut scratch.gradient);
        if start.continues() {
            for (place, range) in rows.pieces::<ROWS>() {
                self.sink.begin(first + unit + place, &mut gradient[range]);
            }
        }
        strip.accumulate::<I, ROWS>(set, start, gradient, rows.stride);
        for (place, range) in rows.pieces::<ROWS>() {
            self.sink.finish(first + unit + place, &gradient[range]);
        }
        scratch.gradient = gradient;
    }

    /// Computes the gradient of the biases: a weight gradient whose input is always 1.
    #[inline(always)]
    fn biases<I: InstructionSet>(&mut self, set: I, scratch: &StripScratch<'_>) {
        let first = self.first + self.inputs * self.units;
        for unit in (0..self.units).step_by(BLOCK_UNITS) {
            let units = BLOCK_UNITS.min(self.units - unit);
            let mut gradient = [0.0; BLOCK_UNITS];
            if self.sink.start().continues() {
                self.sink.begin(first + unit, &mut gradient[..units]);
            }
            let padded = units.next_multiple_of(I::Native::LANES);
            cover_vectors!(set.wide_registers(), I::Native::LANES, padded, |VECTORS, u| {
                let rows = &scratch.by_sample[unit + u..self.used * scratch.width];
                add_rows::<I, VECTORS>(set, &mut gradient[u..], rows, scratch.width);
            });
            self.sink.finish(first + unit, &gradient[..units]);
        }
    }
}

/// The layout of the rows of a block of units in the scratch memory of a strip.
struct BlockRows {
    /// The numbers of units of the block and of the layer.
    width: usize,
    units: usize,
    /// The distance of the rows.
    stride: usize,
}

impl BlockRows {
    /// Creates the layout.
    ///
    /// Where sums are added to, rows are padded to whole vectors, so that the last vector leaves the next row as it is.
    const fn new(width: usize, units: usize, start: Start) -> Self {
        Self { width, units, stride: if start.continues() { width.next_multiple_of(LANES) } else { width } }
    }

    /// Returns the pieces that are contiguous among the parameters too.
    ///
    /// Each is its position behind the block's first parameter, and its range in the scratch memory. Whole rows of the
    /// layer are one piece.
    #[inline(always)]
    fn pieces<const ROWS: usize>(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let Self { width, units, stride } = *self;
        let (pieces, length) = if stride == units { (1, ROWS * units) } else { (ROWS, width) };
        (0..pieces).map(move |row| (row * units, row * stride..row * stride + length))
    }
}

/// The weights from some inputs to a block of units.
struct Strip<'a> {
    /// `x[input][sample]` of these inputs.
    x: &'a [f32],
    samples: usize,
    used: usize,
    /// The first unit, and the number of units of the layer.
    unit: usize,
    units: usize,
    /// `d[sample][unit]`, with rows of `width` values.
    by_sample: &'a [f32],
    width: usize,
}

impl Strip<'_> {
    /// Computes `gradient[input][unit] += sum over samples of x[input][sample] * d[sample][unit]`.
    ///
    /// Rows are `stride` apart. Where sums start from zero, the last vector of a row may then reach into the
    /// next row. Rows are written in order, and the vectors at the end of rows before the others, so that what they
    /// leave there is overwritten. There is room after the last row.
    #[inline(always)]
    fn accumulate<I: InstructionSet, const ROWS: usize>(
        &self,
        set: I,
        start: Start,
        gradient: &mut [f32],
        stride: usize,
    ) {
        let mut x = [self.x; ROWS];
        for m in 0..ROWS {
            x[m] = &self.x[m * self.samples..][..self.samples];
        }
        let (lanes, units) = (I::Native::LANES, BLOCK_UNITS.min(self.units - self.unit));
        let whole = units / lanes * lanes;
        if whole < units {
            self.tile::<I, ROWS, 1>(set, start, x, whole, (gradient, stride));
        }
        cover_vectors!(set.wide_registers(), lanes, whole, |VECTORS, u| {
            self.tile::<I, ROWS, VECTORS>(set, start, x, u, (&mut *gradient, stride));
        });
    }

    /// Computes `VECTORS` vectors of units from `u` of the block on.
    #[inline(always)]
    fn tile<I: InstructionSet, const ROWS: usize, const VECTORS: usize>(
        &self,
        set: I,
        start: Start,
        x: [&[f32]; ROWS],
        u: usize,
        (gradient, stride): (&mut [f32], usize),
    ) {
        let mut sums = if start.continues() {
            load::<I::Native, ROWS, VECTORS>(set, &gradient[u..], stride)
        } else {
            [[I::Native::splat(set, 0.0); VECTORS]; ROWS]
        };
        let by_sample = Rows { data: &self.by_sample[self.unit + u..], stride: self.width };
        accumulate_blocks(set, &mut sums, x, self.used, by_sample);
        store(&sums, &mut gradient[u..], stride);
    }
}

/// Adds the first vectors of rows of `width` values, one row after another.
///
/// The order does not depend on how the rows are cut into chunks.
#[inline(always)]
fn add_rows<I: InstructionSet, const VECTORS: usize>(set: I, sums: &mut [f32], rows: &[f32], width: usize) {
    let mut tile = load::<I::Native, 1, VECTORS>(set, sums, 0);
    for row in rows.chunks(width) {
        for n in 0..VECTORS {
            tile[0][n] = tile[0][n] + I::Native::load(set, &row[n * I::Native::LANES..]);
        }
    }
    store(&tile, sums, 0);
}

#[cfg(test)]
mod tests {
    use super::super::layer::{Slope, scratch_size};
    use super::{BackwardLayer, InputGradient, StripScratch, Strips};
    use crate::activation::Elementwise;
    use crate::kernel::layout::Layout;
    use crate::kernel::transpose::units_to_padded_samples;
    use crate::kernel::{Sink, Start};
    use crate::random::SplitMix64;
    use crate::simd::{Level, available, dispatch_at};
    use std::{vec, vec::Vec};

    /// A gradient that is stored, optionally where whole vectors may be written.
    struct Kept {
        parameters: Vec<f32>,
        gradient: Vec<f32>,
        in_place: bool,
    }

    impl Sink for Kept {
        fn parameters(&self) -> &[f32] {
            &self.parameters
        }
        fn start(&self) -> Start {
            Start::Zero
        }
        fn place(&mut self, first: usize, count: usize) -> Option<&mut [f32]> {
            self.in_place.then(|| &mut self.gradient[first..first + count])
        }
        fn begin(&self, _: usize, _: &mut [f32]) {}
        fn finish(&mut self, first: usize, gradient: &[f32]) {
            self.gradient[first..first + gradient.len()].copy_from_slice(gradient);
        }
        #[cfg(feature = "rayon")]
        fn divide(&mut self, _: usize, _: &[usize], _: &mut dyn FnMut(Vec<crate::kernel::SinkPart<'_>>)) {
            unreachable!("a small layer");
        }
    }

    const SAMPLES: usize = 32;

    /// Returns the gradient of a layer and its inputs afterwards.
    ///
    /// The matrices hold `count` samples, and the layer is told that `used` columns hold one.
    fn back(level: Level, in_place: bool, (inputs, units): (usize, usize), count: usize, used: usize) -> [Vec<f32>; 2] {
        let random = &mut SplitMix64::new(1);
        let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| random.unit() - 0.5).collect() };
        let parameters = numbers((inputs + 1) * units);
        let (mut x, mut d) = (numbers(inputs * SAMPLES), numbers(units * SAMPLES));
        d.chunks_mut(SAMPLES).for_each(|row| row[count..].fill(0.0));
        let width = units.next_multiple_of(16);
        let (mut by_sample, mut rest) = (vec![0.0; width * SAMPLES], vec![f32::NAN; scratch_size(units, SAMPLES)]);
        units_to_padded_samples(&d, SAMPLES, &mut by_sample, width);
        let mut sink = Kept { gradient: vec![f32::NAN; parameters.len()], parameters, in_place };
        let input_gradient = InputGradient::Replace(Slope::Of(Elementwise::Identity));
        let layer = BackwardLayer {
            layout: Layout::ByUnit,
            sink: &mut sink,
            first: 0,
            inputs,
            units,
            bias: true,
            allows_dots: false,
            samples: SAMPLES,
            used,
            x: &mut x,
            d: &d,
            input_gradient,
            scratch: &mut [],
        };
        dispatch_at(level, Strips { layer, scratch: StripScratch::cut(&by_sample, width, &mut rest, SAMPLES) });
        [sink.gradient, x]
    }

    #[test]
    fn columns_without_a_sample_make_no_difference() {
        for level in available() {
            for (shape, in_place) in [((7, 33), false), ((13, 16), true), ((6, 32), true), ((1, 1), false)] {
                for count in [2, 4, 7, 8, 9, 15, 16, 17, 24, 25, 31] {
                    let all = back(level, in_place, shape, count, SAMPLES);
                    assert_eq!(back(level, in_place, shape, count, count), all, "{shape:?}, {count} samples, {level}");
                    assert!(
                        all[0] != back(level, in_place, shape, count, count - 1)[0],
                        "a sample more or less counts"
                    );
                }
            }
        }
    }
}
