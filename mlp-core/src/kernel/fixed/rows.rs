//! The sums of a layer whose weights do not fit the first cache: rows are read in the order of memory.
//!
//! The second cache and memory deliver streams faster than pieces of rows. The sums are in the first cache meanwhile.

use super::block::Parameters;
use crate::activation::LaneActivation;
use crate::simd::lanes::Lanes;

/// The number of rows that are read together.
const ROWS: usize = 4;

/// Writes the outputs of a layer.
///
/// Terms are added in the same order as in a block with one chain.
#[inline(always)]
pub(super) fn rows<V: Lanes, A: LaneActivation, const IN: usize, const OUT: usize>(
    token: V::Token,
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) {
    let end = OUT.saturating_sub(V::LANES);
    *y = layer.biases.copied().unwrap_or([0.0; OUT]);
    // in a register, since it overlaps the vector before
    let mut last = V::load(token, &y[end..]);
    let mut groups = layer.weights.chunks_exact(ROWS);
    for (x, rows) in x.chunks_exact(ROWS).zip(&mut groups) {
        add::<V, ROWS, OUT>(token, x, rows, y, &mut last);
    }
    for (x, row) in x[IN / ROWS * ROWS..].iter().zip(groups.remainder().chunks(1)) {
        add::<V, 1, OUT>(token, &[*x], row, y, &mut last);
    }
    for n in 0..OUT / V::LANES {
        let y = &mut y[n * V::LANES..];
        activation.value(V::load(token, y)).store(y);
    }
    activation.value(last).store(&mut y[end..]);
}

/// Adds the products of `COUNT` inputs.
#[inline(always)]
fn add<V: Lanes, const COUNT: usize, const OUT: usize>(
    token: V::Token,
    x: &[f32],
    rows: &[[f32; OUT]],
    y: &mut [f32; OUT],
    last: &mut V,
) {
    let (rows, mut factors) = (&rows[..COUNT], [V::splat(token, 0.0); COUNT]);
    for row in 0..COUNT {
        factors[row] = V::splat(token, x[row]);
    }
    for n in 0..OUT / V::LANES {
        let at = n * V::LANES;
        let mut sum = V::load(token, &y[at..]);
        for row in 0..COUNT {
            sum = factors[row].mul_add(V::load(token, &rows[row][at..]), sum);
        }
        sum.store(&mut y[at..]);
    }
    for row in 0..COUNT {
        *last = factors[row].mul_add(V::load(token, &rows[row][OUT.saturating_sub(V::LANES)..]), *last);
    }
}
