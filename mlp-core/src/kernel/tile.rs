//! The register tile: the one inner loop of all matrix kernels.
//!
//! `c[m][n] += a[m][k] * b[k][n]` for `ROWS` values of `m` and `VECTORS` vectors of `n`, all in registers. `k` runs in
//! order, so that every sum has one order on every instruction set.

use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;

/// The rows of a matrix.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    /// The matrix from the first value of the first row on.
    pub(super) data: &'a [f32],
    /// The distance between the beginnings of two rows.
    pub(super) stride: usize,
}

impl Rows<'_> {
    /// Returns the rows from `row` on.
    #[inline(always)]
    fn from(self, row: usize) -> Self {
        Self { data: &self.data[row * self.stride..], ..self }
    }
}

/// `ROWS * VECTORS` accumulators.
pub(super) type Tile<V, const ROWS: usize, const VECTORS: usize> = [[V; VECTORS]; ROWS];

/// Adds the products of one step: a column of `a` and a row of `b` with at least `VECTORS` vectors.
///
/// The column is read after the bounds of `b` are checked: only without a branch in between does reading a value and
/// spreading it over the lanes become one instruction.
#[inline(always)]
fn step<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    tile: &mut Tile<V, ROWS, VECTORS>,
    a: impl Fn(usize) -> f32,
    b: &[f32],
) {
    let b = &b[..VECTORS * V::LANES];
    let mut vectors = [V::splat(token, 0.0); VECTORS];
    for n in 0..VECTORS {
        vectors[n] = V::load(token, &b[n * V::LANES..(n + 1) * V::LANES]);
    }
    for m in 0..ROWS {
        let a = V::splat(token, a(m));
        for n in 0..VECTORS {
            tile[m][n] = a.mul_add(vectors[n], tile[m][n]);
        }
    }
}

/// Adds the products of `a` and `b`, with `a` column by column.
///
/// The columns of `a[k][m]` are `a_stride` apart, and the rows of `b[k][n]` are `b_stride` apart. Tiles are changed in
/// place, since tiles that are moved go through the stack.
#[inline(always)]
pub(super) fn accumulate_columns<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    tile: &mut Tile<V, ROWS, VECTORS>,
    a: Rows<'_>,
    b: Rows<'_>,
) {
    // whole strides have one length, which is compared once; the last column and row may end with the tile
    let (columns, rows) = (a.data.chunks_exact(a.stride), b.data.chunks_exact(b.stride));
    let whole = columns.len().min(rows.len());
    for (a, b) in columns.zip(rows) {
        column(token, tile, a, b);
    }
    let (a, b) = (&a.data[whole * a.stride..], &b.data[whole * b.stride..]);
    if !a.is_empty() && !b.is_empty() {
        column(token, tile, a, b);
    }
}

/// Adds the products of a column of `a` and a row of `b`.
#[inline(always)]
fn column<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    tile: &mut Tile<V, ROWS, VECTORS>,
    a: &[f32],
    b: &[f32],
) {
    let a: &[f32; ROWS] = a.first_chunk().expect("a column with as many numbers as the tile has rows");
    step(token, tile, |m| a[m], b);
}

/// Adds the products of `a` and `b`, with `a` row by row: `rows[m][k]`.
///
/// The rows of `b[k][n]` are `stride` apart.
#[inline(always)]
pub(super) fn accumulate_rows<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    tile: &mut Tile<V, ROWS, VECTORS>,
    mut rows: [&[f32]; ROWS],
    b: Rows<'_>,
) {
    let steps = rows[0].len();
    blocks::<V, ROWS, VECTORS, 16>(token, tile, &mut rows, b);
    if steps % 16 >= 4 {
        blocks::<V, ROWS, VECTORS, 4>(token, tile, &mut rows, b.from(steps / 16 * 16));
    }
    if !steps.is_multiple_of(4) {
        blocks::<V, ROWS, VECTORS, 1>(token, tile, &mut rows, b.from(steps / 4 * 4));
    }
}

/// Does the same as [`accumulate_rows`] for the first `steps` steps, in rows of a multiple of 16.
///
/// The end of the innermost loop is not a constant: eight steps would be unrolled, and their operands would go through
/// the stack.
#[inline(always)]
pub(super) fn accumulate_blocks<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    tile: &mut Tile<V, ROWS, VECTORS>,
    rows: [&[f32]; ROWS],
    steps: usize,
    Rows { data: b, stride }: Rows<'_>,
) {
    let zeros = [0.0; 16];
    let mut a = [&zeros; ROWS];
    for first in (0..steps).step_by(16) {
        for m in 0..ROWS {
            a[m] = rows[m][first..].first_chunk().expect("rows of a multiple of 16");
        }
        let b = &b[first * stride..];
        for k in 0..16.min(steps - first) {
            step(token, tile, |m| a[m][k], &b[k * stride..]);
        }
    }
}

