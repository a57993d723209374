//! The forward pass of a large layer over many samples: blocks of inputs, and panels of units in each block.
//!
//! A tile reads a few values of each row of the weights. If rows are long and the weights larger than a core's caches,
//! each of these reads waits for memory, again for each tile of samples. Here the weights are read from memory once,
//! row by row, and the tiles read copies that are close together. Sums stay in `z` between blocks, so that they still
//! run over the inputs in order.

use super::layer::ForwardLayer;
use crate::kernel::tile::{Rows, Tile, accumulate_columns, cover_rows, cover_vectors, load, store};
use crate::simd::lanes::Lanes;
use crate::simd::{InstructionSet, Vectorized, dispatch};
use crate::thresholds::{PANEL_SAMPLES, PANEL_WEIGHTS};
use core::hint::black_box;

/// The number of weights in a block: a quarter of a core's cache.
const BLOCK_WEIGHTS: usize = 64 * 1024;
/// The most inputs of a block.
const BLOCK_INPUTS: usize = 128;
/// The most units of a panel: eight tiles, and three cache lines of each row.
const PANEL_UNITS: usize = 48;

/// The number of values that a cache fetches at once.
const CACHE_LINE_VALUES: usize = 16;

/// A layer, or some of its units, computed in panels.
pub(super) struct Panels<'a>(ForwardLayer<'a>);

impl<'a> Panels<'a> {
    /// Returns whether a layer is so large that panels save time.
    pub(super) const fn pay(layer: &ForwardLayer<'_>) -> bool {
        let inputs = layer.x.len() / layer.samples;
        inputs * layer.units >= PANEL_WEIGHTS && layer.samples >= PANEL_SAMPLES
    }

    /// Accepts a large layer, and returns any other one as the error.
    pub(super) const fn of(layer: ForwardLayer<'a>) -> Result<Self, ForwardLayer<'a>> {
        if Self::pay(&layer) { Ok(Self(layer)) } else { Err(layer) }
    }

    /// Writes `z`. Never inlined, since the panel is on the stack.
    #[inline(never)]
    pub(super) fn run(self) {
        dispatch(self);
    }
}

impl Vectorized for Panels<'_> {
    type Output = ();

    #[expect(clippy::large_stack_arrays, reason = "24 KiB, where a pass may have 256")]
    #[inline(always)]
    fn vectorized<I: InstructionSet>(self, set: I) {
        let Self(ForwardLayer { weights, biases, units: stride, samples, x, z, .. }) = self;
        let units = z.len() / samples;
        let inputs = (BLOCK_WEIGHTS / stride).clamp(BLOCK_INPUTS / 2, BLOCK_INPUTS);
        let mut panel = [0.0; BLOCK_INPUTS * PANEL_UNITS];
        for (block, x) in x.chunks(inputs * samples).enumerate() {
            let rows = x.len() / samples;
            let weights = &weights[block * inputs * stride..];
            bring(weights, stride, rows, units);
            for unit in (0..units).step_by(PANEL_UNITS) {
                let count = PANEL_UNITS.min(units - unit);
                copy(&weights[unit..], stride, count, &mut panel[..rows * PANEL_UNITS]);
                let biases = biases.get(unit..unit + count).unwrap_or(&[]);
                let z = &mut z[unit * samples..(unit + count) * samples];
                let mut sums = Sums { panel: &panel[..rows * PANEL_UNITS], biases, samples, x, z, begin: block == 0 };
                cover_vectors!(set.wide_registers(), I::Native::LANES, samples, |VECTORS, sample| {
                    cover_rows!(count, |ROWS, unit| sums.tile::<I, ROWS, VECTORS>(set, unit, sample));
                });
            }
        }
    }
}

/// Reads a whole block once, in the order of memory.
///
/// The cache then fetches ahead, which it does not for panels. A layer of 784 => 512 gains a twentieth.
#[inline(always)]
fn bring(weights: &[f32], stride: usize, rows: usize, units: usize) {
    let mut sum = 0.0;
    for row in weights.chunks(stride).take(rows) {
        sum += row[..units].iter().step_by(CACHE_LINE_VALUES).sum::<f32>();
    }
    black_box(sum);
}

