//! The register tile: the one inner loop of all matrix kernels.
//!
//! `c[m][n] += a[m][k] * b[k][n]` for `ROWS` values of `m` and `VECTORS` vectors of `n`, all in registers; `k` runs in
//! order, so every sum has one order, on every instruction set.

use crate::lanes::Lanes;

/// `ROWS * VECTORS` accumulators.
pub(super) type Tile<V, const ROWS: usize, const VECTORS: usize> = [[V; VECTORS]; ROWS];

/// Adds the products of all steps; a step is a column of `a` and a row of `b` with at least `VECTORS` vectors.
#[inline(always)]
pub(super) fn accumulate<'b, V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    mut tile: Tile<V, ROWS, VECTORS>,
    steps: impl Iterator<Item = ([f32; ROWS], &'b [f32])>,
) -> Tile<V, ROWS, VECTORS> {
    for (a, b) in steps {
        let b = &b[..VECTORS * V::LANES];
        let b: [V; VECTORS] = core::array::from_fn(|n| V::load(token, &b[n * V::LANES..(n + 1) * V::LANES]));
        for (row, a) in tile.iter_mut().zip(a) {
            let a = V::splat(token, a);
            for (sum, b) in row.iter_mut().zip(b) {
                *sum = a.mul_add(b, *sum);
            }
        }
    }
    tile
}

/// Reads a tile from the rows of `matrix`, `stride` apart.
#[inline(always)]
pub(super) fn load<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    matrix: &[f32],
    stride: usize,
) -> Tile<V, ROWS, VECTORS> {
    core::array::from_fn(|m| core::array::from_fn(|n| V::load(token, &matrix[m * stride + n * V::LANES..])))
}

/// Writes a tile to the rows of `matrix`, `stride` apart.
#[inline(always)]
pub(super) fn store<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    tile: Tile<V, ROWS, VECTORS>,
    matrix: &mut [f32],
    stride: usize,
) {
    for (m, row) in tile.into_iter().enumerate() {
        for (n, sum) in row.into_iter().enumerate() {
            sum.store(&mut matrix[m * stride + n * V::LANES..]);
        }
    }
}

/// Covers `count` with steps of 6, 4, 2 and 1: calls `body!(ROWS, first)` for each.
macro_rules! cover_rows {
    ($count:expr, |$rows:ident, $first:ident| $body:expr) => {{
        let count = $count;
        let mut $first = 0;
        while count - $first >= 6 {
            const $rows: usize = 6;
            $body;
            $first += $rows;
        }
        while count - $first >= 2 {
            const $rows: usize = 2;
            $body;
            $first += $rows;
        }
        if count > $first {
            const $rows: usize = 1;
            $body;
        }
    }};
}
pub(super) use cover_rows;

/// Covers `count` numbers with steps of 4 (where the registers suffice), 2 and 1 vectors.
macro_rules! cover_vectors {
    ($wide:expr, $lanes:expr, $count:expr, |$vectors:ident, $first:ident| $body:expr) => {{
        let (count, lanes) = ($count, $lanes);
        let mut $first = 0;
        if $wide {
            while count - $first >= 4 * lanes {
                const $vectors: usize = 4;
                $body;
                $first += $vectors * lanes;
            }
        }
        while count - $first >= 2 * lanes {
            const $vectors: usize = 2;
            $body;
            $first += $vectors * lanes;
        }
        while count > $first {
            const $vectors: usize = 1;
            $body;
            $first += $vectors * lanes;
        }
    }};
}
pub(super) use cover_vectors;
