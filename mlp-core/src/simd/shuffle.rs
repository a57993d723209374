//! Moves values between the lanes of several vectors.

use super::lanes::{LANES, Lanes};

/// Returns the sum of the lanes of each vector, in the order of [`Lanes::sum`].
///
/// Neighbours are added, of two vectors at once, until one lane of each is left.
#[inline(always)]
pub(crate) fn sum_lanes<V: Lanes>(mut vectors: [V; LANES]) -> V {
    for round in 1..=4 {
        for i in 0..LANES >> round {
            let (even, odd) = vectors[2 * i].deinterleave(vectors[2 * i + 1]);
            vectors[i] = even + odd;
        }
    }
    vectors[0]
}

/// Sorts values that are stored sample by sample into one vector for each unit.
///
/// `UNITS` is a power of two, or three times one. In binary, a round moves the lowest bit of each value's index in all
/// vectors to the highest place.
#[inline(always)]
pub(crate) fn separate<V: Lanes, const UNITS: usize>(mut vectors: [V; UNITS]) -> [V; UNITS] {
    for _ in 0..UNITS.trailing_zeros() {
        let mut next = vectors;
        for i in 0..UNITS / 2 {
            (next[i], next[i + UNITS / 2]) = vectors[2 * i].deinterleave(vectors[2 * i + 1]);
        }
        vectors = next;
    }
    if UNITS.is_multiple_of(3) {
        let (threes, third) = (vectors, UNITS / 3);
        for i in 0..third {
            [vectors[i], vectors[third + i], vectors[2 * third + i]] =
                separate_three([threes[3 * i], threes[3 * i + 1], threes[3 * i + 2]]);
        }
    }
    vectors
}

/// The inverse of [`separate`]. For sixteen vectors of sixteen lanes it is the transpose.
#[inline(always)]
pub(crate) fn join<V: Lanes, const UNITS: usize>(mut vectors: [V; UNITS]) -> [V; UNITS] {
    if UNITS.is_multiple_of(3) {
        let (units, third) = (vectors, UNITS / 3);
        for i in 0..third {
            [vectors[3 * i], vectors[3 * i + 1], vectors[3 * i + 2]] =
                join_three([units[i], units[third + i], units[2 * third + i]]);
        }
    }
    for _ in 0..UNITS.trailing_zeros() {
        let mut next = vectors;
        for i in 0..UNITS / 2 {
            (next[2 * i], next[2 * i + 1]) = vectors[i].interleave(vectors[i + UNITS / 2]);
        }
        vectors = next;
    }
    vectors
}

// Vectors never have a multiple of three lanes. Every third value of three vectors therefore has a lane of its own, and
// it is enough to choose lanes and then move them. All indices are known at compile time, so that both are single
// instructions. For five and seven vectors the compiler no longer sees that.

/// Returns every third value of three vectors, from the first, the second and the third on.
#[inline(always)]
fn separate_three<V: Lanes>(vectors: [V; 3]) -> [V; 3] {
    let (mut units, token) = (vectors, vectors[0].token());
    for unit in 0..3 {
        let mut places = [0.0; LANES];
        for lane in 0..V::LANES {
            places[(3 * lane + unit) % V::LANES] = ((3 * lane + unit) / V::LANES) as f32;
        }
        let mut chosen = [0.0; LANES];
        choose(V::load(token, &places), vectors).store(&mut chosen);
        let mut lanes = [0.0; LANES];
        for lane in 0..V::LANES {
            lanes[lane] = chosen[(3 * lane + unit) % V::LANES];
        }
        units[unit] = V::load(token, &lanes);
    }
    units
}

/// The inverse of [`separate_three`].
#[inline(always)]
fn join_three<V: Lanes>(units: [V; 3]) -> [V; 3] {
    let (mut moved, token) = (units, units[0].token());
    for unit in 0..3 {
        let (mut lanes, mut places) = ([0.0; LANES], [0.0; LANES]);
        units[unit].store(&mut lanes);
        for lane in 0..V::LANES {
            places[(3 * lane + unit) % V::LANES] = lanes[lane];
        }
        moved[unit] = V::load(token, &places);
    }
    let mut vectors = units;
    for place in 0..3 {
        let mut from = [0.0; LANES];
        for lane in 0..V::LANES {
            from[lane] = ((place * V::LANES + lane) % 3) as f32;
        }
        vectors[place] = choose(V::load(token, &from), moved);
    }
    vectors
}

/// Returns in each lane the value of the vector whose index is in that lane of `from`.
#[inline(always)]
fn choose<V: Lanes>(from: V, vectors: [V; 3]) -> V {
    let second = from.if_less(from.constant(1.5), vectors[1], vectors[2]);
    from.if_less(from.constant(0.5), vectors[0], second)
}
