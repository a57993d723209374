//! A layer for one sample: which units go through the inputs together.

use super::block::{Block, MOST_VECTORS, Parameters};
use super::fold::longest;
use super::group::{Group, Samples};
use super::narrow;
use super::rows::rows;
use super::scalars::{as_places, scalars};
use super::values::Values;
use crate::activation::{Identity, LaneActivation, activate_in_place};
use crate::kernel::single::forward::forward_single;
use crate::layer::dense::FixedLayer;
use crate::simd::InstructionSet;
use crate::simd::lanes::Lanes;
use crate::thresholds::{FIRST_CACHE, FIXED_WEIGHTS, shares_activation};

/// Writes the outputs of a layer for one sample to `y`.
///
/// Layers of more than `FIXED_WEIGHTS` weights go through the kernel that all networks share.
#[inline(always)]
pub fn dense<I, A, D, const IN: usize, const OUT: usize>(
    set: I,
    layer: &D,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) where
    I: InstructionSet,
    A: LaneActivation,
    D: FixedLayer<IN, OUT>,
{
    let layer = Parameters { weights: layer.rows(), biases: layer.row_of_biases() };
    if const { IN * OUT > FIXED_WEIGHTS } {
        let biases = layer.biases.map_or(&[][..], |biases| &biases[..]);
        forward_single(layer.weights.as_flattened(), biases, x, y);
        activate_in_place(activation, y);
    } else if const { !I::VECTORS } {
        scalars(&layer, activation, x, as_places(y));
    } else if const { A::LONG && shares_activation(IN, OUT) } {
        vectors(set, &layer, Identity, x, y);
        activate_in_place(activation, y);
    } else {
        vectors(set, &layer, activation, x, y);
    }
}

/// Writes the outputs of a layer to memory that is not initialized, and returns them.
///
/// Does the same as [`dense`].
#[inline(always)]
pub fn hidden<'a, I, A, D, const IN: usize, const OUT: usize>(
    set: I,
    layer: &D,
    activation: A,
    x: &[f32; IN],
    memory: &'a mut Values<OUT>,
) -> &'a mut [f32; OUT]
where
    I: InstructionSet,
    A: LaneActivation,
    D: FixedLayer<IN, OUT>,
{
    if const { !I::VECTORS && IN * OUT <= FIXED_WEIGHTS } {
        let layer = Parameters { weights: layer.rows(), biases: layer.row_of_biases() };
        return scalars(&layer, activation, x, &mut memory.0);
    }
    // the compiler sees that all are written before they are read
    let y = memory.write([0.0; OUT]);
    dense(set, layer, activation, x, y);
    y
}

/// Adds the outputs of a layer for the samples `x` to `y`.
#[inline(always)]
pub fn forward<I, A, D, X, const IN: usize, const OUT: usize>(
    set: I,
    layer: &D,
    activation: A,
    x: &X,
    y: &mut Group<OUT>,
) where
    I: InstructionSet,
    A: LaneActivation,
    D: FixedLayer<IN, OUT>,
    X: Samples<IN> + ?Sized,
{
    let mut sample = 0;
    while sample < x.count() {
        dense(set, layer, activation, x.sample(sample), y.add());
        sample += 1;
    }
}

/// Does the same, and adds the sums to `z` if the slope of the activation does not follow from its outputs.
#[inline(always)]
pub fn forward_keeping<I, A, D, X, const IN: usize, const OUT: usize>(
    set: I,
    layer: &D,
    activation: A,
    x: &X,
    z: &mut Group<OUT>,
    y: &mut Group<OUT>,
) where
    I: InstructionSet,
    A: LaneActivation,
    D: FixedLayer<IN, OUT>,
    X: Samples<IN> + ?Sized,
{
    if const { !A::SLOPE_FROM_SUM } {
        return forward(set, layer, activation, x, y);
    }
    let mut sample = 0;
    while sample < x.count() {
        let (z, y) = (z.add(), y.add());
        dense(set, layer, Identity, x.sample(sample), z);
        *y = *z;
        activate_in_place(activation, y);
        sample += 1;
    }
}

/// Computes `y += x`: adds the inputs of a residual block to its outputs.
#[inline(always)]
pub fn add<const N: usize>(x: &[f32; N], y: &mut [f32; N]) {
    for unit in 0..N {
        y[unit] += x[unit];
    }
}