/// Processes as many blocks of `STEPS` steps as there are, and leaves the rest of the rows.
///
/// Bounds are checked once for a block and not in each step: checks in the innermost loop cost the compiler its
/// registers.
#[inline(always)]
fn blocks<V: Lanes, const ROWS: usize, const VECTORS: usize, const STEPS: usize>(
    token: V::Token,
    tile: &mut Tile<V, ROWS, VECTORS>,
    rows: &mut [&[f32]; ROWS],
    Rows { data: b, stride }: Rows<'_>,
) {
    // loops over indices: `map` and `from_fn` of arrays are not always inlined
    let zeros = [0.0; STEPS];
    let mut a = [&zeros; ROWS];
    let blocks = rows[0].len() / STEPS;
    for block in 0..blocks {
        for m in 0..ROWS {
            a[m] = rows[m][block * STEPS..].first_chunk().expect("rows of one length");
        }
        let b = &b[block * STEPS * stride..];
        for k in 0..STEPS {
            step(token, tile, |m| a[m][k], &b[k * stride..]);
        }
    }
    for m in 0..ROWS {
        rows[m] = &rows[m][blocks * STEPS..];
    }
}

/// Loads a tile from the rows of `matrix`, `stride` apart.
#[inline(always)]
pub(super) fn load<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    token: V::Token,
    matrix: &[f32],
    stride: usize,
) -> Tile<V, ROWS, VECTORS> {
    let mut tile = [[V::splat(token, 0.0); VECTORS]; ROWS];
    for m in 0..ROWS {
        for n in 0..VECTORS {
            tile[m][n] = V::load(token, &matrix[m * stride + n * V::LANES..]);
        }
    }
    tile
}

/// Stores a tile to the rows of `matrix`, `stride` apart.
#[inline(always)]
pub(super) fn store<V: Lanes, const ROWS: usize, const VECTORS: usize>(
    tile: &Tile<V, ROWS, VECTORS>,
    matrix: &mut [f32],
    stride: usize,
) {
    for m in 0..ROWS {
        for n in 0..VECTORS {
            tile[m][n].store(&mut matrix[m * stride + n * V::LANES..]);
        }
    }
}

/// Writes zeros to the columns from `first` to `samples`, which are whole vectors.
#[inline(always)]
pub(super) fn clear<I: InstructionSet>(set: I, first: usize, samples: usize, matrix: &mut [f32]) {
    let zeros = I::Native::splat(set, 0.0);
    for sample in (first..samples).step_by(I::Native::LANES) {
        for row in matrix.chunks_exact_mut(samples) {
            zeros.store(&mut row[sample..]);
        }
    }
}

/// Returns the number of rows of the next tile if `left` rows remain.
///
/// It is 6, or less so that no later tile is too low.
///
/// In low tiles, sums wait for each other: a multiply-add takes four cycles, and one or two begin in each cycle. Tiles
/// of less than four rows are only for matrices of 1, 2, 3 and 5 rows, and for those that leave three.
#[inline(always)]
pub(super) const fn next_rows(left: usize) -> usize {
    match left {
        0..=4 => left,
        5 => 3,
        7 | 8 | 11 => 4,
        _ => 6,
    }
}

/// Covers `count` rows with steps of 6, 4, 3, 2 and 1: calls `body!(ROWS, first)` for each.
macro_rules! cover_rows {
    ($count:expr, |$rows:ident, $first:ident| $body:expr) => {{
        let count = $count;
        let mut $first = 0;
        macro_rules! tile {
            ($number:literal) => {{
                const $rows: usize = $number;
                $body;
                $first += $rows;
            }};
        }
        loop {
            match crate::kernel::tile::next_rows(count - $first) {
                0 => break,
                1 => tile!(1),
                2 => tile!(2),
                3 => tile!(3),
                4 => tile!(4),
                _ => tile!(6),
            }
        }
    }};
}
pub(super) use cover_rows;

/// Covers `count` columns with steps of 4 (where the registers suffice), 2 and 1 vectors.
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