/// Copies `panel[input][unit] = weights[input][unit]` for the first `units`.
#[inline(always)]
fn copy(weights: &[f32], stride: usize, units: usize, panel: &mut [f32]) {
    for (row, panel) in weights.chunks(stride).zip(panel.chunks_exact_mut(PANEL_UNITS)) {
        if units == PANEL_UNITS {
            // with a constant length this is not a call
            panel.copy_from_slice(&row[..PANEL_UNITS]);
        } else {
            panel[..units].copy_from_slice(&row[..units]);
        }
    }
}

/// The sums of a panel.
struct Sums<'a> {
    panel: &'a [f32],
    biases: &'a [f32],
    samples: usize,
    /// The rows of the block's inputs.
    x: &'a [f32],
    /// The rows of the panel's units.
    z: &'a mut [f32],
    /// Whether this is the first block.
    begin: bool,
}

impl Sums<'_> {
    #[inline(always)]
    fn tile<I: InstructionSet, const ROWS: usize, const VECTORS: usize>(&mut self, set: I, unit: usize, sample: usize) {
        let z = &mut self.z[unit * self.samples + sample..];
        let mut sums: Tile<I::Native, ROWS, VECTORS> = [[I::Native::splat(set, 0.0); VECTORS]; ROWS];
        if !self.begin {
            sums = load::<I::Native, ROWS, VECTORS>(set, z, self.samples);
        } else if let Some(biases) = self.biases.get(unit..unit + ROWS) {
            for m in 0..ROWS {
                sums[m] = [I::Native::splat(set, biases[m]); VECTORS];
            }
        }
        let panel = Rows { data: &self.panel[unit..], stride: PANEL_UNITS };
        accumulate_columns(set, &mut sums, panel, Rows { data: &self.x[sample..], stride: self.samples });
        store(&sums, z, self.samples);
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_INPUTS, ForwardLayer, PANEL_SAMPLES, PANEL_UNITS, Panels};
    use crate::kernel::layout::Layout;
    use crate::random::SplitMix64;
    use crate::simd::{available, dispatch_at};
    use alloc::{vec, vec::Vec};

    fn numbers(count: usize, random: &mut SplitMix64) -> Vec<f32> {
        (0..count).map(|_| random.unit() - 0.5).collect()
    }

    #[test]
    fn panels_have_the_same_bits_as_one_pass() {
        let random = &mut SplitMix64::new(1);
        // a last block of inputs, a last panel of units, rows that are longer than what is read of them, no biases
        for (inputs, units, stride, bias) in [
            (2 * BLOCK_INPUTS + 3, PANEL_UNITS + 5, PANEL_UNITS + 5, true),
            (BLOCK_INPUTS, 2 * PANEL_UNITS, 2 * PANEL_UNITS + 7, true),
            (5, 1, 3, false),
        ] {
            for samples in [16, 48, 144] {
                let (weights, x) = (numbers(inputs * stride, random), numbers(inputs * samples, random));
                let biases = numbers(if bias { units } else { 0 }, random);
                // the rows of some of a layer's units: the last row ends with these units
                let weights = &weights[..inputs * stride - (stride - units)];
                for level in available() {
                    let (mut once, mut panels) = (vec![0.0; units * samples], vec![f32::NAN; units * samples]);
                    let (x, biases, units) = (&x[..], &biases[..], stride);
                    dispatch_at(
                        level,
                        ForwardLayer {
                            weights,
                            biases,
                            units,
                            layout: Layout::ByUnit,
                            samples,
                            used: samples,
                            x,
                            z: &mut once,
                        },
                    );
                    let layer = ForwardLayer {
                        weights,
                        biases,
                        units,
                        layout: Layout::ByUnit,
                        samples,
                        used: samples,
                        x,
                        z: &mut panels,
                    };
                    dispatch_at(level, Panels(layer));
                    assert_eq!(once, panels, "{inputs} inputs, rows of {stride}, {samples} samples, {level:?}");
                }
            }
        }
    }

    #[test]
    fn only_large_layers_have_panels() {
        let of = |inputs: usize, units: usize, samples: usize| {
            let (weights, x, mut z) =
                (vec![0.0; inputs * units], vec![0.0; inputs * samples], vec![0.0; units * samples]);
            Panels::of(ForwardLayer {
                weights: &weights,
                biases: &[],
                units,
                layout: Layout::ByUnit,
                samples,
                used: samples,
                x: &x,
                z: &mut z,
            })
            .is_ok()
        };
        assert!(of(784, 512, PANEL_SAMPLES) && of(512, 512, 256));
        assert!(!of(784, 512, PANEL_SAMPLES - 16) && !of(784, 128, 256) && !of(512, 10, 256));
    }
}