/// Computes a layer with units in the lanes.
#[inline(always)]
fn vectors<I: InstructionSet, A: LaneActivation, const IN: usize, const OUT: usize>(
    set: I,
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) {
    match const { Form::of::<I>(IN, OUT) } {
        Form::ONE => narrow::one_unit::<I, A, IN, OUT>(set, layer, activation, x, y),
        Form::FEW => narrow::few_units::<I, A, IN, OUT>(set, layer, activation, x, y),
        Form::FOURS => blocks::<I, I::Four, A, IN, OUT>(set, layer, activation, x, y),
        Form::EIGHTS => blocks::<I, I::Eight, A, IN, OUT>(set, layer, activation, x, y),
        Form::ROWS => rows::<I::Native, A, IN, OUT>(set, layer, activation, x, y),
        _ => blocks::<I, I::Sixteen, A, IN, OUT>(set, layer, activation, x, y),
    }
}

/// The ways to compute a layer: numbers, since rustc compiles one arm of a `match` of a constant number, but all of a
/// constant of another type.
struct Form;

impl Form {
    /// One unit: a scalar product.
    const ONE: usize = 1;
    /// Two or three units.
    const FEW: usize = 2;
    /// Blocks of vectors of four units.
    const FOURS: usize = 4;
    /// Blocks of vectors of eight units.
    const EIGHTS: usize = 8;
    /// Row by row.
    const ROWS: usize = 0;

    const fn of<I: InstructionSet>(inputs: usize, units: usize) -> usize {
        let longest = longest(units);
        let lanes = if longest < I::Native::LANES { longest } else { I::Native::LANES };
        match units {
            1 => Self::ONE,
            2 | 3 => Self::FEW,
            _ if inputs * units > FIRST_CACHE && Blocks::of::<I>(units, lanes).count > 1 => Self::ROWS,
            _ => lanes,
        }
    }
}

/// Returns the number of parts of each sum.
///
/// As many as are needed to use the multiply-adds of a core, of which eight may be under way, but no more than inputs.
/// It does not depend on the length of vectors.
const fn chains(inputs: usize, units: usize, fused: bool) -> usize {
    let wanted = match units {
        ..=24 if fused => 4,
        ..=24 => 2,
        ..=48 if fused => 2,
        _ => 1,
    };
    if inputs >= wanted {
        wanted
    } else if inputs >= 2 && wanted >= 2 {
        2
    } else {
        1
    }
}

/// The blocks of a layer: the longer ones, which come first, have one vector more than the others.
struct Blocks {
    /// The number of blocks.
    count: usize,
    longer: usize,
    /// The number of vectors of the others.
    length: usize,
}

impl Blocks {
    const fn of<I: InstructionSet>(units: usize, lanes: usize) -> Self {
        let vectors = units.div_ceil(lanes);
        // sums with several parts are of few units
        let most = if I::SUM_REGISTERS < MOST_VECTORS { I::SUM_REGISTERS } else { MOST_VECTORS };
        let count = vectors.div_ceil(most);
        Self { count, longer: vectors % count, length: vectors / count }
    }
}

/// Computes the blocks of a layer.
#[inline(always)]
fn blocks<I: InstructionSet, V: Lanes<Token = I>, A: LaneActivation, const IN: usize, const OUT: usize>(
    set: I,
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) {
    match const { chains(IN, OUT, I::FUSED) } {
        4 => blocks_with::<I, V, A, 4, IN, OUT>(set, layer, activation, x, y),
        2 => blocks_with::<I, V, A, 2, IN, OUT>(set, layer, activation, x, y),
        _ => blocks_with::<I, V, A, 1, IN, OUT>(set, layer, activation, x, y),
    }
}

/// Computes the blocks of a layer, with `CHAINS` parts of each sum.
#[inline(always)]
fn blocks_with<I, V, A, const CHAINS: usize, const IN: usize, const OUT: usize>(
    set: I,
    layer: &Parameters<'_, IN, OUT>,
    activation: A,
    x: &[f32; IN],
    y: &mut [f32; OUT],
) where
    I: InstructionSet,
    V: Lanes<Token = I>,
    A: LaneActivation,
{
    let (longer, others, length) = const {
        let blocks = Blocks::of::<I>(OUT, V::LANES);
        (blocks.longer, blocks.count - blocks.longer, blocks.length)
    };
    // from the end to the beginning, as in a block
    let mut first = (longer * (length + 1) + others * length) * V::LANES;
    let mut done = 0;
    while done < others {
        first -= length * V::LANES;
        Block::<CHAINS, IN, OUT> { layer, x, first, count: length }.run::<V, A>(set, activation, y);
        done += 1;
    }
    if const { Blocks::of::<I>(OUT, V::LANES).longer > 0 } {
        while first > 0 {
            first -= (length + 1) * V::LANES;
            Block::<CHAINS, IN, OUT> { layer, x, first, count: length + 1 }.run::<V, A>(set, activation, y);
        }
    }
}
